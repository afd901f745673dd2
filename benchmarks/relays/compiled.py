"""Compiled loops, kept between runs, and the numbers they draw."""

from typing import Any

import numba
import numpy as np

STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
S30, S27, S31, S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


def kernel(function: Any) -> Any:
    """``function`` compiled, without the interpreter lock; files call the loops of this one alone."""
    return numba.njit(cache=True, nogil=True)(function)


def inlined(function: Any) -> Any:
    return numba.njit(inline="always")(function)


@inlined
def mix(value):
    """A one-to-one scramble of 64 bits (splitmix64)."""
    value = (value ^ (value >> S30)) * FIRST
    value = (value ^ (value >> S27)) * SECOND
    return value ^ (value >> S31)


@kernel
def seed_of(seed, first, second):
    value = mix(np.uint64(seed) * STEP + np.uint64(first))
    return mix(value * STEP + np.uint64(second))


@inlined
def bits(state, stream):
    state[stream] += STEP
    return mix(state[stream]) >> S11


@kernel
def below(state, stream, limit):
    """A number from 0 up to, not including, ``limit``."""
    return np.int64(bits(state, stream) % np.uint64(limit))


@kernel
def share(state, stream):
    """A number in [0, 1)."""
    return bits(state, stream) * (1.0 / (1 << 53))
