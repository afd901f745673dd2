"""What a hand does to a notice it passes on (改动): another word for the same, another stop, a slip of the pen.

Slips are those people make: a character dropped, doubled, swapped with its neighbour or replaced by one that sounds
alike (漏字、重字、颠倒、同音错字). Facts stay: no hand touches a number, a date, a time, a place or the name of a body,
nor a character next to one. A text never loses or gains more than ``MOST_ALTERED`` of its characters.

Beside every byte stands its mask: ``FREE``, ``NEAR`` a fact (words may change, characters may not slip), ``FACT``; and
above these two bits, on the first byte of a character, how many characters were altered there.
"""

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.draw import FACTS, State, below, kernel, share
from jianfu.simulate.chat.noting import SPANS, Notes
from jianfu.simulate.chat.slots import Paper
from jianfu.simulate.chat.spell import character_length, is_stop, put, stop_at

Bytes = NDArray[np.uint8]
Int64s = NDArray[np.int64]

FREE, NEAR, FACT, ALTERED = 0, 1, 2, 4
MOST_ALTERED = 0.10
_SWAPS = (
    "及时 尽快,务必 必须,组织 安排,认真 扎实,排查 摸排,上报 报送,完成 做好,立即 马上,核实 核对,梳理 清理,落实 抓好,"
    "负责 牵头,发现 查出,问题 情况,整改 整治,开展 进行,涉及 包括,统计 汇总,重点 特别,确保 保证,严格 从严,加强 强化,"
    "持续 继续,全面 全部,有关 相关,明确 确定,要求 部署,研究 商定,逐户 挨户,巡查 巡逻,宣传 宣讲,资料 材料,台账 清单,"
    "关注 留意,配合 协助,近期 最近,存在 还有,前期 之前,反馈 回复,通知 告知,按照 根据,结合 对照,做到 达到,数据 数字,"
    "责任 职责,进度 进展,偏慢 滞后,同时 另外,联系人 联络人,电话 联系电话,准时 按时,参加 出席,请各 望各,不得 不准,"
    "的 得,在 再,做 作,已 以,需 须,与 和,将 把,前 之前"
)
"""What people put for what when they pass a notice on: another word for the same."""
_ALIKE = (
    "的地得 在再 做作坐座 以已 需须虚 和合 进近 记计纪 形型行 式试示视 理里力 实石 检捡简 查察 报抱 "
    "请清情 关观 注住驻助 强墙 防房妨 火伙 安按案 全权 管官馆 立利历 及级即急 完玩 成程城 况矿 排牌 "
    "整正政 改该 治至致制 落洛 责则 任认 必毕 确却 保宝饱 材才 通同 知之织 单丹 会回汇 总种 动懂 态太 "
    "更跟 新心 准谁 备被 公供工 电店 系细 门们 部步 位为 员圆 格各 结节 收手 送宋 护户 导到道 宣选 传船 "
    "督都 促粗 难南 困昆 重中 群裙 众重 服复 务物 息席 信新 网往 络落 基机 础出 建件 设社 施师 加家 速素 "
    "度渡 序续 展站 开凯 解姐 决绝 协写 调掉 对队 照找 核何 发法 现线 严言 禁紧 漏露 补不 录路 登等 填田 "
    "表标 册侧 册策"
)
"""Characters taken for one another, because they sound or look alike."""
_KEPT = (
    "零一二三四五六七八九十百千万亿两几半年月日号周天时点分秒今明昨后前早晚上中下午夜本次第每个名户人处"
    "村镇乡县市省区组局办科站所部委院校厂"
)
"""Characters that count, tell a time or name a body: they do not slip."""
_WORD_FACTOR, _STOP_FACTOR, _SLIP_FACTOR = 4.4, 3.0, 1.9
"""So many times the rate what can change does: about a quarter of the characters can as words, half can slip."""
_DROPPED, _DOUBLED, _TURNED = 0.3, 0.5, 0.6
"""Bounds of the kinds of slips; the rest are characters taken for others."""


