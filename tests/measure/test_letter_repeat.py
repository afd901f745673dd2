"""Letters that come again: by one writer, at several desks at once, and matters that return once answered."""

from datetime import date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import at, make_snapshot

from jianfu.engine.duckdb import DuckdbEngine
from jianfu.measure.disjoint_sets import roots
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.letter_likeness import bags_of, join_copies, keys_of, rare_keys
from jianfu.measure.letter_places import places_of
from jianfu.measure.letter_repeat import TABLE, compute_letter_repeat
from jianfu.measure.reply_mirror.reading import read_texts

LIGHTS = "幸福小区北门的路灯从九月三日起就不亮了，孩子下晚自习只能打着手机照路，希望尽快安排维修"
NOISE = "幸福小区北门的广场舞每天跳到晚上十一点，老人有心脏病一听就难受，希望限定时间和音量"
SHARED = "幸福小区北门的路灯从九月三日起就不亮了"


def letter(number: str, received: datetime, text: str = LIGHTS, **more: object) -> dict[str, object]:
    known = {"unit_id": "u1", "channel": "电话", "asker_id": number, "title": "反映问题"}
    return {"letter_id": number, "received_at": received, "text": text, **known, **more}


def reply(number: str, moment: datetime) -> dict[str, object]:
    return {"letter_id": number, "replied_at": moment, "text": "已修好"}


def repeats(tmp_path, letters, replies=(), as_of=date(2026, 9, 30)) -> list[dict[str, object]]:
    snapshot = make_snapshot(tmp_path, {"letter": letters, "reply": replies})
    table = compute_letter_repeat(MeasureInput(snapshot, DuckdbEngine(), as_of))
    assert table.schema.equals(TABLE.schema)
    return table.to_pylist()


