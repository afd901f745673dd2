"""What each message costs its readers and its sender, and which unit is charged for it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.measure.chain_reply import Rounds
from jianfu.measure.chunk import LOCATION, Chunk
from jianfu.measure.photo_demand import Proof
from jianfu.measure.windows import Windows

ACKNOWLEDGEMENT_ANSWER, PICTURE_ANSWER, LOCATION_ANSWER = 0, 5, 6
"""Kinds of answers as in ``counts``; those of rounds are the round's kind."""
NO_ANSWER = -1


class Loads(NamedTuple):
    """Per message."""

    causer: npt.NDArray[np.int32]
    """The unit charged: whoever demanded it, else the sender's unit, else the unit that owns the group."""
    begins_burst: npt.NDArray[np.bool_]
    answer: npt.NDArray[np.int8]
    """The kind of answer it gives, -1 none."""


def weigh(chunk: Chunk, answers: npt.NDArray[np.int64], rounds: Rounds, proof: Proof, windows: Windows) -> Loads:
    """Charges every message.

    An acknowledgement is charged to the sender of the notice it answers; a chain reply, vote, form or check-in to
    whoever demanded the round, else to its starter; a picture or location to whoever demanded it. Rounds marked
    voluntary count as no answer.
    """
    causer = chunk.causer.copy()
    answer = np.full(len(causer), NO_ANSWER, np.int8)
    at = np.flatnonzero(proof.answers >= 0)
    causer[at] = chunk.causer[proof.answers[at]]
    answer[at] = np.where(chunk.proof_given[at] == LOCATION, LOCATION_ANSWER, PICTURE_ANSWER)
    at = np.flatnonzero(rounds.first >= 0)
    first = rounds.first[at]
    origin = np.where(rounds.demander[first] >= 0, rounds.demander[first], first)
    causer[at] = chunk.causer[origin]
    answer[at] = np.where((origin == at) | chunk.voluntary[first], NO_ANSWER, chunk.round_kind[at])
    at = np.flatnonzero(answers >= 0)
    causer[at] = chunk.causer[answers[at]]
    answer[at] = ACKNOWLEDGEMENT_ANSWER
    return Loads(causer, find_bursts(chunk, windows.burst), answer)


def find_bursts(chunk: Chunk, longest_gap: int) -> npt.NDArray[np.bool_]:
    """The first message of each burst: a gap of more than ``longest_gap`` stands before it."""
    begins = np.diff(chunk.moment, prepend=chunk.moment[:1]) > longest_gap
    begins[chunk.starts[:-1]] = True
    return begins