def _edit_distance(first: str, second: str) -> int:
    """Characters to insert, delete or replace between two words."""
    costs = list(range(len(second) + 1))
    for row, one in enumerate(first, start=1):
        before, costs[0] = costs[0], row
        for column, other in enumerate(second, start=1):
            before, costs[column] = (
                costs[column],
                min(before + (one != other), costs[column] + 1, costs[column - 1] + 1),
            )
    return costs[-1]


_PAIRS = sorted((pair.split(" ") for pair in _SWAPS.split(",")), key=lambda pair: (ord(pair[0][0]), -len(pair[0])))
_FROM = np.frombuffer("".join(pair[0] for pair in _PAIRS).encode(), np.uint8)
_TO = np.frombuffer("".join(pair[1] for pair in _PAIRS).encode(), np.uint8)
_FROM_AT = np.cumsum([0, *(len(pair[0].encode()) for pair in _PAIRS)])
_TO_AT = np.cumsum([0, *(len(pair[1].encode()) for pair in _PAIRS)])
_FIRSTS = np.array([ord(pair[0][0]) for pair in _PAIRS])
_COST = np.array([_edit_distance(*pair) for pair in _PAIRS])
_GROUPS = {one: group for group in reversed(_ALIKE.split(" ")) for one in group}
_SLIPPING = np.array(sorted(map(ord, set(_GROUPS) - set(_KEPT))))
_OTHERS = ["".join(other for other in _GROUPS[chr(code)] if other not in {chr(code), *_KEPT}) for code in _SLIPPING]
_OTHER = np.frombuffer("".join(_OTHERS).encode(), np.uint8)
_OTHER_AT = np.cumsum([0, *(len(others.encode()) for others in _OTHERS)])
_KEPT_CODES = np.array(sorted({ord(one) for one in _KEPT}))


@kernel
def code_of(text: Bytes, at: int) -> int:
    """The code point of a character of three bytes."""
    return (int(text[at]) & 15) << 12 | (int(text[at + 1]) & 63) << 6 | (int(text[at + 2]) & 63)


@kernel
def find_code(codes: Int64s, code: int) -> int:
    """The first place of a code in a sorted list, or -1."""
    low, high = 0, len(codes)
    while low < high:
        middle = (low + high) // 2
        if codes[middle] < code:
            low = middle + 1
        else:
            high = middle
    return low if low < len(codes) and codes[low] == code else -1


@kernel
def is_digit(byte: int) -> bool:
    """A Latin digit or letter: both are parts of facts."""
    return 48 <= byte <= 57 or 65 <= byte <= 90 or 97 <= byte <= 122


@kernel
def draw_mask(paper: Paper, length: int, notes: Notes) -> None:
    """Set the mask of a fresh text from the facts noted in it."""
    text, mask = paper.text, paper.mask
    mask[:length] = FREE
    for place in range(notes.marks[SPANS]):
        mask[notes.spans[place, 0] : notes.spans[place, 1]] = FACT
    at, left = 0, 0
    while at < length:
        size = character_length(text, at)
        fact = mask[at] == FACT or (size == 1 and is_digit(text[at]))
        if fact:
            mask[at : at + size] = FACT
            left = 2  # characters after a fact: its unit, "前"
            back = at - 1
            while back > 0 and text[back] & 0xC0 == 0x80:
                back -= 1
            if back >= 0 and mask[back] == FREE:
                mask[back:at] = NEAR
        elif left or size != 3 or is_stop(text, at) or find_code(_KEPT_CODES, code_of(text, at)) >= 0:
            mask[at : at + size] = NEAR
            left = max(left - 1, 0)
        at += size


@kernel
def find_swap(text: Bytes, at: int, length: int) -> int:
    """The pair whose first half stands here, or -1."""
    code = code_of(text, at)
    pair = find_code(_FIRSTS, code)
    while 0 <= pair < len(_FIRSTS) and _FIRSTS[pair] == code:
        begin, size = _FROM_AT[pair], _FROM_AT[pair + 1] - _FROM_AT[pair]
        same = at + size <= length
        for index in range(size):
            same &= text[at + index] == _FROM[begin + index]
        if same:
            return pair
        pair += 1
    return -1


@kernel
def is_untouched(mask: Bytes, begin: int, size: int) -> bool:
    """Neither a fact nor altered before."""
    untouched = True
    for index in range(begin, begin + size):
        untouched &= mask[index] < FACT
    return untouched


