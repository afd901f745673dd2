"""Appraisal documents (考核指标) of departments and townships: most items count work, some count likes and installs."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.registers.habit import Cell
from jianfu.simulate.registers.sheet import Register
from jianfu.simulate.registers.shelf import Shelf, office_batches, shelve
from jianfu.simulate.world import LEVELS, Label

LIKES, RATES = "appraisal-item-likes", "appraisal-item-rates"
KINDS = ("plain", "likes", "learning", "rates", "both", "ban", "lamp", "vote", "repealed", "to_come")
SHARES = (0.5, 0.08, 0.05, 0.08, 0.04, 0.08, 0.05, 0.05, 0.04, 0.03)
CLEAN = (0.7, 0, 0, 0, 0, 0.1, 0.1, 0.1, 0, 0)
TRUE_OF = {"likes": (LIKES,), "learning": (LIKES,), "rates": (RATES,), "both": (LIKES, RATES)}
ALIKE_OF = {
    "ban": (LIKES, RATES), "lamp": (RATES,), "vote": (LIKES,), "repealed": (LIKES,), "to_come": (RATES,),
}  # fmt: skip
PLAIN = (
    ("临时救助按时办结率", "每低一个百分点扣0.1分"), ("群众满意度", "低于90%的扣1分"),
    ("安全生产隐患整改率", "未整改的每处扣0.2分"),
    ("秸秆禁烧", "发现一处火点扣0.5分"), ("矛盾纠纷化解", "按化解率计分"), ("项目开工率", "每低5个百分点扣1分"),
    ("农村改厕质量", "抽查不合格的每户扣0.1分"), ("信访积案化解", "每化解一件加0.5分"), ("森林防火", "发生火情的扣2分"),
    ("防汛物资储备", "账实不符的扣0.5分"),
)  # fmt: skip
ITEMS: dict[str, tuple[tuple[tuple[str, str], ...], ...]] = {
    "likes": (
        (("政务公众号推文转发任务", "每人每月不少于10条，每少一条扣0.1分"),),
        (("最美乡村网络投票", "组织投票不力、票数排后三位的扣1分"),),
        (("县融媒体视频号点赞量", "按村排名计分"),),
    ),
    "learning": (
        (("学习强国人均积分", "低于全县平均分的扣0.5分"),),
        (("党员在线学习时长", "每季度不少于20小时"),),
    ),
    "rates": (
        (("“掌上办事”APP注册安装率", "达到常住人口60%得满分"),),
        (("数字乡村平台登录率", "日登录率低于80%的通报并扣1分"),),
        (("反诈类客户端下载任务", "每村不少于300人，未完成的扣2分"),),
    ),
    "both": ((("微信公众号点赞数", "不足100个的扣0.5分"), ("政务平台日活跃用户", "每低1个百分点扣0.1分")),),
    "ban": (
        (("整治指尖上的形式主义", "向基层下达APP安装率、点赞转发任务的，每发现一起扣2分"),),
        (("减轻基层负担", "不得把点赞、转发、投票、登录率、学习时长作为评价依据"),),
    ),
    "lamp": ((("独居老人烟感报警器安装率", "每少一户扣0.1分"),), (("充电桩安装数量", "完成任务得满分"),)),
    "vote": ((("村民代表会议表决投票率", "达到三分之二得满分"),), (("民主测评得票率", "按得票率计分"),)),
    "repealed": ((("公众号转发、点赞数", "每少一条扣0.1分"),),),
    "to_come": ((("政务APP激活率", "达到80%得满分"),),),
}  # fmt: skip
BATCHES = 4
Row = tuple[int, str, str, str, float, date, date | None]
"""Unit, document, indicator, standard, points, issued on, repealed on."""


def write_appraisals(shelf: Shelf) -> Iterator[Path | Label]:
    """The items of every department and township in a few files, then the truth about their units."""
    units = shelf.world.units
    offices = np.flatnonzero((units.people_to > units.people_from) & (units.level != LEVELS.index("village")))
    rng = stream(shelf.world.seed, "appraisals")
    kinds = [KINDS[kind] for kind in deal(rng, len(offices), CLEAN if shelf.world.clean else SHARES).tolist()]
    rows = [row for unit, kind in zip(offices.tolist(), kinds, strict=True) for row in _items(shelf, unit, kind, rng)]
    if not rows:
        return
    register = Register("appraisal_item", "年度考核指标", _columns(shelf, rows))
    unit = np.asarray([row[0] for row in rows], dtype=np.int32)
    yield from shelve(shelf, register, office_batches(shelf, unit, BATCHES), "考核", in_batches=True)
    codes = units.code.to_pylist()
    for office, kind in zip(offices.tolist(), kinds, strict=True):
        for rule in TRUE_OF.get(kind, ()):
            yield Label(rule, "unit", codes[office], True, "planted")
        for rule in ALIKE_OF.get(kind, ()):
            yield Label(rule, "unit", codes[office], False, kind)


def _items(shelf: Shelf, unit: int, kind: str, rng: Rng) -> list[Row]:
    """A document of a few items about work, with those of its kind among them."""
    as_of = shelf.world.as_of
    issued = as_of + timedelta(days=30) if kind == "to_come" else as_of - timedelta(days=int(rng.integers(30, 300)))
    ended = as_of - timedelta(days=int(rng.integers(0, 20))) if kind == "repealed" else None
    name = shelf.world.units.name[unit].as_py()
    document = f"{name}{issued.year}年度目标考核细则"
    chosen = [PLAIN[place] for place in sorted(rng.choice(len(PLAIN), 4, replace=False).tolist())]
    if kind in ITEMS:
        chosen += ITEMS[kind][int(rng.integers(0, len(ITEMS[kind])))]
    return [
        (unit, document, indicator, standard, float(rng.integers(1, 11)) / 2, issued, ended)
        for indicator, standard in chosen
    ]


def _columns(shelf: Shelf, rows: list[Row]) -> dict[str, list[Cell]]:
    names = shelf.world.units.name.to_pylist()
    return {
        "unit": [names[row[0]] for row in rows],
        "document": [row[1] for row in rows],
        "name": [row[2] for row in rows],
        "standard": [row[3] for row in rows],
        "points": [row[4] for row in rows],
        "issued_on": [row[5] for row in rows],
        "ended_on": [row[6] for row in rows],
    }
