"""Reads YAML files that may come from strangers: plain data only, bounded, no trick of the format."""

from pathlib import Path
from typing import Any

import yaml

from jianfu.base.errors import UserProblem

LARGEST_BYTES = 200_000
DEEPEST = 12


class _PlainLoader(yaml.SafeLoader):
    """Safe YAML without aliases (which can grow without end), without a key given twice, and not too deep."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="alias", problem_mark=self._mark())
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem="depth", problem_mark=self._mark())
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def _mark(self) -> yaml.Mark:
        mark: yaml.Mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
        return mark

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value} twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def plain_yaml(path: Path) -> Any:
    """What a YAML file holds; raises ``UserProblem`` with file and line."""
    if not path.is_file():
        raise UserProblem("path-missing", path=path)
    if path.stat().st_size > LARGEST_BYTES:
        raise UserProblem("yaml-too-large", file=path.name, most=LARGEST_BYTES)
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_PlainLoader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError as error:
        raise UserProblem("yaml-not-utf8", file=path.name) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UserProblem("yaml-syntax", file=path.name, line=line, what=error.problem or "") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UserProblem("yaml-syntax", file=path.name, line=1, what=str(error)[:100]) from error


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds; raises ``UserProblem`` with file and line."""
    content = plain_yaml(path)
    if not isinstance(content, dict):
        raise UserProblem("yaml-not-mapping", file=path.name)
    return content
