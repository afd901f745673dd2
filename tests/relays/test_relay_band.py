"""Texts that may be copies meet in buckets, and what cannot be near is never brought together."""

import numpy as np
import pytest
from gram_pairs import grams
from hypothesis import given
from hypothesis import strategies as st

from jianfu.measure.relays.find.band import (
    CANDIDATES,
    MOST_MET,
    PART_BITS,
    RANK_BITS,
    Buckets,
    Pairs,
    gather,
    lead,
    sort_keys,
    sort_records,
)
from jianfu.measure.relays.find.sketch import (
    _SINGLE,
    ANCHOR,
    SHARED_RUN,
    SHORT,
    SPARSE,
    WINDOW,
    WORDS,
    Sketches,
    anchor_at,
    mixed,
    new_anchors,
    new_room,
    sketch,
    write_keys,
)
from jianfu.measure.relays.find.verify import most_shared

NOTICE = "各村要组织护林员对坟头、林缘和进山路口逐一排查，发现火情立即上报并先行处置，值班电话保持畅通"
OTHER_NOTICE = "重点水域由河长落实警示牌、救生圈和巡查人员，各学校通过主题班会和家访把要求讲到每名学生"


def units_of(*words: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    codes = np.array([ord(letter) for letter in "".join(words)], np.uint16)
    ends = np.cumsum([len(word) for word in words])
    return codes, ends - [len(word) for word in words], ends


def sketched(*words: str) -> Sketches:
    done = Sketches(np.zeros(len(words), np.int32), np.zeros((len(words), WORDS), np.uint64))
    sketch(*units_of(*words), done, new_room(max(map(len, words))))
    return done


def led_to(done: Sketches, least: float) -> list[tuple[int, int]]:
    """Texts of one bucket, sent one after the other: which one is led to which."""
    count = len(done.grams)
    buckets, key, ranks = Buckets(RANK_BITS), 12345 << 40, np.arange(count, dtype=np.int32)
    buckets.add(np.full(count, key, np.uint64), np.ones(count, np.int32), ranks)
    [records] = lead(buckets.part(key >> (64 - PART_BITS)), RANK_BITS, ranks, done, least)
    return [(record >> 44, record & 0xFFFFFFFF) for record in records.tolist()]


@given(st.text(alphabet="防汛值班工作", max_size=60), st.text(alphabet="防汛值班工作", max_size=60))
def test_a_pair_the_bitmaps_rule_out_is_never_near(one: str, other: str) -> None:
    done = sketched(one, other)
    first, second = grams(one), grams(other)
    assert done.grams.tolist() == [len(first), len(second)]
    if first and second:
        share = len(first & second) / min(len(first), len(second))
        assert led_to(done, share) == [(1, 0)]
        assert most_shared(done.grams, done.bitmaps, (np.uint32(0), np.uint32(1))) >= len(first & second)


@given(
    st.text(alphabet="防汛值班工作", max_size=20),
    st.text(alphabet="秋季森林火情台账上报排查护员", min_size=SHARED_RUN, max_size=SHARED_RUN + 10),
    st.text(alphabet="溺水事故学校家长", max_size=20),
)
def test_texts_that_share_a_run_share_a_key(before: str, run: str, after: str) -> None:
    words = (before + run, run + after)
    earlier, later = keys_of(*words)
    assert set(earlier) & set(later)


def keys_of(*words: str) -> list[list[int]]:
    codes, starts, ends = units_of(*words)
    counts, keys = np.empty(len(words), np.int32), np.empty(2 * len(codes), np.uint64)
    written = write_keys(codes, starts, ends, new_anchors(max(map(len, words))), counts, keys)
    assert written == counts.sum()
    return [part.tolist() for part in np.split(keys[:written], np.cumsum(counts)[:-1])]


def fingerprints(word: str) -> list[int]:
    """Window by window, as winnowing is defined: the least anchor, of equal ones the last, each place once."""
    codes = units_of(word)[0]
    anchors = [int(anchor_at(codes, at)) for at in range(len(word) - ANCHOR + 1)]
    windows = max(1, len(anchors) - WINDOW + 1) if anchors else 0
    places = [
        min(range(at, min(at + WINDOW, len(anchors))), key=lambda at: (anchors[at], -at)) for at in range(windows)
    ]
    return [anchors[place] for place in dict.fromkeys(places)]


def plain_keys(word: str) -> list[int]:
    """The keys of a text, one fingerprint after another."""
    found, keys = fingerprints(word), []
    one_in = 1
    while len(word) // one_in > SPARSE:
        one_in *= 2
    for before, least in zip([None, *found], found, strict=False):
        if before is not None:
            key = int(mixed(np.uint64(before * 3 % 2**64 ^ least >> 7)))
            keys += [key] if key % one_in == 0 else []
        keys += [int(mixed(np.uint64(least ^ _SINGLE)))] if len(word) <= SHORT else []
    return keys


@given(st.lists(st.text(alphabet="防汛值", max_size=90), min_size=1, max_size=3), st.integers(1, 9))
def test_keys_are_made_of_the_least_anchors_of_all_windows(words: list[str], times: int) -> None:
    # said over and over a text is long, and its windows are full of equal anchors
    words = [*words, words[0] * times]
    assert keys_of(*words) == [plain_keys(word) for word in words]


@pytest.mark.parametrize("size", [ANCHOR, ANCHOR + WINDOW - 1, SHORT, SHORT + 1, SPARSE, SPARSE + 1, 2 * SPARSE + 2])
def test_the_keys_of_a_text_are_those_of_its_length(size: int) -> None:
    word = (NOTICE + OTHER_NOTICE)[::-1] * 8
    assert keys_of(word[: size - 1], word[:size]) == [plain_keys(word[: size - 1]), plain_keys(word[:size])]


@given(st.lists(st.integers(0, 2**64 - 1), max_size=300), st.sampled_from([(0, 58), (32, 61), (0, 64)]))
def test_keys_are_sorted_by_the_bits_asked_for_and_else_stay_as_they_came(
    keys: list[int], bits: tuple[int, int]
) -> None:
    low, high = bits
    mask = (1 << high) - 1
    given_keys = [key & mask for key in keys]
    done = sort_keys(np.array(given_keys, np.uint64), low, high)
    assert done.tolist() == sorted(given_keys, key=lambda key: key >> low)


def test_a_crowded_bucket_leads_to_its_first_text_and_the_last_few() -> None:
    led: dict[int, list[int]] = {}
    for text, other in led_to(sketched(*[NOTICE] * 9), 1.0):
        led.setdefault(text, []).append(other)
    assert 0 not in led
    assert sorted(led[4]) == [0, 1, 2, 3]
    assert sorted(led[5]) == [0, 2, 3, 4]
    assert sorted(led[8]) == [0, 5, 6, 7]


def test_a_bucket_leads_to_nothing_that_shares_too_few_grams() -> None:
    words = NOTICE, OTHER_NOTICE, NOTICE
    assert led_to(sketched(*words), 1.0) == [(2, 0)]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 20)), max_size=300))
