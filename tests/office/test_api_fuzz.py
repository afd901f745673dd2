"""Every operation of the API under requests nobody thought of: the document says what comes, and nothing breaks."""

import pytest
import schemathesis
from api_tokens import role_with, token_of
from axes.models import AccessAttempt
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from jianfu.office.models import Case, Entry, Finding, Job, Proposal
from jianfu.office.roles import Right
from jianfu.web.api.app import api
from jianfu.web.wsgi import application

pytestmark = pytest.mark.slow
EXAMPLES = 6
document = schemathesis.openapi.from_dict(api.get_openapi_schema())
document.app = application
document.config.base_url = "http://127.0.0.1"
operations = [found.ok() for found in document.get_all_operations()]
bounded = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def known(path: str) -> dict[str, object]:
    """Path parameters of something that is there: random ones seldom are."""
    things = {
        "/registry/": {"kind": "work_group"},
        "/groups/": {"key": Entry.objects.filter(kind="work_group").values_list("key", flat=True).first()},
        "/findings/": {"finding_id": Finding.objects.filter(state="open").values_list("finding_id", flat=True).first()},
        "/cases/": {"number": Case.objects.values_list("pk", flat=True).first()},
        "/jobs/": {"number": str(Job.objects.values_list("pk", flat=True).first())},
        "/plans/": {
            "number": 1,
            "proposal": Proposal.objects.filter(state="open").values_list("pk", flat=True).first(),
        },
        "/audits/": {"number": 1},
        "/imports/": {"number": 1},
    }
    found = next((given for part, given in things.items() if part in path), {})
    return {name: value for name, value in found.items() if f"{{{name}}}" in path}


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", operations, ids=lambda operation: operation.label)
def test_an_operation_answers_as_the_document_says(office, operation, mode) -> None:
    right = Right(operation.definition.raw["x-right"])
    headers = {"Host": "127.0.0.1", "Authorization": f"Bearer {token_of(role_with(right), right)}"}
    reads = (
        operation.method == "get"
    )  # what is written must make sense as well as fit: a reason given, a day that is one
    places = [{}, known(operation.path)] if "{" in operation.path else [{}]
    for place in places:

        @bounded
        @given(case=operation.as_strategy(mode, path_parameters=place or None))
        def answers(case) -> None:
            AccessAttempt.objects.all().delete()  # the checks come with wrong tokens too: what is slow on purpose
            case.call_and_validate(headers=headers, excluded_checks=[] if reads else [positive_data_acceptance])

        answers()


def test_no_operation_was_forgotten() -> None:
    assert len(operations) >= 31
    assert all("x-right" in operation.definition.raw for operation in operations)
