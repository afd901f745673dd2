"""A county that carried its plan out is told so; one in which the load came back another way is told that too."""

from datetime import date
from pathlib import Path

import pytest
from later_county import later_county

import jianfu
from jianfu.plan.folder import Plan
from jianfu.plan.make import PlanOptions, make_plan
from jianfu.plan.run_folder import open_audited
from jianfu.verify.compare import verify
from jianfu.verify.model import Verification
from jianfu.verify.write import write_verification


@pytest.fixture(scope="module")
def plan(run, tmp_path_factory) -> Plan:
    return make_plan(run.folder, out=tmp_path_factory.mktemp("planned") / "plan", options=PlanOptions(seconds=2))


@pytest.fixture(scope="module")
def later(run, plan, tmp_path_factory):
    """Audits the county six weeks later, in one of its ways."""

    def audited(**way: bool) -> Path:
        folder = tmp_path_factory.mktemp("later")
        snapshot = later_county(open_audited(run.folder).snapshot, plan, folder / "snapshot", **way)
        return jianfu.audit(snapshot, out=folder / "run", packs=["example_county"]).folder

    return audited


@pytest.fixture(scope="module")
def carried_out(run, plan, later) -> Verification:
    return verify(open_audited(run.folder), open_audited(later()), plan)


def test_a_plan_that_was_carried_out_reads_improved(carried_out: Verification) -> None:
    assert carried_out.verdict == "improved", carried_out
    assert {one.done for one in carried_out.proposals} == {"done"}
    closed = [one for one in carried_out.proposals if one.choice in ("dissolve", "stop")]
    assert closed
    assert {one.outcome for one in closed} == {"improved"}
    assert not carried_out.rebound
    assert "calls" in carried_out.silent


def test_groups_back_under_another_name_eat_the_saving_and_are_told(run, plan, later) -> None:
    found = verify(open_audited(run.folder), open_audited(later(back=True)), plan)
    back = [one for one in found.rebound if one.code == "back"]
    assert back, found.rebound
    assert back[0].facts["things"] == sum(
        one.choice in ("merge", "dissolve") for one in found.proposals if one.kind == "group"
    )
    touched = next(figure.change for figure in found.figures if figure.name == "touched")
    assert touched is not None
    assert touched.after.middle >= back[0].minutes


def test_the_same_audit_twice_cannot_tell_and_nothing_was_done(run, plan) -> None:
    found = verify(open_audited(run.folder), open_audited(run.folder), plan)
    assert found.verdict == "cannot_tell"
    assert [reason.code for reason in found.reasons] == ["not-later"]
    assert {one.outcome for one in found.proposals} == {"cannot_tell"}
    assert "done" not in {one.done for one in found.proposals}


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_what_is_written_is_the_same_twice_and_names_no_person(run, carried_out, tmp_path, language: str) -> None:
    one = write_verification(carried_out, language, tmp_path / "one")
    other = write_verification(carried_out, language, tmp_path / "other")
    people = set(run.measure("burden_person")["person_id"].to_pylist())
    for name in ("verify.json", "verify.html", "verify.docx"):
        assert (one / name).read_bytes() == (other / name).read_bytes()
    text = (one / "verify.json").read_text() + (one / "verify.html").read_text()
    assert not [person for person in people if person in text]
    assert date(2026, 10, 13).isoformat() in text
