"""Counts become minutes, low, middle and high; the only place where a count meets a constant."""

import numpy as np
import numpy.typing as npt

from jianfu.measure.burden.constants import Constants
from jianfu.measure.burden.counts import COUNTS, RESPONSE, WIDTH
from jianfu.measure.burden.tables import COMPONENTS

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

COMPONENT_OF = np.array(
    [COMPONENTS.index(name) for name in ("reading", "reading_acknowledgements", "rereading", "interruption")]
    + [COMPONENTS.index("response")] * (WIDTH - RESPONSE)
)
"""The component each count belongs to."""
ANSWER_RATES = (
    "acknowledgement_seconds", "chain_reply_seconds", "vote_seconds", "chat_form_seconds", "check_in_seconds",
    "picture_seconds", "location_seconds",
)  # fmt: skip
CASES = 3
MIDDLE = 1


def minutes_per_count(constants: Constants) -> Floats:
    """(``WIDTH``, 3): what one of each count costs in minutes, low, middle and high."""
    speed = 1 / np.array(constants.rate("reading_speed"))
    seconds = np.array([constants.rate(name) for name in ("interruption_seconds", *ANSWER_RATES)])
    seconds[0] *= constants.rate("interruption_share")
    return np.concatenate([np.tile(speed, (3, 1)), seconds / 60])


def by_component(counts: Longs, constants: Constants) -> Floats:
    """(rows, components, 3) minutes out of (rows, ``WIDTH``) counts."""
    minutes = np.zeros((len(counts), len(COMPONENTS), CASES))
    cost = minutes_per_count(constants)
    for at in range(len(COUNTS)):
        minutes[:, COMPONENT_OF[at]] += counts[:, at, None] * cost[at]
    return minutes
