"""Readings in, a snapshot out: nothing lost, nothing named, the same from any order."""

from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readings_by_hand import KEY, archive, batch, county, group_information, ledgers, messages, reading

from jianfu.base.errors import SourceProblem, UserProblem
from jianfu.base.i18n import LANGUAGES, Translator
from jianfu.dataset import notes
from jianfu.dataset.build import ImportSummary, build
from jianfu.dataset.snapshot import Snapshot, is_dataset, open_snapshot
from jianfu.sources.batch import Batch, HeaderMatch, Note, Quarantined, Reading
from jianfu.tables import TABLES


def imported(readings: list[Reading], into: Path, **options: object) -> ImportSummary:
    return build(readings, into=into, key=KEY, **options)  # type: ignore[arg-type]


def everything(snapshot: Snapshot) -> dict[str, bytes]:
    """Every byte of a snapshot folder."""
    files = sorted(path for path in snapshot.folder.rglob("*") if path.is_file())
    return {str(path.relative_to(snapshot.folder)): path.read_bytes() for path in files}


@pytest.fixture
def whole(tmp_path: Path) -> Snapshot:
    return imported(county(), tmp_path / "whole").snapshot


def test_every_table_holds_its_columns_in_key_order(whole: Snapshot) -> None:
    for name, table in TABLES.items():
        rows = whole.read(name)
        assert rows.schema == table.schema
        assert rows.num_rows == whole.rows(name) == sum(pq.read_metadata(f).num_rows for f in whole.files(name))
        keys = rows.select(table.key).to_pylist()
        assert len({tuple(key.values()) for key in keys}) == len(keys)
        if name not in ("message", "membership", "photo"):
            assert rows.equals(rows.sort_by([(column, "ascending") for column in table.key]))


def test_messages_stand_by_group_and_time_and_overlapping_archives_count_once(whole: Snapshot) -> None:
    rows = whole.read("message").to_pylist()
    assert len(rows) == 200
    assert whole.manifest.duplicates["message"] == 40
    assert rows == sorted(rows, key=lambda row: (row["group_id"], row["sent_at"], row["message_id"]))


def test_whoever_writes_or_is_a_member_and_every_group_is_known(whole: Snapshot) -> None:
    persons, groups = (
        set(whole.read(t)[c].to_pylist()) for t, c in (("person", "person_id"), ("work_group", "group_id"))
    )
    assert set(whole.read("message")["sender_id"].to_pylist()) - {None} <= persons
    assert set(whole.read("membership")["person_id"].to_pylist()) <= persons
    assert {*whole.read("message")["group_id"].to_pylist(), *whole.read("membership")["group_id"].to_pylist()} <= groups


def test_a_ledger_group_and_the_exported_group_of_that_name_are_one(whole: Snapshot) -> None:
    flood = next(row for row in whole.read("work_group").to_pylist() if row["group_id"] == "wrFlood")
    assert flood["unit_id"] == "X001"
    assert flood["approved"] is True


def test_a_name_in_a_ledger_and_a_user_id_in_an_archive_are_one_person(whole: Snapshot) -> None:
    person = {row["unit_id"]: row["person_id"] for row in whole.read("person").to_pylist()}
    members = {(row["group_id"], row["person_id"]) for row in whole.read("membership").to_pylist()}
    assert ("wrFlood", person["X002"]) in members
    assert person["X002"] in set(whole.read("message")["sender_id"].to_pylist())


def test_a_group_without_a_member_list_takes_those_who_wrote_and_says_so(whole: Snapshot) -> None:
    other = {row["person_id"] for row in whole.read("membership").to_pylist() if row["group_id"] == "wrOther1"}
    senders = {row["sender_id"] for row in whole.read("message").to_pylist() if row["group_id"] == "wrOther1"}
    assert other == senders - {None}
    assert any(note.code == "quality-membership-derived" and note.facts["count"] == 2 for note in whole.manifest.notes)


def test_a_reply_without_a_number_answers_the_letter_of_its_row(whole: Snapshot) -> None:
    letters = {row["title"]: row["letter_id"] for row in whole.read("letter").to_pylist()}
    assert whole.read("reply")["letter_id"].to_pylist() == [letters["水压"]]


@pytest.mark.parametrize("name", ["张三", "李四", "王五", "zhangsan", "zhaoliu"])
def test_no_name_of_a_person_stands_anywhere_in_the_dataset(whole: Snapshot, name: str) -> None:
    for path, content in everything(whole).items():
        assert name.encode() not in content, path
        if path.endswith(".parquet"):
            table = pq.read_table(whole.folder / path)
            assert name not in str(table.to_pydict()), path


