"""County packs from the folder to the findings: a limit counts from its day on, a season exempts while it lasts."""

import re
import shutil
from datetime import date
from pathlib import Path

import jianfu
import jianfu.packs

STRICT, FLOOD = "example_strict", "example_flood"


def limits(run: jianfu.Run, rule: str) -> set[float]:
    return {row["limit_value"] for row in run.findings.to_pylist() if row["rule_id"] == rule}


def open_subjects(run: jianfu.Run, rule: str) -> set[str]:
    return {
        row["subject_id"] for row in run.findings.to_pylist() if row["rule_id"] == rule and row["state"] != "exempted"
    }


def test_an_audit_as_of_a_past_day_uses_the_limit_of_that_day(dataset, tmp_path) -> None:
    before, after = (
        jianfu.audit(dataset, out=tmp_path / name, packs=[STRICT], as_of=day)
        for name, day in (("before", date(2026, 6, 30)), ("after", date(2026, 7, 1)))
    )
    states = {name: {one.id: one.state for one in run.record.rules} for name, run in (("b", before), ("a", after))}
    assert states["a"]["unit-group-count"] == "fired"
    assert limits(after, "unit-group-count") == {3.0}
    assert limits(before, "unit-group-count") <= {8.0}
    assert open_subjects(before, "unit-group-count") < open_subjects(after, "unit-group-count")
    shown = {card.rule_id: card for card in before.document.rules}["unit-group-count"]
    assert [(line.value, line.since) for line in shown.parameters] == [(8, "2025-03-01")]


def test_a_season_exempts_its_groups_and_its_end_is_told_in_run_and_report(dataset, run, tmp_path) -> None:
    """The season of the example pack, for every group whose name says that it is one."""
    folder = tmp_path / "flood"
    shutil.copytree(Path(jianfu.packs.__file__).parent / FLOOD, folder)
    seasons = (folder / "exemptions.yaml").read_text(encoding="utf-8")
    (folder / "exemptions.yaml").write_text(re.sub(r"groups: .*", "groups: [群]", seasons), encoding="utf-8")
    inside = jianfu.audit(dataset, out=tmp_path / "inside", packs=[str(folder)])
    called = dict(
        zip(*(inside.snapshot.read("work_group")[name].to_pylist() for name in ("group_id", "name")), strict=True)
    )
    for rule in ("chain-reply-demanded", "chain-reply-frequent"):
        spared = open_subjects(run, rule) - open_subjects(inside, rule)
        assert spared
        assert all("群" in called[group] for group in spared)
    ends = [line for line in inside.record.expiring_exemptions if line["until_on"] == "2026-10-15"]
    assert {rule for line in ends for rule in line["rules"]} >= {"off-hours-messages"}
    shown = {(line.subject, line.until) for line in inside.document.expiring}
    assert shown >= {(line["subject_name"], line["until_on"]) for line in ends}
    page = (tmp_path / "inside/report.html").read_text(encoding="utf-8")
    assert f"{len(inside.document.expiring)} 项豁免将在三十天内到期" in page


def test_a_season_that_is_over_exempts_nothing_and_is_not_told_again(dataset, tmp_path) -> None:
    late = jianfu.audit(dataset, out=tmp_path / "late", packs=[FLOOD], as_of=date(2026, 12, 31))
    assert "2026-10-15" not in {line["until_on"] for line in late.record.expiring_exemptions}
    states = {row["state"] for row in late.findings.to_pylist() if str(row["because"]).startswith("flood-season")}
    assert states == set()
