import datetime as dt
import itertools

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.measure.relays.facts import layout
from jianfu.measure.relays.facts.days import UNKNOWN, day_meant, day_number, year_and_month
from jianfu.measure.relays.facts.facts import MOST_FACTS, read_all_facts, read_facts
from jianfu.measure.relays.facts.tables import fact_tables, fact_words
from jianfu.measure.relays.text.normalise import normalise

TABLES = fact_tables()
KINDS = {
    layout.MOMENT: "moment",
    layout.NUMBER: "number",
    layout.DIGITS: "digits",
    layout.PLACE: "place",
    layout.ADDRESS: "address",
    layout.DUTY: "duty",
    layout.REISSUE: "reissue",
}


def folded(*texts: str) -> tuple[np.ndarray, np.ndarray]:
    messages = normalise(pa.array(texts, pa.string()))
    return messages.codes, np.concatenate([[0], messages.ends])


def facts_of(text: str, tables=TABLES) -> list[int]:
    codes, starts = folded(text)
    return read_all_facts(codes, starts, tables).values.tolist()


def identities(text: str, kind: str | None = None, tables=TABLES) -> list[int]:
    return [fact >> 8 for fact in facts_of(text, tables) if kind in (None, KINDS[fact >> 60])]


def kinds(text: str) -> list[str]:
    return [KINDS[fact >> 60] for fact in facts_of(text)]


def day(year: int, month: int, date: int) -> int:
    return dt.date(year, month, date).toordinal() - dt.date(1970, 1, 1).toordinal()


def moment(text: str) -> int:
    [fact] = [fact for fact in facts_of(text) if fact >> 60 == layout.MOMENT]
    return fact >> 8 & (1 << 52) - 1


@pytest.mark.parametrize(
    "spellings",
    [
        ["请于下午3点前报", "请于15:00前报", "请于15时前报", "请于15点前报", "请于3点前报", "请于下午三点前报"],
        ["上午9点半开会", "上午9:30开会", "9时30分开会", "早上九点半开会", "09:30开会"],
        ["今晚8点开会", "今晚20:00开会", "今天晚上8时开会"],
        ["9月25日17点前报", "9月25号17:00前报", "九月二十五日下午5点前报", "9/25日17时前报", "9.25日17时前报"],
        ["2026年9月25日报", "2026-09-25报", "2026.9.25报", "2026/9/25报", "二〇二六年九月二十五日报"],
        ["2026年9月25日9点报", "2026-09-25 09:00报"],
        ["下周一9点", "下星期一9点", "下礼拜一9点"],
        ["25日报", "25号报"],
        ["共3次检查", "共三次检查"],
        ["共12户受灾", "共十二户受灾"],
        ["资金2.5万元下达", "资金25000元下达"],
        ["共120余户受灾", "共120户受灾"],
        ["两户受灾", "2户受灾"],
        ["一百二十户受灾", "120户受灾"],
        ["到岗请拍照上传", "到岗请发图片"],
    ],
)
def test_one_fact_has_one_value_however_it_is_spelt(spellings) -> None:
    assert len({tuple(identities(text)) for text in spellings}) == 1
    assert identities(spellings[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上午9点开会", "下午9点开会"),
        ("9月25日报", "9月26日报"),
        ("明天报", "后天报"),
        ("本周五报", "下周五报"),
        ("共3次", "第3次"),
        ("共12户", "共12人"),
        ("完成87.5%的任务", "完成87%的任务"),
        ("到上河村看", "到下河村看"),
        ("到石桥镇看", "到石桥村看"),
        ("报水利局汇总", "报教育局汇总"),
        ("电话0553-6252796", "电话0553-6252797"),
        ("尾号13812345678", "尾号13812345679"),
        ("请盖章上报", "请打卡上报"),
    ],
)
def test_other_facts_have_other_values(one, other) -> None:
    assert identities(one) != identities(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请于9月25日17:00前将表格报送县党政办，联系电话0553-6252796", ["moment", "duty", "place", "digits"]),
        ("定于周三上午9点在三楼会议室召开推进会", ["moment", "place"]),
        ("9:00-11:30到青石镇上河村、下河村走访12户", ["moment", "moment", "place", "place", "place", "number"]),
        ("以此份为准，之前发的作废", ["reissue"]),
        ("请以此版本为准", ["reissue"]),
        ("完成后拍照、截图、发定位，纸质版盖章", ["duty"] * 5),
        ("截至9月7日完成率仅45.4%，资金16.5万元", ["moment", "number", "number"]),
        ("各村、各社区、我镇、全县、驻村干部、农村和村民", []),
        ("要严格落实村报镇审，加强村委会建设，完成村集体经济任务，整改村", []),
        ("到实村看", ["place"]),
        ("干部群众有所不知，结局如何，督办到位", []),
        ("每周一次、一周三次", ["number", "number", "number"]),
        ("3日内、5天内完成", ["number", "number"]),
        ("有一点要求，三点意见，晚点再说，不晚于", []),
        ("2号楼和3号文件", ["number", "number"]),
        ("收到请扣1", []),
        ("A类5处", ["number"]),
        ("", []),
    ],
)
def test_a_text_tells_these_kinds_of_facts(text, expected) -> None:
    assert kinds(text) == expected


