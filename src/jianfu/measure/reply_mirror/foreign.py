"""What belongs to another case (张冠李戴): a place, a person or a case number the letter does not know."""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.reply_mirror.clauses import covered_characters
from jianfu.measure.reply_mirror.evidence import Evidence
from jianfu.measure.reply_mirror.phrases import Phrase, folded_span
from jianfu.measure.reply_mirror.places import GROUPS, KINDS, claimed, grammar, located
from jianfu.measure.reply_mirror.roles import BODY, RECEIPT, REFERENCE, Flags

FIRM, FIRM_WORDS = 0.28, 16
"""From so much agreement of so many words on what they answer, that alone decides."""
OTHER_MATTER = 0.15
"""Cosine of what the words of a reply usually answer with its letter, below which they answer something else."""
FAR = 0.06
"""Share of the reply's matter that stands in the letter, below which the two do not meet.

On 120 real pairs the lower fiftieth of the shares is 0.08; of replies put under other letters nine of ten lie below.
"""
MET = 0.15
"""Below this share of matter met, a reply that knows no place of the letter speaks of another case."""
TITLES = "先生|女士|同志|小姐|大姐|大哥|阿姨|大爷|同学|老师傅|师傅"
ADDRESSED = re.compile(
    rf"(?:尊敬的|亲爱的|^|[。！？!?\s])([\u4e00-\u9fff])[\u4e00-\u9fff]{{0,2}}(?:{TITLES})[，,：:！! ]?(?:您|你)?好?"
)
HAN = "[\u4e00-\u9fff]"
SIGNED = "(?:姓名|联系人|投诉人|举报人|申请人|反映人|来信人|写信人|留言人|署名)(?:为|是)?[:：]?"
STATED = re.compile(
    rf"我(?:叫|是|姓)({HAN}){HAN}{{0,2}}[，,。、 ]|我姓({HAN})|{SIGNED}\s*({HAN}){HAN}{{0,3}}|({HAN})(?:{TITLES})"
    rf"|({HAN}){HAN}{{1,2}}(?:敬上|谨上|敬呈|拜上|敬启)"
)
"""Where a letter states whose it is: the surname is whichever group matched."""
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "傅常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍喻祁蒲房滕屈饶解牟艾尤穆卓古吉缪简项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟臧闵"
)
"""The hundred most frequent surnames (公安部户政管理研究中心, 二〇二〇年全国姓名报告) and a few common after them."""
LETTER_NUMBER = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{0,6}-?[0-9][0-9A-Za-z-]{4,}(?![0-9A-Za-z])")


def foreign_places(evidence: Evidence, *, corpus: bool) -> Iterator[Phrase]:
    """Places of another case.

    A reply may rightly name a new road or its own address. So a name counts only where the letter names another place
    of the same kind, or the reply is about something else altogether; where the reply names no place of the letter,
    not even a part; and where it stands in another letter, or the reply says that it went there or writes about it.
    """
    names = evidence.names
    if not len(names.row):
        return
    clause = np.searchsorted(evidence.clauses.end, names.begin, side="right")
    role = evidence.roles.role[clause]
    stated = (role == REFERENCE) | (role == RECEIPT)
    counted = ((role == BODY) | stated) & ~evidence.known & ~_addresses(evidence)[clause]
    counted &= evidence.letter_of[names.row] >= 0
    letter = evidence.letter_of[names.row]
    has_group = _has_group(evidence)
    same_group = has_group[letter, np.array(GROUPS)[names.kind]]
    said = claimed(names, evidence.replies, evidence.named)
    known_place = _in_letters(evidence, corpus=corpus)
    elsewhere = stated | said | known_place
    certain = elsewhere | (located(names, evidence.replies, evidence.named) & corpus)
    placed = np.asarray(has_group.any(axis=1))[letter] | (stated & known_place)
    other = (_other_matter(evidence)[names.row] & elsewhere) | (answers_other(evidence)[names.row] & certain)
    other &= corpus
    visited = located(names, evidence.replies, evidence.named) & corpus & evidence.named_letters[letter]
    other |= visited & (names.kind != KINDS.index("counter"))
    conflict = ((same_group & certain) | ((other | said) & placed)) & (names.kind < len(KINDS) - 1)
    for at in np.flatnonzero(counted & ~evidence.placed[names.row] & conflict).tolist():
        begin, end = int(names.begin[at]), int(names.end[at])
        text = "".join(map(chr, evidence.replies.codes[begin:end]))
        yield Phrase(int(names.row[at]), begin, end, f"place:{text}")


