"""Notices on their way down, and what the truth says of them."""

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from talks import Talk

DEMANDS = re.compile(
    "收到|看到|另请|请大家|请每日|没有问题|除县里|电子版和纸质盖章|我镇另加|各村报送|请各单位主要|请各村现场|完成后|每个点位|请把工作"
    "|转发后|请关注|填报成功|到岗后|到达后|请值守"
)
"""How the demands begin that stand behind a notice, worded anew by every sender."""


def text_by_id(talk: Talk) -> dict[str, str]:
    return {line["msgid"]: text for line, text in talk.texts()}


def test_every_copy_its_source_and_its_root_are_in_the_archive_and_in_order_of_time(talk: Talk) -> None:
    times = {line["msgid"]: line["msgtime"] for line in talk.lines}
    assert len(talk.copies) > 50
    for copy in talk.copies:
        assert times[copy["root_id"]] <= times[copy["source_id"]] < times[copy["message_id"]]


def test_all_relations_occur(talk: Talk) -> None:
    relations = {copy["relation"] for copy in talk.copies}
    assert relations == {"whole", "preface", "shortened", "quoted", "reissued", "changed"}


def test_an_unedited_whole_copy_holds_its_root_letter_for_letter_but_for_demands_at_the_end(talk: Talk) -> None:
    texts = text_by_id(talk)
    same = 0
    for copy in talk.copies:
        if is_whole_from_root(copy) and copy["edit_rate"] == 0:
            root = DEMANDS.split(texts[copy["root_id"]])[0].rstrip("\n—")
            assert texts[copy["message_id"]].startswith(root)
            same += texts[copy["message_id"]] == texts[copy["root_id"]]
    assert same > 5


def test_edits_change_words_but_no_figure(talk: Talk) -> None:
    texts = text_by_id(talk)
    for copy in talk.copies:
        if is_whole_from_root(copy) and copy["edit_rate"] > 0:
            root, text = texts[copy["root_id"]], texts[copy["message_id"]]
            stated = figures(DEMANDS.split(root)[0])
            assert figures(text)[: len(stated)] == stated
            assert SequenceMatcher(None, root, text, autojunk=False).ratio() > 0.6


def test_a_copy_says_the_same_and_other_notices_do_not(talk: Talk) -> None:
    texts = text_by_id(talk)
    roots = sorted({copy["root_id"] for copy in talk.copies})
    others = [SequenceMatcher(None, texts[a], texts[b]).ratio() for a, b in pairwise(roots)]
    assert sum(others) / len(others) < 0.4


def is_whole_from_root(copy: dict[str, Any]) -> bool:
    return copy["relation"] == "whole" and copy["source_id"] == copy["root_id"]


def figures(text: str) -> list[str]:
    return re.findall(r"\d+", re.sub(r"扣1|回复1", "", text))