@kernel
def altered_in(mask: Bytes, begin: int, end: int) -> int:
    """Characters altered between two bytes."""
    count = 0
    for index in range(begin, end):
        count += mask[index] // ALTERED
    return count


@kernel
def characters_in(text: Bytes, begin: int, end: int) -> int:
    """Characters between two bytes; an escape counts as one."""
    count, at = 0, begin
    while at < end:
        at += character_length(text, at)
        count += 1
    return count


@kernel
def put_marked(target: Paper, at: int, source: Bytes, span: tuple[int, int], mark: int) -> int:
    """Bytes ``span`` of ``source``, near a fact from now on: one hand slips once at a place; ``mark`` counts."""
    end = put(target.text, at, source, span[0], span[1])
    target.mask[at:end] = NEAR
    target.mask[at] += ALTERED * mark
    return end


@kernel
def slip(target: Paper, at: int, source: Paper, index: int, state: State) -> tuple[int, int]:
    """A slip at a character that is free: the places in ``target`` and ``source`` after it (as before: none)."""
    text, kind = source.text, share(state, FACTS)
    if kind < _DROPPED:
        end = put_marked(target, at, text, (index + 3, index + 6), 1)
        return end, index + 6
    if kind < _DOUBLED:
        end = put_marked(target, at, text, (index, index + 3), 1)
        return put_marked(target, end, text, (index, index + 3), 0), index + 3
    if kind < _TURNED and code_of(text, index) != code_of(text, index + 3):
        end = put_marked(target, at, text, (index + 3, index + 6), 2)
        return put_marked(target, end, text, (index, index + 3), 0), index + 6
    group = find_code(_SLIPPING, code_of(text, index))
    if group < 0 or _OTHER_AT[group] == _OTHER_AT[group + 1]:
        return at, index
    other = _OTHER_AT[group] + 3 * below(state, FACTS, (_OTHER_AT[group + 1] - _OTHER_AT[group]) // 3)
    return put_marked(target, at, _OTHER, (other, other + 3), 1), index + 3


@kernel
def put_edited(target: Paper, source: Paper, length: int, rate: float, state: State) -> int:
    """``source`` with about ``rate`` of its characters altered by one hand. Returns the length.

    A hand leans to its own mix of words and slips.
    """
    text, mask = source.text, source.mask
    lean = share(state, FACTS)
    word, stop, slips = _WORD_FACTOR * lean * rate, _STOP_FACTOR * lean * rate, _SLIP_FACTOR * (1.0 - lean) * rate
    left = int(MOST_ALTERED * characters_in(text, 0, length)) - altered_in(mask, 0, length)
    at, index = 0, 0
    while index < length:
        size = character_length(text, index)
        kind = mask[index] & 3
        if size == 3 and kind != FACT and left > 0:
            chance = share(state, FACTS)
            pair = find_swap(text, index, length) if chance < word else -1
            span = _FROM_AT[pair + 1] - _FROM_AT[pair] if pair >= 0 else 0
            if pair >= 0 and _COST[pair] <= left and is_untouched(mask, index, span):
                at = put_marked(target, at, _TO, (_TO_AT[pair], _TO_AT[pair + 1]), _COST[pair])
                index += span
                left -= _COST[pair]
                continue
            if chance < stop and is_stop(text, index):
                mark = stop_at(below(state, FACTS, 5))
                changed = int(code_of(mark, 0) != code_of(text, index))
                at, index = put_marked(target, at, mark, (0, 3), changed), index + 3
                left -= changed
                continue
            fits = kind == FREE and left > 1 and index + 6 <= length and mask[index] == FREE and mask[index + 3] == FREE
            if fits and chance < slips:
                end, after = slip(target, at, source, index, state)
                if after > index:
                    left -= altered_in(target.mask, at, end)
                    at, index = end, after
                    continue
        at = put_kept(target, at, source, index, index + size)
        index += size
    return at


@kernel
def put_kept(target: Paper, at: int, source: Paper, begin: int, end: int) -> int:
    """Bytes as they are, with their masks."""
    put(target.mask, at, source.mask, begin, end)
    return put(target.text, at, source.text, begin, end)
