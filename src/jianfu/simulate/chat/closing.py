"""The last evening: a unit that works late but found little occasion to in its groups catches up."""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.book import TALKED, TALKED_LATE, County, pick_moment, say
from jianfu.simulate.chat.compose import set_draft
from jianfu.simulate.chat.draw import WORDS, below, kernel, seed_of, start
from jianfu.simulate.world import LIVES

Int32s = NDArray[np.int32]

LATE_FROM = 0.15
"""Units whose planted share is above this work late."""
FEWEST = 6
"""Messages such a unit sends in the period at least."""
_ACK_ONLY = LIVES.index("ack_only")


def find_homes(county: County) -> Int32s:
    """(unit, 2): a talking group and one of the unit's people in it who can speak; -1 where there is none."""
    stage, month = county.stage, county.month
    group_of = np.repeat(np.arange(len(month.life), dtype=np.int32), np.diff(stage.member_from))
    fits = month.talking & ~month.exempt & (month.life != _ACK_ONLY)
    places = np.flatnonzero(fits[group_of] & ~stage.left[stage.member] & (stage.joined_on <= month.first_day))
    units, first = np.unique(stage.unit_of[stage.member[places]], return_index=True)
    homes = np.full((len(stage.unit_towns), 2), -1, np.int32)
    homes[units, 0], homes[units, 1] = group_of[places[first]], stage.member[places[first]]
    return homes


@kernel
def catch_up(county: County, homes: Int32s, day: int) -> None:
    """Bring every late unit near its share by short messages on the last evening."""
    month, book = county.month, county.book
    for unit in range(len(homes)):
        if month.share[unit] < LATE_FROM or homes[unit, 0] < 0:
            continue
        own = seed_of(month.seed, unit, 5000)
        start(book.state, own, own + 1)
        counts = book.unit_counts[unit]
        tries = 0
        while tries < 400 and (
            counts[TALKED] < FEWEST or counts[TALKED_LATE] < 0.9 * month.share[unit] * counts[TALKED] - 1.0
        ):
            tries += 1
            late = counts[TALKED_LATE] + 1 <= month.share[unit] * (counts[TALKED] + 1)
            at = pick_moment(county, day, 1 if late else 0)
            bland = county.scenes.talk_from[0]
            talk = bland + below(book.state, WORDS, county.scenes.talk_from[1] - bland)
            set_draft(county, homes[unit, 0], at, homes[unit, 1], county.scenes.symbol[county.scenes.turn_from[talk]])
            say(county, False)
