"""A unit that works late but found little occasion to in its groups makes up for it, evening by evening."""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.book import EXEMPT, LIFE, TALKED, TALKED_LATE, TALKING, County, pick_moment, say
from jianfu.simulate.chat.drafting import FILE, REPORT, set_draft
from jianfu.simulate.chat.draw import WORDS, entry, seed_of, share, start
from jianfu.simulate.chat.message import WORDS_SEED
from jianfu.simulate.world import LIVES

Int32s = NDArray[np.int32]

LATE_FROM = 0.15
"""Units whose planted share is above this work late."""
FEWEST = 66
"""Messages such a unit sends in the period at least: enough to judge by."""
_ACK_ONLY, _SHOW_OFF = LIVES.index("ack_only"), LIVES.index("show_off")


def find_homes(county: County) -> Int32s:
    """(unit, 2): a talking group and one of the unit's people in it who can speak; -1 where there is none."""
    cast, month = county.cast, county.month
    group_of = np.repeat(np.arange(len(month.groups), dtype=np.int32), np.diff(cast.member_from))
    fits = (month.groups[:, TALKING] > month.groups[:, EXEMPT]) & (month.groups[:, LIFE] != _ACK_ONLY)
    places = np.flatnonzero(
        fits[group_of] & (cast.unit_of[cast.members[:, 0]] >= 0) & (cast.members[:, 1] <= month.first_day)
    )
    # A group for show is a home only to a unit that has no other.
    places = places[np.argsort(month.groups[group_of[places], LIFE] == _SHOW_OFF, kind="stable")]
    units, first = np.unique(cast.unit_of[cast.members[places, 0]], return_index=True)
    homes = np.full((len(cast.units), 2), -1, np.int32)
    homes[units, 0], homes[units, 1] = group_of[places[first]], cast.members[places[first], 0]
    return homes


@entry
def catch_up(county: County, homes: Int32s, day: int) -> None:
    """Bring every late unit near its share, and near its part of ``FEWEST``, by reports of its own."""
    month, book = county.month, county.book
    fewest = FEWEST * (day + 1) / len(month.days)
    for unit in range(len(homes)):
        if month.share[unit] < LATE_FROM or homes[unit, 0] < 0:
            continue
        own = seed_of(month.seed, unit, 5000 + day)
        start(book.state, own, own + 1)
        counts = book.unit_counts[unit]
        tries = 0
        while tries < 400 and (
            counts[TALKED] < fewest or counts[TALKED_LATE] < 0.9 * month.share[unit] * counts[TALKED] - 1.0
        ):
            tries += 1
            late = counts[TALKED_LATE] + 1 <= month.share[unit] * (counts[TALKED] + 1)
            at = pick_moment(county, day, 1 if late else 0)
            symbol = month.symbols[REPORT if share(book.state, WORDS) < 0.7 else FILE]
            set_draft(county, homes[unit, 0], at, homes[unit, 1], symbol)
            book.draft[WORDS_SEED] = seed_of(month.seed, unit, tries % 3)
            say(county, False)
