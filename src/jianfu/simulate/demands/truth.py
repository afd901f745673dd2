"""What is true of demands: those of ordinary notices, gathered while these are made up, and the planted ones."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.book import EXEMPT, County
from jianfu.simulate.chat.drafting import ACK
from jianfu.simulate.chat.draw import STREAMS, State, entry
from jianfu.simulate.chat.grammar import read_grammar
from jianfu.simulate.chat.message import (
    ASKS_LOCATION,
    ASKS_PHOTO,
    ASKS_REPLY,
    ASKS_SCREENSHOT,
    AT,
    DEADLINE,
    DIGEST,
    EDIT_RATE,
    EDIT_RATE_2,
    FIRST,
    GROUP,
    SENDER,
    SOURCE_KEY,
    STRIDE,
    SYMBOL,
    Rows,
)
from jianfu.simulate.chat.month import is_working
from jianfu.simulate.chat.notice_text import LENGTH, OUTCOME, write_notice
from jianfu.simulate.chat.render import LINE_ROOM
from jianfu.simulate.chat.slots import Desk
from jianfu.simulate.demands.plan import Plan
from jianfu.simulate.settings import limits
from jianfu.simulate.world import Label, World

Int64s = NDArray[np.int64]
_MINUTE_MS, _DAY_MINUTES, _DAY_MS = 60_000, 1440, 86_400_000
_OPENS, _CLOSES = 510, 1050
_DAYS_AFTER = 200
"""Days after the period on which deadlines may fall."""
_PHRASE, _ALIKE = 8, 0.4
"""Characters behind a deadline that tell what is to be done by then, and how alike two such phrases must be."""
_PROOF = ASKS_PHOTO | ASKS_SCREENSHOT | ASKS_LOCATION
_PICTURES = ("image", "image_again", "screenshot", "video", "mixed")
_HANDED_IN = re.compile(
    r"^(?:前|之前|）)(?:务必)?(?:将表格报|将进展情况报|完成系统填报|在系统内提交|报|发[^，。]{2,6}邮箱"
    r"|完成[^，。；]*?的(?:摸底|自查|核实|复核|汇总|上报|补录|比对))"
)
"""What a notice's own phrases put behind a deadline when something is to be handed in by then."""


@entry
def _write(out: NDArray[np.uint8], desk: Desk, row: Int64s, outcome: Int64s, state: State) -> None:
    write_notice(out, desk, row, outcome, state)


