"""Level and post of people (层级与岗位), read in one place: what is told of one class is told of the same people.

Two tables about nearly the same people could be subtracted, and what is left would be told of a few.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from jianfu.plan.instance import Ints
from jianfu.plan.run_folder import AuditedRun
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

NO_LEVEL, NO_POST = len(LEVELS), len(POSTS)


class Ranks(NamedTuple):
    """Where people stand."""

    level: Ints
    """(people,): place in ``LEVELS`` of the person's unit; ``NO_LEVEL`` where it is not known or they have left."""
    post: Ints
    """(people,): place in ``POSTS``; ``NO_POST`` where it is not known or they have left."""


def read_ranks(run: AuditedRun, people: Sequence[str]) -> Ranks:
    """The level and post of each of some people by their ids."""
    units = run.snapshot.read("unit", ["unit_id", "level"])
    level = dict(zip(units["unit_id"].to_pylist(), units["level"].to_pylist(), strict=True))
    place = {one: at for at, one in enumerate(people)}
    ranks = Ranks(np.full(len(people), NO_LEVEL, np.int32), np.full(len(people), NO_POST, np.int32))
    for row in run.snapshot.read("person", ["person_id", "unit_id", "post", "state"]).to_pylist():
        at = place.get(row["person_id"])
        if at is None or row["state"] == "left":
            continue
        ranks.level[at] = _place(LEVELS, level.get(row["unit_id"]))
        ranks.post[at] = _place(POSTS, row["post"])
    return ranks


def _place(names: Sequence[str], name: str | None) -> int:
    return names.index(name) if name in names else len(names)
