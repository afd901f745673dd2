"""Photos that answer a demand, picked out of the talk while it is made up: who asked, when, and who sent one."""

from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.drafting import ACK, IMAGE, LOCATION, SCREENSHOT, SYMBOLS
from jianfu.simulate.chat.grammar import read_grammar
from jianfu.simulate.chat.message import (
    ASKS_PHOTO,
    ASKS_SCREENSHOT,
    AT,
    GROUP,
    KEY,
    SENDER,
    STRIDE,
    SYMBOL,
    WIDTH,
    Rows,
)
from jianfu.simulate.chat.render import LINE_ROOM, render
from jianfu.simulate.chat.slots import Desk

Int64s = NDArray[np.int64]
DAY_MS = 86_400_000
BEIJING_MS = 8 * 3_600_000


class Answers(NamedTuple):
    """One entry a photo sent in answer; ``rows`` are the messages."""

    rows: Rows
    asker: Int64s
    """The unit of whoever asked."""
    asked_at: Int64s
    unit: Int64s
    """The unit of whoever sent it."""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def asked_day(self) -> Int64s:
        """Days since 1970-01-01 in Beijing."""
        return (self.asked_at + BEIJING_MS) // DAY_MS

    @property
    def day(self) -> Int64s:
        """The day the photo was sent."""
        return (self.rows[:, AT] + BEIJING_MS) // DAY_MS


class Album:
    """Gathers what ``compose`` says, shard by shard, in the order it was made up."""

    def __init__(self, desk: Desk) -> None:
        symbols = read_grammar().symbols
        self.desk = desk
        self._image = symbols[SYMBOLS[IMAGE]]
        self._within = [symbols[SYMBOLS[at]] for at in (ACK, IMAGE, SCREENSHOT, LOCATION)]
        self._taken: list[Answers] = []
        self._demands: list[Int64s] = []

    def add(self, rows: Rows) -> None:
        """A shard: a notice is followed at once by what answers it."""
        unit_of = self.desk.cast.unit_of
        asks = (rows[:, SYMBOL] == self.desk.pens.sent) & (rows[:, STRIDE] & ASKS_PHOTO != 0)
        answerable = (rows[:, SYMBOL] == self.desk.pens.sent) & (rows[:, STRIDE] & (ASKS_PHOTO | ASKS_SCREENSHOT) != 0)
        self._demands.append(rows[answerable][:, [GROUP, AT]])
        place = np.arange(len(rows))
        broken = ~asks & ~np.isin(rows[:, SYMBOL], self._within)
        last_ask = np.maximum.accumulate(np.where(asks, place, -1))
        last_break = np.maximum.accumulate(np.where(broken, place, -1))
        answers = (rows[:, SYMBOL] == self._image) & (last_ask > last_break)
        notice, photo = rows[last_ask[answers]], rows[answers]
        late = photo[:, AT] - notice[:, AT]
        fits = (photo[:, GROUP] == notice[:, GROUP]) & (late > 0) & (late < DAY_MS) & (unit_of[photo[:, SENDER]] >= 0)
        fits &= unit_of[notice[:, SENDER]] >= 0
        notice, photo = notice[fits], photo[fits]
        askers, units = (unit_of[rows_[:, SENDER]].astype(np.int64) for rows_ in (notice, photo))
        self._taken.append(Answers(photo, askers, notice[:, AT], units))

    def answers(self, others: Int64s) -> Answers:
        """All of them in order of time; where two demands in a group could be meant, none.

        A picture answers a demand for screenshots as well as one for photos. ``others``: (n, 2) group and moment of
        demands that are no part of the talk.
        """
        if not self._taken:
            return Answers(np.zeros((0, WIDTH), np.int64), *(np.zeros(0, np.int64) for _ in range(3)))
        found = Answers(*(np.concatenate(column) for column in zip(*self._taken, strict=True)))
        demands = np.concatenate([*self._demands, others])
        demands = demands[np.lexsort((demands[:, 1], demands[:, 0]))]
        span = np.int64(1) << 42
        keys = demands[:, 0] * span + demands[:, 1]
        here = found.rows[:, GROUP] * span + found.rows[:, AT]
        asked = np.searchsorted(keys, here) - np.searchsorted(keys, here - DAY_MS)
        kept = np.flatnonzero(asked == 1)
        kept = kept[np.lexsort((found.rows[kept, KEY], found.rows[kept, AT]))]
        return Answers(*(column[kept] for column in found))

    def fingerprints(self, rows: Rows) -> list[str]:
        """The MD5 the archive states for each of these messages."""
        buffer, prints = np.empty(LINE_ROOM * (len(rows) + 2), np.uint8), np.zeros(len(rows), np.uint64)
        _, length = render(rows, 0, buffer, self.desk, prints)
        lines = bytes(buffer[:length]).splitlines()
        return [str(msgspec.json.decode(line)["image"]["md5sum"]) for line in lines]
