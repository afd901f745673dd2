"""Copies across units are found from keyed sketches, and sketches without the key say no more than they must."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from copied_messages import NOTICES, START

from jianfu.base.errors import UserProblem
from jianfu.measure.relays.find.sketch import new_anchors, write_keys
from jianfu.measure.relays.keyed.match import match_sketches
from jianfu.measure.relays.keyed.sketches import (
    MOST_GRAMS,
    key_ring,
    keyed,
    keyed_names,
    read_shared_key,
    sketch_messages,
)
from jianfu.measure.relays.text.normalise import normalise

ONE = NOTICES[0].format(day=5)
RING = key_ring(b"0123456789abcdef0123456789abcdef")


def talk(*texts: str | None, unit: str = "a", minute: int = 0) -> pa.Table:
    rows = range(len(texts))
    sent = pa.array([START + np.timedelta64(minute + row, "m") for row in rows], pa.timestamp("us"))
    return pa.table(
        {
            "message_id": [f"message {unit}{row}" for row in rows],
            "group_id": [f"group {unit}" for _ in rows],
            "sender_id": [f"sender {unit}" for _ in rows],
            "sent_at": sent,
            "text": pa.array(texts, pa.string()),
        }
    )


def handed_in(folder: Path, *talks: pa.Table, ring: object = RING) -> list[Path]:
    files = [folder / f"unit-{number}.parquet" for number in range(len(talks))]
    for file, messages in zip(files, talks, strict=True):
        pq.write_table(sketch_messages([messages], ring), file)
    return files


def clusters(files: list[Path], threshold: float = 0.5) -> list[set[str]]:
    """The pseudonyms of messages that stand together."""
    found: dict[str, set[str]] = {}
    for row in match_sketches(files, threshold).table.to_pylist():
        found.setdefault(row["cluster"], set()).add(row["message"])
    return list(found.values())


def pseudonyms(*names: str) -> set[str]:
    return set(keyed_names(pa.chunked_array([[f"message {name}" for name in names]]), RING.name).to_pylist())


def test_a_notice_passed_on_from_unit_to_unit_is_found(tmp_path: Path) -> None:
    here = talk(ONE, NOTICES[2].format(day=9))
    there = talk(f"【转】各位：{ONE}", f"{ONE}，务必落实到人，今晚报我", unit="b", minute=60)
    found = clusters(handed_in(tmp_path, here, there))
    assert found == [pseudonyms("a0", "b0", "b1")]


def test_the_first_message_is_the_one_the_others_came_from(tmp_path: Path) -> None:
    table = match_sketches(handed_in(tmp_path, talk(ONE, unit="b", minute=60), talk(ONE)), 0.5).table
    (first,) = pseudonyms("a0")
    assert {row["cluster"] for row in table.to_pylist()} == {first}
    assert {row["message"]: row["parent"] for row in table.to_pylist()} == {first: None} | dict.fromkeys(
        pseudonyms("b0"), first
    )


def test_a_slip_of_the_pen_does_not_hide_a_copy(tmp_path: Path) -> None:
    slip = ONE.replace("逐项核对", "逐项核对对").replace("数量", "数目")
    assert len(clusters(handed_in(tmp_path, talk(ONE), talk(slip, unit="b", minute=9)))) == 1


def test_the_same_words_about_another_day_and_place_are_another_notice(tmp_path: Path) -> None:
    notice = "{place}村{day}日{hour}点开展森林防火隐患排查，各组长带好巡查记录本，到村委会集合，不得迟到早退"
    here, there = notice.format(place="柳林", day=5, hour=8), notice.format(place="高坪", day=19, hour=15)
    assert clusters(handed_in(tmp_path, talk(here), talk(there, unit="b", minute=9))) == []


def test_the_order_of_units_changes_nothing(tmp_path: Path) -> None:
    files = handed_in(tmp_path, talk(ONE, NOTICES[3]), talk(ONE, NOTICES[3] + "，切记", unit="b"))
    forth, back = (match_sketches(order, 0.5).table for order in (files, files[::-1]))
    assert forth.equals(back)


def test_what_nobody_passes_on_is_not_handed_in() -> None:
    sketches = sketch_messages([talk("收到", "好的，谢谢", "明天上午9点开会", None, "👍👍", ONE)], RING)
    assert set(sketches["message"].to_pylist()) == pseudonyms("a5")


def test_nothing_of_a_message_is_there_to_be_read() -> None:
    messages = talk(ONE, NOTICES[3])
    sketches = sketch_messages([messages], RING)
    written = repr(sketches.to_pydict())
    for name in ("message_id", "group_id", "sender_id", "text"):
        assert not any(value in written for value in messages[name].to_pylist())


def test_no_hash_of_the_tracing_is_handed_in() -> None:
    folded = normalise(pa.array([ONE]))
    starts, ends = np.zeros(1, np.int64), folded.ends
    keys = np.empty(len(folded.codes), np.uint64)
    keys = keys[: write_keys(folded.codes, starts, ends, new_anchors(len(keys)), np.empty(1, np.int32), keys)]
    (row,) = sketch_messages([talk(ONE)], RING).to_pylist()
    assert row["text"] != folded.hashes[0]
    assert row["keys"] == keyed(keys, RING.key).tolist()
    assert not set(row["keys"]) & set(keys.tolist())


def test_sketches_of_two_keys_have_no_value_in_common() -> None:
    one, other = (sketch_messages([talk(ONE)], ring).to_pylist()[0] for ring in (RING, key_ring(b"another key of 16")))
    for name in ("keys", "grams", "facts"):
        assert one[name]
        assert not set(one[name]) & set(other[name])
    assert {one[name] for name in ("text", "message", "group", "sender")}.isdisjoint(
        other[name] for name in ("text", "message", "group", "sender")
    )


def test_one_value_under_two_purposes_is_two_values() -> None:
    values = np.array([7], np.uint64)
    assert len({int(keyed(values, key)[0]) for key in RING[:6]}) == 6


def test_of_a_long_text_few_grams_are_handed_in_and_its_likeness_is_still_told(tmp_path: Path) -> None:
    notice = "".join(NOTICES[number % 4].format(day=number) + f"（第{number}条）" for number in range(3, 23))
    cut = notice[: len(notice) * 4 // 5]
    (row,) = sketch_messages([talk(notice)], RING).to_pylist()
    assert MOST_GRAMS // 4 < len(row["grams"]) < 2 * MOST_GRAMS
    (copy,) = [
        row
        for row in match_sketches(
            handed_in(tmp_path, talk(notice), talk(cut, unit="b", minute=5)), 0.5
        ).table.to_pylist()
        if row["parent"]
    ]
    assert 0.65 < copy["similarity"] < 0.95


def test_sketches_made_with_different_keys_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    files = handed_in(tmp_path / "one", talk(ONE)) + handed_in(tmp_path / "other", talk(ONE), ring=key_ring(b"x" * 16))
    with pytest.raises(UserProblem, match="sketches-keys"):
        match_sketches(files, 0.5)


def test_a_file_that_holds_no_sketches_is_named(tmp_path: Path) -> None:
    pq.write_table(talk(ONE), tmp_path / "messages.parquet")
    (tmp_path / "words.txt").write_text("words", encoding="ascii")
    for name in ("messages.parquet", "words.txt", "absent.parquet"):
        with pytest.raises(UserProblem, match="sketches-unreadable"):
            match_sketches([tmp_path / name], 0.5)


def test_a_key_must_be_there_and_long_enough(tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match="sketch-key-missing"):
        read_shared_key(tmp_path / "key")
    (tmp_path / "key").write_bytes(b"x" * 15)
    with pytest.raises(UserProblem, match="key-short"):
        read_shared_key(tmp_path / "key")
    (tmp_path / "key").write_bytes(b"x" * 16 + b"\n")
    assert read_shared_key(tmp_path / "key") == key_ring(b"x" * 16)


def test_units_without_messages_hand_in_an_empty_file(tmp_path: Path) -> None:
    files = handed_in(tmp_path, talk(), talk("收到", unit="b"))
    assert match_sketches(files, 0.5)[1:] == (0, 0, 0)
