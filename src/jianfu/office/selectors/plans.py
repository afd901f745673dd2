"""Plans and their proposals as a user may see them (方案查询). Nothing about fewer than five people is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.db.models import Count, Q, QuerySet

from jianfu.base.errors import UserProblem
from jianfu.measure.suppression import is_small
from jianfu.office.models import Entry, Plan, Proposal, User
from jianfu.office.place import here
from jianfu.office.scope import in_units, scope_of, seen_by, under
from jianfu.plan.replay.record import ReplayRecord, read_replay
from jianfu.report.model.plan import Knot, PlanPicture
from jianfu.report.plan.picture import read_picture

CHANGED = "changed"
"""The filter that shows what is to be changed, whatever the change."""
OPENED = 8
"""Pictures a process keeps in memory; a county's takes some hundred kilobytes."""


@dataclass(frozen=True)
class Wishes:
    """What a list of proposals is narrowed to; empty: not at all."""

    words: str = ""
    unit: str = ""
    kind: str = ""
    choice: str = CHANGED
    state: str = ""


@dataclass(frozen=True)
class Line:
    """One proposal with its figures as they may be told; None where they are over fewer than five people."""

    row: Proposal
    people: int | None
    moved: int | None
    minutes_back: float | None
    runner_up_cost: float | None

    @property
    def hidden(self) -> bool:
        """Whether figures are withheld."""
        return self.minutes_back is None


def all_plans() -> "QuerySet[Plan]":
    """Every plan, the latest first."""
    return Plan.objects.select_related("audit", "made_by").order_by("-pk")


def beside(plan: Plan) -> Plan | None:
    """The plan made before it of the same audit, which it is asked to be compared with."""
    return Plan.objects.filter(state="finished", audit=plan.audit_id, pk__lt=plan.pk).order_by("-pk").first()


def found(user: User, plan: Plan, wishes: Wishes) -> "QuerySet[Proposal]":
    """The proposals in scope that fit; what gives most people something first."""
    rows = seen_by(user, Proposal.objects.filter(plan=plan))
    if wishes.words:
        rows = rows.filter(Q(name__icontains=wishes.words) | Q(thing_id__icontains=wishes.words))
    if wishes.unit:
        rows = rows.filter(in_units(wishes.unit))
    if wishes.kind:
        rows = rows.filter(kind=wishes.kind)
    if wishes.state:
        rows = rows.filter(state=wishes.state)
    if wishes.choice == CHANGED:
        rows = rows.exclude(choice="keep")
    elif wishes.choice:
        rows = rows.filter(choice=wishes.choice)
    return rows.select_related("decided_by").order_by("-people", "kind", "thing_id")


def line(row: Proposal) -> Line:
    """A proposal as it may be told. Nobody at all behind it (an account, a form) is no secret."""
    small = is_small(row.people)
    return Line(
        row,
        people=None if small else row.people,
        moved=None if is_small(row.moved) else row.moved,
        minutes_back=None if small else row.minutes_back,
        runner_up_cost=None if small else row.runner_up_cost,
    )


def one(user: User, plan: Plan, key: int) -> Proposal | None:
    """A proposal in scope."""
    return seen_by(user, Proposal.objects.filter(plan=plan, pk=key)).select_related("decided_by").first()


def about(user: User, kind: str, thing_id: str) -> "QuerySet[Proposal]":
    """What was approved for a thing, in scope."""
    rows = Proposal.objects.filter(kind=kind, thing_id=thing_id, state__in=("approved", "done"))
    return seen_by(user, rows).order_by("-pk")


def by_state(user: User, plan: Plan) -> dict[str, int]:
    """State -> how many in scope."""
    rows = seen_by(user, Proposal.objects.filter(plan=plan)).order_by().values("state").annotate(count=Count("pk"))
    return {row["state"]: row["count"] for row in rows}


def open_by_unit(user: User, plan: Plan) -> list[tuple[str, str, int]]:
    """The units in scope with open proposals: id, name, how many; the most first."""
    rows = seen_by(user, Proposal.objects.filter(plan=plan, state="open")).exclude(path="")
    counts = rows.order_by().values("unit_id").annotate(count=Count("pk")).order_by("-count", "unit_id")
    found_units = [(row["unit_id"], row["count"]) for row in counts]
    names = dict(
        Entry.objects.filter(kind="unit", key__in=[unit for unit, _ in found_units]).values_list("key", "name")
    )
    return [(unit, names.get(unit) or unit, count) for unit, count in found_units]


def picture_of(plan: Plan) -> PlanPicture:
    """The pictures of a finished plan; raises ``UserProblem`` ``plan-unfinished``, and what reading them raises."""
    if plan.state != "finished":
        raise UserProblem("plan-unfinished")
    return _picture(str(here().plans / plan.folder))


def knots_seen(user: User, picture: PlanPicture) -> list[Knot]:
    """The knots with a group in scope; groups of other units keep their place in them and lose name and size."""
    if user.sees_everything:
        return list(picture.overlap.knots)
    path = scope_of(user)
    units = set(Entry.objects.filter(under(path), kind="unit").values_list("key", flat=True)) if path else set()
    return [
        replace(
            knot,
            groups=[
                one if one.unit_id in units else replace(one, group_id="", name="", unit="", unit_id=None, people=None)
                for one in knot.groups
            ],
        )
        for knot in picture.overlap.knots
        if any(one.unit_id in units for one in knot.groups)
    ]


def replay_of(plan: Plan) -> ReplayRecord | None:
    """What the replay of last period's messages found, where there was one."""
    return read_replay(here().plans / plan.folder) if plan.folder else None


@dataclass(frozen=True)
class Comparison:
    """Two plans: settings that differ, and things that fare differently."""

    settings: Sequence[tuple[str, float, float]]
    things: Sequence[tuple[Line, Line]]


def compare(user: User, earlier: Plan, later: Plan, default: Mapping[str, float]) -> Comparison:
    """What differs, in scope. ``default``: the settings that ship with the plan."""
    names = sorted(earlier.settings.keys() | later.settings.keys())
    values = [(name, *(plan.settings.get(name, default.get(name, 0.0)) for plan in (earlier, later))) for name in names]
    rows = [seen_by(user, Proposal.objects.filter(plan=plan)).order_by("kind", "thing_id") for plan in (earlier, later)]
    first = {(row.kind, row.thing_id): row for row in rows[0]}
    pairs = [(first[row.kind, row.thing_id], row) for row in rows[1] if (row.kind, row.thing_id) in first]
    return Comparison(
        [value for value in values if value[1] != value[2]],
        [(line(a), line(b)) for a, b in pairs if (a.choice, a.target_id) != (b.choice, b.target_id)],
    )


@lru_cache(maxsize=OPENED)
def _picture(folder: str) -> PlanPicture:
    return read_picture(Path(folder))
