"""What notices and written rules demand that the rules forbid: tables of wordings, half of them held back."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import at, measure, message

from jianfu.measure.signals import lexicon, read_signals
from jianfu.measure.wording import KINDS, find_wording
from jianfu.measure.wording.find import HINT
from jianfu.measure.wording.grammar import grammar

FOLDER = Path(__file__).parent / "wordings"
RULES = {
    "rule_text": KINDS[:6],
    "install_rate": ("install_rate", "install_forced"),
    "appraisal": ("likes_appraised", "learning_appraised"),
    "named_criticism": ("named_criticism",),
}
WORDINGS = {
    name: yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for name in RULES
}
ALL = [text for table in WORDINGS.values() for half in table.values() for texts in half.values() for text in texts]


def fires(name: str, texts: list[str]) -> list[bool]:
    found = find_wording(pa.array(texts, pa.string()), rules=name == "rule_text")
    hit = found.filter(pc.is_in(found["kind"], pa.array(RULES[name])))["text"].to_pylist()
    return [place in hit for place in range(len(texts))]


def said(text: str, *, rules: bool = False) -> list[tuple[str, str]]:
    found = find_wording(pa.array([text]), rules=rules).to_pylist()
    return [(row["kind"], text[row["start"] : row["end"]]) for row in found]


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_at_least_forty_wordings_about_half_of_them_held_back(name: str) -> None:
    counts = {half: sum(map(len, texts.values())) for half, texts in WORDINGS[name].items()}
    assert sum(counts.values()) >= 40 and counts["held_back"] >= counts["known"]


@pytest.mark.parametrize("way", ["fire", "silent"])
@pytest.mark.parametrize("name", RULES)
def test_the_wordings_the_grammar_was_written_from(name: str, way: str) -> None:
    texts = WORDINGS[name]["known"][way]
    assert [text for text, fired in zip(texts, fires(name, texts), strict=True) if fired != (way == "fire")] == []


@pytest.mark.parametrize("name", RULES)
def test_of_the_wordings_held_back_three_quarters_are_found_and_no_look_alike(name: str) -> None:
    held_back = WORDINGS[name]["held_back"]
    found = fires(name, held_back["fire"])
    assert sum(found) >= 0.75 * len(found)
    assert not any(fires(name, held_back["silent"]))


def test_over_all_rules_nine_tenths_of_the_wordings_held_back_are_found() -> None:
    found = [fired for name in RULES for fired in fires(name, WORDINGS[name]["held_back"]["fire"])]
    assert sum(found) >= 0.9 * len(found)


def test_the_grammar_and_the_table_name_the_same_kinds() -> None:
    assert {form.kind for form in grammar().forms} == set(KINDS)


def test_no_text_that_says_any_of_it_lacks_the_hint_it_is_looked_up_by() -> None:
    """The passes read only what has the hint; the wordings without it would never be seen."""
    hinted = read_signals(pa.array(ALL), lexicon()).mask & lexicon().bit(HINT)
    known = [text for table in WORDINGS.values() for text in table["known"]["fire"]]
    assert [text for text, hint in zip(ALL, hinted, strict=True) if text in known and not hint] == []


@pytest.mark.parametrize(
    "text",
    [
        "严禁以下行为：\n1.下达App安装率任务指标100%；\n2.将点赞转发数纳入考核；\n3.点名批评未回复人员。",
        "集中整治App注册率排名通报、学习积分排名末位约谈等问题。",
        "“不得退群”“擅自退群扣分”属于土规定，立即改正。",
        "公众号转发量、点赞量，一律不得纳入考核。",
        "不以登录率、日活率论高低，不通报、不排名。",
    ],
)
def test_what_speaks_against_the_practice_is_silent(text: str) -> None:
    assert said(text, rules=True) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("不得弄虚作假，App安装率未达100%的村全镇通报。", "install_rate"),
        ("严禁泄密。学习积分排名末位的支部扣2分。", "learning_appraised"),
        ("App 安 装 率 必 须 达 到 １００％", "install_rate"),
        ("请勿截图外传，转发数纳入年终考核。", "likes_appraised"),
    ],
)
def test_a_ban_on_something_else_or_odd_spelling_hides_nothing(text: str, kind: str) -> None:
    assert [found for found, _ in said(text)] == [kind]


def test_a_time_limit_is_a_fault_of_written_rules_and_not_of_a_single_message() -> None:
    text = "成员须在15分钟内回复。"
    assert [kind for kind, _ in said(text, rules=True)] == ["answer_minutes"]
    assert said(text) == []
    assert [kind for kind, _ in said("群规：成员须在15分钟内回复。")] == ["answer_minutes"]


def test_the_span_is_where_the_words_stand_in_the_text_as_it_was_written() -> None:
    assert said("各位好！请　ＡＰＰ安装率 本周达到100%。谢谢") == [("install_rate", "安装率 本周达到100%")]


def test_naming_those_who_did_not_answer_is_told_once_and_not_also_as_a_sanction() -> None:
    assert [kind for kind, _ in said("未回复的一律点名通报。")] == ["named_criticism"]


@settings(max_examples=8)
@given(st.permutations(ALL), st.integers(0, len(ALL)))
def test_what_a_text_says_does_not_depend_on_the_texts_around_it(texts: list[str], count: int) -> None:
    texts = texts[:count]
    found = find_wording(pa.array([None, *texts], pa.string()))
    rows = [(texts[row["text"] - 1], row["kind"], row["start"], row["end"]) for row in found.to_pylist()]
    alone = find_wording(pa.array(ALL)).to_pylist()
    expected = [(ALL[row["text"]], row["kind"], row["start"], row["end"]) for row in alone if ALL[row["text"]] in texts]
    assert sorted(rows) == sorted(expected)


@settings(max_examples=12)
@given(st.lists(st.text(alphabet="退群安装率通报。，不得“”\n 100%@", max_size=30), max_size=5))
def test_spans_lie_within_any_text(texts: list[str]) -> None:
    for row in find_wording(pa.array(texts, pa.string())).to_pylist():
        assert 0 <= row["start"] < row["end"] <= len(texts[row["text"]])


UNITS = [{"unit_id": "c1", "level": "county"}, {"unit_id": "v1", "level": "village"}]
PEOPLE = [{"person_id": f"p{n}", "unit_id": "c1" if n == 0 else "v1", "state": "active"} for n in range(4)]
DEMAND = "一表通安装率周五前必须达到100%"


def run(tmp_path, *sent, **tables):
    given = {"unit": UNITS, "person": PEOPLE, "work_group": [{"group_id": "g", "unit_id": "c1"}], "message": list(sent)}
    return measure(tmp_path, {**given, **tables})["notice_wording"]


def test_a_message_is_charged_to_the_unit_of_its_sender(tmp_path) -> None:
    sent = [message("g", at(7, 9), "p1", DEMAND), message("g", at(7, 10), "p0", "收到")]
    rows = run(tmp_path, *sent)
    assert [(row["message_id"], row["unit_id"], row["kind"]) for row in rows] == [
        (sent[0]["message_id"], "v1", "install_rate")
    ]


def test_an_announcement_is_charged_to_the_unit_that_owns_the_group_and_gone_with_it(tmp_path) -> None:
    groups = [
        {"group_id": "g", "unit_id": "c1", "notice": "群规：不得退群。"},
        {"group_id": "h", "unit_id": "c1", "notice": "群规：不得退群。", "state": "dissolved"},
    ]
    rows = run(tmp_path, message("g", at(7, 9), "p1", "好"), work_group=groups)
    found = [(row["group_id"], row["message_id"], row["unit_id"], row["kind"]) for row in rows]
    assert found == [("g", None, "c1", "leaving_punished")]


def test_duty_in_an_emergency_excuses_a_written_rule_but_no_install_rate(tmp_path) -> None:
    exemption = {
        "exemption_id": "e", "subject_kind": "group", "subject_id": "g", "approved": True, "reason": "emergency",
        "from_on": at(1, 0).date(), "until_on": at(30, 0).date(),
    }  # fmt: skip
    sent = [message("g", at(7, 9), "p0", "网格员必须24小时在线"), message("g", at(7, 10), "p0", DEMAND)]
    rows = run(tmp_path, *sent, exemption=[exemption])
    assert [(row["kind"], row["exempt"]) for row in rows] == [("online_always", True), ("install_rate", False)]


def test_words_passed_on_are_marked_and_words_added_on_the_way_are_not(tmp_path) -> None:
    long = "各乡镇（街道）：按照县里统一安排，" + DEMAND + "，请分管负责同志亲自抓，材料于9月12日17点前报王科处。"
    sent = [message("g", at(7, 9), "p0", long), message("h", at(7, 11), "p1", "【转】" + long)]
    plain = "各乡镇（街道）：按照县里统一安排，推广一表通，请分管负责同志亲自抓，材料于9月18日17点前报李科处。"
    sent += [message("g", at(9, 9), "p0", plain), message("h", at(9, 11), "p1", plain + DEMAND)]
    members = [{"group_id": group, "person_id": f"p{n}"} for group in "gh" for n in range(4)]
    rows = run(tmp_path, *sent, membership=members)
    passed = {row["message_id"]: row["passed_on"] for row in rows if row["kind"] == "install_rate"}
    assert passed == {sent[0]["message_id"]: False, sent[1]["message_id"]: True, sent[3]["message_id"]: False}


@pytest.mark.parametrize(("office", "passed"), [("县住房城乡建设局", True), ("竹溪乡下坪村", False)])
def test_who_puts_his_own_office_into_the_words_demands_it_himself(tmp_path, office, passed) -> None:
    words = "评论留言任务每人9条，没完成的在{}民主测评里体现，考核扣分。"
    sent = [
        message("g", at(7, 9), "p0", words.format("县住房城乡建设局")),
        message("h", at(7, 11), "p1", "各位：" + words.format(office)),
    ]
    members = [{"group_id": group, "person_id": f"p{n}"} for group in "gh" for n in range(4)]
    rows = run(tmp_path, *sent, membership=members)
    assert [row["passed_on"] for row in rows if row["message_id"] == sent[1]["message_id"]] == [passed]
