"""The numbers the measures count with, each beside its source, and their replacement by a county's own file."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import yaml

from jianfu.base.errors import UserProblem
from jianfu.base.yaml_file import plain_yaml

CASES = ("low", "middle", "high")


class Source(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Where a number comes from."""

    zh: str
    en: str
    address: str = ""


class Rate(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A number in three cases; ``low`` gives the fewest minutes."""

    unit: str
    low: float
    middle: float
    high: float
    basis: str
    """``published`` or ``assumption``; ``measured`` in a county's own file."""
    zh: str
    en: str
    source: Source


class Setting(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A number that is the same in every case."""

    value: float
    unit: str
    source: Source


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    rates: dict[str, Rate] = {}
    settings: dict[str, Setting] = {}


@dataclass(frozen=True)
class Constants:
    """Every rate and setting by name."""

    rates: Mapping[str, Rate]
    settings: Mapping[str, Setting]

    def rate(self, name: str) -> tuple[float, float, float]:
        """Low, middle and high of one rate; raises KeyError."""
        found = self.rates[name]
        return found.low, found.middle, found.high

    def whole(self, name: str) -> int:
        """A setting as a whole number; raises KeyError."""
        return int(self.settings[name].value)


@cache
def default_constants() -> Constants:
    """The constants that ship with the measures."""
    text = files("jianfu.measure.burden").joinpath("constants.yaml").read_text(encoding="utf-8")
    read = msgspec.convert(yaml.safe_load(text), _File)
    return Constants(read.rates, read.settings)


def read_constants(path: Path) -> Constants:
    """The default constants with those of a county's file in their place.

    Raises ``UserProblem``: ``yaml-...`` for what is not plain YAML, ``constants-unreadable`` for another shape,
    ``constants-unknown`` for a name the measures do not know, ``constants-number`` for what is no number of zero or
    more, ``constants-order`` where low, middle and high give minutes in another order.
    """
    default = default_constants()
    try:
        read = msgspec.convert(plain_yaml(path) or {}, _File)
    except msgspec.ValidationError as cause:
        raise UserProblem("constants-unreadable", path=path, reason=str(cause)) from cause
    for name in (*read.rates, *read.settings):
        if name not in default.rates and name not in default.settings:
            raise UserProblem("constants-unknown", path=path, name=name)
    for name, setting in read.settings.items():
        if not (math.isfinite(setting.value) and setting.value >= 0):
            raise UserProblem("constants-number", path=path, name=name)
    for name, rate in read.rates.items():
        ordered = (rate.low, rate.middle, rate.high)
        if not all(map(math.isfinite, ordered)):
            raise UserProblem("constants-number", path=path, name=name)
        if min(ordered) < 0 or list(ordered) != sorted(ordered, reverse=name.endswith("_speed")):
            raise UserProblem("constants-order", path=path, name=name)
    if "reading_speed" in read.rates and read.rates["reading_speed"].high <= 0:
        raise UserProblem("constants-order", path=path, name="reading_speed")
    return Constants({**default.rates, **read.rates}, {**default.settings, **read.settings})
