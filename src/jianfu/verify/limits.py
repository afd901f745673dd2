"""The limits of a comparison, each beside its source (核验设定)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from jianfu.measure.burden.constants import Setting


@cache
def verify_settings() -> Mapping[str, Setting]:
    """Every setting by name."""
    text = files("jianfu.verify").joinpath("limits.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), dict[str, Setting])


@cache
def verify_limits() -> Mapping[str, float]:
    """Their values."""
    return {name: setting.value for name, setting in verify_settings().items()}