@dataclass
class DemandTruth:
    """Gathers rows as they are said."""

    world: World
    county: County
    desk: Desk
    real: dict[str, set[int]] = field(default_factory=dict)
    """Rule -> units (groups for acknowledgement-chain)."""
    looks: dict[str, set[int]] = field(default_factory=dict)
    given: list[Int64s] = field(default_factory=list)
    """(4, n): moment, group, sender, kind of proof (as the flags of a demand)."""
    asked: list[Int64s] = field(default_factory=list)
    """The same of demands for proof."""

    def add(self, rows: Rows) -> None:
        """Takes on the rows of a shard."""
        exempt = self.county.month.groups[rows[:, GROUP], EXEMPT] != 0
        notices = rows[(rows[:, SYMBOL] == self.desk.pens.sent) & ~exempt]
        plain = notices[notices[:, FIRST] != DIGEST]
        unit = self.county.cast.unit_of[plain[:, SENDER]]
        self._mark("reply-forced", unit[plain[:, STRIDE] & ASKS_REPLY != 0])
        self._mark("proof-demanded", unit[plain[:, STRIDE] & _PROOF != 0])
        self._add_deadlines(plain)
        self._add_answers(rows[~exempt])
        wanted = plain[plain[:, STRIDE] & _PROOF != 0]
        self.asked.append(np.stack([wanted[:, AT], wanted[:, GROUP], wanted[:, SENDER], wanted[:, STRIDE] & _PROOF]))
        symbols = read_grammar().symbols
        kind = np.where(
            np.isin(rows[:, SYMBOL], [symbols[name] for name in _PICTURES]), ASKS_PHOTO | ASKS_SCREENSHOT, 0
        )
        kind = np.where(rows[:, SYMBOL] == symbols["location"], ASKS_LOCATION, kind)
        some = rows[kind > 0]
        self.given.append(np.stack([some[:, AT], some[:, GROUP], some[:, SENDER], kind[kind > 0]]))

    def labels(self, plan: Plan) -> list[Label]:
        """The truth of every rule about demands, the planted included."""
        self._add_planted(plan)
        self._add_spoken()
        self._add_crowds()
        codes, ids = self.world.units.code, self.world.groups.group_id
        labels = []
        for rule in sorted({*self.real, *self.looks}):
            group = rule == "acknowledgement-chain"
            names = ids if group else codes
            real = self.real.get(rule, set())
            for subject in sorted(real | self.looks.get(rule, set())):
                told = "planted" if subject in real else "waived, told of, in good time, few, or emergency duty"
                kind = "group" if group else "unit"
                labels.append(Label(rule, kind, str(names[subject]), subject in real, told))
        return labels

    def _mark(self, rule: str, subjects: NDArray[np.int32] | list[int], *, looks: bool = False) -> None:
        kept = self.looks if looks else self.real
        kept.setdefault(rule, set()).update(int(each) for each in subjects if each >= 0)

    def _add_answers(self, rows: Rows) -> None:
        """Groups in which a notice was followed by a row of acknowledgements."""
        said = rows[rows[:, SYMBOL] == self.county.month.symbols[ACK]]
        notices = rows[rows[:, SYMBOL] == self.desk.pens.sent]
        said = said[np.isin(said[:, SOURCE_KEY], notices[:, 1])]
        _, first, count = np.unique(said[:, SOURCE_KEY], return_index=True, return_counts=True)
        many = count >= limits().acknowledgements
        self._mark("acknowledgement-chain", said[first[many], GROUP].tolist())
        self._mark("acknowledgement-chain", said[first[~many], GROUP].tolist(), looks=True)

    def _worked(self, minute: Int64s) -> Int64s:
        """Working minutes from the beginning of the period to a minute of it."""
        first = self.world.settings.period.first_day
        days = range(len(self.county.month.days) + _DAYS_AFTER)
        working = np.array([is_working(first + timedelta(day)) for day in days], np.int64)
        before = np.concatenate([[0], np.cumsum(working)])
        day, clock = minute // _DAY_MINUTES, minute % _DAY_MINUTES
        today = np.clip(clock, _OPENS, _CLOSES) - _OPENS
        return np.asarray(before[day] * (_CLOSES - _OPENS) + working[day] * today)

    def _add_deadlines(self, rows: Rows) -> None:
        """Units whose notices want something handed in too soon."""
        sent = (rows[:, AT] - self.county.month.start_ms) / _MINUTE_MS
        due = rows[:, DEADLINE].astype(np.float64)
        begun = np.ceil(sent).astype(np.int64)
        tight = self._worked(rows[:, DEADLINE]) - self._worked(begun) < limits().tight_hours * 60
        same_day = begun // _DAY_MINUTES == rows[:, DEADLINE] // _DAY_MINUTES
        for place in np.flatnonzero((due > sent) & (tight | same_day)).tolist():
            self._add_deadline(rows[place], bool(tight[place]), bool(same_day[place]))

    def _add_deadline(self, row: Int64s, tight: bool, same_day: bool) -> None:
        if not self._is_handed_in(row):
            return
        unit = int(self.county.cast.unit_of[row[SENDER]])
        if tight:
            self._mark("deadline-impossible", [unit])
        if same_day:
            self._mark("deadline-same-day", [unit])

    def _is_handed_in(self, row: Int64s) -> bool:
        """Whether the text as it was sent still wants something handed in by its deadline.

        Hands that pass a notice on misspell it and cut it: which phrase a deadline in it belongs to is told by the
        phrase of the text as it was first made up that it is most like.
        """
        whole = row.copy()
        whole[[EDIT_RATE, EDIT_RATE_2, FIRST]] = 0
        made, sent = self._text(whole), self._text(row)
        for words in self._spellings(int(row[DEADLINE])):
            phrases = [made[found.end() :] for found in re.finditer(re.escape(words), made)]
            for found in re.finditer(re.escape(words), sent):
                said = sent[found.end() :][:_PHRASE]
                likeness = [SequenceMatcher(None, said, one[:_PHRASE], autojunk=False).ratio() for one in phrases]
                if max(likeness, default=0.0) > _ALIKE and _HANDED_IN.match(phrases[int(np.argmax(likeness))]):
                    return True
        return False

    def _spellings(self, deadline: int) -> tuple[str, str]:
        first = np.datetime64(self.world.settings.period.first_day, "D")
        day = (first + deadline // _DAY_MINUTES).astype(object)
        hour = deadline % _DAY_MINUTES // 60
        return f"{day.month}月{day.day}日{hour}点", f"{day.month}月{day.day}日{hour}:00"

    def _text(self, row: Int64s) -> str:
        out, outcome = np.zeros(LINE_ROOM, np.uint8), np.zeros(OUTCOME, np.int64)
        _write(out, self.desk, row, outcome, np.zeros(STREAMS, np.uint64))
        return bytes(out[: outcome[LENGTH]]).decode("utf-8", "replace").replace("\\n", "\n")

    def _add_spoken(self) -> None:
        """What was made up for another rule and breaks these as well; pictures among it are answers like any other."""
        start, exempt = self.county.month.start_ms, self.county.month.groups[:, EXEMPT] != 0
        asked, given = [], []
        for said in self.world.wordings.spoken:
            at = start + said.day * _DAY_MS + said.second * 1000
            if not said.text:
                given.append((at, said.group, said.sender, ASKS_PHOTO | ASKS_SCREENSHOT))
            if not exempt[said.group]:
                for rule in said.also:
                    self._mark(rule, [int(self.county.cast.unit_of[said.sender])])
                if "proof-demanded" in said.also:
                    asked.append((at, said.group, said.sender, ASKS_SCREENSHOT))
        self.asked.append(np.array(asked, np.int64).reshape(-1, 4).T)
        self.given.append(np.array(given, np.int64).reshape(-1, 4).T)

    def _add_planted(self, plan: Plan) -> None:
        start = self.county.month.start_ms
        counts = np.bincount([answer.to for answer in plan.answers], minlength=len(plan.sent))
        flags = {"photo": ASKS_PHOTO, "screenshot": ASKS_SCREENSHOT, "location": ASKS_LOCATION}
        wanted = []
        for number, sent in enumerate(plan.sent):
            for rule in sent.kind.real:
                self._mark(rule, [sent.unit])
            for rule in sent.kind.looks:
                self._mark(rule, [sent.unit], looks=True)
            if sent.kind.name == "reply":
                few = counts[number] < limits().acknowledgements
                self._mark("acknowledgement-chain", [sent.group], looks=bool(few))
            if sent.kind.name in flags:
                wanted.append((start + sent.at * _MINUTE_MS, sent.group, sent.sender, flags[sent.kind.name]))
        kinds = {"image": ASKS_PHOTO | ASKS_SCREENSHOT, "location": ASKS_LOCATION}
        given = [
            (start + answer.at * _MINUTE_MS, answer.group, answer.sender, kinds[answer.kind])
            for answer in plan.answers
            if answer.kind in kinds
        ]
        self.asked.append(np.array(wanted, np.int64).reshape(-1, 4).T)
        self.given.append(np.array(given, np.int64).reshape(-1, 4).T)

    def _add_crowds(self) -> None:
        """Units one of whose demands for proof was followed by many people's pictures or locations within a day."""
        given = np.concatenate([np.zeros((4, 0), np.int64), *self.given], axis=1)
        given = given[:, np.lexsort((given[0], given[1]))]
        for at, group, sender, kind in np.concatenate([np.zeros((4, 0), np.int64), *self.asked], axis=1).T.tolist():
            begin, end = np.searchsorted(given[1], [group, group + 1])
            some = given[:, begin:end]
            fits = (some[0] > at) & (some[0] <= at + _DAY_MS) & (some[3] & kind != 0) & (some[2] != sender)
            people = len(np.unique(some[2][fits]))
            unit = int(self.county.cast.unit_of[sender])
            self._mark("proof-crowd", [unit], looks=people < limits().responders)
