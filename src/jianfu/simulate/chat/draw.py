"""Seeded numbers inside compiled loops: every text can be drawn again from its own two seeds.

A state is three 64-bit counters: stream ``WORDS`` picks phrases, stream ``FACTS`` picks numbers, places and dates,
stream ``FORM`` picks those of them a template fills in the same way each time. A copy of a text has both seeds of its
original; a twin (same words, other facts) only the first.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from jianfu.base.machine_code import kept_for

P = ParamSpec("P")
R = TypeVar("R")
State = NDArray[np.uint64]

WORDS, FACTS, FORM = 0, 1, 2
STREAMS = 3
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


_njit: Any = numba.njit
_OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """``function`` compiled, without the interpreter lock, for other compiled functions to call.

    Python cannot call it: leaving out that way in halves the time to compile.
    """
    with kept_for(function.__module__):
        compiled: Any = _njit(**_OPTIONS, no_cpython_wrapper=True)(function)
    return cast(Callable[P, R], compiled)


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """``function`` compiled likewise, for Python to call."""
    with kept_for(function.__module__):
        compiled: Any = _njit(**_OPTIONS)(function)
    return cast(Callable[P, R], compiled)


@kernel
def mix(value: np.uint64) -> np.uint64:
    """A one-to-one scramble of 64 bits (splitmix64): different numbers stay different."""
    value = (value ^ (value >> _S30)) * _FIRST
    value = (value ^ (value >> _S27)) * _SECOND
    return value ^ (value >> _S31)


@kernel
def seed_of(seed: int, first: int, second: int) -> int:
    """A 64-bit seed for one thing, by the world's seed and two numbers that name it."""
    value = mix(np.uint64(seed) * _STEP + np.uint64(first))
    return int(np.int64(mix(value * _STEP + np.uint64(second))))


@kernel
def start(state: State, words: int, facts: int) -> None:
    """Set all streams."""
    state[WORDS] = mix(np.uint64(words) + _STEP)
    state[FACTS] = mix(np.uint64(facts) ^ _FIRST)
    state[FORM] = mix(np.uint64(words) ^ _SECOND)


@kernel
def bits(state: State, stream: int) -> int:
    """The next 53 random bits of a stream."""
    state[stream] += _STEP
    return int(np.int64(mix(state[stream]) >> _S11))


@kernel
def below(state: State, stream: int, limit: int) -> int:
    """A whole number from 0 up to, not including, ``limit``."""
    return bits(state, stream) % limit


@kernel
def share(state: State, stream: int) -> float:
    """A number in [0, 1)."""
    return bits(state, stream) * 2.0**-53


@kernel
def spread(state: State, mean: float) -> float:
    """An exponential waiting time of the given mean."""
    return float(-np.log(1.0 - share(state, WORDS)) * mean)


@kernel
def count_near(state: State, mean: float) -> int:
    """A count with the given mean: Poisson where small, its normal neighbour where large."""
    if mean <= 0.0:
        return 0
    if mean > 40.0:
        angle = 2.0 * np.pi * share(state, WORDS)
        normal = np.sqrt(-2.0 * np.log(1.0 - share(state, WORDS))) * np.cos(angle)
        return max(0, int(mean + normal * np.sqrt(mean) + 0.5))
    limit, product, number = np.exp(-mean), share(state, WORDS), 0
    while product > limit:
        product *= share(state, WORDS)
        number += 1
    return number
