import re
from datetime import datetime

import pyarrow as pa
import pytest
from worlds import at, measure, message

from jianfu import read_demands
from jianfu.measure.hearsay import BEGINS, TOLD_OF
from jianfu.measure.wording import find_wording

SENT = datetime.fromisoformat("2026-09-16T09:20")
ASKED = ("asks_reply", "asks_photo", "asks_screenshot", "asks_location")
PRACTICES = (
    "收到请回复",
    "在群里回复收到",
    "收到后扣1",
    "拍照发到群里",
    "上传现场照片",
    "发水印照片留痕",
    "转发后截图发群",
    "把页面截图发到群里",
    "发定位到群里",
    "在群里共享实时位置",
    "当天反馈数据",
    "今天下班前报送统计表",
    "10分钟内回复",
    "立即回复",
    "把点赞转发数纳入考核",
    "按点赞量排名",
    "将学习积分纳入年度考核",
    "通报安装率",
    "每户下载安装一表通",
    "必须转发朋友圈",
    "通报未及时回复的同志",
    "24小时在线",
)
ROUNDS = ("全员接龙", "收到请接龙", "必须接龙")
TOLD = (
    "严禁要求基层{}。",
    "不得要求群众{}。",
    "任何单位不得要求村干部{}，违者追责。",
    "禁止以任何理由让各村{}。",
    "今后不再要求各村{}。",
    "县里取消了“{}”的做法。",
    "整治“{}”等形式主义问题，各镇对照检查。",
    "停止“{}”，给基层减负。",
    "请各单位坚决杜绝{}等做法。",
    "坚决防止{}这类问题反弹。",
    "不得强制群众{}，一经发现严肃处理。",
    "《若干规定》明确：不准要求基层{}。",
    "负面清单：1.要求{}；2.多头派单。",
    "请问现在还要{}吗？",
    "各村对照检查有没有要求{}的情况。",
    "有村干部问：是不是要{}？答复：不需要。",
    "以前总要求大家{}，现在不用了。",
    "去年有的单位要求{}，已被上级通报。",
    "群众反映个别部门要求{}，我们正在核实。",
    "据报道，有地方要求干部{}，网友议论很多。",
    "通报某县典型问题：要求网格员{}。",
    "领导说了，谁再让村里{}就问谁的责。",
    "表扬新民镇不再要求各村{}。",
    "请各村不要{}。",
    "大家不用{}。",
)


def demanded(text: str) -> list[str]:
    rows = read_demands([text], [SENT]).to_pylist()
    row = rows[0] if rows else {}
    found = [name for name in ASKED if row.get(name)]
    found += ["answer_minutes"] if row.get("answer_minutes") is not None else []
    found += ["due_at"] if row.get("asks_data") and row["due_at"] else []
    return found + [str(kind) for kind in find_wording(pa.array([text]))["kind"].to_pylist()]


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_practice_is_demanded_where_it_is_said_plainly(practice: str) -> None:
    assert demanded(f"请各村{practice}。")


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_practice_that_is_banned_asked_about_reported_or_past_is_not_demanded(practice: str) -> None:
    assert {text: demanded(text) for text in (frame.format(practice) for frame in TOLD) if demanded(text)} == {}


@pytest.mark.parametrize(
    "text",
    [
        "不得要求群众点赞转发，各村今天下班前报送自查表。",
        "严禁弄虚作假，请各村今天下班前报送统计表。",
        "以前没报的，今天下班前报送统计表。",
        "没有完成的要求今天下班前报送统计表。",
        "河道清理今天下班前报送统计表，各村抓紧。",
        "环境整治要求各村今天下班前报送统计表。",
        "针对群众反映的问题，要求各村今天下班前报送清单。",
        "请各村今天下班前报送是否需要补种的清单。",
    ],
)
def test_what_stands_beside_hearsay_is_demanded_still(text: str) -> None:
    assert demanded(text) == ["due_at"]


def test_rounds_that_are_only_told_of_are_not_demanded(tmp_path) -> None:
    told = [frame.format(words) for frame in TOLD for words in ROUNDS]
    plain = [f"请各村{words}。" for words in ROUNDS] + ["不得要求群众点赞，但各村今天必须接龙。"]
    sent = [
        message("g", at(7, 9, number // 60, number % 60), "p0", text) for number, text in enumerate([*told, *plain])
    ]
    tables = {
        "unit": [{"unit_id": "c1", "level": "county"}],
        "person": [{"person_id": "p0", "unit_id": "c1", "post": "staff", "state": "active"}],
        "membership": [{"group_id": "g", "person_id": "p0"}],
        "work_group": [{"group_id": "g", "unit_id": "c1"}],
        "message": sent,
    }
    found = {row["message_id"] for row in measure(tmp_path, tables)["demand"] if row["asks_round"]}
    assert found == {row["message_id"] for row in sent[len(told) :]}


def test_hearsay_begins_with_one_of_the_letters_that_are_looked_for() -> None:
    """The quick look at the first letter turns none away."""
    text = "\n".join(told.format(practice) for told in TOLD for practice in PRACTICES)
    spans = [found.span() for found in re.finditer(TOLD_OF, text)]
    assert len(spans) >= len(TOLD)
    assert spans == [found.span() for found in re.finditer(f"(?={BEGINS}){TOLD_OF}", text)]