def _in_letters(evidence: Evidence, *, corpus: bool) -> Flags:
    """Names that stand in some letter."""
    return np.asarray(np.isin(evidence.names.key, evidence.letter_names.key)) & corpus


def _other_matter(evidence: Evidence) -> Flags:
    """Replies that share next to no matter with their letter."""
    return np.asarray((evidence.matter.share_met < MET) & (evidence.matter.words > 0))


def answers_other(evidence: Evidence) -> Flags:
    """Replies whose words firmly answer letters of another kind, and share next to no matter with theirs."""
    fit = evidence.fit
    firm = (fit.firmness >= FIRM) & (fit.words >= FIRM_WORDS) & (fit.cosine < OTHER_MATTER)
    return np.asarray(firm & (evidence.matter.share_met < MET) & (evidence.matter.asked > 0))


def _addresses(evidence: Evidence) -> Flags:
    """Clauses that tell where the desk is."""
    return covered_characters(evidence.clauses, evidence.named, grammar().bits("address")) > 0


def _has_group(evidence: Evidence) -> npt.NDArray[np.bool_]:
    """Letter and group of kinds of places -> whether the letter names one."""
    table = np.zeros((len(evidence.letters.starts), max(GROUPS) + 1), bool)
    table[evidence.letter_names.row, np.array(GROUPS)[evidence.letter_names.kind]] = True
    return table


def foreign_persons(evidence: Evidence, letters: pa.Array, replies: pa.Array) -> Iterator[Phrase]:
    """A citizen addressed by a surname other than the one the letter is signed with."""
    likely = pc.fill_null(pc.match_substring_regex(replies, f"(?:{TITLES})"), False)
    for row in np.flatnonzero(likely.to_numpy(zero_copy_only=False)):
        letter = int(evidence.letter_of[row])
        if letter < 0:
            continue
        reply = replies[int(row)].as_py()
        addressed = ADDRESSED.search(reply[:40])
        if addressed is None or addressed[1] not in SURNAMES:
            continue
        said = letters[letter].as_py() or ""
        stated = {name for found in STATED.findall(said) for name in found if name in SURNAMES}
        if stated and addressed[1] not in stated:
            begin, end = folded_span(evidence, int(row), (addressed.start(1), addressed.end()))
            yield Phrase(int(row), begin, end, f"person:{addressed[1]}")


def foreign_numbers(
    evidence: Evidence, letter_ids: pa.Array, letters: pa.Array, replies: pa.Array, *, corpus: bool
) -> Iterator[Phrase]:
    """A case number that is another letter's."""
    if not corpus:
        return
    likely = pc.fill_null(pc.match_substring_regex(replies, "[0-9][0-9A-Za-z-]{4}"), False)
    all_numbers = set(letter_ids.to_pylist())
    for row in np.flatnonzero(likely.to_numpy(zero_copy_only=False)).tolist():
        letter = int(evidence.letter_of[row])
        if letter < 0:
            continue
        for found in LETTER_NUMBER.finditer(replies[row].as_py()):
            number = found[0]
            own = letter_ids[letter].as_py() == number
            if number in all_numbers and not own and number not in (letters[letter].as_py() or ""):
                begin, end = folded_span(evidence, row, found.span())
                yield Phrase(row, begin, end, f"number:{number}")
