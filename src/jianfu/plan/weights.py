"""What the plan weighs and holds to, each number beside its source, and a county's own file in their place."""

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
from jianfu.measure.burden.constants import Setting


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    weights: dict[str, Setting] = {}
    costs: dict[str, Setting] = {}
    limits: dict[str, Setting] = {}


@dataclass(frozen=True)
class Weights:
    """Every weight, cost and limit of the plan by name."""

    settings: Mapping[str, Setting]
    path: Path | None = None
    """The county's own file, where there is one."""

    def __getitem__(self, name: str) -> float:
        """The value of one setting; raises KeyError."""
        return self.settings[name].value

    def whole(self, name: str) -> int:
        """A setting as a whole number; raises KeyError."""
        return int(self.settings[name].value)

    def having(self, values: Mapping[str, float]) -> "Weights":
        """The same with some values in their place."""
        changed = {name: msgspec.structs.replace(self.settings[name], value=one) for name, one in values.items()}
        return Weights({**self.settings, **changed})


@cache
def default_weights() -> Weights:
    """The weights that ship with the plan."""
    text = files("jianfu.plan").joinpath("weights.yaml").read_text(encoding="utf-8")
    return _joined(msgspec.convert(yaml.safe_load(text), _File))


def read_weights(path: Path) -> Weights:
    """The default weights with those of a county's file in their place.

    Raises ``UserProblem``: ``yaml-...`` for what is not plain YAML, ``weights-unreadable`` for another shape,
    ``weights-unknown`` for a name the plan does not know, ``weights-number`` for what is no number of zero or more.
    """
    default = default_weights()
    try:
        read = _joined(msgspec.convert(plain_yaml(path) or {}, _File))
    except msgspec.ValidationError as cause:
        raise UserProblem("weights-unreadable", path=path, reason=str(cause)) from cause
    for name, setting in read.settings.items():
        if name not in default.settings:
            raise UserProblem("weights-unknown", path=path, name=name)
        if not (math.isfinite(setting.value) and setting.value >= 0):
            raise UserProblem("weights-number", path=path, name=name)
    return Weights({**default.settings, **read.settings}, path)


def with_values(values: Mapping[str, float]) -> Weights:
    """The default weights with some values in their place, as somebody asking “what if” states them.

    Raises ``UserProblem`` ``plan-setting`` for a name the plan does not know or what is no number of zero or more.
    """
    default = default_weights()
    for name, value in values.items():
        if name not in default.settings or not (math.isfinite(value) and value >= 0):
            raise UserProblem("plan-setting", name=name)
    return default.having(values)


def write_weights(values: Mapping[str, float], path: Path) -> Weights:
    """The same as a file of the shape a county's own has, so that whoever checks a plan can read what it was made by.

    Raises what ``with_values`` and ``read_weights`` raise.
    """
    settings = with_values(values).settings
    stated = {"limits": {name: msgspec.to_builtins(settings[name]) for name in sorted(values)}}
    path.write_text(yaml.safe_dump(stated, allow_unicode=True), encoding="utf-8")
    return read_weights(path)


def _joined(read: _File) -> Weights:
    return Weights({**read.weights, **read.costs, **read.limits})
