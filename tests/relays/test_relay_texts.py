"""Distinct texts as they are taken in and put in order of time."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.base.errors import UserProblem
from jianfu.measure.relays.spool import Spool
from jianfu.measure.relays.text import texts as distinct_texts
from jianfu.measure.relays.text.normalise import Normalised, Rooms, normalise
from jianfu.measure.relays.text.stock import written
from jianfu.measure.relays.text.texts import CROWD, Texts, settle_ties
from jianfu.measure.relays.text.view import View

words = st.text(alphabet="防汛值班工作安排台账报送请于前完成0123456789，。", max_size=60)


def ordered(moments: np.ndarray, hashes: np.ndarray) -> list[int]:
    order = np.argsort(moments, kind="stable").astype(np.int32)
    settle_ties(order, moments, hashes)
    return order.tolist()


@given(st.lists(st.integers(0, 5), max_size=200), st.randoms(use_true_random=False))
def test_texts_stand_in_order_of_time_then_hash(moments, chance) -> None:
    sent = np.array(moments, np.int64)
    hashes = np.array(chance.sample(range(1, 1 << 40), len(moments)), np.uint64)
    assert ordered(sent, hashes) == np.lexsort((hashes, sent)).tolist()


@pytest.mark.parametrize("size", [CROWD, CROWD + 1])
def test_many_texts_of_one_moment_stand_in_order_as_few_do(size: int) -> None:
    sent = np.repeat([5, 3, 4], [size, 1, size]).astype(np.int64)
    hashes = np.arange(2 * size + 1, 0, -1).astype(np.uint64)
    assert ordered(sent, hashes) == np.lexsort((hashes, sent)).tolist()


@given(st.lists(st.lists(words, max_size=6), max_size=6))
def test_memory_that_was_used_before_changes_nothing(batches: list[list[str]]) -> None:
    rooms = Rooms()
    for batch in batches:
        done = normalise(pa.array(batch, pa.string()), rooms)
        for mine, theirs in zip(done, normalise(pa.array(batch, pa.string())), strict=True):
            np.testing.assert_array_equal(mine, theirs)
        rooms.give(done)


def test_memory_is_handed_on_only_after_it_was_given_back() -> None:
    rooms = Rooms()
    one, other = (normalise(pa.array(["关于防汛值班"]), rooms) for _ in range(2))
    assert not np.shares_memory(one.codes, other.codes)
    rooms.give(one)
    assert np.shares_memory(normalise(pa.array(["关于值班"]), rooms).codes, one.codes)


def taken(batches: list[Normalised], left: list[int]) -> tuple[list[int], Texts]:
    longs = (np.empty(2, np.int64) for _ in range(2))
    texts, numbers = Texts(None, 0, 0, 0, np.empty(2, np.uint64), *longs, np.empty(2, np.uint16)), []
    for batch, more in zip(batches, left, strict=True):
        numbers += texts.add(batch, np.zeros(len(batch.ends), np.int64), more).tolist()
    return numbers, texts.finished()


def test_texts_are_the_same_however_many_more_were_foreseen() -> None:
    batches = [normalise(pa.array([f"第{number}份值班安排" for number in range(size)])) for size in (3, 50, 7, 400)]
    numbers, texts = taken(batches, [0, 0, 0, 0])
    for left in ([3, 2, 1, 0], [1, 0, 0, 0], [1000, 0, 0, 0]):
        others, same = taken(batches, left)
        assert others == numbers
        assert same.count == texts.count == 400
        np.testing.assert_array_equal(same.codes, texts.codes)
        np.testing.assert_array_equal(same.ends, texts.ends)


def test_with_a_folder_no_more_memory_is_foreseen_than_stays_in_it(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(distinct_texts, "SPILLED", 1 << 21)
    batch = normalise(pa.array(["防汛" * 1000] * 200))
    texts = Texts(tmp_path)
    texts.codes = texts.codes[:16].copy()
    texts.add(batch, np.zeros(200, np.int64), 1000)
    assert len(texts.codes) == len(batch.codes) + (1 << 21)


@given(
    st.lists(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=12)), st.integers(0, 8)
)
def test_texts_are_written_as_they_begin(words: list[str], most: int) -> None:
    units = np.frombuffer("".join(words).encode("utf-16-le"), np.uint16)
    starts = np.append(0, np.cumsum([len(text) for text in words])).astype(np.int64)
    view = View(units, starts, np.zeros(0, np.uint64), np.zeros(len(words) + 1, np.int64))
    places = np.arange(len(words) - 1, -1, -1)
    found = written(view, places, most)
    found.validate(full=True)
    assert found.to_pylist() == [text[:most] for text in reversed(words)]


def test_a_full_disk_is_told_and_is_no_fault_of_ours() -> None:
    with pytest.raises(UserProblem, match="spool-full"):
        Spool(np.uint64, Path("/dev/full")).add(np.zeros(1 << 14, np.uint64))
