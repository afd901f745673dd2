"""The source of a copy: offers compared one after another, the lightest first, and as if all had been compared."""

import numpy as np
from gram_pairs import grams
from hypothesis import example, given
from hypothesis import strategies as st

from jianfu.measure.relays.find.judgement import CHANGED, OTHER, SAME
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.tree.cascade import NONE, OFFERS, Copies, Links
from jianfu.measure.relays.tree.offers import least_weights
from jianfu.measure.relays.tree.sources import OTHER_FACTS, OUT, OWN_CLAUSE, UNHEARD, Weights, choose_offers, weigh

LAST = OFFERS - 1

MORE = UNHEARD + OWN_CLAUSE
WEIGHTS = [0, OWN_CLAUSE - 1, OWN_CLAUSE, UNHEARD - 5, UNHEARD, MORE - 1, MORE, 300]
CHANGED_TWICE = (
    [2, 1, NONE, NONE, NONE, 0],
    [OTHER_FACTS + UNHEARD - 5, OTHER_FACTS + MORE, OUT, OUT, OUT, 0],
    [UNHEARD - 5, MORE, OUT, OUT, OUT, 0],
    [False, False, True, True, True, True],
)
"""Both offers prove heavier than they may be: before that, the second leaves room for the last."""


def plain(offers: list[int], weights: list[int]) -> int:
    """The place of the source among offers all of which were compared."""
    heard = [(weights[place], -offers[place], place) for place in range(LAST) if weights[place] < OUT]
    if not heard:
        return LAST if offers[LAST] != NONE else NONE
    least, _, place = min(heard)
    asked = least % OTHER_FACTS - UNHEARD
    unheard = offers[LAST] != NONE and least >= UNHEARD and weights[LAST] < min(OWN_CLAUSE, asked)
    return LAST if unheard else place


@st.composite
def offered(draw: st.DrawFn) -> tuple[list[int], list[int], list[int], list[bool]]:
    """Offers of one copy, what they weigh, what they weigh at least, and whether that is known."""
    there = draw(st.lists(st.booleans(), min_size=OFFERS, max_size=OFFERS))
    offers = [other if some else NONE for other, some in zip(draw(st.permutations(range(OFFERS))), there, strict=True)]
    words = draw(st.lists(st.sampled_from(WEIGHTS), min_size=OFFERS, max_size=OFFERS))
    worse = draw(st.lists(st.sampled_from([0, OTHER_FACTS, OTHER_FACTS, OUT]), min_size=OFFERS, max_size=OFFERS))
    fewer = draw(st.lists(st.sampled_from([0, 5, 60]), min_size=OFFERS, max_size=OFFERS))
    weights = [
        min(OUT, some + more) if offer != NONE else OUT for offer, some, more in zip(offers, words, worse, strict=True)
    ]
    least = [
        max(0, some - few) if offer != NONE else OUT for offer, some, few in zip(offers, words, fewer, strict=True)
    ]
    known = [bound == weight for bound, weight in zip(least, weights, strict=True)]
    return offers, weights, least, known


@example([CHANGED_TWICE])
@given(st.lists(offered(), min_size=1, max_size=4))
def test_the_source_is_the_one_it_is_when_all_offers_are_compared(given_offers) -> None:
    offers, weights, least, known = (np.array(some) for some in zip(*given_offers, strict=True))
    links = Links(np.full(len(offers), NONE), offers.astype(np.int32))
    weighed = Weights(least.astype(np.int32), known.astype(np.bool_))
    chosen = np.full(len(offers), NONE, np.int32)
    for _ in range(OFFERS + 1):
        choose_offers(np.arange(len(offers)), links, weighed, chosen)
        for copy, place in enumerate(chosen):
            if place != NONE:
                weighed.least[copy, place], weighed.known[copy, place] = weights[copy, place], True
    assert chosen.tolist() == [plain(offers[at].tolist(), weights[at].tolist()) for at in range(len(offers))]


WORDS = st.text("防汛值班表报镇政府各村", min_size=3, max_size=30)


@given(st.lists(WORDS, min_size=2, max_size=OFFERS, unique=True), st.sampled_from([OTHER, SAME, CHANGED]))
def test_no_offer_weighs_less_than_it_is_taken_to_weigh_at_least(words: list[str], verdict: int) -> None:
    count = len(words)
    units = np.frombuffer("".join(words).encode("utf-16-le"), np.uint16)
    nothing = np.zeros(0, np.uint64), np.zeros(count + 1, np.int64)
    view = View(units, np.append(0, np.cumsum([len(text) for text in words])), *nothing)
    sizes = np.array([len(grams(text)) for text in words], np.int32)
    offers = np.array([[other if other < at else NONE for other in range(OFFERS)] for at in range(count)], np.int32)
    copies = Copies(
        *(np.arange(count), np.arange(count, dtype=np.int32), np.zeros(count, np.int64)),
        *(np.zeros(count, np.int64), np.zeros(count, np.int64)),
        *(np.arange(count, dtype=np.int32), np.arange(count, dtype=np.int32), np.zeros(count, np.uint16)),
    )
    weighed = least_weights(copies, Links(np.full(count, NONE), offers), sizes, view)
    for at in range(count):
        for other in range(at):
            shared = np.int32(len(grams(words[at]) & grams(words[other])))
            weight = weigh(copies, (at, np.int64(other)), sizes, (shared, np.uint8(verdict)))
            assert weighed.least[at, other] <= weight
            assert not weighed.known[at, other]
