"""Clauses whose words speak for themselves: rude ones, machines, working notes, questions already answered.

Few clauses hold such a word, so these are read one by one, with what stands around the word.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.reply_mirror.evidence import Evidence
from jianfu.measure.reply_mirror.lexicon import lexicon
from jianfu.measure.reply_mirror.reading import IN_QUOTES
from jianfu.measure.reply_mirror.roles import REFERENCE
from jianfu.sources.masking import MASK

EXCUSE_REACH = 5
"""Folded characters before a rude word in which a negation or a report of somebody's speech is looked for."""
SLOTS = ("place", "time", "phone", "name")
HAN = "[\u4e00-\u9fff]"
SIGNED = "(?:姓名|联系人|投诉人|举报人|申请人|反映人|来信人|署名)"
STATED = {
    "place": re.compile(r"(?:地点|地址|位置|住址)(?:就在|在|是|为|[:：])"),
    "time": re.compile(
        r"\d\s*[月日号点时年:：]|\d[./-]\d+[./-]\d|昨[天晚日]|今[天早晚日]|前天|上周|上个?月|每天|每晚|凌晨|上午|下午|晚上"
        r"|周[一二三四五六日末]|[一二三四五六七八九十]+[月点]"
    ),
    "phone": re.compile(rf"\d{{7,}}|\d{{3,4}}-\d{{6,}}|\d{{2,4}}[*＊xX]{{3,}}|[*＊]{{6,}}|{MASK}"),
    "name": re.compile(
        rf"我(?:叫|是)(?:{HAN}{{2,3}}|{MASK})[，,。 ]|{SIGNED}[:：]?\s*(?:{HAN}{{2,4}}|{MASK})"
        rf"|我姓{HAN}|本人{HAN}{{2,3}}，"
    ),
}
"""How a letter states what a reply may ask for; what was masked, here or by another office, was stated."""
PLACEHOLDER = re.compile(
    r"\$?\{[^{}\n]{0,12}\}"
    r"|[【\[（(](?:姓名|单位|单位名称|日期|地点|问题|事项|内容|编号|电话|称呼)[】\]）)]"
    r"|[×xX]{2,}(?:路|局|街道|小区|镇|村|同志|先生|女士)"
)
"""A field of a form that nobody filled in."""
PROCEDURE = ("申请", "材料", "窗口", "携带", "办理时", "登记", "出示", "凭", "手续", "流程")
"""Where a form or a counter asks for a name, the reply asks nothing back."""


class Phrase(NamedTuple):
    """A stretch of a reply and what is to be said of it."""

    row: int
    begin: int
    end: int
    """Folded characters of all replies."""
    note: str


def rude_phrases(evidence: Evidence) -> Iterator[Phrase]:
    """Rude words in the desk's own voice: not quoted, not from the letter, not denied or reported."""
    bit = lexicon().bits("rude")
    excuse = lexicon().bits("rude_excused")
    for row, begin, end in _stretches(evidence, bit):
        if evidence.replies.marks[begin] & IN_QUOTES or evidence.copied[begin:end].all():
            continue
        clause = int(np.searchsorted(evidence.clauses.end, begin, side="right"))
        before = max(int(evidence.clauses.begin[clause]), begin - EXCUSE_REACH)
        if not (evidence.covered[before:begin] & np.uint32(excuse)).any():
            yield Phrase(row, begin, end, "rude")


def automatic_phrases(evidence: Evidence, raw: pa.Array) -> Iterator[Phrase]:
    """The words of a machine; a letter about machines may be answered in such words."""
    for row, begin, end in _stretches(evidence, lexicon().bits("automatic")):
        if not (evidence.copied[begin:end].all() or _spoken_of(evidence, row, begin, end)):
            yield Phrase(row, begin, end, "automatic")
    for row in np.flatnonzero(_likely(raw)).tolist():
        for found in PLACEHOLDER.finditer(raw[row].as_py()):
            begin, end = folded_span(evidence, row, found.span())
            if end > begin and not evidence.copied[begin:end].all():
                yield Phrase(row, begin, end, "placeholder")


