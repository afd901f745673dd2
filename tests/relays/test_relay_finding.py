"""Texts brought together, compared and led to the text they were made from."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.measure.relays.find import trace
from jianfu.measure.relays.find.band import (
    Pairs,
)
from jianfu.measure.relays.find.cluster import Choices, choose, new_choices
from jianfu.measure.relays.find.judgement import SAME
from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.find.trace import Tracer
from jianfu.measure.relays.find.verify import Verified
from jianfu.measure.relays.text import texts as distinct_texts

NOTICE = (
    "为做好秋季森林防火工作，各村要组织护林员对辖区坟头、林缘和进山路口逐一排查，发现火情立即上报并先行处置，"
    "值班电话保持畅通，9月25日17:00前将排查台账报镇应急办，联系人小陈13800001234"
)
OTHER_NOTICE = (
    "近期多地发生溺水事故，请各学校通过主题班会、家访和一封信把防溺水要求讲到每名学生和家长，重点水域由河长落实警示牌、"
    "救生圈和巡查人员，10月12日前将落实情况书面报教育办"
)
WORDS_OF_TALK = [NOTICE[at : at + 7] for at in range(0, 90, 7)] + [OTHER_NOTICE[at : at + 5] for at in range(0, 90, 5)]


def traced(messages: Sequence[tuple[int, str]], threshold: float = 0.4, folder: Path | None = None) -> Clusters:
    """``messages``: minute and text."""
    texts = pa.array([text for _, text in messages], pa.string())
    moments = np.array([60_000_000 * minute for minute, _ in messages], np.int64)
    return Tracer(threshold, folder=folder).clusters([lambda: (texts, moments)])


def groups(messages: Sequence[tuple[int, str]], **options: object) -> set[frozenset[tuple[int, str]]]:
    """Clusters as sets of messages; those of one message left out."""
    found = traced(messages, **options)  # type: ignore[arg-type]
    members: dict[int, set[tuple[int, str]]] = {}
    for message, text in zip(messages, found.text.tolist(), strict=True):
        if text >= 0:
            members.setdefault(int(found.forest.root[text]), set()).add(message)
    return {frozenset(cluster) for cluster in members.values() if len(cluster) > 1}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (
            "9月22日进展：整改16处，播种2111亩，排查隐患33处，运转正常",
            "9月22日进展：整改33处，播种641亩，排查隐患33处，运转正常",
        ),
        (
            "青石镇宅基地审批情况汇报：完成率75%，调解纠纷4起，存在问题应急物资过期，填报人：郭秀燕",
            "青石镇宅基地审批情况汇报：完成率75%，调解纠纷4起，存在问题应急物资过期，填报人：罗建华",
        ),
        ("青石镇西河村和清河村交界那块地的纠纷，调成了", "青石镇李河村和西河村交界那块地的纠纷，调成了"),
    ],
)
def test_other_figures_names_or_places_make_another_report(earlier: str, later: str) -> None:
    assert groups([(0, earlier), (1, later)]) == set()


def slipped(text: str, places: int, seed: int) -> str:
    """The text with characters dropped, doubled or put for others, never a digit."""
    chance = random.Random(seed)
    letters = list(text)
    for place in chance.sample([at for at, letter in enumerate(letters) if not letter.isdigit()], places):
        letters[place] = chance.choice(["", letters[place] * 2, "的"])
    return "".join(letters)


@pytest.mark.parametrize(
    "copy",
    [
        NOTICE,
        "【转】" + NOTICE + "收到请回复",
        "刚才开会又强调了一遍，大家不要当儿戏，原文在下面："
        + NOTICE
        + "有问题的晚上八点前找我，不要等到明天再说没看到",
        NOTICE[:60],
        NOTICE[40:],
        slipped(NOTICE, 5, 1),
        slipped(NOTICE, 9, 2),
        OTHER_NOTICE[:30] + "这两件事一起办：" + NOTICE,
    ],
)
def test_a_copy_stands_with_its_source_however_it_was_passed_on(copy: str) -> None:
    assert groups([(0, NOTICE), (3, OTHER_NOTICE), (90, copy)]) == {frozenset({(0, NOTICE), (90, copy)})}


def test_notices_that_have_nothing_in_common_stand_apart() -> None:
    assert groups([(0, NOTICE), (5, OTHER_NOTICE)]) == set()


def test_a_digest_of_two_notices_does_not_tie_them_together() -> None:
    digest = "今天两件事：" + NOTICE + "；另外：" + OTHER_NOTICE
    found = groups(
        [(0, NOTICE), (1, OTHER_NOTICE), (60, digest), (70, "【转】" + NOTICE), (80, OTHER_NOTICE + "请知悉")]
    )
    assert not any({(0, NOTICE), (1, OTHER_NOTICE)} <= cluster for cluster in found)
    assert sum((60, digest) in cluster for cluster in found) == 1


def test_the_same_words_with_other_facts_are_another_notice() -> None:
    first = "请各村于9月8日上午9点到三楼会议室参加防汛工作例会，带上本周巡查记录"
    second = first.replace("9月8日上午9点", "9月15日下午3点")
    assert groups([(0, first), (10_080, second)]) == set()


def test_a_text_looks_only_at_what_was_sent_before_it() -> None:
    messages = [(0, NOTICE), (10, OTHER_NOTICE), (20, slipped(NOTICE, 4, 3)), (30, slipped(NOTICE, 6, 4))]
    before = traced(messages[:3])
    after = traced(messages)
    assert after.forest.parent[: len(before.forest.parent)].tolist() == before.forest.parent.tolist()
    assert all(
        after.first_at[parent] <= after.first_at[text] for text, parent in enumerate(after.forest.parent) if parent >= 0
    )


texts = st.lists(st.sampled_from(WORDS_OF_TALK), min_size=2, max_size=16).map("".join)
talk = st.lists(st.tuples(st.integers(0, 5_000), texts), min_size=2, max_size=40, unique=True)


@settings(max_examples=60)
@given(talk, st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(messages: list[tuple[int, str]], chance: random.Random) -> None:
    shuffled = messages.copy()
    chance.shuffle(shuffled)
    assert groups(shuffled) == groups(messages)


@settings(max_examples=30)
@given(talk)
def test_messages_that_come_twice_make_no_difference(messages: list[tuple[int, str]]) -> None:
    assert groups(messages + messages) == groups(messages)


@settings(max_examples=20)
@given(talk)
def test_texts_that_wait_on_disk_give_the_same(
    tmp_path_factory: pytest.TempPathFactory, messages: list[tuple[int, str]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distinct_texts, "SPILLED", 200)
        patch.setattr(trace, "PAIRS_AT_ONCE", 30)
        assert groups(messages, folder=tmp_path_factory.mktemp("texts")) == groups(messages)


def test_of_equal_parents_the_earlier_one_is_chosen_whatever_came_first() -> None:
    grams_of = np.array([50, 50, 50], np.int32)
    ranks = np.array([1, 0, 2], np.int32)

    def chosen(order: list[int]) -> Choices:
        choices = new_choices(3)
        pairs = Pairs(np.full(2, 2, np.uint32), np.array(order, np.uint32))
        choose(pairs, Verified(np.full(2, 45, np.int32), np.full(2, SAME, np.uint8)), grams_of, ranks, choices)
        return choices

    assert chosen([0, 1]).parent[2, :2].tolist() == chosen([1, 0]).parent[2, :2].tolist() == [1, 0]
