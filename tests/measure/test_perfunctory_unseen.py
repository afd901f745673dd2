"""Wording and kinds of fault the model never saw: made-up letters it was not trained on, and replies written by hand."""

import numpy as np
import pyarrow as pa
import pytest

from jianfu.measure.perfunctory.desk import check_draft
from jianfu.measure.perfunctory.error import error_of
from jianfu.measure.perfunctory.model import shipped_model
from jianfu.measure.perfunctory.training import group_of, train
from jianfu.measure.reply_mirror import mirror_replies
from jianfu.simulate.county import make_world
from jianfu.simulate.letters.mailbag import write_mailbag
from jianfu.tables.letter import LETTER
from jianfu.tables.reply import REPLY

LEFT_OUT = ("template", "automatic", "copied_letter")
LETTER_BY_HAND = (
    "我住在柳溪里6号楼，楼顶的水箱从上月10号开始漏水，三单元的墙都湿透了，电表箱也在滴水，很怕出事。"
    "给物业打了四次电话没有人来。请问谁来管，什么时候能修好？"
)
PERFUNCTORY = (
    "来信收悉，感谢您的关注。",
    "您好，已阅。",
    "已批转责任单位阅处，请耐心等待。",
    "您反映的事项我们已经登记在册，后续有进展会及时与您联系，感谢理解。",
    "您好！我们高度重视您提出的宝贵意见，将进一步加强管理、压实责任、举一反三，努力提升群众满意度。",
    "【系统消息】您的留言已提交成功，请勿直接回复。",
    f"您好，您来信说：{LETTER_BY_HAND}",
    "这点小事也写信，自己想办法。",
    "近年来我县大力发展旅游产业，去年接待游客三百万人次，实现综合收入十二亿元，发展势头良好。",
)
ANSWERED = (
    "已换水箱阀门，11月3日不再漏水。",
    "您好，11月2日房管所李师傅到柳溪里6号楼查看，水箱浮球阀坏了，当天换新，三单元墙面待干透后于11月20日前重新粉刷。",
    "经查，水箱属于业主共有部分，须动用维修资金；业委会11月5日开会表决，通过后七日内开工，结果贴在单元门口。",
    "水箱不归街道管，归柳溪供水站，电话0000-2233445；我们已联系到站长，他今天下午去看，电表箱先由供电所断电处理。",
    "柳溪里6号楼水箱漏水属实，更换需四千二百元，物业同意先垫付，11月6日动工，两天修完。有问题请打物业经理电话0000-8877665。",
    "您好，6号楼三单元的漏水已经请防水队查过，是水箱底部锈穿，不能补只能换，新水箱11月8日到货，其间由消防栓临时供水。",
)


def mirrored(seed: int, most: int) -> tuple[pa.Table, list[tuple[str, ...]], list[str]]:
    bag = write_mailbag(make_world("hamlet", seed), most=most)
    letters = [{"letter_id": one.number, "title": one.title, "text": one.text} for one in bag.letters]
    given = [(one.number, answer) for one in bag.letters for answer in one.answers]
    replies = REPLY.arrow([{"letter_id": number, "replied_at": one.at, "text": one.text} for number, one in given])
    found = mirror_replies(LETTER.arrow(letters), replies)
    return found, [one.truth.kinds for _, one in given], [group_of(one.text) for _, one in given]


@pytest.fixture(scope="module")
def learnt():
    return mirrored(21, 700)


@pytest.fixture(scope="module")
def unseen():
    return mirrored(22, 700)


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_kind_of_fault_it_never_saw_is_told_all_the_same(learnt, unseen, kind) -> None:
    table, kinds, groups = learnt
    kept = [row for row, found in enumerate(kinds) if kind not in found]
    model = train(table.take(pa.array(kept)), [bool(kinds[row]) for row in kept], [groups[row] for row in kept], "x")
    table, kinds, _ = unseen
    chances = model.probabilities(table)
    of_kind = np.array([kind in found for found in kinds])
    honest = np.array([not found for found in kinds])
    assert np.median(chances[of_kind]) > 0.7
    assert chances[honest].mean() < 0.12


def test_the_model_that_is_shipped_tells_letters_of_another_county_and_is_calibrated_there(unseen) -> None:
    table, kinds, _ = unseen
    error = error_of(shipped_model().probabilities(table), np.array([bool(found) for found in kinds]))
    assert error.auc > 0.93
    assert error.brier < error.brier_base / 2
    assert error.calibration < 0.06


def test_replies_written_by_hand_are_told_apart() -> None:
    bad = [check_draft(LETTER_BY_HAND, reply).probability for reply in PERFUNCTORY]
    good = [check_draft(LETTER_BY_HAND, reply).probability for reply in ANSWERED]
    assert np.mean([(one > other) for one in bad for other in good]) > 0.9
    assert sum(chance >= 0.5 for chance in bad) >= len(bad) - 2
    assert sum(chance < 0.5 for chance in good) >= len(good) - 1


def test_the_file_that_is_shipped_states_what_it_saw_and_how_wrong_it_is() -> None:
    model = shipped_model()
    assert model.trained_on.words
    assert model.trained_on.replies > model.trained_on.perfunctory > 20
    assert sum(one.replies for one in model.error.reliability) == model.trained_on.replies
    assert model.error.brier < model.error.brier_base