def test_a_text_is_paired_with_those_it_meets_most_often_in_the_least_crowded_buckets(
    led: list[tuple[int, int, int]],
) -> None:
    records = np.array([text << 44 | crowd << 32 | other for text, crowd, other in led], np.uint64)
    room = Pairs(*np.empty((2, len(led)), np.uint32))
    count = gather(sort_records(records), 100, room, np.empty(len(led), np.uint32))
    wanted = []
    for text in range(4):
        crowds: dict[int, list[int]] = {}
        for _, crowd, other in (row for row in led if row[0] == text):
            crowds.setdefault(other, []).append(crowd)
        mine = sorted(crowds, key=lambda other: (-len(crowds[other]), min(crowds[other])))
        wanted += [(100 + text, other) for other in mine[:CANDIDATES]]
    assert list(zip(room.text[:count].tolist(), room.earlier[:count].tolist(), strict=True)) == wanted


@pytest.mark.parametrize(("times", "first"), [(MOST_MET - 1, 2), (MOST_MET, 1)])
def test_meetings_are_counted_up_to_a_limit_and_crowds_decide_from_there(times: int, first: int) -> None:
    records = np.array([1 << 32 | 1] * times + [5 << 32 | 2] * (MOST_MET + 1), np.uint64)
    room = Pairs(*np.empty((2, len(records)), np.uint32))
    assert gather(records, 0, room, np.empty(len(records), np.uint32)) == 2
    assert room.earlier[:2].tolist() == [first, 3 - first]
