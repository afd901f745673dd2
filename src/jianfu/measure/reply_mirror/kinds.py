"""Which kinds of an empty reply each reply is (敷衍类型), from the numbers and the clauses."""

from typing import NamedTuple

import numpy as np

from jianfu.measure.reply_mirror.evidence import Evidence, rows_of
from jianfu.measure.reply_mirror.lexicon import lexicon
from jianfu.measure.reply_mirror.numbers import Clusters, Measured
from jianfu.measure.reply_mirror.roles import BODY, Flags

KINDS = (
    "copied_letter",
    "copied_reply",
    "template",
    "forwarded",
    "wrong_case",
    "automatic",
    "rude",
    "off_point",
    "asks_back",
)
COPIED_SHARE = 0.8
"""Of the judged text; the setting of the rule on copied replies."""
LEAST_COPIED_CHARS = 8
LEAST_ALIKE = 3
"""Other replies to different questions."""
LEAST_OFF_POINT = 8
"""Different matter words a reply must have before it can be beside the point."""
OFF_POINT = 0.05
"""Share of the reply's matter that stands in the letter, at most."""


class Told(NamedTuple):
    """What single clauses say, found word by word (see ``phrases``): flags of replies."""

    wrong_case: Flags
    automatic: Flags
    rude: Flags
    asks_back: Flags


def judge(evidence: Evidence, measured: Measured, clusters: Clusters, told: Told) -> dict[str, Flags]:
    """Kind -> flags of replies; rows without a letter are judged by their words alone."""
    roles = evidence.roles
    body = roles.role == BODY
    paired = evidence.letter_of >= 0
    speaking = rows_of(evidence, body & ~roles.forwarding & ~measured.stock) > 0
    forwarding = rows_of(evidence, roles.forwarding) > 0
    nothing = measured.judged == 0
    copied = paired & (measured.copied_share >= COPIED_SHARE) & (measured.judged >= LEAST_COPIED_CHARS)
    forwarded = ~copied & ~speaking & (forwarding | (nothing & measured.received)) & ~told.automatic
    template = ~copied & ~speaking & ~forwarding & ~(nothing & measured.received) & ~told.automatic
    template &= (measured.facts == 0) & ~told.rude & ~told.asks_back
    empty = forwarded | template | told.automatic
    pasted = (clusters.alike >= LEAST_ALIKE) & ~empty & ~copied
    off_point = _off_point(evidence, measured) & paired
    kinds = {
        "copied_letter": copied,
        "copied_reply": pasted,
        "template": template,
        "forwarded": forwarded,
        "wrong_case": told.wrong_case & ~copied,
        "automatic": told.automatic,
        "rude": told.rude,
        "off_point": off_point,
        "asks_back": told.asks_back,
    }
    for kind in KINDS:
        if kind != "off_point":
            kinds["off_point"] = kinds["off_point"] & ~kinds[kind]
    return kinds


def _off_point(evidence: Evidence, measured: Measured) -> Flags:
    """Says much, and none of it stands in the letter; a short answer that tells a result is to the point."""
    matter = evidence.matter
    result = np.asarray(rows_of(evidence, evidence.roles.result) > 0)
    least = np.where(result, 2 * LEAST_OFF_POINT, LEAST_OFF_POINT)
    far = (matter.share_met < OFF_POINT) & (measured.overlap < 2 * OFF_POINT)
    return far & (matter.words >= least) & (matter.asked > 0)


def candidates(evidence: Evidence, *classes: str) -> list[int]:
    """The clauses, in order, that hold a word of some classes."""
    mask = np.uint32(lexicon().bits(*classes))
    return [int(number) for number in np.flatnonzero(evidence.clauses.classes & mask)]
