"""Limits as somebody types them: ``limit=60``, ``off_hours_share=5%``, ``limit=0.6..0.9/0.1``."""

import math
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from jianfu.base.errors import UserProblem
from jianfu.detect.rule import Parameter, Rule
from jianfu.engine.protocol import Scalar
from jianfu.tables.column import Kind

LIMIT = "limit"
"""Stands for the limit the rule's findings are held against."""
MOST_STEPS = 50


def read_limit(rule: Rule, words: str) -> tuple[str, tuple[Scalar, ...]]:
    """Name and value of a limit, or the values of a sweep; raises ``UserProblem`` that names what there is."""
    given, equals, text = words.partition("=")
    name = _main(rule) if given == LIMIT else given
    if not equals or name not in rule.parameters:
        raise UserProblem("what-if-parameter", rule=rule.id, parameter=given[:60], known=_known(rule))
    parameter = rule.parameters[name]
    values = _sweep(text, parameter, rule) if ".." in text else (_value(text, parameter, rule),)
    return name, values


def check_limits(rule: Rule, limits: Mapping[str, object]) -> dict[str, Scalar]:
    """The same for limits that are values already, as the library takes them."""
    checked: dict[str, Scalar] = {}
    for given, value in limits.items():
        spelled = value.isoformat() if isinstance(value, date) else str(value)
        name, values = read_limit(rule, f"{given}={spelled}")
        checked[name] = values[0]
    return checked


def _main(rule: Rule) -> str:
    return rule.limit_parameter or (next(iter(rule.parameters)) if len(rule.parameters) == 1 else LIMIT)


def _known(rule: Rule) -> str:
    return ", ".join(f"{name} ({one.unit})" for name, one in rule.parameters.items()) or "—"


def _value(text: str, parameter: Parameter, rule: Rule) -> Scalar:
    try:
        return _READ[parameter.kind](text.strip())
    except (ValueError, KeyError) as error:
        raise UserProblem(
            "what-if-value",
            rule=rule.id, parameter=parameter.name, unit=parameter.unit, value=text[:40], kind=str(parameter.kind),
        ) from error  # fmt: skip


def _number(text: str) -> float:
    number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


_READ: Mapping[Kind, Callable[[str], Scalar]] = {
    Kind.INTEGER: int,
    Kind.NUMBER: _number,
    Kind.DATE: date.fromisoformat,
    Kind.TEXT: str,
    Kind.FLAG: {"true": True, "false": False}.__getitem__,
}


def _sweep(text: str, parameter: Parameter, rule: Rule) -> tuple[Scalar, ...]:
    ends, _, width = text.partition("/")
    low, _, high = ends.partition("..")
    first, last = _value(low, parameter, rule), _value(high, parameter, rule)
    if isinstance(first, date) and isinstance(last, date):
        days = int(width or 1) if (width or "1").isdigit() else 0
        count = (last - first).days // days if days else -1
        values: tuple[Scalar, ...] = tuple(first + timedelta(days * at) for at in range(min(count, MOST_STEPS) + 1))
    elif isinstance(first, int | float) and isinstance(last, int | float):
        step = _value(width or "1", parameter, rule)
        wide = float(step) if isinstance(step, int | float) else 0.0
        count = math.floor((last - first) / wide + 1e-9) if wide > 0 else -1
        values = tuple(_rounded(first + wide * at, first) for at in range(min(count, MOST_STEPS) + 1))
    else:
        count, values = -1, ()
    if not 0 <= count < MOST_STEPS:
        raise UserProblem("what-if-sweep", parameter=parameter.name, value=text[:40], most=MOST_STEPS)
    return values


def _rounded(value: float, like: float) -> Scalar:
    return int(value) if isinstance(like, int) else round(value, 9)
