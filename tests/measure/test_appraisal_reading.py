"""What an item of an appraisal document counts, by indicator and standard as such documents word them."""

import pytest
from worlds import measure

from jianfu.measure.appraisal_reading import counted_in

INSTALLS, LIKES, LEARNING = "install_rate", "likes_appraised", "learning_appraised"


@pytest.mark.parametrize(
    ("name", "standard", "kinds"),
    [
        ("政务APP安装率", "达到95%得满分，每低1个百分点扣0.1分", {INSTALLS}),
        ("“掌上办”客户端下载量", "按各镇下载量排名计分", {INSTALLS}),
        ("民政通系统日均登录次数", "", {INSTALLS}),
        ("数字乡村平台活跃度", "月活低于60%的不得分", {INSTALLS}),
        ("信息化工作", "推广注册“某县通”APP，每村不少于200人", {INSTALLS}),
        ("医保电子凭证激活率", "每低一个百分点扣0.5分", {INSTALLS}),
        ("平台使用率", "", {INSTALLS}),
        ("微信公众号点赞数", "每少一个扣0.01分", {LIKES}),
        ("宣传工作", "转发“某县发布”推文，每人每周不少于3篇", {LIKES}),
        ("网络投票", "组织干部群众参加最美乡村网络投票", {LIKES}),
        ("政务新媒体粉丝量", "", {LIKES}),
        ("评论、转发任务", "未完成的扣1分", {LIKES}),
        ("学习强国日均积分", "低于30分的，每人扣0.2分", {LEARNING}),
        ("干部教育", "网络学习时长不少于50小时", {LEARNING}),
        ("在线学习", "学时排名后三位的扣分", {LEARNING}),
        ("宣传工作", "点赞量占2分；学习强国参与率占3分", {LIKES, LEARNING}),
        ("下达的APP安装任务", "未完成的扣2分", {INSTALLS}),
    ],
)
def test_what_is_counted_is_told_by_kind(name: str, standard: str, kinds: set[str]) -> None:
    assert {kind for kind, _ in counted_in(name, standard)} == kinds


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("整治指尖上的形式主义", "向基层下达APP安装率、点赞转发任务的，每发现一起扣1分"),
        ("减轻基层负担", "不得把点赞、转发、投票、学习时长作为评价依据，违反的扣2分"),
        ("减轻基层负担", "变相要求登录打卡、通报安装率的，发现一起扣1分"),
        ("烟感报警器安装率", "每低1个百分点扣0.1分"),
        ("充电桩安装数量", "每少一台扣0.1分"),
        ("村委会换届选举投票率", "达到90%得满分"),
        ("民主测评得票率", "按得票率计分"),
        ("全民阅读活动", "农家书屋图书借阅量，阅读量每少10%扣0.1分"),
        ("网民留言办理率", "按时办理得满分"),
        ("文明积分", "积分超市运行情况，日均积分兑换"),
        ("上级文件", "转发文件及时"),
        ("企业服务", "新登记注册企业数"),
        ("临时救助按时办结率", "每低一个百分点扣0.1分"),
        ("重点人群关注情况", "重点关注对象走访"),
        ("市场活跃度", ""),
        ("", ""),
    ],
)
def test_bans_formal_votes_lamps_and_books_are_let_be(name: str, standard: str) -> None:
    assert counted_in(name, standard) == ()


def test_width_case_and_spaces_make_no_difference() -> None:
    assert counted_in("ＡＰＰ 安 装 率", "") == counted_in("app安装率", "") == ((INSTALLS, "app安装率"),)


def test_every_item_has_its_own_rows_with_the_words(tmp_path) -> None:
    items = [
        {"appraisal_item_id": "b", "unit_id": "t", "name": "宣传", "standard": "点赞量、学习时长。", "points": 3.0},
        {"appraisal_item_id": "a", "unit_id": "t", "name": "APP安装率"},
        {"appraisal_item_id": "c", "unit_id": "t", "name": "按时办结率"},
        {"appraisal_item_id": "d", "unit_id": "t"},
    ]
    rows = measure(tmp_path, {"appraisal_item": items})["appraisal_reading"]
    assert [tuple(row.values()) for row in rows] == [
        ("a", "t", INSTALLS, "app安装率"),
        ("b", "t", LEARNING, "点赞量、学习时长"),
        ("b", "t", LIKES, "点赞量、学习时长"),
    ]
