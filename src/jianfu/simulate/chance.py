"""Seeded chance: one independent stream per part of the county, quotas instead of luck, numbers by counter."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Rng = np.random.Generator

STREAMS = (
    "places", "people", "groups", "life", "planting", "members", "apps", "accounts", "forms", "letters",
    "habits", "chat", "wordings", "packages", "doubles", "standing", "seen", "closings", "reach", "reductions",
    "submissions",
    "photos", "speech",
    "demands", "residents", "reads", "app_returns", "appraisals", "promises",
    "comments", "comment_texts",
)  # fmt: skip
"""A part added later goes to the end, so that the others stay as they are."""


def stream(seed: int, name: str) -> Rng:
    """The random numbers of one part; what another part draws does not shift them."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, STREAMS.index(name)])))


def deal(rng: Rng, count: int, shares: Sequence[float]) -> NDArray[np.int8]:
    """``count`` class numbers in random order whose frequencies meet ``shares`` to within one of each.

    Shares are taken relative to their sum. Quotas rather than independent draws: a share of 5 % of 40 is 2.
    """
    bounds = np.cumsum(np.asarray(shares, dtype=np.float64))
    ranks = (rng.permutation(count) + 0.5) / max(count, 1)
    return np.minimum(np.searchsorted(bounds / bounds[-1], ranks), len(bounds) - 1).astype(np.int8)


def uniform_by_counter(keys: NDArray[np.uint64], counters: NDArray[np.uint64]) -> NDArray[np.float64]:
    """A number in [0, 1) for each (key, counter): the same in whatever chunks it is asked (splitmix64)."""
    state = keys * np.uint64(0x9E3779B97F4A7C15) + counters * np.uint64(0xD1B54A32D192ED03)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.float64] = ((state ^ (state >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53
    return mixed
