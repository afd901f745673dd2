"""Which kinds of an empty reply each reply is (敷衍类型), from the numbers and the clauses."""

from typing import NamedTuple

import numpy as np

from jianfu.measure.reply_mirror.evidence import Evidence, rows_of
from jianfu.measure.reply_mirror.foreign import FAR, OTHER_MATTER, answers_other
from jianfu.measure.reply_mirror.lexicon import lexicon
from jianfu.measure.reply_mirror.numbers import Clusters, Measured
from jianfu.measure.reply_mirror.roles import BODY, Flags, held

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
LEAST_COPIED_CHARS = 6
LEAST_PASTED = 40
"""Judged characters; what only puts off ("正在核实，五个工作日内答复") is alike under all letters."""
LEAST_PASTED_ASKING = 100
"""The same where the reply asks the citizen for what the letter lacks, which it may do in the same words."""
LEAST_ALIKE = 3
"""Other replies to different questions."""
LEAST_OFF_POINT = 8
"""Different matter words a reply must have before it can be beside the point; twice as many beside a result."""
FEW_LETTERS = 1000
"""Among so few, what words usually answer is not known, and shared words must tell."""
LEAST_BOASTS = 2
BOAST_WORDS = 3
"""Of the letter, that a report of achievements may share by chance."""
LEAST_ALONE, CHANCE = 24, 48
"""Without other letters words have no weight: a reply must have more of them, and each further 48 may share one."""
OVERLAP = 0.1
"""Of the shorter of both, from which a long reply meets a short letter after all."""


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
    forwarding = _forwards(evidence, measured)
    nothing = measured.judged == 0
    copied = paired & (measured.copied_share >= COPIED_SHARE) & (measured.judged >= LEAST_COPIED_CHARS)
    forwarded = ~copied & ~speaking & (forwarding | (nothing & measured.received)) & ~told.automatic
    template = ~copied & ~speaking & ~forwarding & ~(nothing & measured.received) & ~told.automatic
    template &= (measured.facts == 0) & ~told.rude & ~told.asks_back
    empty = forwarded | template | told.automatic
    least = np.where(_asks(evidence), LEAST_PASTED_ASKING, LEAST_PASTED)
    pasted = (clusters.alike >= LEAST_ALIKE) & (measured.judged >= least) & ~empty & ~copied
    off_point = _off_point(evidence) & paired
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


def _forwards(evidence: Evidence, measured: Measured) -> Flags:
    """Says that it went on, or that one must wait; a mere "we will study it" among stock sentences is one of them."""
    clauses, roles = evidence.clauses, evidence.roles
    strong = roles.forwarding & held(clauses.classes, lexicon().bits("forwarding", "awaiting", "receipt", "referral"))
    noted = (rows_of(evidence, roles.forwarding) > 0) & (rows_of(evidence, measured.stock) == 0)
    return np.asarray((rows_of(evidence, strong) > 0) | noted)


def _off_point(evidence: Evidence) -> Flags:
    """Says much, and none of it stands in the letter; a short answer that tells a result is to the point."""
    matter = evidence.matter
    if not evidence.corpus:
        by_chance = (matter.words - LEAST_ALONE) // CHANCE
        return np.asarray((matter.met_words <= by_chance) & (matter.overlap < OVERLAP) & (matter.asked > 0))
    far = (matter.share_met < FAR) & (matter.asked > 0)
    if len(evidence.letters.starts) > FEW_LETTERS:
        elsewhere = answers_other(evidence)
    else:
        result = rows_of(evidence, evidence.roles.result) > 0
        elsewhere = far & (evidence.fit.cosine < OTHER_MATTER)
        elsewhere &= matter.words >= np.where(result, 2 * LEAST_OFF_POINT, LEAST_OFF_POINT)
    return np.asarray((elsewhere & ~_asks(evidence)) | ((matter.met_words <= BOAST_WORDS) & _boasts(evidence)))


def _asks(evidence: Evidence) -> Flags:
    """Asks the citizen something: what it says besides is how to go on."""
    return np.asarray(rows_of(evidence, held(evidence.clauses.classes, lexicon().bits("ask"))) > 0)


def _boasts(evidence: Evidence) -> Flags:
    """Tells of achievements instead of the case: at least half of what it says, and none of it of this letter."""
    body = evidence.roles.role == BODY
    length = evidence.clauses.length
    boasting = body & held(evidence.clauses.classes, lexicon().bits("boast"))
    most = 2 * rows_of(evidence, length * boasting) >= rows_of(evidence, length * body)
    return np.asarray(most & (rows_of(evidence, boasting) >= LEAST_BOASTS))
