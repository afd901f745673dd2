"""The words the made-up county is named with: words.yaml, read once."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def words() -> dict[str, Any]:
    """Lists of names and topics by heading."""
    text = files("jianfu.simulate").joinpath("words.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found
