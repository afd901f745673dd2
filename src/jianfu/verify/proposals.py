"""What became of every proposal (逐项核验): carried out or not, and what all that was to become one costs now."""

from collections.abc import Mapping, Sequence

from jianfu.measure.suppression import is_small
from jianfu.plan.folder import Plan
from jianfu.verify.account import Account, Thing
from jianfu.verify.judge import compare
from jianfu.verify.model import Checked

GOES = ("merge", "embed", "dissolve", "stop", "screen")
"""What is gone once it is carried out."""
Row = Mapping[str, object]


def changed(plan: Plan) -> list[Row]:
    """The proposals that change something, in key order."""
    rows = [row for row in plan.proposals.to_pylist() if row["choice"] != "keep"]
    return sorted(rows, key=lambda row: (row["kind"], row["thing_id"]))


def touched(rows: Sequence[Row]) -> set[Thing]:
    """Everything those proposals change or move into."""
    return {thing for row in rows for thing in (_thing(row), _centre(row))}


def ended(rows: Sequence[Row]) -> set[Thing]:
    """Everything that is to be gone."""
    return {_thing(row) for row in rows if row["choice"] in GOES}


def check_proposals(
    rows: Sequence[Row], books: tuple[Account, Account], limits: Mapping[str, float], drift: float, *, comparable: bool
) -> tuple[Checked, ...]:
    """One row for each; minutes are those of all that were to become one, and stand with each of them."""
    before, after = books
    bundles: dict[Thing, set[Thing]] = {}
    for row in rows:
        bundles.setdefault(_centre(row), set()).update((_thing(row), _centre(row)))
    found = []
    for row in rows:
        kind, one = _thing(row)
        bundle = bundles[_centre(row)]
        change = compare(before.measured(bundle), after.measured(bundle), limits, drift)
        few = any(is_small(book.people(thing)) for book in books for thing in bundle)
        found.append(
            Checked(
                kind=kind,
                thing_id=one,
                name=str(row["name"] or one),
                unit_id=str(row["unit_id"]) if row["unit_id"] else None,
                choice=str(row["choice"]),
                done=_done(str(row["choice"]), (kind, one), after),
                change=None if few or not comparable else change,
                outcome=change.outcome if comparable else "cannot_tell",
            )
        )
    return tuple(found)


def _thing(row: Row) -> Thing:
    return str(row["kind"]), str(row["thing_id"])


def _centre(row: Row) -> Thing:
    """What it goes into, else itself."""
    return str(row["kind"]), str(row["target_id"] or row["thing_id"])


def _done(choice: str, thing: Thing, after: Account) -> str:
    """Whether what was ordered has been done, as the later ledgers say."""
    if choice in GOES:
        return "not_done" if after.in_use(thing) else "done"
    row = after.rows.get(thing)
    if row is None:
        return "unknown"
    settled = not after.in_use(thing) or row["type"] == "fixed"
    # an end that is past by now has been missed, not set
    ends = row["task_end_on"]
    return "done" if settled or (ends is not None and str(ends) >= str(after.run.as_of)) else "not_done"
