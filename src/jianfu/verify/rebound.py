"""Where the load went instead (反弹): groups back under another name, private groups, new apps, phone calls."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import sqrt

import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.plan.run_folder import AuditedRun
from jianfu.verify.account import Account, Thing
from jianfu.verify.judge import outcome_of
from jianfu.verify.model import Rebound

NAMES_SHOWN = 20
CALL = "call"


def new_groups(before: Account, after: Account) -> list[str]:
    """Groups in use after that were not known before."""
    known = {one for kind, one in before.rows if kind == "group"} | set(before.members)
    names = {one for kind, one in after.rows if kind == "group"} | set(after.members)
    return sorted(one for one in names - known if after.in_use(("group", one)))


def like_ended(before: Account, after: Account, ended: set[Thing], least: float) -> dict[str, str]:
    """New group -> the ended one whose people it mostly holds (Jaccard from ``least`` on)."""
    gone = [(one, before.members.get(one, frozenset())) for kind, one in sorted(ended) if kind == "group"]
    found = {}
    for new in new_groups(before, after):
        inside = after.members.get(new, frozenset())
        scored = [(len(inside & some) / len(inside | some), one) for one, some in gone if inside and some]
        best = max(scored, default=(0.0, ""))
        if best[0] >= least:
            found[new] = best[1]
    return found


def closed_again(after: AuditedRun, since: date) -> list[Mapping[str, object]]:
    """What the later audit found closed after the day of the first, and back since."""
    back = after.subjects("group-closed-again", "account-closed-again")
    rows = after.measure("rebound").to_pylist()
    return [row for row in rows if row["subject_id"] in back and (row["closed_on"] or since) > since]


def find_rebound(
    before: Account, after: Account, ended: set[Thing], limits: Mapping[str, float]
) -> tuple[list[Rebound], list[str], set[Thing]]:
    """The ways back that were found, those the data is silent about, and the things whose minutes came back."""
    found, silent = list[Rebound](), list[str]()
    like = like_ended(before, after, ended, limits["alike"])
    again = closed_again(after.run, before.run.as_of)
    back: set[Thing] = {("group", one) for one in like}
    back |= {(str(row["subject_kind"]), str(row["subject_id"])) for row in again}
    if back:
        names = [_name(after, thing) for thing in sorted(back)][:NAMES_SHOWN]
        found.append(Rebound("back", {"things": len(back), "names": names}, _minutes(after, back)))
    fresh = set(new_groups(before, after)) - {one for kind, one in back if kind == "group"}
    hidden = {("group", one) for one in fresh if _private(after.rows.get(("group", one)))}
    if hidden:
        found.append(Rebound("private", {"things": len(hidden)}, _minutes(after, hidden)))
    apps = {thing for thing in after.rows if thing[0] == "app" and thing not in before.rows and after.in_use(thing)}
    if apps:
        names = [_name(after, thing) for thing in sorted(apps)][:NAMES_SHOWN]
        found.append(Rebound("apps", {"things": len(apps), "names": names}, _minutes(after, apps)))
    calls = calls_of(before.run), calls_of(after.run)
    if not any(calls):
        silent.append("calls")
    else:
        found.extend(more_calls(calls, (before.run.working_days, after.run.working_days), limits))
    if not (before.run.snapshot.rows("app") and after.run.snapshot.rows("app")):
        silent.append("apps")
    return found, silent, back | hidden


def more_calls(calls: tuple[int, int], days: tuple[int, int], limits: Mapping[str, float]) -> Iterator[Rebound]:
    """Whether there are more calls a working day than chance explains (counts vary by their square root)."""
    rates = [count / max(day, 1) for count, day in zip(calls, days, strict=True)]
    chance = limits["errors"] * sqrt(sum(count / max(day, 1) ** 2 for count, day in zip(calls, days, strict=True)))
    change = rates[1] - rates[0]
    if outcome_of(rates[0], change - chance, change + chance, limits["margin"]) == "worse":
        yield Rebound("calls", {"before": round(rates[0], 2), "after": round(rates[1], 2)})


def calls_of(run: AuditedRun) -> int:
    """Calls among the messages of the audit."""
    count = 0
    for path in run.snapshot.files("message"):
        rows = pq.read_table(path, columns=["kind", "sent_at"], partitioning=None)
        in_time = pc.less_equal(rows["sent_at"].cast("timestamp[us]").cast("date32"), run.as_of)
        count += int(pc.sum(pc.and_(in_time, pc.equal(rows["kind"].cast("string"), CALL))).as_py() or 0)
    return count


def _private(row: Mapping[str, object] | None) -> bool:
    """Nobody's by the ledger, or approved by nobody."""
    return row is None or row["unit_id"] is None or row["approved"] is False


def _name(book: Account, thing: Thing) -> str:
    row = book.rows.get(thing, {})
    return thing[1] if row.get("restricted") else str(row.get("name") or thing[1])


def _minutes(book: Account, things: set[Thing]) -> float:
    return round(book.measured(things).amount.middle, 6)


def sorted_rebound(found: Sequence[Rebound]) -> tuple[Rebound, ...]:
    """In an order of their own, whatever was found first."""
    return tuple(sorted(found, key=lambda one: one.code))
