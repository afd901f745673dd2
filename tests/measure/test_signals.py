import re
import unicodedata
from importlib.resources import files

import msgspec
import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.measure.signals import lexicon, read_signals
from jianfu.measure.signals.folding import fold, fold_character
from jianfu.measure.signals.kernel import LONGEST_ACKNOWLEDGEMENT
from jianfu.measure.signals.lexicon import Words, build_lexicon

FILE = yaml.safe_load(files("jianfu.measure.signals").joinpath("lexicon.yaml").read_text(encoding="utf-8"))
PHRASES = [
    phrase for table in ("words", "start", "end", "whole") for phrases in FILE[table].values() for phrase in phrases
]


def signals_of(*texts: str | None) -> list[set[str]]:
    found = read_signals(pa.array(texts, pa.string()), lexicon())
    return [{name for bit, name in enumerate(lexicon().names) if int(mask) >> bit & 1} for mask in found.mask]


def plainly(text: str) -> set[str]:
    """The signals of one text by substring search and regular expressions."""
    body = fold(text)
    if not body:
        return set()
    tests = (("words", lambda word: word in body), ("start", body.startswith), ("end", body.endswith))
    found = {
        name for table, says in tests for name, phrases in FILE[table].items() if any(says(fold(p)) for p in phrases)
    }
    core, filler = ("|".join(re.escape(fold(word)) for word in FILE["whole"][kind]) for kind in ("core", "filler"))
    row = re.compile(f"(?:{core}|{filler})*(?:{core})(?:{core}|{filler})*")
    alone = {fold(word) for word in FILE["whole"]["alone"]}
    if len(body) <= LONGEST_ACKNOWLEDGEMENT and (row.fullmatch(body) or body in alone):
        found.add("whole")
    found |= {name for name, most in FILE["length"].items() if len(body) <= most}
    for name, choices in FILE["derived"].items():
        if any(
            all((term[1:] not in found) if term[0] == "-" else term in found for term in choice) for choice in choices
        ):
            found.add(name)
    return found


pieces = st.one_of(
    st.sampled_from(PHRASES), st.text(max_size=4), st.sampled_from(["，", "\n", " ", "　", "村", "@张三 ", "👏🏽"])
)
texts = st.lists(pieces, max_size=5).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.none() | texts, max_size=4))
def test_the_kernel_reads_what_plain_search_reads(batch) -> None:
    assert signals_of(*batch) == [plainly(text or "") for text in batch]


@given(texts, texts)
@settings(max_examples=200, deadline=None)
def test_hashes_are_equal_exactly_where_folded_texts_are(one, other) -> None:
    found = read_signals(pa.array([one, other], pa.string()), lexicon())
    assert (found.text_hash[0] == found.text_hash[1]) == (fold(one) == fold(other))
    assert list(found.folded) == [len(fold(one)), len(fold(other))]


@given(st.characters())
def test_folding_twice_is_folding_once(character) -> None:
    once = fold_character(character)
    assert len(once) <= 1
    assert fold(once) == once


def test_a_slice_of_a_column_reads_like_the_column() -> None:
    column = pa.array(["一", "收到", None, "请接龙", "二"])
    whole, part = read_signals(column, lexicon()), read_signals(column.slice(1, 3), lexicon())
    assert list(whole.mask[1:4]) == list(part.mask)
    assert list(whole.text_hash[1:4]) == list(part.text_hash)


@pytest.mark.parametrize(
    "text",
    [
        "收到",
        "收 到！",
        "收到，谢谢领导",
        "１",
        "OK👌🏽",
        "ok.",
        "好的收到",
        "[强]",
        "👍",
        "东河村收到",
        "清河县人力资源社会保障局收到",
        "云溪县柳林镇人民政府办公室收到",
        "@张三 收到",
        "收到，马上落实",
        "Got it, thanks",
    ],
)
def test_a_message_of_nothing_but_acknowledging_words_acknowledges(text) -> None:
    assert "acknowledgement" in signals_of(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "没收到",
        "收到请回复",
        "收到没有",
        "明天下午三点开会",
        "11",
        "谢谢",
        "领导辛苦了👍👍",
        "不用回复收到",
        "是否收到",
        "",
        "报表收到后请尽快填写并上报到镇里",
        "请问县人力资源社会保障局收到没有",
        "昨天下午发出去的那一批防汛应急物资请确认各村都已经由村委会收到",
    ],
)
def test_what_only_looks_like_an_acknowledgement_is_none(text) -> None:
    assert "acknowledgement" not in signals_of(text)[0]


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("各村：明日开会，收到请回复。", "reply_demand"),
        ("请逐一回复", "reply_demand"),
        ("收到请接龙", "chain_demand"),
        ("@所有人 今天务必完成接龙", "chain_demand"),
        ("请大家每日打卡", "check_in_demand"),
        ("完成后拍照发到群里，至少3张", "photo_demand"),
        ("转发后请截图发群里", "screenshot_demand"),
        ("到岗后请在群里发送实时位置", "location_demand"),
        ("为东河村点赞", "flattery"),
        ("Please confirm receipt", "reply_demand"),
    ],
)
def test_a_demand_is_read(text, signal) -> None:
    assert signal in signals_of(text)[0]


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("本通知不用回复收到", "reply_demand"),
        ("周末爬山自愿报名，请接龙", "chain_demand"),
        ("今后一律不得要求接龙，取消接龙", "chain_demand"),
        ("从本月起取消打卡，不用打卡", "check_in_demand"),
        ("打卡情况：王五没打，扣两分", "checked_in"),
        ("上午打卡率八成，漏打三人", "checked_in"),
        ("无需拍照上传", "photo_demand"),
        ("照片重复使用的要整改", "photo_demand"),
        ("系统登录无需截图反馈", "screenshot_demand"),
        ("县领导在视频会议上强调，全县工作扎实推进，为基层干部点赞，要求各地继续抓好落实", "flattery"),
    ],
)
def test_a_waiver_or_a_mention_is_no_demand(text, signal) -> None:
    assert signal not in signals_of(text)[0]


@pytest.mark.parametrize(
    ("text", "reading"),
    [("收到", 2), ("收到！", 3), ("Please reply by Friday", 4), ("第12号文件", 5), (" \n　", 0), ("👍🏽👍", 2)],
)
def test_a_word_of_an_alphabet_reads_like_one_character(text, reading) -> None:
    assert read_signals(pa.array([text]), lexicon()).reading[0] == reading


def test_the_first_two_lines_tell_a_list() -> None:
    lists = ["#接龙\n防汛值守\n1. 张三", "#接龙\n防汛值守\n1. 张三\n2. 李四", "#接龙\n订餐\n1. 张三"]
    heads = read_signals(pa.array(lists), lexicon()).head_hash
    assert heads[0] == heads[1] != heads[2]


def test_a_lexicon_with_an_unknown_signal_is_refused() -> None:
    words = msgspec.convert({**FILE, "derived": {"x": [["nothing-of-the-kind"]]}}, Words)
    with pytest.raises(ValueError, match="nothing-of-the-kind"):
        build_lexicon(words)


def test_every_symbol_of_the_lexicon_survives_folding() -> None:
    assert all(fold(phrase) for phrase in PHRASES)
    assert all(unicodedata.normalize("NFC", phrase) == phrase for phrase in PHRASES)
