"""Paths of the unit tree: ids from the top joined by ``/``, so that a subtree is a prefix (单位路径)."""

from collections.abc import Mapping
from urllib.parse import quote


def paths_of(parents: Mapping[str, str | None]) -> dict[str, str]:
    """Unit id -> path. A unit in a circle, or below one that is missing, stands at the top.

    Ids are quoted, so that a ``/`` in one opens no door into another unit's subtree.
    """
    paths: dict[str, str] = {}

    def find(unit: str, below: tuple[str, ...]) -> str:
        if unit not in paths:
            parent = parents.get(unit)
            above = (
                ""
                if parent is None or parent not in parents or parent in (*below, unit)
                else find(parent, (*below, unit))
            )
            paths[unit] = f"{above}{quote(unit, safe='')}/"
        return paths[unit]

    for unit in sorted(parents):
        find(unit, ())
    return paths