def test_two_keys_give_two_sets_of_pseudonyms(tmp_path: Path, whole: Snapshot) -> None:
    other = build(county(), into=tmp_path / "other", key=b"another key of 32 bytes or so...").snapshot
    ours, theirs = (set(s.read("person")["person_id"].to_pylist()) for s in (whole, other))
    assert not ours & theirs


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(9)))
def test_the_order_of_files_changes_no_byte(
    whole: Snapshot, tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    files = county()
    shuffled = imported([files[at] for at in order], tmp_path_factory.mktemp("order") / "d").snapshot
    assert shuffled.folder.name == whole.folder.name
    assert everything(shuffled) == everything(whole)


@settings(max_examples=5, deadline=None)
@given(order=st.permutations(range(60)), size=st.integers(1, 60))
def test_the_order_of_rows_and_the_size_of_batches_change_no_table(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], size: int
) -> None:
    rows = messages(60)
    folder = tmp_path_factory.mktemp("rows")
    plain = imported([archive(rows=rows)], folder / "plain").snapshot
    shuffled = imported([archive(rows=[rows[at] for at in order], size=size)], folder / "shuffled").snapshot
    assert shuffled.snapshot_id == plain.snapshot_id
    assert shuffled.manifest.tables == plain.manifest.tables


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(9)), cuts=st.sets(st.integers(1, 8), max_size=3))
def test_adding_files_bit_by_bit_equals_importing_all_at_once(
    whole: Snapshot, tmp_path_factory: pytest.TempPathFactory, order: list[int], cuts: set[int]
) -> None:
    into = tmp_path_factory.mktemp("bits") / "d"
    edges = [0, *sorted(cuts), 9]
    for start, stop in pairwise(edges):
        files = county()
        last = imported([files[at] for at in order[start:stop]], into).snapshot
    assert everything(last) == everything(whole)


def test_importing_twice_changes_nothing_and_reads_nothing(tmp_path: Path, whole: Snapshot) -> None:
    before = everything(whole)
    summary = imported(county(), tmp_path / "whole")
    assert not summary.changed
    assert summary.read == ()
    assert len(summary.skipped) == 9
    assert everything(open_snapshot(tmp_path / "whole")) == before


def test_reading_the_same_files_again_on_purpose_changes_nothing_either(tmp_path: Path, whole: Snapshot) -> None:
    summary = imported(county(), tmp_path / "whole", again=True)
    assert len(summary.read) == 9
    assert not summary.changed
    assert everything(summary.snapshot) == everything(whole)


def test_a_later_list_of_people_and_units_straightens_what_came_before(tmp_path: Path) -> None:
    first = [*ledgers()]
    imported([first[3], archive()], tmp_path / "d")
    after = imported([*ledgers(), group_information()], tmp_path / "d").snapshot
    at_once = imported([*ledgers(), archive(), group_information()], tmp_path / "e").snapshot
    assert everything(after) == everything(at_once)


def test_what_could_not_be_read_is_listed_with_its_place(tmp_path: Path) -> None:
    bad = Quarantined(7, "created_on", "去年", "date-unreadable", {"form": "2026-01-31"}, "work_group", "表1")
    pieces = [
        batch("message", [{"group_id": "g", "message_id": "m", "row": 3}, *messages(1)]),
        bad,
        HeaderMatch("表1", "建群时间", "work_group", "created_on", 0.8, "similar"),
        HeaderMatch("表1", "群名称", "work_group", "name", 1.0, "same"),
        Note("hidden-sheet-read", {"sheet": "表2"}),
    ]
    summary = imported([reading("a.xlsx", "ledger", pieces)], tmp_path / "d")
    rows = pq.read_table(summary.snapshot.folder / "quarantine.parquet").to_pylist()
    assert [(r["row"], r["column"], r["code"]) for r in rows] == [
        (3, "sent_at", "key-missing"),
        (7, "created_on", "date-unreadable"),
    ]
    assert summary.quarantine == {"date-unreadable": 1, "key-missing": 1}
    assert [heading.heading for heading in summary.unsure] == ["建群时间"]
    assert any(note.code == "note-hidden-sheet-read" and note.file == "a.xlsx" for note in summary.notes)


