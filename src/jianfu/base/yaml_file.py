"""Reads YAML files that may come from strangers: plain data only, bounded, no trick of the format."""

import math
import os
import re
import stat
from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from jianfu.base.errors import UserProblem

LARGEST_BYTES = 200_000
DEEPEST = 12
MOST_NODES = 20_000
LONGEST_PLAIN = 64
"""A number, date or yes/no is never longer; a text may be."""
LARGEST_INTEGER = 2**63 - 1

_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(_TAG + name for name in ("int", "float", "bool", "null", "timestamp"))
_TAGS = _PLAIN_TAGS | {_TAG + name for name in ("str", "seq", "map")}
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that are not seen and change what is: control, direction, halves of a pair."""


class _PlainLoader(Composer, CParser, SafeConstructor, Resolver):
    """Safe YAML without aliases (which can grow without end) or tags, without a key given twice, and bounded."""

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)
        self.depth = 0
        self.nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            self._refuse("alias")
        self.depth += 1
        self.nodes += 1
        if self.depth > DEEPEST or self.nodes > MOST_NODES:
            self._refuse("depth" if self.depth > DEEPEST else "size")
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        if node is not None and (fault := _fault_of(node)):
            raise yaml.MarkedYAMLError(problem=fault, problem_mark=node.start_mark)
        return node

    def _refuse(self, problem: str) -> None:
        event: Any = self.peek_event()
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a key that is no word", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value[:40]} twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        value: int = super().construct_yaml_int(node)
        if abs(value) > LARGEST_INTEGER:
            raise yaml.MarkedYAMLError(problem="long number", problem_mark=node.start_mark)
        return value

    def construct_yaml_float(self, node: yaml.ScalarNode) -> float:
        value: float = super().construct_yaml_float(node)
        if not math.isfinite(value):
            raise yaml.MarkedYAMLError(problem="no number", problem_mark=node.start_mark)
        return value


_PlainLoader.yaml_constructors = {
    **SafeConstructor.yaml_constructors,
    _TAG + "int": _PlainLoader.construct_yaml_int,
    _TAG + "float": _PlainLoader.construct_yaml_float,
}


def _fault_of(node: yaml.Node) -> str:
    if node.tag not in _TAGS:
        return f"tag {node.tag[-40:]}"
    if isinstance(node, yaml.ScalarNode) and node.tag in _PLAIN_TAGS and len(node.value) > LONGEST_PLAIN:
        return "long number"
    return "unseen character" if isinstance(node, yaml.ScalarNode) and _UNSEEN.search(node.value) else ""


def plain_yaml(path: Path) -> Any:
    """What a YAML file holds; raises ``UserProblem`` with file and line."""
    try:
        return _plain(_bounded(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UserProblem("yaml-not-utf8", file=path.name) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UserProblem("yaml-syntax", file=path.name, line=line, what=(error.problem or "")[:100]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UserProblem("yaml-syntax", file=path.name, line=1, what=str(error)[:100]) from error


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds; raises ``UserProblem`` with file and line."""
    content = plain_yaml(path)
    if not isinstance(content, dict):
        raise UserProblem("yaml-not-mapping", file=path.name)
    return content


def _plain(text: str) -> Any:
    loader = _PlainLoader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def _bounded(path: Path) -> bytes:
    """The bytes of a plain file: looked at once it is open, so that nothing else can take its place."""
    if not path.is_file():
        raise UserProblem("path-missing", path=path)
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise UserProblem("path-missing", path=path)
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise UserProblem("yaml-too-large", file=path.name, most=LARGEST_BYTES)
    return content
