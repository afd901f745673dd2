"""From texts to trees of messages: who can have had a notice from whom."""

import random
from datetime import date, datetime, time, timedelta

import numpy as np
import pyarrow as pa
import pytest
from copied_messages import talks
from hypothesis import given, settings
from hypothesis import strategies as st

import jianfu
from jianfu.base.errors import UserProblem
from jianfu.measure.relays.tree.cascade import NONE, OFFERS, _keep_last

NOTICE = "请各村于9月12日17时前将独居老人用火用电安全隐患排查台账报镇应急管理办公室王静处，逾期通报"
OTHER = "县卫健局通知：9月15日起为六十五岁以上老人免费体检，请各社区逐户告知，带好身份证到镇卫生院登记"
TOMORROW = "请各组长明天上午9点到村委会三楼会议室开会，研究秋收和防火工作，不得请假"
BEGIN = datetime.combine(date(2026, 9, 7), time(9))


def sent(message_id: str, minutes: float, sender: str | None, group: str | None, text: str) -> dict[str, object]:
    moment = BEGIN + timedelta(minutes=minutes)
    return {"message_id": message_id, "sent_at": moment, "sender_id": sender, "group_id": group, "text": text}


def traced(*rows: dict[str, object]) -> dict[str, dict[str, object]]:
    table = jianfu.trace_relays(pa.Table.from_pylist(list(rows))).table
    return {row["message_id"]: row for row in table.to_pylist()}


def parents(*rows: dict[str, object]) -> dict[str, object]:
    return {name: row["parent_id"] for name, row in traced(*rows).items()}


def test_a_copy_comes_from_a_group_its_sender_belongs_to_not_from_the_latest() -> None:
    rows = (
        sent("a", 0, "county", "g1", NOTICE),
        sent("b", 10, "town", "g2", NOTICE),
        sent("said", 12, "village", "g1", "收到"),
        sent("c", 20, "village", "g3", NOTICE),
    )
    assert parents(*rows)["c"] == "a"


def test_without_senders_a_copy_comes_from_the_latest_with_its_text() -> None:
    rows = [sent(name, minutes, None, None, NOTICE) for name, minutes in (("a", 0), ("b", 10), ("c", 20))]
    assert parents(*rows) == {"a": None, "b": "a", "c": "b"}


def test_who_posts_in_several_groups_is_one_hand() -> None:
    rows = [sent(f"m{n}", n, "county", f"g{n}", NOTICE) for n in range(4)]
    found = jianfu.trace_relays(pa.Table.from_pylist(rows))
    assert {row["parent_id"] for row in found.table.to_pylist()} == {None, "m0"}
    assert found.clusters["depth"].to_pylist() == [0]


def test_of_two_at_the_same_moment_the_lower_id_is_the_first() -> None:
    assert parents(sent("b", 0, None, None, NOTICE), sent("a", 0, None, None, NOTICE)) == {"a": None, "b": "a"}


TEXTS = st.lists(st.integers(0, 4), min_size=1, max_size=12)


@given(TEXTS.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(range(len(texts))))))
def test_the_last_messages_with_other_texts_are_offered_whatever_group_is_looked_at_first(seen) -> None:
    texts, order = seen
    offers, text = np.full(OFFERS, NONE, np.int32), np.array(texts, np.int32)
    for message in order:
        _keep_last(offers, text, message)
    last = sorted((max(at for at, other in enumerate(texts) if other == one) for one in set(texts)), reverse=True)
    assert offers[2:-1].tolist() == (last + [NONE] * OFFERS)[: OFFERS - 3]


@pytest.mark.parametrize(("seconds", "first"), [(4, "source"), (6, "copy")])
def test_a_marked_copy_may_be_some_seconds_ahead_of_its_source(seconds, first) -> None:
    rows = (sent("copy", 0, "v", "g2", "【转】" + NOTICE), sent("source", seconds / 60, "c", "g1", NOTICE))
    found = traced(*rows)
    assert {row["cluster_id"] for row in found.values()} == {first}
    assert found[first]["parent_id"] is None


def test_a_digest_does_not_tie_two_notices_together() -> None:
    digest = f"今日通知汇总：一、{NOTICE}；二、{OTHER}"
    found = traced(
        sent("a", 0, "c", "g1", NOTICE),
        sent("a2", 5, "t", "g2", NOTICE),
        sent("b", 10, "c", "g1", OTHER),
        sent("b2", 15, "t", "g2", OTHER),
        sent("digest", 60, "t", "g3", digest),
    )
    assert found["a2"]["cluster_id"] != found["b2"]["cluster_id"]


@pytest.mark.parametrize(("days", "clusters"), [(1, 1), (7, 2)])
def test_the_same_words_about_tomorrow_a_week_later_are_another_notice(days, clusters) -> None:
    later = days * 1440
    found = traced(
        sent("a", 0, "c", "g1", TOMORROW),
        sent("b", 5, "t", "g2", TOMORROW),
        sent("c", later, "c", "g1", TOMORROW),
        sent("d", later + 5, "t", "g2", TOMORROW),
    )
    assert len({row["cluster_id"] for row in found.values()}) == clusters


