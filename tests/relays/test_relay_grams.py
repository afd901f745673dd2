import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.measure.relays.find.grams import NOT_HELD, WHERE_BITS, grams_shared, new_room
from jianfu.measure.relays.text.view import View

units = st.one_of(st.integers(0, 2), st.integers(0, 0xFFFF))
texts = st.lists(
    st.one_of(st.lists(units, max_size=40), st.lists(st.integers(0, 9), max_size=200)), min_size=1, max_size=6
)


def view_of(words: list[list[int]]) -> View:
    starts = np.append(0, np.cumsum([len(text) for text in words]))
    codes = np.array([unit for text in words for unit in text], np.uint16)
    return View(codes, starts, np.zeros(0, np.uint64), np.zeros(len(starts), np.int64))


def grams(text: list[int]) -> set[tuple[int, ...]]:
    return {tuple(text[at : at + 3]) for at in range(len(text) - 2)}


@settings(max_examples=200, deadline=None)
@given(texts)
def test_two_texts_share_as_many_grams_as_plain_sets_whichever_the_room_holds(words) -> None:
    view, room, held = view_of(words), new_room(max(map(len, words))), NOT_HELD
    sizes = np.array([len(grams(text)) for text in words], np.int32)
    for one, first in enumerate(words):
        for other, second in enumerate(words):
            shared, found = grams_shared(view, (np.int64(one), np.int64(other)), sizes, room, held)
            held = np.int64(found[0]), np.uint64(found[1])
            assert shared == len(grams(first) & grams(second))


def test_a_gram_of_nothing_but_zeros_counts_as_any_other() -> None:
    view, room = view_of([[7] * 4, [0] * 5, [0] * 3]), new_room(5)
    sizes = np.ones(3, np.int32)
    pairs = [(0, 1), (1, 0), (1, 2), (2, 1)]
    shared = [grams_shared(view, (np.int64(a), np.int64(b)), sizes, room, NOT_HELD)[0] for a, b in pairs]
    assert shared == [0, 0, 1, 1]


def test_grams_are_found_where_their_place_in_the_text_takes_more_bits_than_are_kept() -> None:
    long = [at & 0xFFFF for at in range(WHERE_BITS + 40)]
    words = [long, long[-30:]]
    view, room = view_of(words), new_room(len(long))
    sizes = np.array([len(grams(text)) for text in words], np.int32)
    assert grams_shared(view, (np.int64(0), np.int64(1)), sizes, room, NOT_HELD)[0] == len(grams(words[1]))
