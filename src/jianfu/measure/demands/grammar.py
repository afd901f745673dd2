"""One notice read (谁、做什么、何时前、拿什么证明、怎样回应): addressee, action, deadlines, what answer is demanded."""

import re
from dataclasses import dataclass, field

from jianfu.measure.demands.asks import ADDRESSEE, Asks
from jianfu.measure.demands.moments import EXCERPT, OTHER_DAY
from jianfu.measure.demands.sentence import SILENT, Deadline, action_in, read_sentence
from jianfu.measure.demands.when import Unit

MOST_CHARACTERS = 2_000
"""Of a longer text the beginning and the end are read, half and half."""
MOST_DEADLINES = 8
_END = "。"
_OTHER_ENDS = "!?！？;；\n"
"""One kind of mark after another is far quicker than a pattern that splits at all of them."""
_QUESTION = re.compile(r"[。!！;；\n]*[?？]")
_OWN_LIST = re.compile(r"[^\n]{1,12}的待办\n")
"""A card out of somebody's own list of things to do (某某的待办) begins so: nobody else is asked for anything."""
_EVERYTHING = sum(Asks)
_LISTS = r"统计表|汇总表|登记表|摸底表|自查表|排查表|进度表|情况表|花名册|台账|清单|调查表|报表|名单"
_FORM = re.compile(rf"《([^《》]{{2,40}}(?:表|台账|清单|名册|名单|账|单))》|((?:[\u4e00-\u9fff]{{2,14}}?)(?:{_LISTS}))")
_LISTED = re.compile(rf"》|{_LISTS}")
"""Every name of a form ends with one of these, at most so many characters behind its beginning."""
_LONGEST_FORM = 44


@dataclass(frozen=True)
class Reading:
    """What a text demands, whenever it is sent; ``denied``: what it says is not asked for."""

    addressee: str = ""
    action: str = ""
    form: str = ""
    asks: int = 0
    denied: int = 0
    deadlines: tuple[Deadline, ...] = field(default=())


def read_text(text: str) -> Reading:
    """Reads one message."""
    if _OWN_LIST.match(text):
        return Reading(denied=_EVERYTHING)
    text = _both_ends(text)
    asks = denied = quoted = 0
    deadlines: list[Deadline] = []
    asked = "?" in text or "？" in text
    begin = 0
    for words in _sentences(text):
        start, end = begin, begin + len(words)
        begin = end + 1
        question = asked and bool(_QUESTION.match(text, end))
        said = read_sentence(words, question=True) if question else read_sentence(words)
        if said is SILENT:
            continue
        if said.that_day and (OTHER_DAY.search(text, 0, start) or EXCERPT.search(text, 0, end)):
            said = read_sentence(words, question=question, day_named=True)
        asks |= said.asks
        denied |= said.waived
        quoted |= said.quoted
        deadlines += [each.deadline for each in said.limits if each.ordered or ADDRESSEE.search(text)]
    if denied & Asks.REPLY:
        asks &= ~int(Asks.REPLY | Asks.INSTANT)
    if not asks and not deadlines:
        return Reading(denied=denied | quoted)
    told = ADDRESSEE.search(text)
    return Reading(
        addressee=told.group() if told else "",
        action=deadlines[0].action if deadlines else action_in(text),
        form=_form(text),
        asks=asks,
        denied=(denied | quoted) & ~asks,
        deadlines=tuple(deadlines[:MOST_DEADLINES]),
    )


def _both_ends(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    return text[: MOST_CHARACTERS // 2] + "\n" + text[-MOST_CHARACTERS // 2 :]


def _sentences(text: str) -> list[str]:
    """The text between marks that end a sentence, each one mark behind the one before."""
    for mark in _OTHER_ENDS:
        text = text.replace(mark, _END)
    return text.split(_END)


def _form(text: str) -> str:
    ends = _LISTED.search(text)
    found = _FORM.search(text, max(0, ends.start() - _LONGEST_FORM)) if ends else None
    return (found[1] or found[2]) if found else ""


def answers_within(reading: Reading) -> int | None:
    """Minutes in which an answer is demanded by its words alone: 0 at once, 10 in 10分钟内; ``None`` where none is."""
    if reading.asks & Asks.INSTANT:
        return 0
    spans = [each.when.span for each in reading.deadlines if each.answer]
    minutes = [span.amount for span in spans if span and span.unit is Unit.MINUTE]
    return min(minutes, default=None)
