"""Plan -> orders: each unit reads of its own things alone, and nothing that is for some alone stands on paper."""

from collections.abc import Mapping

from jianfu.dataset.snapshot import open_snapshot
from jianfu.measure.suppression import is_small
from jianfu.orders.members import movers
from jianfu.orders.model import Item, Kept, Mover, Order
from jianfu.plan.explained import Explanation
from jianfu.plan.folder import Plan
from jianfu.plan.weights import default_weights

Row = Mapping[str, object]
GOING = ("merge", "embed")
DAYS = {"temporary": "end_days"}
"""Choice -> the setting that says how many days there are for it; ``close_days`` for the others."""
FOR_SOME = "restricted"


def make_orders(plan: Plan) -> list[Order]:
    """One order for each unit that owns something the plan changes, or that takes something in; by unit id.

    A plan that its replay refused gives none. Raises ``UserProblem`` where the plan's snapshot has been moved away.
    """
    if plan.record.status == "refused":
        return []
    snapshot = open_snapshot(plan.snapshot)
    units = {row["unit_id"]: row["name"] or row["unit_id"] for row in snapshot.read("unit").to_pylist()}
    rows = plan.proposals.to_pylist()
    known = {(row["kind"], row["thing_id"]): row for row in rows}
    into = {row["thing_id"]: row["target_id"] for row in rows if row["kind"] == "group" and row["choice"] in GOING}
    settings = {name: setting.value for name, setting in default_weights().settings.items()}
    reading = _Reading(
        plan.explanations,
        known,
        units,
        {**settings, **plan.record.weights},
        movers(snapshot, into, plan.record.as_of, units),
    )
    names = {row["thing_id"]: _named(row) for row in rows if row["protected"] != FOR_SOME}
    owned: dict[str, list[Row]] = {}
    for row in rows:
        owned.setdefault(row["unit_id"] or "", []).append(row)
    orders = []
    for unit_id in sorted(owned):
        items = tuple(reading.item(row) for row in owned[unit_id] if reading.asks(row))
        if items:
            stays = [row for row in owned[unit_id] if not reading.asks(row)]
            open_ones = [row for row in stays if row["protected"] != FOR_SOME]
            orders.append(
                Order(
                    unit_id=unit_id or None,
                    unit=units.get(unit_id, unit_id),
                    as_of=plan.record.as_of,
                    snapshot_id=plan.record.snapshot_id,
                    items=items,
                    kept=tuple(Kept(str(row["kind"]), _named(row), str(row["reason"])) for row in open_ones),
                    unnamed=len(stays) - len(open_ones),
                    objection_days=reading.days("objection_days"),
                    names=names,
                )
            )
    return orders


class _Reading:
    """All proposals, to be read one by one."""

    def __init__(
        self,
        reasons: Mapping[tuple[str, str], Explanation],
        known: Mapping[tuple[str, str], Row],
        units: Mapping[str, str],
        settings: Mapping[str, float],
        moving: Mapping[str, tuple[Mover, ...]],
    ) -> None:
        self._reasons = reasons
        self._known, self._units, self._settings, self._moving = known, units, settings, moving
        self._coming: dict[tuple[str, str], list[str]] = {}
        for (kind, _), row in known.items():
            if row["target_id"]:
                self._coming.setdefault((kind, str(row["target_id"])), []).append(_named(row))

    def asks(self, row: Row) -> bool:
        """Whether the owner has something to do."""
        return row["choice"] != "keep" or (row["kind"], row["thing_id"]) in self._coming

    def days(self, name: str) -> int:
        """A setting in whole days."""
        return int(self._settings[name])

    def item(self, row: Row) -> Item:
        """What becomes of one thing, as the order says it."""
        kind, one = str(row["kind"]), str(row["thing_id"])
        target = self._known.get((kind, str(row["target_id"]))) if row["target_id"] else None
        elsewhere = target is not None and target["unit_id"] != row["unit_id"]
        people, back = int(str(row["people"])), float(str(row["minutes_back"]))
        return Item(
            kind=kind,
            thing_id=one,
            name=_named(row),
            choice=str(row["choice"]),
            reason=str(row["reason"]),
            target=_named(target) if target else None,
            target_unit=self._units.get(str(target["unit_id"])) if target and elsewhere else None,
            takes_in=tuple(sorted(self._coming.get((kind, one), ()))),
            people=people,
            minutes_back=None if is_small(people) else back,
            moved=int(str(row["moved"])),
            days=self.days(DAYS.get(str(row["choice"]), "close_days")),
            why=self._reasons.get((kind, one)),
            proposal=row,
            movers=self._moving.get(one, ()) if kind == "group" else (),
        )


def _named(row: Row) -> str:
    return str(row["name"] or row["thing_id"])
