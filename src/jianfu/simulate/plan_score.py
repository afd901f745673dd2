"""A plan against the truth (方案查准率、查全率): did it make one what does one work, end what is dead, leave the rest?

A *merge* is a pair of groups that end up in one; a *dissolution* is a group that ends. Both count towards precision and
recall by what the truth calls real. ``fooled`` are the wrong ones that were planted as look-alikes.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import msgspec
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.simulate.counted import Counted, truth_in
from jianfu.simulate.plan_truth import FILE_NAME

CHOICES = ("merge", "dissolve")
Subject = tuple[str, ...]


class _Line(msgspec.Struct):
    choice: str
    groups: list[str]
    label: str
    why: str


@dataclass(frozen=True)
class ChoiceScore(Counted):
    """One kind of change."""

    choice: str
    wrong: tuple[Subject, ...]
    missed: tuple[Subject, ...]
    fooled: int


def score_plan(plan_folder: Path, truth_folder: Path) -> tuple[ChoiceScore, ...]:
    """Merges, then dissolutions; raises ``UserProblem`` where the county was made before plans had a truth."""
    path = truth_in(truth_folder) / FILE_NAME
    if not path.is_file():
        raise UserProblem("score-no-plan-truth", path=path)
    decode = msgspec.json.Decoder(_Line).decode
    lines = [decode(line) for line in path.read_bytes().splitlines()]
    found = _found(plan_folder)
    scores = []
    for choice in CHOICES:
        real = {tuple(line.groups) for line in lines if line.choice == choice and line.label == "real"}
        looks = {tuple(line.groups) for line in lines if line.choice == choice and line.label != "real"}
        some = found[choice]
        wrong = some - real
        scores.append(
            ChoiceScore(
                choice=choice,
                found=len(some),
                true=len(real),
                right=len(some & real),
                wrong=tuple(sorted(wrong)),
                missed=tuple(sorted(real - some)),
                fooled=len(wrong & looks),
            )
        )
    return tuple(scores)


def _found(plan_folder: Path) -> dict[str, set[Subject]]:
    rows = pq.read_table(
        plan_folder / "proposals.parquet", columns=["kind", "thing_id", "choice", "target_id"]
    ).to_pylist()
    into: defaultdict[str, list[str]] = defaultdict(list)
    ended: set[Subject] = set()
    for row in rows:
        if row["kind"] == "group" and row["choice"] == "merge":
            into[row["target_id"]].append(row["thing_id"])
        elif row["kind"] == "group" and row["choice"] == "dissolve":
            ended.add((row["thing_id"],))
    merged: set[Subject] = {pair for target, some in into.items() for pair in combinations(sorted([target, *some]), 2)}
    return {"merge": set(merged), "dissolve": ended}
