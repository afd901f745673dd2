from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_files import clock

from jianfu.sources.cells import (
    UnreadableCellError,
    read_date,
    read_flag,
    read_integer,
    read_long_text,
    read_moment,
    read_number,
    read_period,
    read_share,
    read_text,
    reader_of,
)
from jianfu.tables import TABLES

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "cell",
    [
        "2026年3月1日", "2026.3.1", "2026/3/1", "2026-03-01", "20260301", "2026年３月１日", "２０２６．３．１", 46082, 46082.0, "46082",
        20260301, "2026年3月", "2026.03", "2026-3-1 ", "2026年3月1号", "2026年3月1日（星期日）", "26年3月1日", clock(2026, 3, 1),
        date(2026, 3, 1), "2026-03-01T00:00:00+08:00", "2026 年 3 月 1 日", "2026\\3\\1",
    ],
)  # fmt: skip
def test_every_way_to_write_a_day_is_understood(cell) -> None:
    assert read_date(cell, zone=ZONE) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026/3/1 9:05:03", clock(2026, 3, 1, 9, 5, 3)),
        ("2026年3月1日9时05分", clock(2026, 3, 1, 9, 5)),
        ("2026-3-1 下午3:05", clock(2026, 3, 1, 15, 5)),
        ("2026-03-01T01:05:03Z", clock(2026, 3, 1, 9, 5, 3)),
        ("20260301090503", clock(2026, 3, 1, 9, 5, 3)),
        (46082.5, clock(2026, 3, 1, 12)),
        ("2026-03-01 09:05:03.250", clock(2026, 3, 1, 9, 5, 3)),
    ],
)
def test_a_moment_keeps_its_clock_time(cell, moment) -> None:
    assert read_moment(cell, zone=ZONE) == moment


@pytest.mark.parametrize("cell", ["", "无", "—", "/", "长期", "至今", "  "])
def test_a_blank_or_open_ended_date_is_null(cell) -> None:
    assert read_date(cell, zone=ZONE) is None


@pytest.mark.parametrize(
    "cell", ["昨天", "2026/13/1", "2026年2月30日", "2026", "2026年", 12.5, True, "3/1/2026", "2026.3.123", "1899-01-01"]
)
def test_what_is_no_date_is_refused(cell) -> None:
    with pytest.raises(UnreadableCellError):
        read_date(cell, zone=ZONE)


@given(st.dates(date(1949, 1, 1), date(2100, 12, 31)), st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0.year}.{0.month}.{0.day}", "{0.year}/{0.month:02}/{0.day:02}", "{0}"]))  # fmt: skip
def test_a_day_survives_any_of_the_usual_spellings(day, spelling) -> None:
    assert read_date(spelling.format(day), zone=ZONE) == day


@pytest.mark.parametrize(
    ("cell", "number"),
    [("１２人", 12), ("3万", 30_000), ("1.2万元", 12_000), ("1,200", 1200), ("约50人", 50), ("100余人", 100), (12.0, 12), ("—", None), ("30min", 30), ("12次/天", 12)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(cell, number) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize("cell", ["20-30", "5%", "十几", "12abcdefghijk", True])
def test_what_is_no_number_is_refused(cell) -> None:
    with pytest.raises(UnreadableCellError):
        read_number(cell)


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("60%", 0.6),
        ("60％", 0.6),
        ("0.6", 0.6),
        (0.6, 0.6),
        (60, 0.6),
        ("60", 0.6),
        (1, 1.0),
        ("1%", 0.01),
        ("—", None),
    ],
)
def test_a_share_is_read_with_or_without_its_percent_sign(cell, share) -> None:
    assert read_share(cell) == share


def test_a_broken_number_is_not_rounded_to_a_whole_one() -> None:
    assert read_integer(12.0) == 12
    with pytest.raises(UnreadableCellError):
        read_integer("12.5")


@pytest.mark.parametrize("cell", ["是", "√", "有", "Y", "yes", "1", 1, 1.0, True, "已备案", "是 "])
def test_yes_is_understood(cell) -> None:
    assert read_flag(cell) is True


@pytest.mark.parametrize("cell", ["否", "×", "无", "N", "no", "0", 0, False, "未备案", "没有"])
def test_no_is_understood(cell) -> None:
    assert read_flag(cell) is False


def test_a_flag_that_says_neither_is_refused() -> None:
    assert read_flag("/") is None
    with pytest.raises(UnreadableCellError):
        read_flag("张三")


def test_text_loses_line_breaks_tags_and_control_characters() -> None:
    assert read_text(" 防汛\n工作群\t") == "防汛 工作群"
    assert read_text("<p>防汛&nbsp;工作群</p>") == "防汛 工作群"
    assert read_text("a_x000D_b\x07") == "ab"
    assert read_text(360114.0) == "360114"
    assert read_long_text("\n\t\t 第一段<br/>第二段 \n\n") == "第一段\n第二段"


def test_an_undecodable_or_endless_cell_is_refused() -> None:
    for cell in ("防\ufffd汛", "长" * 100_001):
        with pytest.raises(UnreadableCellError):
            read_text(cell)


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2026.3.1-2026.9.30", (date(2026, 3, 1), date(2026, 9, 30))),
        ("2026年3月1日至9月30日", (date(2026, 3, 1), date(2026, 9, 30))),
        ("2026-03-01～2026-09-30", (date(2026, 3, 1), date(2026, 9, 30))),
        ("2026年3月1日至今", (date(2026, 3, 1), None)),
        ("长期", None),
    ],
)
def test_a_period_gives_its_first_and_last_day(cell, period) -> None:
    assert read_period(cell, zone=ZONE) == period


@pytest.mark.parametrize(
    ("table", "column", "cell", "value"),
    [
        ("work_group", "platform", "企业微信群", "wecom"),
        ("work_group", "platform", "飞鸽", "other"),
        ("work_group", "type", "临时性工作群", "temporary"),
        ("work_group", "state", "已注销", "dissolved"),
        ("account", "state", "已注销", "closed"),
        ("letter", "state", "未办结", "open"),
        ("person", "post", "镇党委副书记", "leader"),
        ("person", "post", "村支部书记", "village_cadre"),
        ("person", "post", "专职网格员", "grid_worker"),
        ("unit", "level", "村（社区）", "village"),
        ("form", "frequency", "每季度", "quarterly"),
        ("exemption", "reason", "防汛抢险", "emergency"),
    ],
)
def test_values_are_known_by_their_synonyms(table, column, cell, value) -> None:
    assert reader_of(table, TABLES[table].column(column), ZONE)(cell) == value


def test_a_question_about_the_end_is_answered_the_other_way_round() -> None:
    column = TABLES["work_group"].column("state")
    assert reader_of("work_group", column, ZONE, heading="是否解散")("是") == "dissolved"
    assert reader_of("work_group", column, ZONE, heading="是否在用")("是") == "active"


def test_a_value_no_list_knows_is_refused() -> None:
    with pytest.raises(UnreadableCellError):
        reader_of("work_group", TABLES["work_group"].column("type"), ZONE)("甲")
