"""How two packs differ: limits and their dates and sources, states, rules one of them lacks, times of emergency."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jianfu.detect.pack import Pack
from jianfu.detect.rule import DatedValue, Rule
from jianfu.detect.season import Season
from jianfu.engine.protocol import Scalar


@dataclass(frozen=True)
class Held:
    """A limit of one pack: since when, how much, and what it rests on (a document's key, or "setting")."""

    start: date
    value: Scalar
    origin: str
    article: str = ""


@dataclass(frozen=True)
class Difference:
    """One thing the packs do not hold alike; a side that lacks it is empty."""

    what: str
    """``status``, ``limit``, ``rule`` or ``exemption``."""
    rule_id: str
    """The rule, or the key of a time of emergency."""
    parameter: str
    left: tuple[object, ...]
    right: tuple[object, ...]


def pack_diff(left: Pack, right: Pack) -> list[Difference]:
    """Everything that differs, in order of rule and parameter; empty where both judge alike on every day."""
    ours, theirs = ({rule.id: rule for rule in pack.rules} for pack in (left, right))
    found: list[Difference] = []
    for rule_id in sorted({*ours, *theirs}):
        found += _of_rule(rule_id, ours.get(rule_id), theirs.get(rule_id))
    granted, others = ({each.key: each for each in pack.seasons} for pack in (left, right))
    for key in sorted({*granted, *others}):
        sides = _stated(granted.get(key)), _stated(others.get(key))
        if sides[0] != sides[1]:
            found.append(Difference("exemption", key, "", *sides))
    return found


def _of_rule(rule_id: str, left: Rule | None, right: Rule | None) -> Iterator[Difference]:
    if left is None or right is None:
        yield Difference("rule", rule_id, "", *((() if each is None else (each.status,)) for each in (left, right)))
        return
    if left.status != right.status:
        yield Difference("status", rule_id, "", (left.status,), (right.status,))
    for name in {**left.parameters, **right.parameters}:
        sides = _values(left, name), _values(right, name)
        if sides[0] != sides[1]:
            yield Difference("limit", rule_id, name, *sides)


def _values(rule: Rule, name: str) -> tuple[Held, ...]:
    parameter = rule.parameters.get(name)
    return tuple(map(_held, parameter.values)) if parameter else ()


def _held(value: DatedValue) -> Held:
    if value.source is None:
        return Held(value.start, value.value, "setting")
    return Held(value.start, value.value, value.source.document, value.source.article)


def _stated(season: Season | None) -> tuple[Mapping[str, object], ...]:
    if season is None:
        return ()
    stated: dict[str, object] = {
        "from": season.start,
        "until": season.end,
        "reason": season.reason,
        "rules": list(season.rules),
        "groups": list(season.groups),
        "document": season.source.document,
    }
    return (stated,)
