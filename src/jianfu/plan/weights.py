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


def _joined(read: _File) -> Weights:
    return Weights({**read.weights, **read.costs, **read.limits})
