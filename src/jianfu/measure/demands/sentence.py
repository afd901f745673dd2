"""One sentence read: what answer it asks for and the deadlines it sets. Sentences come again in many texts."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from jianfu.measure.demands.asks import ADDRESSEE, asks_of, mentioned, told_of
from jianfu.measure.demands.asks import HINT as ASKS_HINT
from jianfu.measure.demands.moments import Found, deadlines_in
from jianfu.measure.demands.plain import BLANK, plain, quotations
from jianfu.measure.demands.when import When
from jianfu.measure.hearsay import BEGINS, TOLD_OF

_HEARSAY = re.compile(f"(?={BEGINS}){TOLD_OF}")
_MOMENT = re.compile(r"前|内|止|截|最迟|最晚|迟于|晚于|时限|期限|限于|时间|报|交|反馈|收齐|要")
"""Without one of these a sentence, plain or not, names no deadline."""
_CLAUSE = re.compile(r"[,，、:：。()（）]")
_DATA = re.compile(
    r"报送|上报|填报|(?<![申汇公简周日月年通警预播海])报(?!名|警|道|销|考|到|废|停|刊|纸|喜|恩)|填写|填好|填完"
    r"|补录|录入|提交|上交|交[到给至回齐来上我]|反馈|汇总|统计|摸底|摸排|核实|复核|核对|比对|梳理|自查|建档"
    r"|邮箱|扫描件|电子版|纸质|(?<![代外仪发])表(?!示|态|扬|彰|现|决|达|面|演|率|明|述)|台账|清单|名单|名册|明细|数据|一式[两二三四五\d]份"
    r"|材料|总结|数字|收齐|零报告|方案|[情状]况(?:报|反馈|发)|填"
)
_SIGN_UP = re.compile(
    r"报名|自愿|有意(?:向|者)|感兴趣|想(?:参加|去|要)的|需要的(?:同志|可|请)|团购|订餐|拼车|聚餐|随礼|缴费|领取"
)
_ATTENDS = re.compile(r"到会|参会|开会|入场|签到|集合|到岗|到场|出发|报到|上车|就座|会议室|值班室|到位(?!情况)")
_ANSWERS = re.compile(
    r"回复|回应|反馈|应答|答复|响应|回话|回电|回执|回个|回一下|确认|扣1|收到|汇报|报数|报(?=$|[,。(])|上报"
    r"|报告|报送|报[给到至我]"
)
_TELLS = re.compile(
    r"请|务必|必须|须|需|要求|各|全体|所有|大家|@所有人|抓紧|尽快|一律|逾期|务请|速|限|截止|最[迟晚]"
    r"|不[得]?[晚迟]于|同志们|每[村人个名户]"
    r"|(?<![年日月周申汇简通公快画海播预])报(?!名|警|道|销|考|到|废|停|刊|纸|表|告|账)|提交|交(?!通|流|接|叉|警)|填[报好写表]|回复|反馈"
)
_TOLD_OF = re.compile(
    r"已于|已经|已在|将于|预计|计划|力争|争取|承诺|保证|拟|打算|准备在|本来|原定|上次|去年|昨天|估计|可能|大概"
    r"|应该能|尽量"
)
_YES = re.compile(r"^(?:那?好的?|收到|行|嗯+|明白|可以|没问题|ok|OK)[,，!]")
_OWN = re.compile(
    r"^(?:那|好的?[,，]?|收到[,，]?|行[,，]?|嗯[,，]?)?(?:我们?(?!县|市|局|省|区|镇各|乡)|俺|咱|本人|我[村镇社]|本村)"
)
_DONE = re.compile(r"^[^,。]{0,10}(?:已|了(?:$|[,。])|过了|完毕)|给[你您]|发[你您]|交[你您]")
_FAILED = re.compile(r"(?:未|没|没有|不)能?(?:在|于|按)?$")
"""某某未在17点前回复: what somebody failed to do."""
_WHOEVER = re.compile(r"[^,，。]{0,12}的")
"""未在17点前回复的: whoever fails to."""
_EXACT = re.compile(r"\((?:即|也就是)?(?:最[迟晚]|截[止至]到?|不[迟晚]于)")
"""本周内(最迟9月10日17点): what stands in the brackets is the deadline."""
_ASIDE = re.compile(r"^\([^()]*\)")
_ASKED = re.compile(r"(?:吗|呢|吧|没有|不|么|嘛)[?？]?$|什么|几点|能不能|可不可以|能否|是否|哪天|何时")
_VERBS = re.compile(
    r"(?:完成|报送|上报|填报|填写|提交|上交|反馈|汇总|统计|核实|复核|核对|排查|整改|摸底|回复|上传|转发|参加|到岗"
    r"|到会|开展|落实|补录|报|交)[^,，。;；!\n]{0,16}"
)


@dataclass(frozen=True)
class Deadline:
    """A deadline and what stands beside it."""

    when: When
    words: str
    action: str
    data: bool
    """Data, a form or material is to be handed in by then."""
    answer: bool
    """An answer is to be given by then."""


class Limit(NamedTuple):
    """A deadline of a sentence; ``ordered``: its own words tell somebody to keep it, whomever the text addresses."""

    deadline: Deadline
    ordered: bool


class Sentence(NamedTuple):
    """What one sentence says, read alone: bits of ``Asks``, and deadlines."""

    asks: int = 0
    waived: int = 0
    quoted: int = 0
    """What it mentions or says somebody failed to give."""
    limits: tuple[Limit, ...] = ()
    that_day: bool = False
    """Whether a deadline is counted from a day it does not name (当天), which the text may name before it."""


SILENT = Sentence()
"""A sentence that demands nothing."""


@lru_cache(maxsize=1 << 16)
def read_sentence(said: str, *, question: bool = False, day_named: bool = False) -> Sentence:
    """Reads one sentence as it was written, without what ends it; the words alone are by far the cheapest to look up.

    ``question``: a question mark ends it; ``day_named``: the text names a day before it, so that 当天 is that one.
    """
    may_ask, may_limit = ASKS_HINT.search(said), not question and _MOMENT.search(said)
    if not (may_ask or may_limit):
        return SILENT
    whole = plain(said)
    sentence = _HEARSAY.sub(BLANK, whole)
    asks = waived = quoted = 0
    if may_ask:
        asks, waived = asks_of(sentence)
        waived |= asks_of(whole)[1] if sentence != whole else 0
        quoted = told_of(sentence)
        for words in (*(quotations(said) if BLANK in whole else ()), *_HEARSAY.findall(whole)):
            quoted |= mentioned(words)
    found = list(deadlines_in(sentence)) if may_limit else []
    that_day = any(each.that_day for each in found)
    limits = _limits(sentence, [each for each in found if not (day_named and each.that_day)])
    return Sentence(asks, waived, quoted, limits, that_day) if asks or waived or quoted or found else SILENT


def _limits(sentence: str, all_found: list[Found]) -> tuple[Limit, ...]:
    """Those of the deadlines that somebody is told to keep, or would be if the text addresses anybody."""
    read: list[Limit] = []
    begins = {found.begin for found in all_found}
    ordered = bool(_TELLS.search(sentence)) if all_found else False
    for found in all_found:
        before, after = sentence[: found.begin], sentence[found.end :]
        closer = _EXACT.match(after)
        if closer and found.end + closer.end() in begins:
            continue
        if not _may_be_order(before, after, sentence):
            continue
        voluntary = bool(_SIGN_UP.search(sentence))
        beside = _beside(before, after)
        attends = bool(_ATTENDS.search(beside)) and not re.search(r"名单|材料|表|电子版", beside)
        answers = bool(_ANSWERS.search(beside))
        deadline = Deadline(
            found.when,
            sentence[found.begin : found.end],
            action_in(after) or action_in(before),
            data=bool(_DATA.search(beside)) and not voluntary and not attends,
            answer=answers and not voluntary,
        )
        read.append(Limit(deadline, ordered))
    return tuple(read)


def _may_be_order(before: str, after: str, sentence: str) -> bool:
    """Whether somebody may be told to do it by then: it is not told of, promised, asked about or done already."""
    if _ASKED.search(sentence) and not ADDRESSEE.search(sentence):
        return False
    if BLANK in after[:2] or _DONE.search(after) or (_FAILED.search(before) and not _WHOEVER.match(after)):
        return False
    clause = _CLAUSE.split(before)[-1]
    told = ADDRESSEE.search(before) or "请" in before
    return bool(
        told or not (_YES.search(before) or _OWN.search(clause) or _OWN.search(before) or _TOLD_OF.search(before))
    )


def _beside(before: str, after: str) -> str:
    """What is to be done: the clause the deadline stands in, and the next where that says nothing more."""
    clauses = [part for part in _CLAUSE.split(_ASIDE.sub("", after)) if part]
    first = clauses[0] if clauses else ""
    if len(first) < 2 and len(clauses) > 1:
        first += clauses[1]
    own = _CLAUSE.split(before)[-1]
    return f"{own},{first}" if first or own else before


def action_in(text: str) -> str:
    """What is done, in the words of the text; empty where it says nothing known."""
    found = _VERBS.search(text)
    return found.group() if found else ""