def kinds(rows: list[dict[str, object]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(str(row["kind"]), []).append(str(row["letter_id"]))
    return found


def test_the_same_writer_with_the_same_words_again_is_sent_again(tmp_path) -> None:
    letters = [letter("a", at(1), asker_id="w"), letter("b", at(20), asker_id="w", title="再次反映")]
    rows = repeats(tmp_path, letters, [reply("a", at(3))])
    assert kinds(rows) == {"sent_again": ["a", "b"]}
    assert [(row["first_letter_id"], row["days_since_first"], row["answered_before"]) for row in rows] == [
        ("a", 0, False),
        ("a", 19, True),
    ]


def test_a_letter_answered_at_the_very_moment_the_next_came_was_not_answered_before(tmp_path) -> None:
    letters = [letter("a", at(1), asker_id="w"), letter("b", at(20), asker_id="w")]
    assert [row["answered_before"] for row in repeats(tmp_path, letters, [reply("a", at(20))])] == [False, False]


def test_another_matter_of_the_same_writer_is_no_repeat(tmp_path) -> None:
    assert repeats(tmp_path, [letter("a", at(1), asker_id="w"), letter("b", at(20), NOISE, asker_id="w")]) == []


def test_two_writers_of_one_channel_with_the_same_words_did_not_send_one_letter(tmp_path) -> None:
    letters = [letter("a", at(1)), letter("b", at(20))]
    assert repeats(tmp_path, letters) == []
    unknown = [{**one, "asker_id": None} for one in letters]
    assert kinds(repeats(tmp_path, unknown)) == {"sent_again": ["a", "b"]}


@pytest.mark.parametrize(("later", "kind"), [(timedelta(days=3), "several_desks"), (timedelta(days=3, seconds=1), "sent_again")])  # fmt: skip
def test_the_same_words_at_another_desk_within_three_days_went_to_several_at_once(tmp_path, later, kind) -> None:
    letters = [letter("a", at(1)), letter("b", at(1) + later, channel="县长信箱")]
    assert kinds(repeats(tmp_path, letters, [reply("a", at(1, 10))])) == {kind: ["a", "b"]}


def test_before_the_first_desk_answered_it_is_at_once_however_late(tmp_path) -> None:
    letters = [letter("a", at(1)), letter("b", at(20), channel="县长信箱")]
    assert kinds(repeats(tmp_path, letters)) == {"several_desks": ["a", "b"]}
    same_desk = [letter("a", at(1), asker_id="w"), letter("b", at(2), asker_id="w")]
    assert kinds(repeats(tmp_path, same_desk)) == {"sent_again": ["a", "b"]}


def returning(count: int, place: str | None = "幸福小区") -> list[dict[str, object]]:
    more = (
        "，影响出行",
        "，老人摔过一跤，灯杆白天反而亮着",
        "，上周有电动车撞上了，不知道该找谁",
        "，物业说不归他们管",
    )
    return [letter(f"l{nth}", at(1 + 6 * nth), SHARED + more[nth], place=place) for nth in range(count)]


@pytest.mark.parametrize(("count", "found"), [(2, []), (3, ["l0", "l1", "l2"])])
def test_a_matter_returns_when_others_come_with_it_twice_after_an_answer(tmp_path, count, found) -> None:
    replies = [reply(f"l{nth}", at(2 + 6 * nth)) for nth in range(count)]
    assert kinds(repeats(tmp_path, returning(count), replies)).get("returning", []) == found


def test_without_an_answer_in_between_nothing_has_returned(tmp_path) -> None:
    assert repeats(tmp_path, returning(4)) == []
    assert repeats(tmp_path, returning(4), [reply("l2", at(14))]) == []
    assert kinds(repeats(tmp_path, returning(4), [reply("l1", at(8))]))["returning"] == ["l0", "l1", "l2", "l3"]


def test_the_same_matter_at_another_place_is_another_matter(tmp_path) -> None:
    letters = returning(3)
    letters[1] |= {"place": "河滨花园", "text": str(letters[1]["text"]).replace("幸福小区", "河滨花园")}
    assert repeats(tmp_path, letters, [reply("l0", at(2)), reply("l1", at(8))]) == []


def test_a_place_only_the_text_names_counts_as_well(tmp_path) -> None:
    replies = [reply("l0", at(2)), reply("l1", at(8))]
    assert kinds(repeats(tmp_path, returning(3, place=None), replies)) == {"returning": ["l0", "l1", "l2"]}


def test_one_writer_who_comes_three_times_makes_no_returning_matter(tmp_path) -> None:
    letters = [{**one, "asker_id": "w"} for one in returning(3)]
    replies = [reply("l0", at(2)), reply("l1", at(8))]
    assert "returning" not in kinds(repeats(tmp_path, letters, replies))


def test_letters_of_an_unknown_day_or_after_the_audit_are_left_out(tmp_path) -> None:
    letters = [letter("a", at(1), asker_id="w"), letter("b", at(20), asker_id="w")]
    assert repeats(tmp_path, letters, as_of=date(2026, 9, 19)) == []
    assert repeats(tmp_path, [letters[0], {**letters[1], "received_at": None}]) == []


def test_no_letters_give_an_empty_table(tmp_path) -> None:
    assert repeats(tmp_path, []) == []


def test_what_stands_before_a_name_is_no_part_of_it() -> None:
    rows = [{"title": "能不能绕行竹园公寓"}, {"title": "竹园公寓漏水"}, {"title": "漏水"}]
    table = pa.table({name: [row.get(name) for row in rows] for name in ("title", "text", "place")})
    columns = [column.cast(pa.string()) for column in table.columns]
    assert places_of(pa.table(columns, names=table.column_names)).tolist() == [1, 1, -1]


def bigrams(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def joined_by_hand(texts: list[str], writers: list[int], least: float) -> list[int]:
    """Connected components by every pair."""
    group = list(range(len(texts)))
    for a in range(len(texts)):
        for b in range(a):
            one, other = bigrams(texts[a]), bigrams(texts[b])
            known = writers[a] >= 0 and writers[b] >= 0 and writers[a] != writers[b]
            if not known and one | other and 2 * len(one & other) >= least * (len(one) + len(other)):
                group = [min(group[a], group[b]) if mark in (group[a], group[b]) else mark for mark in group]
    return group


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.text("路灯不亮水", min_size=0, max_size=8), st.integers(-1, 2)), min_size=1, max_size=12),
    st.sampled_from([0.5, 0.6, 0.9]),
)
def test_joining_finds_what_every_pair_by_hand_finds(letters, least) -> None:
    texts, writers = [text for text, _ in letters], [writer for _, writer in letters]
    read = read_texts(pa.array(texts))
    bags = bags_of(read, np.ones(len(read.codes), np.uint8))
    parent = np.arange(len(texts), dtype=np.int64)
    rows = parent.copy()
    people = (np.array(writers, np.int64), np.zeros(len(texts), np.int64))
    join_copies(keys_of(rows, np.zeros(len(texts), np.int64), len(texts)), bags, people, least, parent)
    assert roots(parent).tolist() == joined_by_hand(texts, writers, least)
    parent = rows.copy()
    join_copies(rare_keys(bags, least), bags, people, least, parent)
    assert roots(parent).tolist() == joined_by_hand(texts, writers, least)
