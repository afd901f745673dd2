"""The numbers the kinds and the model rest on (特征): shares, counts and the clusters of near-equal replies."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.measure.reply_mirror.clauses import sums
from jianfu.measure.reply_mirror.clusters import clusters_of, gather
from jianfu.measure.reply_mirror.evidence import Evidence, rows_of
from jianfu.measure.reply_mirror.reading import Ints
from jianfu.measure.reply_mirror.roles import BODY, RECEIPT, REFERENCE, Flags

FEATURES = (
    "judged_chars",
    "copied_share",
    "shared_share",
    "forward_share",
    "fact_count",
    "action_count",
    "topic_overlap",
)
SHORTEST_ANSWER = 4
"""Folded characters of an answer of its own beside what is quoted."""
SHORTEST_CLUSTERED = 12
"""Judged characters; shorter replies are equal by nature ("已修好")."""
COMMON_STOCK = 5
"""A sentence without a fact in replies to so many other letters is a stock sentence."""
SAME_MATTER = 0.2
"""Cosine of what a shared reply usually answers with the letter, from which it answers this one too."""

Numbers = npt.NDArray[np.float64]


class Clusters(NamedTuple):
    """One entry a reply."""

    first: Ints
    """The first reply of the cluster by row; itself where it is alone."""
    size: Ints
    """Replies of the cluster, 0 for none."""
    alike: Ints
    """Other replies of it whose letter asks something else; 0 where the shared answer is rightful."""
    code: npt.NDArray[np.uint64]
    """Smallest hash of the texts of the cluster: the same whatever the order of rows."""


class Measured(NamedTuple):
    """One entry a reply, and the clauses behind."""

    judged: Numbers
    copied_share: Numbers
    shared_share: Numbers
    forward_share: Numbers
    facts: Numbers
    actions: Numbers
    overlap: Numbers
    answers: Flags
    """Says something of its own that answers."""
    stock: Flags
    """Of each clause: a stock sentence, by its words or because many replies hold it."""
    factual: Flags
    """Of each clause: holds a figure, a title or a name the letter does not know."""
    received: Flags
    """Says that the letter came in."""


def measure(evidence: Evidence) -> Measured:
    """The numbers of every reply, without clusters."""
    clauses, roles = evidence.clauses, evidence.roles
    body, own = roles.role == BODY, evidence.own
    length = clauses.length
    judged = rows_of(evidence, length * body)
    factual = body & ((clauses.digits > 0) | evidence.titled | _named(evidence))
    stock = roles.stock | (body & (evidence.common >= COMMON_STOCK) & ~factual & ~roles.result & ~roles.forwarding)
    answering = own & roles.answering & ~stock
    answers = rows_of(evidence, length * answering) >= SHORTEST_ANSWER
    copied = sums(clauses, evidence.copied)
    counted = np.where(answers[clauses.row], own, body)
    shared = rows_of(evidence, length * (body & (evidence.common > 0)))
    return Measured(
        judged=judged,
        copied_share=_share(rows_of(evidence, copied * counted), rows_of(evidence, length * counted)),
        shared_share=_share(shared, judged),
        forward_share=np.where(judged > 0, _share(rows_of(evidence, length * roles.forwarding), judged), 1.0),
        facts=rows_of(evidence, factual & own),
        actions=rows_of(evidence, answering),
        overlap=evidence.matter.overlap,
        answers=answers,
        stock=stock,
        factual=factual,
        received=rows_of(evidence, (roles.role == RECEIPT) | (roles.role == REFERENCE)) > 0,
    )


def _share(part: Numbers, whole: Numbers) -> Numbers:
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)


def _named(evidence: Evidence) -> Flags:
    """Clauses with a name of a place that the letter does not know."""
    flags = np.zeros(len(evidence.clauses.row), bool)
    new = evidence.names.begin[~evidence.known]
    flags[np.searchsorted(evidence.clauses.end, new, side="right")] = True
    return flags


def find_clusters(evidence: Evidence, measured: Measured) -> Clusters:
    """Clusters of near-equal judged texts; texts under ``SHORTEST_CLUSTERED`` characters belong to none."""
    rows = len(evidence.letter_of)
    if not evidence.corpus:
        nothing = np.zeros(rows, np.int64)
        return Clusters(np.arange(rows), nothing, nothing, nothing.astype(np.uint64))
    kept = np.repeat(evidence.roles.role == BODY, evidence.clauses.length)
    long_enough = measured.judged >= SHORTEST_CLUSTERED
    kept &= np.repeat(long_enough, np.diff(evidence.replies.starts))
    starts, codes = gather(evidence.replies.starts, evidence.replies.codes, kept.astype(np.uint8))
    first, hashes = clusters_of(starts, codes)
    first = np.where(long_enough, first, np.arange(rows))
    size = np.bincount(first, minlength=rows)[first]
    size[size < 2] = 0
    code = np.full(rows, np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(code, first, hashes)
    return Clusters(first, size, _alike(evidence, first, size), code[first])


def _alike(evidence: Evidence, first: Ints, size: Ints) -> Ints:
    """How many replies of the cluster stand under a letter that asks something else.

    Where most letters of a cluster ask the same, its words stand for just that, and the shared answer is rightful for
    them; the others got an answer to somebody else's question. A reply put under all sorts of letters stands for none.
    """
    rows = len(first)
    met = evidence.fit.cosine >= SAME_MATTER
    asked_it = np.bincount(first, weights=met, minlength=rows)[first]
    rightful = met & (2 * asked_it >= size)
    other_letters = np.maximum(size - np.where(met, asked_it, 1), 0)
    alike = np.where((size == 0) | rightful, 0, other_letters)
    return np.asarray(alike, np.int64)
