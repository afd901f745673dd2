"""Whether two audits speak of comparable times (可比性): if not, the reason, and nothing is concluded."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pyarrow.compute as pc

from jianfu.base.errors import UserProblem
from jianfu.detect.load import load_packs
from jianfu.plan.run_folder import AuditedRun
from jianfu.verify.model import Period, Reason


class _Report(msgspec.Struct):
    constants: list[object] = []


def period_of(run: AuditedRun) -> Period | None:
    """The days the messages cover up to the day of the audit; ``None`` where there is no message."""
    activity = run.measure("group_activity")
    if not activity.num_rows:
        return None
    first = pc.min(activity["first_message_at"]).as_py().date()
    last = min(pc.max(activity["last_message_at"]).as_py().date(), run.as_of)
    calendar = run.snapshot.read("calendar", ["day", "kind"])
    kind = dict(zip(calendar["day"].to_pylist(), calendar["kind"].to_pylist(), strict=True))
    days = [first + timedelta(at) for at in range((last - first).days + 1)]
    emergency = _emergencies(run)
    return Period(
        first,
        last,
        run.working_days,
        sum(kind.get(day) == "holiday" for day in days),
        sum(any(start <= day <= end for start, end in emergency) for day in days),
    )


def _emergencies(run: AuditedRun) -> Sequence[tuple[date, date]]:
    """First and last day of every season the audit's packs name; a pack that is gone names none."""
    try:
        seasons = load_packs(run.record.packs[1:]).seasons
    except UserProblem:
        return ()
    return [(season.start, season.end) for season in seasons]


def why_not(before: Period | None, after: Period | None, limits: Mapping[str, float]) -> Iterator[Reason]:
    """Why two periods cannot be compared; nothing where they can."""
    if before is None or after is None:
        yield Reason("no-messages", {"which": "before" if before is None else "after"})
        return
    if after.first <= before.last:
        yield Reason("not-later", {"last": before.last.isoformat(), "first": after.first.isoformat()})
    for which, period in (("before", before), ("after", after)):
        if period.working_days < limits["least_working_days"]:
            facts = {"which": which, "days": period.working_days, "least": int(limits["least_working_days"])}
            yield Reason("too-short", facts)
    for code, limit in (("holidays", "holiday_share"), ("emergency_days", "season_share")):
        one, other = (getattr(period, code) / period.days for period in (before, after))
        if round(abs(one - other), 10) > limits[limit]:
            yield Reason(
                code.replace("_", "-"),
                {"before": getattr(before, code), "days_before": before.days, "after": getattr(after, code),
                 "days_after": after.days},
            )  # fmt: skip


def why_not_these(before: AuditedRun, after: AuditedRun, limits: Mapping[str, float]) -> Iterator[Reason]:
    """Why two audits cannot be compared though their periods could."""
    if before.record.jianfu != after.record.jianfu:
        yield Reason("other-version", {"before": before.record.jianfu, "after": after.record.jianfu})
    if _constants(before.folder) != _constants(after.folder):
        yield Reason("other-constants", {})
    known, now = (set(run.measure("burden_person")["person_id"].to_pylist()) for run in (before, after))
    if known and len(known & now) / len(known) < limits["same_people"]:
        yield Reason("other-people", {"same": len(known & now), "before": len(known)})


def _constants(folder: Path) -> list[object] | None:
    """The constants the burden was counted with, as the audit's report lists them."""
    path = folder / "report.json"
    return msgspec.json.decode(path.read_bytes(), type=_Report).constants if path.is_file() else None
