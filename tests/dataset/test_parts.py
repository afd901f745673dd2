"""The fast path of messages: spilled or not, in any order, as a plain sort would do it."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings_by_hand import KEY, batch, messages

from jianfu.dataset import parts
from jianfu.dataset.parts import Names, Vocabulary, message_order, ranked
from jianfu.dataset.pseudonym import Pseudonyms
from jianfu.dataset.spool import BUCKETS, Spool, bucket_of, part_count
from jianfu.dataset.text_hash import text_hashes
from jianfu.tables import TABLES

MESSAGE = TABLES["message"]
EPOCH = datetime.fromisoformat("1970-01-01T00:00")

message = st.fixed_dictionaries(
    {
        "group_id": st.sampled_from(["a", "b", "群"]),
        "sent_at": st.sampled_from([0, 1, 2, 9_000_000_000]).map(lambda s: EPOCH + timedelta(seconds=s)),
        "message_id": st.sampled_from(["m1", "m2", "m3", "m4"]),
        "sender_id": st.sampled_from([None, "wecom:x", "wecom:y"]),
        "kind": st.sampled_from(["text", "image"]),
        "text": st.sampled_from([None, "", "收到"]),
    }
)


def spooled(
    folder: Path, rows: list[dict[str, object]], *, run_rows: int = 1_000, size: int = 7
) -> tuple[Spool, Vocabulary]:
    spool = Spool(folder, Pseudonyms(KEY).stage, run_rows=run_rows)
    for at in range(0, len(rows), size):
        spool.add("message", batch("message", rows[at : at + size]).rows)
    spool.close()
    return spool, Vocabulary(*(Names.of(codes.texts) for codes in (spool.groups, spool.persons, spool.words)))


def ordered(folder: Path, rows: list[dict[str, object]], **options: int) -> list[dict[str, object]]:
    spool, vocabulary = spooled(folder, rows, **options)
    taken = ranked(MESSAGE, spool.take("message", 0, BUCKETS), vocabulary)
    chosen = taken.take(pa.array(message_order(taken)))
    return parts.final_rows(MESSAGE, chosen, vocabulary).to_pylist()  # type: ignore[no-any-return]


def plainly(rows: list[dict[str, object]]) -> list[tuple[object, ...]]:
    """Sorted by group and time; of each id in a group the first stays."""
    keys = sorted((row["group_id"], row["sent_at"], row["message_id"]) for row in rows)
    seen: set[tuple[object, object]] = set()
    return [key for key in keys if (key[0], key[2]) not in seen and not seen.add((key[0], key[2]))]  # type: ignore[func-returns-value]


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(message, min_size=1, max_size=40), seed=st.integers(0, 99))
def test_order_and_repeats_are_those_of_a_plain_sort_whatever_order_rows_come_in(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]], seed: int
) -> None:
    found = ordered(tmp_path_factory.mktemp("a"), rows)
    assert [(row["group_id"], row["sent_at"], row["message_id"]) for row in found] == plainly(rows)
    shuffled = [rows[at] for at in np.random.default_rng(seed).permutation(len(rows))]
    assert ordered(tmp_path_factory.mktemp("b"), shuffled) == found


def test_many_groups_over_thousands_of_years_are_still_in_order(tmp_path: Path) -> None:
    times = (EPOCH, EPOCH + timedelta(days=7), datetime.fromisoformat("9999-12-31T23:59:59"))
    rows = [
        {"group_id": f"g{group:02d}", "sent_at": sent, "message_id": f"m{at}", "kind": "text"}
        for group in range(40)
        for at, sent in enumerate(times)
    ]
    found = ordered(tmp_path, rows[::-1])
    assert [(row["group_id"], row["sent_at"]) for row in found] == [(row["group_id"], row["sent_at"]) for row in rows]


def test_rows_spilled_to_disk_come_back_as_those_kept_in_memory(tmp_path: Path) -> None:
    rows = messages(500, groups=30)
    for name in ("kept", "spilled"):
        (tmp_path / name).mkdir()
    kept = ordered(tmp_path / "kept", rows)
    spilled = ordered(tmp_path / "spilled", rows, run_rows=60)
    assert not list((tmp_path / "kept").iterdir())
    assert list((tmp_path / "spilled").iterdir())
    assert spilled == kept


def test_no_user_id_or_group_text_is_spilled_in_the_clear(tmp_path: Path) -> None:
    spooled(tmp_path, messages(500), run_rows=60)
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"zhangsan" not in content


def test_a_worker_that_cannot_write_is_heard_of(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "missing", Pseudonyms(KEY).stage, run_rows=10)
    with pytest.raises(OSError, match="missing"):
        for at in range(0, 100, 20):
            spool.add("message", batch("message", messages(20, start=at)).rows)
        spool.close()


@pytest.mark.parametrize(
    ("rows", "count"),
    [(0, 1), (2_000_000, 1), (2_000_001, 2), (4_000_001, 4), (10_000_000, 8), (100_000_000, 64), (10**10, BUCKETS)],
)
def test_parts_are_a_power_of_two_of_at_most_two_million_rows_on_average(rows: int, count: int) -> None:
    assert part_count(rows) == count


def test_the_bucket_of_a_group_is_the_same_for_ever() -> None:
    assert [bucket_of(text) for text in ("wrFlood", "群", "")] == [228, 125, 45]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.integers(0, 3)), max_size=30), st.booleans(), st.integers(0, 5))
def test_equal_texts_hash_equal_and_others_do_not(pairs: list[tuple[str, int]], wide: bool, offset: int) -> None:
    kind = pa.large_string() if wide else pa.string()
    texts = pa.array(["x"] * offset + [text for text, _ in pairs], kind).slice(offset)
    hashes = text_hashes(texts, np.array([seed for _, seed in pairs], np.int32))
    assert len(set(hashes.tolist())) == len(set(pairs))
