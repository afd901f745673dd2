"""What kernels ask of many entries at once is what a plain loop over them would say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jianfu.base.compiled import lean_kernel
from jianfu.measure.bits import LANE_BYTES, alike, highest, holding, lowest


@lean_kernel
def ends(value: np.uint64) -> tuple[int, int]:
    return lowest(value), highest(value)


@lean_kernel
def units_alike(units: np.ndarray, one: int, other: int) -> np.uint64:
    return alike(units, one, other)


@lean_kernel
def held(values: np.ndarray, at: int, value: np.uint64) -> np.uint64:
    return holding(values, at, value, 8)


@given(st.integers(1, 2**64 - 1))
def test_the_ends_of_a_number_are_its_lowest_and_its_highest_bit(value) -> None:
    assert ends(np.uint64(value)) == ((value & -value).bit_length() - 1, value.bit_length() - 1)


def test_a_number_without_bits_has_no_ends() -> None:
    assert ends(np.uint64(0)) == (64, -1)


@given(st.lists(st.integers(0, 1), min_size=40, max_size=60), st.integers(0, 8), st.integers(0, 8))
def test_units_are_alike_bit_by_bit(units, one, other) -> None:
    found = int(units_alike(np.array(units, np.uint16), one, other))
    assert found == sum((units[one + lane] == units[other + lane]) << lane for lane in range(LANE_BYTES // 2))


@given(st.lists(st.integers(0, 3 << 8), min_size=8, max_size=12), st.integers(0, 3 << 8))
def test_a_value_is_held_whatever_its_low_bits_are(values, value) -> None:
    found = int(held(np.array(values, np.uint64), len(values) - 8, np.uint64(value)))
    assert found == sum((held >> 8 == value >> 8) << lane for lane, held in enumerate(values[-8:]))
