"""Of two audits of one period no second one that tells of few people by subtraction."""

import shutil
from datetime import timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianfu.office.models import Audit
from jianfu.office.selectors.published import Stood, published, tells_of_few
from jianfu.report.run import open_run


def stood(count: int, level: str = "county", post: str = "staff", minutes: float = 1.0) -> dict[str, Stood]:
    return {f"{level}-{post}-{at}": Stood(level, post, (minutes,) * 5) for at in range(count)}


@pytest.mark.parametrize(("changed", "few"), [(0, False), (1, True), (4, True), (5, False)])
def test_the_minutes_of_one_to_four_people_are_told_by_two_pictures_and_of_five_not(changed, few) -> None:
    before = stood(20)
    after = before | dict(list(stood(20, minutes=2.0).items())[:changed])
    assert tells_of_few(before, after) is few
    assert tells_of_few(stood(20), stood(20 + changed)) is few, "newcomers"


def test_five_who_changed_in_two_cells_are_few_in_each() -> None:
    before = stood(9) | stood(9, post="leader")
    after = (
        before
        | dict(list(stood(9, minutes=2.0).items())[:3])
        | dict(list(stood(9, post="leader", minutes=2.0).items())[:2])
    )
    assert tells_of_few(before, after)


def test_who_moved_to_another_cell_counts_in_both() -> None:
    moved = {name: Stood("village", "staff", one.minutes) for name, one in list(stood(9).items())[:5]}
    assert not tells_of_few(stood(9), stood(9) | moved)
    assert tells_of_few(stood(9), stood(9) | dict(list(moved.items())[:4]))


@pytest.mark.slow
@pytest.mark.parametrize(("changed", "held_back"), [(1, True), (6, False)])
def test_a_second_audit_that_differs_by_few_keeps_the_first_picture(office, signed_in, changed, held_back) -> None:
    first = Audit.objects.get()
    shutil.copytree(office.runs / first.folder, office.runs / "second")
    file = office.runs / "second" / "measures" / "burden_person.parquet"
    rows = open_run(office.runs / "second").measure("burden_person").to_pylist()
    people = _one_cell(first, office, changed)
    for row in rows:
        row["minutes_middle"] += row["person_id"] in people
    pq.write_table(pa.Table.from_pylist(rows, schema=pq.read_schema(file)), file)
    record = office.runs / "second" / "run.json"
    record.write_text(
        record.read_text(encoding="utf-8").replace(f'"snapshot_id": "{first.snapshot_id}"', '"snapshot_id": "0"'),
        encoding="utf-8",
    )
    second = Audit.objects.create(state="finished", folder="second", as_of=first.as_of, snapshot_id="0" * 16,
                                  finished_at=first.finished_at + timedelta(hours=1), counts=first.counts)  # fmt: skip
    assert published() == (first if held_back else second)
    assert ("is held back" in signed_in("worker").get("/county").content.decode()) is held_back


def _one_cell(audit: Audit, office, count: int) -> set[str]:
    """Some people of the largest cell of level and post."""
    run = open_run(office.runs / audit.folder)
    levels = {row["unit_id"]: row["level"] for row in run.snapshot.read("unit").to_pylist()}
    counted = set(run.measure("burden_person")["person_id"].to_pylist())
    cells: dict[tuple[str, str], list[str]] = {}
    for row in run.snapshot.read("person").to_pylist():
        if row["person_id"] in counted:
            cells.setdefault((levels.get(row["unit_id"], ""), row["post"] or ""), []).append(row["person_id"])
    return set(sorted(max(cells.values(), key=len))[:count])
