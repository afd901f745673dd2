"""Clusters of near-equal replies: exactly those that comparing every two replies would give."""

import random
import time

import numpy as np
import pytest
from replies_by_hand import kinds_of, replies_of, town

from jianfu.measure.reply_mirror import mirror_replies
from jianfu.measure.reply_mirror.clusters import clusters_of

ANSWER = (
    "经核实，该路段地下管线已于上月完成迁改，施工单位绿野公司将在十月十五日前完成路面恢复，恢复后统一补划标线，"
    "期间安排专人看护并设置夜间警示灯，请您出行时注意避让，具体可联系项目部刘工。"
)
SHARED = (
    "八月二十九日凌晨，城东变电站线路故障，造成东门一带路灯全部熄灭，照明所当日抢修电缆两百米，九月一日晚路灯已全部恢复，"
    "老人摔伤可凭病历到照明所登记。"
)


def by_comparing_all(texts: list[str]) -> list[int]:
    """The first text of the cluster of each: every two texts compared, four fifths of the bigrams shared."""
    sets = [{text[at : at + 2] for at in range(len(text) - 1)} for text in texts]
    root = list(range(len(texts)))

    def find(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    for left in range(len(texts)):
        for right in range(left):
            same = texts[left] == texts[right]
            shared = 10 * len(sets[left] & sets[right]) >= 4 * (len(sets[left]) + len(sets[right]))
            if same or (shared and sets[left] and sets[right]):
                first, second = find(left), find(right)
                root[max(first, second)] = min(first, second)
    return [find(number) for number in range(len(texts))]


def found(texts: list[str]) -> list[int]:
    codes = np.array([ord(character) for text in texts for character in text], np.int32)
    starts = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    return [int(first) for first in clusters_of(starts, codes)[0]]


def edited(text: str, share: float, dice: random.Random) -> str:
    return "".join(dice.choice("一二三四五六七八九十") if dice.random() < share else character for character in text)


@pytest.mark.parametrize("seed", range(12))
def test_the_clusters_are_those_of_comparing_every_two_texts(seed: int) -> None:
    dice = random.Random(seed)
    alphabet = [chr(0x4E00 + code) for code in range(dice.choice([6, 40, 400]))]
    texts = []
    for _ in range(20):
        base = "".join(dice.choice(alphabet) for _ in range(dice.randint(0, 60)))
        texts += [edited(base, dice.random() * 0.1, dice) for _ in range(dice.randint(1, 12))]
    dice.shuffle(texts)
    assert found(texts) == by_comparing_all(texts)


def test_two_texts_exactly_four_fifths_alike_are_one_cluster_and_just_below_are_two() -> None:
    base = "".join(chr(0x4E00 + at) for at in range(11))
    exactly = base[:9] + "甲乙"
    assert len({base[at : at + 2] for at in range(10)} & {exactly[at : at + 2] for at in range(10)}) == 8
    below = base[:8] + "甲乙丙"
    assert found([base, exactly]) == [0, 0]
    assert found([base, below]) == [0, 1]


def test_ten_thousand_copies_of_one_text_are_not_compared_pair_by_pair() -> None:
    dice = random.Random(1)
    texts = [edited(ANSWER, 0.02, dice) for _ in range(10_000)]
    found(texts[:10])
    began = time.perf_counter()
    assert len(set(found(texts))) == 1
    assert time.perf_counter() - began < 60


def test_one_answer_under_different_questions_is_a_finding_for_each() -> None:
    dice = random.Random(2)
    asked = ["灯0", "水1", "学2", "车3", "狗4", "噪5"]
    replies = replies_of(*((number, f"您好！{edited(ANSWER, 0.02, dice)}感谢您的来信。") for number in asked))
    mirrored = mirror_replies(town(), replies)
    assert all("copied_reply" in kinds for kinds in mirrored["kinds"].to_pylist())
    assert len(set(mirrored["cluster_id"].to_pylist())) == 1
    assert mirrored["cluster_size"].to_pylist() == [6] * 6
    assert min(mirrored["alike_replies"].to_pylist()) >= 5


def test_one_answer_under_three_questions_is_a_cluster_but_no_finding_yet() -> None:
    mirrored = mirror_replies(town(), replies_of(*((number, ANSWER) for number in ("灯0", "水1", "学2"))))
    assert mirrored["cluster_size"].to_pylist() == [3] * 3
    assert not any("copied_reply" in kinds for kinds in mirrored["kinds"].to_pylist())


def test_one_answer_to_the_same_question_of_many_is_a_cluster_without_a_finding() -> None:
    others = [("水1", "水厂水泵已更换，供水恢复。"), ("车3", "三路车早高峰已加密到十五分钟一班。")]
    replies = replies_of(*((f"灯{number}", SHARED) for number in range(8)), *others)
    mirrored = mirror_replies(town(), replies)
    assert mirrored["cluster_size"].to_pylist()[:8] == [8] * 8
    assert mirrored["alike_replies"].to_pylist()[:8] == [0] * 8
    assert all(not kinds for kinds in mirrored["kinds"].to_pylist()[:8])


def test_short_honest_answers_may_be_the_same() -> None:
    replies = replies_of(
        *((f"灯{number}", "已于9月3日修好，感谢反映。") for number in range(4)), ("水1", "已恢复供水。")
    )
    assert not any(kinds_of(town(), replies))


def test_a_promise_to_answer_soon_may_be_the_same() -> None:
    promise = "正在调取八月以来的记录，六个工作日内再答复一次。"
    mirrored = mirror_replies(town(), replies_of(*((f"{topic}1", promise) for topic in "灯水学车狗噪")))
    assert not any("copied_reply" in kinds for kinds in mirrored["kinds"].to_pylist())


def test_copies_of_mere_forwarding_are_told_as_forwarding() -> None:
    replies = replies_of(*((f"{topic}1", "您反映的问题已转相关部门处理，请耐心等待。") for topic in "灯水学车狗噪"))
    assert kinds_of(town(), replies) == [{"forwarded"}] * 6
