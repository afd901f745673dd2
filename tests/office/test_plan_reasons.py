"""A proposal's own page says why: to whom minutes go, why not the runner-up, what it risks, what would change it."""

import pytest

from jianfu.base.i18n import translator
from jianfu.office.models import Plan, Proposal
from jianfu.office.place import here
from jianfu.office.selectors.reasons import reasons_of
from jianfu.plan.folder import EXPLANATIONS_NAME, open_plan

pytestmark = pytest.mark.slow
SAY = translator("en")


def a_change(**wanted) -> Proposal:
    """A proposal that changes something for five people or more."""
    return Proposal.objects.filter(people__gte=5, moved=0, **wanted).exclude(choice="keep").order_by("pk").first()


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_page_says_what_the_paper_says(signed_in, language) -> None:
    row = a_change()
    told = reasons_of(row.plan, row, translator(language))
    assert told is not None
    assert told.runner_up
    assert told.risks
    page = signed_in("analyst", language=language).get(f"/plans/1/proposals/{row.pk}").content.decode()
    for sentence in (sentence for part in told for sentence in part):
        assert sentence.replace("'", "&#39;") in page


def test_what_would_change_the_answer_leads_to_asking_it(signed_in) -> None:
    plan = Plan.objects.get(pk=1)
    row = next(one for one in Proposal.objects.filter(people__gte=5) if reasons_of(plan, one, SAY).flips)
    for role, leads in (("analyst", True), ("auditor", False)):
        page = signed_in(role).get(f"/plans/1/proposals/{row.pk}").content.decode()
        assert "What would change the answer" in page
        assert ('href="/plans/1#what-if-title"' in page) is leads


@pytest.mark.parametrize(("people", "told"), [(4, False), (5, True), (0, True)])
def test_of_fewer_than_five_people_only_the_risks_are_told(office, people, told) -> None:
    row = a_change()
    row.people = people
    words = reasons_of(row.plan, row, SAY)
    assert bool(words.runner_up) is told
    assert words.risks


@pytest.mark.parametrize(("moved", "told"), [(4, False), (-4, False), (5, True), (0, True)])
def test_no_sentence_says_how_one_to_four_people_would_move(office, moved, told) -> None:
    row = a_change(runner_up__gt="")
    path = here().plans / row.plan.folder / EXPLANATIONS_NAME
    why = open_plan(path.parent).explanations[row.kind, row.thing_id]
    now = f'"runner_up_moved":{why.runner_up_moved}'
    line = next(
        one for one in path.read_text("utf-8").splitlines() if f'"{row.thing_id}"' in one.split('"together"')[0]
    )
    path.write_text(path.read_text("utf-8").replace(line, line.replace(now, f'"runner_up_moved":{moved}')), "utf-8")
    assert bool(reasons_of(row.plan, row, SAY).runner_up) is told


def test_a_plan_made_before_there_were_reasons_has_none(office, signed_in) -> None:
    row = a_change()
    (here().plans / row.plan.folder / EXPLANATIONS_NAME).unlink()
    assert reasons_of(row.plan, row, SAY) is None
    assert signed_in("analyst").get(f"/plans/1/proposals/{row.pk}").status_code == 200
