"""Pairs of texts as they are judged, and notices to make them of."""

import datetime as dt
import json

import numpy as np
import pyarrow as pa

from jianfu.measure.relays.facts.days import UNKNOWN
from jianfu.measure.relays.facts.facts import read_all_facts
from jianfu.measure.relays.facts.tables import fact_tables
from jianfu.measure.relays.find.comparison import compare
from jianfu.measure.relays.find.judgement import judge
from jianfu.measure.relays.text.normalise import normalise
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.tree.additions import Additions
from jianfu.measure.relays.tree.differences import Known, find_changes
from jianfu.measure.relays.tree.told import spell, told_changes

TABLES = fact_tables()
MONDAY = dt.date(2026, 9, 21).toordinal() - dt.date(1970, 1, 1).toordinal()
SENT = MONDAY * 1440 + 540
"""Monday, 21 September 2026, 9:00."""
DAY = 1440
NOTHING_ADDED = Additions(np.zeros(1, np.int32), *(np.full(1, -1) for _ in range(2)), np.zeros(1, np.bool_))
WORKS = "请各单位按照属地管理原则认真开展隐患排查整治工作并建立工作台账"


class Pair:
    """Two texts as the judgement sees them, and the first one of their notice, which may be the earlier."""

    def __init__(self, earlier: str, later: str, first: str | None = None) -> None:
        messages = normalise(pa.array([earlier, later, first or earlier], pa.string()))
        self.codes = messages.codes
        self.spans = (0, int(messages.ends[0])), (int(messages.ends[0]), int(messages.ends[1]))
        self.starts = np.concatenate([[0], messages.ends])
        self.facts = read_all_facts(self.codes, self.starts, TABLES)

    def grams(self) -> tuple[int, int, int]:
        one, other = ({tuple(self.codes[at : at + 3]) for at in range(a, b - 2)} for a, b in self.spans)
        return len(one & other), len(one), len(other)

    def compared(self, delay: int = 60) -> np.uint64:
        cuts = [int(cut) for cut in self.facts.starts]
        days = (SENT // DAY, (SENT + delay) // DAY) if delay >= 0 else (UNKNOWN, UNKNOWN)
        return compare(self.facts.values, (cuts[0], cuts[1]), (cuts[1], cuts[2]), *days)

    def verdict(self, delay: int = 60) -> int:
        return judge(self.compared(delay), self.grams(), (delay, False), self.codes, *self.spans)

    def changes(self, delay: int = 60, alike: bool = False, renamed: bool = False) -> list[dict[str, str]]:
        sent = np.array([[SENT], [SENT + delay], [SENT]]) * 60_000_000
        known = Known(np.array([alike]), np.array([renamed]), *NOTHING_ADDED[1:3])
        view = View(self.codes, self.starts, *self.facts)
        told = spell(self.codes, find_changes(view, np.array([[0], [1], [2]]), sent, known, TABLES), NOTHING_ADDED)
        [told] = told_changes(told, np.zeros(1, np.int64), np.zeros(1, np.bool_)).to_pylist()
        return json.loads(told) if told else []


MEETING = "定于9月25日上午9点在三楼会议室召开防汛工作推进会，请各村党支部书记准时参加，不得替会"
REPORT = "请于9月25日17:00前将秸秆禁烧巡查情况统计表报镇党政办汇总，逾期视为无，共巡查12次，联系电话0553-6252796"
VISIT = "请到石桥镇上河村入户走访12户，填好走访记录，9月25日前完成，确保不漏一户"
WEEKLY = "上河村本周工作小结：巡查12次，整改8处，走访群众36户，发放宣传单300份，无异常情况，下周继续"
