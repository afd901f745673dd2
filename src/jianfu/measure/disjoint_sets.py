"""Disjoint sets (并查集): what hangs together, each member led to one of its set."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel

Longs = npt.NDArray[np.int64]


@inlined
def root_of(parent: Longs, member: Any) -> Any:
    """The root of a member's set; the way there becomes shorter."""
    while parent[member] != member:
        parent[member] = parent[parent[member]]
        member = parent[member]
    return member


@inlined
def join(parent: Longs, one: Any, other: Any) -> None:
    """Puts two members' sets together; the lower root stays the root."""
    first, second = root_of(parent, one), root_of(parent, other)
    if first < second:
        parent[second] = first
    else:
        parent[first] = second


@kernel
def join_all(parent: Longs, ones: Longs, others: Longs) -> None:
    """Puts the sets of each pair together."""
    for at in range(len(ones)):
        join(parent, ones[at], others[at])


@kernel
def roots(parent: Longs) -> Longs:
    """The root of each member."""
    found = np.empty(len(parent), np.int64)
    for member in range(len(parent)):
        found[member] = root_of(parent, member)
    return found