def test_a_wrecked_file_is_counted_in_full_and_listed_in_part(tmp_path: Path) -> None:
    pieces = [Quarantined(row, "", "", "json-broken", table="message") for row in range(1, 10_005)]
    summary = imported([reading("torn.jsonl", "wecom", [*pieces, batch("message", messages(1))])], tmp_path / "d")
    assert summary.quarantine == {"json-broken": 10_004}
    assert pq.read_metadata(summary.snapshot.folder / "quarantine.parquet").num_rows == 10_000


def test_a_file_that_breaks_off_keeps_what_came_before_and_says_so(tmp_path: Path) -> None:
    whole_file = archive("torn.jsonl", rows=messages(20))

    def torn():  # type: ignore[no-untyped-def]
        yield from whole_file.batches
        raise SourceProblem("archive-truncated", path="torn.jsonl")

    summary = imported([Reading(whole_file.file, torn())], tmp_path / "d")
    assert summary.rows["message"] == 20
    assert any(note.code == "quality-file-broken-off" for note in summary.notes)


def test_a_file_that_cannot_be_opened_is_told_and_the_others_are_imported(tmp_path: Path) -> None:
    problem = SourceProblem("file-unknown", file="picture.raw")
    summary = build([problem, archive()], into=tmp_path / "d", key=KEY)
    assert summary.unread == (problem,)
    assert summary.rows["message"] == 200
    assert any(note.code == "quality-file-unread" for note in summary.notes)
    with pytest.raises(SourceProblem):
        build([problem], into=tmp_path / "empty", key=KEY)


def test_provenance_says_which_file_and_row_a_record_came_from(whole: Snapshot) -> None:
    rows = pq.read_table(whole.folder / "provenance" / "work_group.parquet").to_pylist()
    flood = [row for row in rows if row["group_id"] == "wrFlood"]
    names = {one.sha256: one.name for one in whole.manifest.inputs}
    assert sorted((names[row["file"]], row["row"]) for row in flood) == [("groups.jsonl", 1), ("工作群.xlsx", 1)]


def test_every_note_has_words_in_both_languages(whole: Snapshot, tmp_path: Path) -> None:
    lonely = imported([archive("alone.jsonl")], tmp_path / "alone").snapshot
    for language in LANGUAGES:
        say = Translator(language)
        for note in (*whole.manifest.notes, *lonely.manifest.notes):
            assert say(note.code, **notes.spoken(note.facts, say))


@pytest.mark.parametrize(
    ("change", "code"),
    [({"zone": "Asia/Tokyo"}, "zone-differs"), ({"key": b"another key of 32 bytes or so..."}, "key-differs")],
)
def test_another_zone_or_key_is_refused(tmp_path: Path, whole: Snapshot, change: dict[str, object], code: str) -> None:
    with pytest.raises(UserProblem) as caught:
        build([archive("new.jsonl")], into=tmp_path / "whole", **({"key": KEY} | change))  # type: ignore[arg-type]
    assert caught.value.code == code


def test_nothing_to_import_is_said_and_leaves_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(UserProblem) as caught:
        imported([], tmp_path / "d")
    assert caught.value.code == "nothing-to-import"
    assert not is_dataset(tmp_path / "d")


def test_small_parts_hold_the_same_rows_and_no_group_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = imported([archive(rows=messages(400, groups=40))], tmp_path / "plain").snapshot
    monkeypatch.setattr("jianfu.dataset.assemble.part_count", lambda rows: 8)
    split = imported([archive(rows=messages(400, groups=40))], tmp_path / "split").snapshot
    assert len(split.files("message")) == len(split.files("membership")) == len(split.files("photo")) == 8
    key = [(column, "ascending") for column in TABLES["message"].key]
    assert split.read("message").sort_by(key).equals(plain.read("message"))
    where: dict[str, set[int]] = {}
    for table in ("message", "membership", "photo"):
        for at, path in enumerate(split.files(table)):
            for group in pq.read_table(path)["group_id"].to_pylist():
                where.setdefault(group, set()).add(at)
    assert all(len(parts) == 1 for parts in where.values())


def test_a_batch_of_another_column_order_means_the_same(tmp_path: Path) -> None:
    one = batch("message", messages(5))
    turned = Batch("message", one.rows.select(list(reversed(one.rows.column_names))))
    ids = {
        imported([reading("x", "wecom", [piece])], tmp_path / str(at)).snapshot.snapshot_id
        for at, piece in enumerate((one, turned))
    }
    assert len(ids) == 1
