"""``jianfu plan`` and ``jianfu replay`` as people and scripts call them."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import click
import pyarrow.parquet as pq
import pytest
from small_county import NINE, county, demands, heard, said

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import LANGUAGES, translator
from jianfu.cli.main import make
from jianfu.cli.plan import replay_words
from jianfu.orders.make import make_orders
from jianfu.plan.folder import open_plan, write_plan_record
from jianfu.plan.make import make_plan, replayed
from jianfu.plan.tables import PROPOSALS
from jianfu.plan_check import check_plan

MEMBERS = {"busy": [f"p{at}" for at in range(8)], "dead": ["p8", "p9"], "old": ["p1", "p2", "p3"]}
LONG_AGO = NINE - timedelta(days=100)
SAID = [
    demands("n1", "busy", NINE + timedelta(minutes=30)),
    said("n2", "busy"),
    demands("n3", "old", LONG_AGO + timedelta(days=1), LONG_AGO),
]


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    code = make(translator("en")).main([str(word) for word in words], "jianfu", standalone_mode=False)
    return int(code or 0), capsys.readouterr().out


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small county with its plan: one group is dead, one is silent since an order of long ago."""
    place = tmp_path_factory.mktemp("replay")
    county(place, MEMBERS, SAID, groups={"dead": {"last_active_on": LONG_AGO.date()}})
    make_plan(place / "run", out=place / "plan")
    return place


def sabotaged(planned: Path, place: Path) -> Path:
    """The same plan with a group ended that must act on something."""
    shutil.copytree(planned, place, dirs_exist_ok=True)
    path = place / "plan" / "proposals.parquet"
    rows = pq.read_table(path).to_pylist()
    for row in rows:
        if row["thing_id"] == "busy":
            row.update(choice="dissolve", target_id=None)
    pq.write_table(PROPOSALS.arrow(rows), path)
    return place / "plan"


def test_a_plan_comes_with_its_replay_and_ends_no_group_something_was_ordered_in(planned: Path) -> None:
    plan = open_plan(planned / "plan")
    assert {row["thing_id"]: row["choice"] for row in plan.proposals.to_pylist()} == {
        "busy": "keep",
        "dead": "dissolve",
        "old": "keep",
    }
    assert plan.replay is not None
    assert plan.replay.status == "passed"
    assert plan.replay.plan is not None
    assert (plan.replay.plan.must_act, plan.replay.plan.missed) == (2, 0)
    assert plan.replay.campaigns["smallest-60"].missed == 0
    assert plan.replay.campaigns["idle-90"].missed == 1


def test_a_duty_is_as_urgent_as_the_shortest_time_seen_in_its_group(planned: Path) -> None:
    hours = {row["carriers"]: row["within_hours"] for row in open_plan(planned / "plan").duties.to_pylist()}
    assert hours == {"busy": 0.5, "old": 24.0}


def test_a_plan_passes_and_a_sabotaged_one_exits_with_1(
    planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "replay", planned / "plan", "--json")
    facts = json.loads(told)
    assert code == 0
    assert {"must_act", "missed", "late", "twice", "minutes"} <= facts.keys()
    assert facts["minutes"]["total"]["before"].keys() == {"low", "middle", "high"}
    code, told = run(capsys, "replay", sabotaged(planned, tmp_path), "--dataset", tmp_path / "dataset")
    assert code == 1
    assert "Missed: notice of 2026-09-01 09:00 in “group busy” (sets a deadline), due 2026-09-01 09:30" in told
    assert "township / staff 8" in told


def test_a_plan_that_loses_a_notice_is_refused_whole(planned: Path, tmp_path: Path) -> None:
    folder = sabotaged(planned, tmp_path)
    given = county(tmp_path / "again", MEMBERS, SAID)
    record = replayed(open_plan(folder).record, folder, heard(given), given)
    write_plan_record(record, folder)
    plan = open_plan(folder)
    assert plan.record.status == "refused"
    assert make_orders(plan) == []
    verdict = check_plan(folder)
    assert verdict.violation is not None
    assert verdict.violation.code == "refused"
    for language in LANGUAGES:
        assert len(replay_words(plan, translator(language))) == 2


def test_a_campaign_is_replayed_on_an_audit_and_on_the_dataset_alone(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "replay", "--campaign", "idle-90", "--dataset", planned / "run", "--json")
    assert (code, json.loads(told)["missed"]) == (0, 1)
    code, told = run(capsys, "replay", "--campaign", "smallest-60", "--dataset", planned / "dataset", "--json")
    assert (code, json.loads(told)["changes"]) == (0, 1)


def test_a_folder_without_a_plan_and_data_it_was_not_made_from_are_problems_of_the_user(
    planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UserProblem, match="not-a-plan"):
        run(capsys, "replay", tmp_path)
    shutil.copytree(planned, tmp_path, dirs_exist_ok=True)
    manifest = tmp_path / "dataset/snapshots/made-up/manifest.json"
    manifest.write_text(manifest.read_text().replace('"made-up"', '"another"'))
    with pytest.raises(UserProblem, match="replay-other-snapshot"):
        run(capsys, "replay", tmp_path / "plan", "--dataset", tmp_path / "dataset")
    shutil.rmtree(tmp_path / "dataset")
    with pytest.raises(UserProblem, match="replay-snapshot-gone"):
        run(capsys, "replay", tmp_path / "plan")


def test_data_without_messages_cannot_be_replayed_and_the_plan_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county(tmp_path, MEMBERS, [])
    make_plan(tmp_path / "run", out=tmp_path / "plan")
    assert replay_words(open_plan(tmp_path / "plan"), translator("en"))[0].startswith("Not replayed")
    with pytest.raises(UserProblem, match="replay-no-messages"):
        run(capsys, "replay", tmp_path / "plan")


@pytest.mark.parametrize("words", [[], ["plan", "--campaign", "idle-90"], ["--campaign", "idle-90"]])
def test_neither_plan_nor_campaign_and_both_are_refused(words: list[str]) -> None:
    with pytest.raises(click.UsageError):
        make(translator("zh-Hans")).main(["replay", *words], "jianfu", standalone_mode=False)
