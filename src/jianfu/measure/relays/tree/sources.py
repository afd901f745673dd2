"""Which message a copy was made from (来源认定): of those its sender can have had, the one that leaves least to him.

People drop what others put around a notice and are quick to do so; what they add they have to think of. So what a copy
has and a message lacks speaks against that message as its source, and other facts more than anything; what the message
has beside it hardly does. A message nobody knows the sender to have had is a source only where it has nearly all of the
copy and nothing he is known to have had comes near that: notices come by telephone and over private groups, too.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.find.judgement import CHANGED, OTHER
from jianfu.measure.relays.find.sketch import GRAM
from jianfu.measure.relays.text.wrapping import REPLY_REQUEST
from jianfu.measure.relays.tree.cascade import NONE, Copies, Links
from jianfu.measure.relays.tree.relation import LEAST_ADDED

OWN_WORDS = 8
"""A gram only the copy has weighs as much as so many only the message has."""
OWN_CLAUSE = OWN_WORDS * (LEAST_ADDED + GRAM - 1)
"""What a clause, a fact or a demand to answer of the sender's own weighs."""
UNHEARD = 2 * OWN_CLAUSE
"""So much more a message must explain that nobody knows the sender to have had."""
OTHER_FACTS = 1 << 24
"""What other facts weigh: more than any words."""
OUT = 1 << 30
"""What weighs as much is no source."""

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Weights(NamedTuple):
    """What speaks against each offer, (copies, ``OFFERS``)."""

    least: Ints
    """At least so much; ``OUT`` where there is none."""
    known: npt.NDArray[np.bool_]
    """It is that much."""


@lean_kernel
def choose_offers(copies: Longs, links: Links, weighed: Weights, chosen: Ints) -> None:
    """Which of its offers the source of each of these copies is, of equals the last one sent; ``NONE`` for none.

    Where that one is not known to be as light as it may be, it is known no further.
    """
    weights, known = weighed
    last = links.offers.shape[1] - 1
    for at in copies:
        least, chosen[at] = np.int64(OUT), NONE
        for place in range(last):
            weight = weights[at, place]
            later = chosen[at] != NONE and links.offers[at, place] > links.offers[at, chosen[at]]
            if weight < least or (weight == least < OUT and later):
                least, chosen[at] = np.int64(weight), place
        if links.offers[at, last] == NONE or (chosen[at] != NONE and not known[at, chosen[at]]):
            continue
        if chosen[at] == NONE or (
            least >= UNHEARD and weights[at, last] < min(OWN_CLAUSE, least % OTHER_FACTS - UNHEARD)
        ):
            chosen[at] = last


@lean_kernel
def lead_to_sources(links: Links, chosen: Ints, parent: Longs) -> None:
    """The source of each copy, out of its offers or where its sender's own earlier message came from."""
    for at in range(len(parent)):
        same = links.same[at]
        if same != NONE:
            parent[at] = parent[same] if parent[same] != NONE else same
        elif chosen[at] != NONE:
            parent[at] = links.offers[at, chosen[at]]


@lean_kernel
def weigh_offers(
    copies: Copies,
    links: Links,
    grams: Ints,
    offers: tuple[Longs, Ints],
    compared: tuple[Ints, npt.NDArray[np.uint8]],
    weighed: Weights,
) -> None:
    """Writes what the offers that were compared weigh; ``offers``: copy and place among its offers of each.

    ``compared``: of each the grams it shares with the copy, and the verdict.
    """
    for number in range(len(offers[0])):
        at, place = offers[0][number], offers[1][number]
        found = compared[0][number], compared[1][number]
        weighed.least[at, place] = weigh(copies, (at, np.int64(links.offers[at, place])), grams, found)
        weighed.known[at, place] = True


@lean_kernel
def weigh(copies: Copies, pair: tuple[Any, Any], grams: Ints, compared: tuple[Any, Any]) -> Any:
    """What speaks against a message as the source of a copy."""
    at, other = pair
    shared, verdict = np.int64(compared[0]), compared[1]
    mine, theirs = grams[copies.text[at]], grams[copies.text[other]]
    weight = OWN_WORDS * (mine - shared) + theirs - shared
    if copies.marks[at] & ~copies.marks[other] & REPLY_REQUEST:
        weight += OWN_CLAUSE
    if verdict == CHANGED:
        weight += OTHER_FACTS
    if verdict == OTHER or (verdict == CHANGED and copies.group[at] == copies.group[other]):
        # the next notice of a series stands in the group of the one before
        weight = OUT
    return weight
