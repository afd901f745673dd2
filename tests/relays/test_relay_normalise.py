"""What is left of a message when what was put around it is gone."""

from importlib.resources import files
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jianfu.measure.relays.text.folding import unit_table
from jianfu.measure.relays.text.normalise import normalise
from jianfu.measure.relays.text.wrapping import (
    BOILERPLATE,
    ELLIPSIS,
    FORWARD_MARK,
    MENTION,
    NUMBERING,
    QUOTE_MARK,
    RELAY_REQUEST,
    REPLY_REQUEST,
    SALUTATION,
    SIGN_OFF,
    URGING,
    WORDS_SHIFT,
)

NOTICE = "关于做好秋季防汛值班工作的安排，9月25日17:00前报党政办"
BARE = "关于做好秋季防汛值班工作的安排9月25日17:00前报党政办"


def stripped(*texts: str | None) -> list[tuple[str, int]]:
    done = normalise(pa.array(texts, pa.string()))
    ends = [0, *done.ends.tolist()]
    units = ["".join(map(chr, done.codes[begin:end])) for begin, end in pairwise(ends)]
    kinds = done.marks & ((1 << WORDS_SHIFT) - 1)
    return list(zip(units, kinds.tolist(), strict=True))


def words_of(*texts: str) -> list[int]:
    return (normalise(pa.array(texts, pa.string())).marks >> WORDS_SHIFT).tolist()


@pytest.mark.parametrize(
    ("message", "marks"),
    [
        (f"【转】{NOTICE}", FORWARD_MARK),
        (f"转发：{NOTICE}", FORWARD_MARK),
        (f"【转发扩散】{NOTICE}", FORWARD_MARK),
        (f"转县里通知：{NOTICE}", FORWARD_MARK),
        (f"各位同事：\n{NOTICE}", SALUTATION),
        (f"【重要】{NOTICE}", URGING),
        (f"Dear all，{NOTICE}", SALUTATION),
        (f"转县水利局：{NOTICE}", FORWARD_MARK),
        (f"转发县科协：{NOTICE}", FORWARD_MARK),
        (f"【马鞍乡下河村转】{NOTICE}", FORWARD_MARK),
        (f"{NOTICE}。\n（县妇联转）", FORWARD_MARK),
        (f"{NOTICE}\n——县妇联", SIGN_OFF),
        (f"{NOTICE}. Thank you!", SIGN_OFF),
        (f"@所有人 {NOTICE}", MENTION),
        (f"@王芳\u2005@李四 {NOTICE}", MENTION),
        (f"@所有人{NOTICE}", MENTION),
        (f"1、{NOTICE}", NUMBERING),
        (f"（一）{NOTICE}", NUMBERING),
        (f"{NOTICE}。收到请回复", REPLY_REQUEST),
        (f"{NOTICE}[抱拳]", 0),
        (f"{NOTICE}🙏🙏谢谢配合", SIGN_OFF),
        (f"{NOTICE}\n——党政办", SIGN_OFF),
        (f"{NOTICE}，请各村转发", RELAY_REQUEST),
        (f"「{NOTICE}」", QUOTE_MARK),
        (f"【转】各位领导、同事：{NOTICE}，请知悉。收到请回复1", FORWARD_MARK | SALUTATION | SIGN_OFF | REPLY_REQUEST),
    ],
)
def test_what_people_put_around_a_notice_is_stripped_and_remembered(message: str, marks: int) -> None:
    text, found = stripped(message)[0]
    assert text.endswith(BARE), text
    assert found & marks == marks
    assert len(text) - len(BARE) <= 2  # 领导、同事 is two clauses