def test_a_fact_told_twice_counts_once_and_keeps_its_first_place() -> None:
    codes, starts = folded("请于9月25日17点前报送自查表，逾期不候，9月25日17:00前必须报")
    out, at = np.zeros(MOST_FACTS, np.uint64), np.zeros(MOST_FACTS, np.uint32)
    count = read_facts(codes, 0, len(codes), TABLES, out, at)
    assert [KINDS[int(fact) >> 60] for fact in out[:count]] == ["moment", "duty"]
    assert [int(place) for place in at[:count]] == [2, 11]
    assert int(out[0]) & layout.LONGEST == 8
    assert len(starts) == 2


def test_no_text_has_more_facts_than_there_is_room_for() -> None:
    text = "，".join(f"第{number}村有{number}户" for number in range(10, 90))
    assert len(facts_of(text)) == MOST_FACTS - 1


def test_a_known_name_is_read_where_it_has_no_suffix_and_as_its_suffix_would_be() -> None:
    tables = fact_tables(["老街桥头", "上河村"])
    assert identities("到老街桥头集合", "place") == []
    assert len(identities("到老街桥头集合", "place", tables)) == 1
    assert identities("重点上河村", "place", tables) == identities("看上河村", "place")


def test_the_region_in_front_of_a_known_name_is_a_fact_of_its_own() -> None:
    tables = fact_tables(
        ["清河县", "丰河县", "海曙区", "清河县柳林镇", "丰河县柳林镇", "海曙区教育局", "中心社区", "中心社区文化站"]
    )
    here, there = (identities(f"重点看{county}县柳林镇", "place", tables) for county in ["清河", "丰河"])
    assert len(here) == len(there) == 2
    assert here[1:] == there[1:] == identities("重点看柳林镇", "place", tables)
    assert here[0] != there[0]
    assert here[:1] == identities("在清河县开会", "place")
    assert identities("由海曙区教育局汇总", "place", tables)[1:] == identities("由教育局汇总", "place", tables)
    assert len(identities("由中心社区文化站汇总", "place", tables)) == 1


def test_every_word_of_the_file_tells_something_by_itself() -> None:
    words = fact_words()
    alone = [*words.relative, *words.both, *words.reissue, *itertools.chain(*words.duties.values())]
    assert [word for word in alone if len(kinds(f"请{word}。办理完毕后放入档案")) != 1] == []


@pytest.mark.parametrize(
    ("text", "sent", "meant"),
    [
        ("明天报", day(2026, 9, 24), day(2026, 9, 25)),
        ("昨晚报", day(2026, 9, 1), day(2026, 8, 31)),
        ("周五报", day(2026, 9, 24), day(2026, 9, 25)),
        ("周五报", day(2026, 9, 25), day(2026, 9, 25)),
        ("周五报", day(2026, 9, 26), day(2026, 10, 2)),
        ("本周一报", day(2026, 9, 24), day(2026, 9, 21)),
        ("下周一报", day(2026, 9, 24), day(2026, 9, 28)),
        ("上周三报", day(2026, 9, 24), day(2026, 9, 16)),
        ("25日报", day(2026, 9, 24), day(2026, 9, 25)),
        ("5日报", day(2026, 9, 28), day(2026, 10, 5)),
        ("5日报", day(2026, 12, 28), day(2027, 1, 5)),
        ("1月5日报", day(2026, 12, 28), day(2027, 1, 5)),
        ("12月28日报", day(2027, 1, 5), day(2026, 12, 28)),
        ("2027年1月5日报", day(2026, 12, 28), day(2027, 1, 5)),
        ("明天报", UNKNOWN, UNKNOWN),
        ("15:00报", day(2026, 9, 24), UNKNOWN),
    ],
)
def test_a_day_is_counted_from_the_day_of_sending(text, sent, meant) -> None:
    assert day_meant.py_func(moment(text), sent) == meant


@given(st.dates(min_value=dt.date(1970, 1, 1), max_value=dt.date(2126, 12, 31)))
def test_days_are_numbered_as_the_calendar_does(date) -> None:
    number = day(date.year, date.month, date.day)
    assert day_number.py_func(date.year, date.month, date.day) == number
    assert year_and_month.py_func(number) == (date.year, date.month)


SENTENCES = [
    "请于9月25日17:00前报送",
    "共走访12户、发放宣传单300份",
    "地点在三楼会议室",
    "重点看石桥镇上河村",
    "明天上午9点集合",
    "联系电话0553-6252796",
    "完成后拍照发群里",
    "资金2.5万元下达",
    "请大家务必重视起来",
]
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=5))
def test_full_width_spelling_tells_the_same_facts(sentences) -> None:
    text = "。".join(["通知如下各位同事请看", *sentences])
    assert facts_of(text) == facts_of(text.translate(WIDE))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=4), st.lists(st.sampled_from(SENTENCES), max_size=4))
def test_a_text_of_two_parts_tells_the_facts_of_both(one, other) -> None:
    first, second = "。".join(["一定要抓紧落实到位啊", *one]), "。".join(["另外还要再强调一件事", *other])
    assert set(identities(f"{first}。{second}")) >= set(identities(first)) | set(identities(second))


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet="年月日号时点分:./-~%0123456789一二三十百万亿周上下午晚明天村镇社区会议室第余多个户元abc", max_size=60
    )
)
def test_any_text_can_be_read_and_reads_the_same_by_itself_and_in_a_row(text) -> None:
    codes, starts = folded(text, "请于9月25日17点前报送", text)
    found = read_all_facts(codes, starts, TABLES)
    first = found.values[: found.starts[1]]
    assert (first == found.values[found.starts[2] :]).all()
    assert first.tolist() == facts_of(text)
    assert len({int(fact) >> 8 for fact in first}) == len(first)
    assert set(first.astype(np.uint64) >> np.uint64(60)) <= set(KINDS)
