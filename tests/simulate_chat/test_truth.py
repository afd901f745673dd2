"""What the truth says of copies, twins and stock phrases, held against the texts themselves."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from talks import Talk, is_acknowledgement, talk_of

from jianfu.simulate.chat.grammar import read_grammar

CHANGES = {("deadline", "earlier"), ("deadline", "later"), ("number", "more"), ("duty", "added")}


def rows(talk: Talk, name: str) -> list[dict[str, Any]]:
    return pq.read_table(talk.folder / "truth" / f"{name}.parquet").to_pylist()


@pytest.fixture(scope="module")
def texts(talk: Talk) -> dict[str, str]:
    return {line["msgid"]: text for line, text in talk.texts()}


def grams(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}


def test_similarity_and_containment_are_those_of_the_texts_as_sent(talk: Talk, texts: dict[str, str]) -> None:
    for copy in talk.copies:
        one, other = grams(texts[copy["source_id"]]), grams(texts[copy["message_id"]])
        assert copy["similarity"] == pytest.approx(len(one & other) / len(one | other), abs=1e-12)
        assert copy["containment"] == pytest.approx(len(one & other) / min(len(one), len(other)), abs=1e-12)


def test_whole_copies_are_edited_as_much_as_the_truth_says(talk: Talk, texts: dict[str, str]) -> None:
    edited = 0
    for copy in talk.copies:
        plain = copy["relation"] == "whole" and copy["source_id"] == copy["root_id"]
        root, text = texts[copy["root_id"]], texts[copy["message_id"]]
        if plain and copy["edit_rate"] == 0:
            assert text == root
        elif plain:
            edited += 1
            assert 0 < edit_distance(root, text) <= round(copy["edit_rate"] * len(root)) + 1
    assert edited > 5


def test_no_hand_alters_more_than_a_tenth_of_a_notice(talk: Talk) -> None:
    rates = [copy["edit_rate"] for copy in talk.copies if copy["relation"] not in ("shortened", "quoted")]
    assert max(rates) <= 0.11, "the share is of the characters as they are now, some of which were dropped"
    assert sum(rate > 0 for rate in rates) > 0.3 * len(rates)


def test_slips_leave_every_figure_and_name_as_it_was(talk: Talk, texts: dict[str, str]) -> None:
    units = [name for name in talk.world.units.name.to_pylist() if len(name) > 3]
    for copy in talk.copies:
        if copy["relation"] == "whole":
            source, text = texts[copy["source_id"]], texts[copy["message_id"]]
            stated = re.findall(r"\d+", text)
            assert not Counter(stated) - Counter(re.findall(r"\d+", source))
            assert {name for name in units if name in text} <= {name for name in units if name in source}


def test_what_changed_stands_in_the_texts_before_and_after(talk: Talk, texts: dict[str, str]) -> None:
    seen = set()
    for copy in talk.copies:
        source, text = texts[copy["source_id"]], texts[copy["message_id"]]
        for change in json.loads(copy["changed"] or "[]"):
            seen.add((change["kind"], change["way"]))
            assert change["after"] in text
            assert change["before"] in source
            assert change["before"] != change["after"]
        assert (copy["relation"] != "changed") | bool(copy["changed"])
        assert copy["relation"] in ("changed", "reissued") or copy["changed"] is None
    assert seen <= CHANGES
    assert len(seen) >= 3


def test_twins_share_their_words_but_not_their_facts(talk: Talk, texts: dict[str, str]) -> None:
    twins, copies = rows(talk, "twins"), {copy["message_id"] for copy in talk.copies}
    assert {twin["differs"] for twin in twins} >= {"date", "number", "several"}
    for twin in twins:
        one, other = texts[twin["message_id"]], texts[twin["twin_id"]]
        assert one != other
        assert not copies & {twin["message_id"], twin["twin_id"]}
        if twin["differs"] == "date":
            assert edit_distance(one[:120], other[:120]) < 60
    alike = [len(grams(one) & grams(other)) / len(grams(one) | grams(other)) for one, other in pairs(twins, texts)]
    assert sum(share > 0.6 for share in alike) > 0.3 * len(alike)


def test_a_digest_quotes_words_of_two_notices_sent_before_it(talk: Talk, texts: dict[str, str]) -> None:
    times = {line["msgid"]: line["msgtime"] for line in talk.lines}
    digests = rows(talk, "digests")
    quoted = Counter(row["message_id"] for row in digests)
    assert set(quoted.values()) == {2}
    assert not quoted.keys() & {copy["message_id"] for copy in talk.copies}
    for row in digests:
        assert times[row["root_id"]] < times[row["message_id"]]
        own = grams(texts[row["root_id"]])
        assert len(own & grams(texts[row["message_id"]])) > 0.25 * len(own)


def test_stock_phrases_are_all_acknowledgements_and_short_remarks(talk: Talk, texts: dict[str, str]) -> None:
    kinds = {row["message_id"]: row["kind"] for row in rows(talk, "acks")}
    assert set(kinds.values()) == {"acknowledgement", "remark", "praise"}
    assert max(len(texts[message]) for message in kinds) < 32
    planted = {copy["message_id"] for copy in talk.copies} | {copy["root_id"] for copy in talk.copies}
    assert not planted & kinds.keys()
    said = {line["msgid"] for line, text in talk.texts() if is_acknowledgement(line)}
    missed = {texts[message] for message in said - kinds.keys()}
    assert not {"收到", "收到！", "好的", "知道了"} & missed


def test_messages_of_one_text_id_say_the_same_and_no_other_message_does(talk: Talk, texts: dict[str, str]) -> None:
    number = {row["message_id"]: row["text_id"] for row in rows(talk, "same_text")}
    stock = {row["message_id"] for row in rows(talk, "acks")}
    said: dict[str, set[int | None]] = {}
    for message, text in texts.items():
        if message not in stock:
            said.setdefault("".join(filter(is_read, text)), set()).add(number.get(message))
    said.pop("", None)
    assert all(len(numbers) == 1 for numbers in said.values())
    known = [next(iter(numbers)) for numbers in said.values() if numbers != {None}]
    assert len(known) == len(set(known)) > 100


def test_every_kind_of_stock_phrase_has_symbols_in_the_grammar() -> None:
    assert set(read_grammar().stock.values()) == {"acknowledgement", "remark", "praise"}


def test_the_truth_is_the_same_whatever_the_number_of_writers(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jianfu.simulate.chat.write.WRITERS", 1)
    again = talk_of(talk.world, tmp_path)
    for path in (talk.folder / "truth").iterdir():
        assert (again.folder / "truth" / path.name).read_bytes() == path.read_bytes()


def pairs(twins: list[dict[str, Any]], texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(texts[twin["message_id"]], texts[twin["twin_id"]]) for twin in twins]


def is_read(one: str) -> bool:
    return (one.isascii() and one.isalnum()) or "一" <= one <= "鿿"


def edit_distance(first: str, second: str) -> int:
    costs = list(range(len(second) + 1))
    for row, one in enumerate(first, start=1):
        before, costs[0] = costs[0], row
        for column, other in enumerate(second, start=1):
            least = min(before + (one != other), costs[column] + 1, costs[column - 1] + 1)
            before, costs[column] = costs[column], least
    return costs[-1]