def test_the_next_report_in_the_same_group_is_no_copy() -> None:
    report = "青石镇森林防火巡查情况汇报：今日出动{}人次，发放宣传单300份，劝返上山群众，各卡点值守正常，无异常情况"
    rows = (sent("a", 0, "t", "g1", report.format(126)), sent("b", 60, "t", "g1", report.format(164)))
    assert traced(*rows) == {}


DEMAND = "请各村清点防汛物资，编织袋不少于{}个，铁锹逐把登记，救生衣查看是否破损，并于9月25日{}时前报送镇应急办，不得迟报漏报"


@pytest.mark.parametrize(
    ("minutes", "sacks", "hour", "is_copy"),
    [(30, 500, 17, True), (31, 500, 17, False), (120, 300, 16, True), (120, 300, 18, False)],
)
def test_in_one_group_a_demand_is_the_same_when_changed_at_once_or_asked_for_sooner(
    minutes, sacks, hour, is_copy
) -> None:
    rows = (sent("a", 0, "t", "g1", DEMAND.format(300, 17)), sent("b", minutes, "u", "g1", DEMAND.format(sacks, hour)))
    assert ("b" in traced(*rows)) == is_copy


def test_in_another_group_a_demand_for_more_is_a_copy_at_any_time() -> None:
    rows = (sent("a", 0, "t", "g1", DEMAND.format(300, 17)), sent("b", 120, "u", "g2", DEMAND.format(500, 17)))
    assert traced(*rows)["b"]["relation"] == "changed"


def test_acknowledgements_and_small_talk_are_no_copies() -> None:
    words = ("收到，马上落实", "好的好的", "为担当作为的干部点赞！")
    assert traced(*(sent(f"{n}-{at}", n, "p", f"g{n}", words[n]) for n in range(3) for at in range(3))) == {}


def test_a_message_that_came_twice_counts_once() -> None:
    rows = (sent("a", 0, "c", "g1", NOTICE), sent("b", 5, "t", "g2", NOTICE))
    assert traced(*rows, *rows) == traced(*rows)
    assert traced(rows[0], rows[0]) == {}


def test_without_moments_the_rows_are_in_order_of_time() -> None:
    table = pa.table({"message_id": ["z", "a"], "text": [NOTICE, NOTICE]})
    found = jianfu.trace_relays(table)
    assert found.table.to_pylist()[0]["parent_id"] == "z"
    assert found.summary["copies"] == 1


def test_what_changed_is_told_with_both_values() -> None:
    notice = NOTICE + "。涉及8个村126户，联系电话3327766，每户须有签字"
    changed = notice.replace("12日17时", "12日12时")
    found = traced(sent("a", 0, "c", "g1", notice), sent("b", 30, "t", "g2", changed))
    assert found["b"]["relation"] == "changed"
    assert '"way": "earlier"' in found["b"]["changed"].replace('":"', '": "')


def test_another_day_in_a_remark_behind_a_quotation_changes_nothing_in_it() -> None:
    notice = (
        "关于背街小巷改造，县医疗保障局近期抽查发现，新民镇沙坝村、马鞍乡龙河村等地灌区渠道清淤存在宣传不到位等问题共43处。"
        "请各企业对照自查"
    )
    quotation = f"「周春梅：{notice}……」\n- - - - - \n还有5个没交的今天补上"
    first = sent("a", 0, "c", "g1", f"{notice}，9月9日13:00前整改到位。")
    found = traced(first, sent("b", 60, "t", "g2", quotation))["b"]
    assert (found["relation"], found["changed"]) == ("quoted", None)


@settings(max_examples=25, deadline=None)
@given(talks(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table: pa.Table, chance: random.Random) -> None:
    order = list(range(table.num_rows))
    chance.shuffle(order)
    assert jianfu.trace_relays(table.take(order)).table.equals(jianfu.trace_relays(table).table)


@settings(max_examples=25, deadline=None)
@given(talks())
def test_every_copy_has_an_earlier_parent_in_its_own_cluster(table: pa.Table) -> None:
    rows = {row["message_id"]: row for row in jianfu.trace_relays(table).table.to_pylist()}
    moments = dict(zip(table["message_id"].to_pylist(), table["sent_at"].to_pylist(), strict=True))
    for row in rows.values():
        if row["parent_id"] is None:
            assert row["relation"] == "origin"
            assert row["cluster_id"] == row["message_id"]
        else:
            assert rows[row["parent_id"]]["cluster_id"] == row["cluster_id"]
            assert moments[row["parent_id"]] <= moments[row["message_id"]] + timedelta(seconds=5)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (pa.table({"message_id": ["a"]}), "relays-columns"),
        (pa.table({"message_id": ["a"], "text": [1.5]}), "relays-type"),
        (pa.table({"message_id": ["a"], "text": ["x"], "sent_at": ["yesterday"]}), "relays-moment"),
        (pa.table({"message_id": ["a"], "text": ["x"], "sent_at": pa.nulls(1, pa.timestamp("us"))}), "relays-empty"),
        ([1, 2], "relays-no-table"),
    ],
)
def test_what_cannot_be_traced_is_said(table, code) -> None:
    with pytest.raises(UserProblem) as raised:
        jianfu.trace_relays(table)
    assert raised.value.code == code


def test_a_threshold_is_a_share() -> None:
    with pytest.raises(UserProblem, match="relays-threshold"):
        jianfu.trace_relays(pa.table({"message_id": ["a"], "text": ["x"]}), threshold=0.0)
