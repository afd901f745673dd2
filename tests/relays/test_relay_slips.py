from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from relay_pairs import WORKS, Pair

from jianfu.measure.relays.find.slips import FEW, LEAST_BLOCK, LONGER, LONGEST_ADDRESSED, REACH, read_slips

words = st.lists(
    st.sampled_from(["甲", "乙", "丙", "3", "各村于今日报送", "无异常情况", "丁" * REACH]), max_size=12
).map("".join)


def agree(one: str, other: str, i: int, j: int, units: int) -> bool:
    return i <= len(one) and j <= len(other) and one[i : i + units] == other[j : j + units]


def meeting(one: str, other: str) -> tuple[int, int]:
    for skipped in range(2 * FEW):
        found = [(skipped, j) for j in range(len(other)) if agree(one, other, skipped, j, FEW + 1)]
        found += [(i, skipped) for i in range(len(one)) if agree(one, other, i, skipped, FEW + 1)]
        if found:
            return found[0]
    return len(one), len(other)


def meeting_again(one: str, other: str) -> tuple[int, int] | None:
    """The fewest units together, as many on both sides first."""
    ways = [way for way in product(range(REACH + 1), repeat=2) if 0 < sum(way) < 2 * REACH]
    for left, right in sorted(ways, key=lambda way: (sum(way), abs(way[0] - sum(way) // 2), -way[0])):
        total = left + right
        if agree(one, other, left, right, FEW if total <= FEW else FEW + 1 + total // LONGER):
            return left, right
    return None


def plainly(one: str, other: str) -> tuple[int, int, int]:
    slips = blocks = others = 0
    i, j = begun = meeting(one, other)
    while i < len(one) and j < len(other):
        left, right = (1, 1) if one[i] == other[j] else meeting_again(one[i:], other[j:]) or (len(one), len(other))
        if one[i] != other[j] and not meeting_again(one[i:], other[j:]):
            break
        if one[i] != other[j] and i + left <= len(one) and j + right <= len(other):
            if min(left, right) >= LEAST_BLOCK:
                blocks += i + left < len(one)
                addressed = one[:i].endswith("各") and max(left, right) <= LONGEST_ADDRESSED
                others += 0 if addressed else min(left, right)
            elif max(left, right) < LEAST_BLOCK and not (one[i : i + left] + other[j : j + right]).isdigit():
                slips += 1
        i, j = i + left, j + right
    left = min(len(one) - i, len(other) - j)
    return slips, blocks, others + (max(0, left) if begun == (0, 0) else 0)


def read(pair: Pair) -> tuple[int, int, int]:
    return read_slips(pair.codes, *pair.spans)


@settings(max_examples=200, deadline=None)
@given(words, words, words, words, words)
def test_slips_and_blocks_are_those_of_a_plain_walk(head, one, middle, other, tail) -> None:
    for pair in (Pair(head + one + middle + tail, head + other + middle + tail), Pair(one + middle, other + middle)):
        earlier, later = (pair.codes[begin:end].tobytes().decode("utf-16-le") for begin, end in pair.spans)
        assert read(pair) == plainly(earlier, later)


def test_what_was_put_in_is_passed_over_up_to_a_length() -> None:
    slipped = WORKS[15:].replace("台账", "台张")
    assert read(Pair(WORKS, f"{WORKS[:15]}{'丁' * REACH}{slipped}")) == (1, 0, 0)
    assert read(Pair(WORKS, f"{WORKS[:15]}{'丁' * (REACH + 1)}{slipped}")) == (0, 0, len(WORKS) - 15)