def note_phrases(evidence: Evidence) -> Iterator[Phrase]:
    """Notes meant for the desk itself."""
    for row, begin, end in _stretches(evidence, lexicon().bits("worker_note")):
        if not (evidence.copied[begin:end].all() or evidence.replies.marks[begin] & IN_QUOTES):
            yield Phrase(row, begin, end, "worker_note")


def asked_back(evidence: Evidence, letters: pa.Array) -> Iterator[Phrase]:
    """Clauses that ask for the place, or for nothing but times, phones or names, where the letter states these."""
    words = lexicon()
    clauses = evidence.clauses
    asks = np.flatnonzero(clauses.classes & np.uint32(words.bits("ask")))
    for number in asks.tolist():
        row, begin, end = int(clauses.row[number]), int(clauses.begin[number]), int(clauses.end[number])
        letter = int(evidence.letter_of[row])
        text = "".join(map(chr, evidence.replies.codes[begin:end]))
        if letter < 0 or any(word in text for word in PROCEDURE) or evidence.copied[begin:end].mean() > 0.5:
            continue
        slots = [slot for slot in SLOTS if clauses.classes[number] & np.uint32(words.bits(f"slot_{slot}"))]
        wanted = slots[:1] if slots[:1] == ["place"] else slots
        if wanted and all(_stated(evidence, letters, letter, slot) for slot in wanted):
            yield Phrase(row, begin, end, f"asks:{slots[0]}")


def _stated(evidence: Evidence, letters: pa.Array, letter: int, slot: str) -> bool:
    if slot == "place" and evidence.named_letters[letter]:
        return True
    return STATED[slot].search(letters[letter].as_py() or "") is not None


def _likely(raw: pa.Array) -> npt.NDArray[np.bool_]:
    found = pc.fill_null(pc.match_substring_regex(raw, r"[{【\[（(×]|[xX]{2}"), False)
    return np.asarray(found.to_numpy(zero_copy_only=False))


def _stretches(evidence: Evidence, bits: int) -> Iterator[tuple[int, int, int]]:
    """Row, begin and end of each stretch of characters covered by words of some classes, within one clause."""
    flags = (evidence.covered & np.uint32(bits)) != 0
    places = np.flatnonzero(flags)
    if not len(places):
        return
    clause = np.searchsorted(evidence.clauses.end, places, side="right")
    breaks = np.flatnonzero((np.diff(places) > 1) | (np.diff(clause) > 0)) + 1
    for some in np.split(places, breaks):
        number = int(np.searchsorted(evidence.clauses.end, some[0], side="right"))
        yield int(evidence.clauses.row[number]), int(some[0]), int(some[-1]) + 1


def _spoken_of(evidence: Evidence, row: int, begin: int, end: int) -> bool:
    """Whether the words are the matter of the letter, or of a clause that takes it up or tells a result."""
    number = int(np.searchsorted(evidence.clauses.end, begin, side="right"))
    taken_up = evidence.roles.role[number] == REFERENCE and begin > evidence.clauses.begin[number]
    if taken_up or evidence.roles.result[number]:
        return True
    letter = int(evidence.letter_of[row])
    if letter < 0:
        return False
    first, last = evidence.letters.starts[letter], evidence.letters.starts[letter + 1]
    said = "".join(map(chr, evidence.replies.codes[begin : min(end, begin + 4)]))
    return said in "".join(map(chr, evidence.letters.codes[first:last]))


def folded_span(evidence: Evidence, row: int, span: tuple[int, int]) -> tuple[int, int]:
    """A stretch of the stored text of a reply in folded characters."""
    first, last = evidence.replies.starts[row], evidence.replies.starts[row + 1]
    begin, end = np.searchsorted(evidence.replies.place[first:last], span)
    return int(first + begin), int(first + end)