def test_width_case_traditional_characters_spaces_and_punctuation_make_no_difference() -> None:
    plain, *others = stripped(
        "防汛台账请于明天17:00前报送ABC",
        "防汛臺賬，請於 明天１７：００前 報送ａｂｃ！",
        "防汛台账\n请于明天17：00前\u3000报送Abc。",
    )
    assert all(other[0] == plain[0] for other in others)


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("完成率98.5%，12.5万元", "完成率98.5%12.5万元"),
        ("9/25-9/27，8:30开始", "9/25-9/278:30开始"),
        ("共3处. 请整改", "共3处请整改"),
        ("转移群众工作要抓紧", "转移群众工作要抓紧"),
        ("12.5万元已到账", "12.5万元已到账"),
        ("收到请回复的三户情况", "收到请回复的三户情况"),
        ("转移到镇中心，请整改", "转移到镇中心请整改"),
        ("转县水利局王股长，请整改", "转县水利局王股长请整改"),
        ("转县住房城乡建设和房产局：请整改", "请整改"),
        ("转县住房城乡建设和房产所局：请整改", "转县住房城乡建设和房产所局请整改"),
        ("Dear, all 请整改", "dearall请整改"),
        ("请整改 thank. You", "请整改thankyou"),
    ],
)
def test_marks_count_between_digits_and_words_are_stripped_as_whole_clauses_only(message: str, kept: str) -> None:
    assert stripped(message)[0][0] == kept


@pytest.mark.parametrize(
    ("message", "marks"),
    [
        (f"上午会上又问起，原话是这样的：“{NOTICE}”照这个来。", QUOTE_MARK),
        (f"原文是\n“{NOTICE}”照这个来。", QUOTE_MARK),
        (f"原文：“{NOTICE}，落实“谁主管谁负责””照这个来。", QUOTE_MARK),
        (f"要落实“谁主管谁负责”，{NOTICE}", 0),
        ("各单位要做到：“谁主管谁负责”，一级抓一级，层层抓落实，确保不出问题", 0),
        (f"……{NOTICE}", ELLIPSIS),
        (f"{NOTICE}……", ELLIPSIS),
        (f"{NOTICE}……有事找我先打电话问清楚再来", 0),
    ],
)
def test_long_quotations_and_omissions_are_noticed(message: str, marks: int) -> None:
    assert [found for _, found in stripped(message)] == [marks]


def test_other_words_around_a_notice_are_other_words() -> None:
    bare, once, again, other = words_of(NOTICE, f"转发：{NOTICE}", f"【转发】{NOTICE}", f"各村：{NOTICE}")
    assert bare == 0
    assert 0 < once == again != other


def test_a_message_of_phrases_alone_has_nothing_left() -> None:
    assert stripped("各位同事：收到请回复", "", None, "🙏") == [
        ("", SALUTATION | REPLY_REQUEST | BOILERPLATE),
        ("", 0),
        ("", 0),
        ("", 0),
    ]


def phrases(where: str) -> list[str]:
    told = yaml.safe_load(files("jianfu.measure.relays.text").joinpath("wrapping.yaml").read_text(encoding="utf-8"))
    return [phrase.replace("<who>", told["who"][-1]) for kind in told[where].values() for phrase in kind]


def test_every_phrase_that_ships_is_stripped() -> None:
    messages = [f"{phrase}：{NOTICE}" for phrase in phrases("head")]
    messages += [f"{NOTICE}。{phrase}" for phrase in phrases("tail")]
    assert [message for message, (kept, _) in zip(messages, stripped(*messages), strict=True) if kept != BARE] == []


def test_ideographs_count_simplified_and_of_what_stands_before_and_behind_them_letters_do() -> None:
    characters = [chr(code) for code in range(0x2E80, 0xD7A4)]
    units = [chr(unit) for unit in unit_table()[0x2E80:0xD7A4]]
    kept = [unit if unit > "@" or unit.isdigit() else "" for unit in units]
    assert all(kept[0x3400 - 0x2E80 : 0xA000 - 0x2E80])
    found = stripped(*(f"值{character}9{character}。{character}值" for character in characters))
    assert [words for words, _ in found] == [f"值{unit}9{unit}{unit}值" for unit in kept]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_messages_do_not_depend_on_those_around_them(texts: list[str]) -> None:
    assert stripped(*texts) == [stripped(text)[0] for text in texts]


@given(st.text(alphabet="防汛值班工作安排台账报送请于前完成0123456789", min_size=12, max_size=80))
def test_normalising_again_changes_nothing(text: str) -> None:
    assert stripped(stripped(text)[0][0])[0][0] == stripped(text)[0][0]


def test_the_bytes_behind_a_null_are_not_read() -> None:
    hidden = pc.if_else(pa.array([True, False]), pa.scalar(None, pa.string()), pa.array([NOTICE, NOTICE]))
    done = normalise(hidden)
    assert done.ends.tolist() == [0, len(BARE)]
    assert done.hashes[0] == 0
