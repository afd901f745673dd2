"""Which message a copy was made from (来源认定): of those its sender can have had, the one that leaves least to him.

People drop what others put around a notice and are quick to do so; what they add they have to think of. So what a copy
has and a message lacks speaks against that message as its source, and other facts more than anything; what the message
has beside it hardly does. A message nobody knows the sender to have had is a source only where it has nearly all of the
copy and nothing he is known to have had comes near that: notices come by telephone and over private groups, too.
"""

from typing import Any

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


@lean_kernel
def choose_sources(
    copies: Copies, links: Links, grams: Ints, compared: tuple[Ints, npt.NDArray[np.uint8]], parent: Longs
) -> None:
    """The source of each copy out of its offers, of equals the last one sent.

    ``compared``: of each offer the grams it shares with the copy, and the verdict.
    """
    shared, verdict = compared
    for at in range(len(parent)):
        parent[at] = NONE
        same = links.same[at]
        if same != NONE:
            parent[at] = parent[same] if parent[same] != NONE else same
            continue
        least = np.int64(OUT)
        last = links.offers.shape[1] - 1
        for place in range(last):
            other = np.int64(links.offers[at, place])
            if other == NONE:
                continue
            weight = weigh(copies, (at, other), grams, (shared[at, place], verdict[at, place]))
            if weight < least or (weight == least < OUT and other > parent[at]):
                least, parent[at] = weight, other
        other = np.int64(links.offers[at, last])
        if parent[at] == NONE:
            parent[at] = other
        elif other != NONE and least >= UNHEARD:
            weight = weigh(copies, (at, other), grams, (shared[at, last], verdict[at, last]))
            if weight < min(OWN_CLAUSE, least % OTHER_FACTS - UNHEARD):
                parent[at] = other


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
