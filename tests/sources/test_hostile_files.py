import gzip
import struct
import zipfile
import zlib

import pytest
from read_files import read, write_book, write_csv

from jianfu.base.errors import Problem, SourceProblem, UserProblem
from jianfu.base.i18n import LANGUAGES, Translator
from jianfu.sources import guard, lines, workbook
from jianfu.sources.batch import Batch
from jianfu.sources.child import Child
from jianfu.sources.recognise import ReadOptions, find_files, open_all, open_source

ROWS = [["群名称", "主办单位", "建群日期"], ["一群", "县水利局", "2026.3.1"]]


def honest(tmp_path):
    return write_book(tmp_path / "honest.xlsx", {"表": ROWS})


def altered(tmp_path, part, change, *, name="bad.xlsx"):
    """The honest workbook with one part changed."""
    source = honest(tmp_path)
    path = tmp_path / name
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry == part else data)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def refused(path) -> str:
    with pytest.raises(Problem) as caught:
        read(path)
    for language in LANGUAGES:
        assert path.name in Translator(language).problem(caught.value)
    return caught.value.code


def still_reads(tmp_path) -> bool:
    return len(read(honest(tmp_path)).tables["work_group"]) == 1


def test_a_bomb_is_refused_by_the_sizes_it_states(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(guard, "FREE_BYTES", 2_000_000)
    path = altered(tmp_path, SHEET, lambda data: data.replace(b"</sheetData>", b"</sheetData>" + b" " * 3_000_000))
    assert refused(path) == "archive-explodes"


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path) -> None:
    path = altered(tmp_path, SHEET, lambda data: data + b" " * 3_000_000)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = struct.pack("<I", archive.getinfo(SHEET).file_size)
    path.write_bytes(bytes(raw).replace(size, struct.pack("<I", 1000)))
    assert refused(path) == "file-truncated"


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_refused(tmp_path, declaration) -> None:
    path = altered(tmp_path, SHEET, lambda data: data.replace(b"<worksheet", declaration + b"<worksheet", 1))
    assert refused(path) == "xml-entities"


@pytest.mark.parametrize("cell", [b"XFD1048576", b"AAA1", b"xfd9", b"A99999999"])
@pytest.mark.parametrize("quote", [b'"', b"'"])
def test_a_cell_beyond_all_limits_is_refused_before_it_is_parsed(tmp_path, cell, quote) -> None:
    far = b"<row r=" + quote + b"9" + quote + b"><c r=" + quote + cell + quote + b"><v>1</v></c></row></sheetData>"
    assert refused(altered(tmp_path, SHEET, lambda data: data.replace(b"</sheetData>", far))) == "sheet-too-large"


def test_an_empty_formatted_cell_far_away_harms_nothing(tmp_path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    found = read(altered(tmp_path, SHEET, lambda data: data.replace(b"</sheetData>", far)))
    assert len(found.tables["work_group"]) == 1


def test_a_workbook_that_kills_its_reader_costs_only_itself(tmp_path) -> None:
    far = b'<row r="1048576"><c r="ZZ1048576"><v>1</v></c></row></sheetData>'
    path = altered(tmp_path, SHEET, lambda data: data.replace(b"</sheetData>", far))
    assert refused(path) in ("file-kills-reader", "file-too-large")
    assert still_reads(tmp_path)


@pytest.mark.parametrize("module", ["jianfu.sources.workbook_child", "jianfu.sources.pictures.child"])
def test_a_reader_that_died_before_it_was_asked_costs_only_one_file(tmp_path, monkeypatch, module) -> None:
    child = Child(module)
    process = child._running()
    process.kill()
    process.wait()
    monkeypatch.setattr(process, "poll", lambda: None)  # not yet known to be dead
    path = honest(tmp_path)
    with pytest.raises(SourceProblem, match="file-kills-reader"):
        child.frames(path, 60)
    assert child.frames(path, 60)
    child.close()


def test_a_workbook_that_takes_too_long_is_left(tmp_path) -> None:
    path = write_book(tmp_path / "slow.xlsx", {"表": [ROWS[0], *[ROWS[1]] * 3000]})
    with pytest.raises(SourceProblem, match="file-too-slow"):
        workbook.read_workbook(path, seconds_limit=0.001)
    assert still_reads(tmp_path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_told(tmp_path, share) -> None:
    data = honest(tmp_path).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    assert refused(path) == "file-truncated"


def test_a_damaged_part_is_told(tmp_path) -> None:
    path = altered(tmp_path, SHEET, lambda data: data[: len(data) // 2])
    found_or_refused = refused_or_read(path)
    assert found_or_refused in ("file-unreadable", "read")
    assert still_reads(tmp_path)


def refused_or_read(path) -> str:
    try:
        read(path)
    except SourceProblem as problem:
        return problem.code
    return "read"


def test_a_workbook_under_a_password_is_told(tmp_path) -> None:
    path = tmp_path / "secret.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    )
    assert refused(path) == "workbook-password"


def test_an_old_workbook_of_rubbish_is_told(tmp_path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20)
    assert refused(path) in ("file-unreadable", "file-kills-reader")
    assert still_reads(tmp_path)


def test_a_huge_cell_goes_to_quarantine_and_its_row_is_kept(tmp_path) -> None:
    found = read(write_csv(tmp_path / "a.csv", "群名称,主办单位,用途\n一群,县水利局," + "长" * 100_001))
    assert [(cell.column, cell.code, len(cell.value)) for cell in found.quarantined] == [
        ("purpose", "cell-too-long", 80)
    ]
    assert found.tables["work_group"][0]["purpose"] is None


def test_a_cell_without_end_is_told(tmp_path) -> None:
    path = write_csv(tmp_path / "a.csv", '群名称,主办单位\n一群,"' + "x" * 11_000_000)
    assert refused(path) == "cell-without-end"


def test_the_rows_before_a_cell_without_end_are_kept(tmp_path) -> None:
    path = write_csv(tmp_path / "a.csv", '群名称,主办单位\n一群,县水利局\n二群,"' + "x" * 11_000_000)
    pieces = open_source(path, ReadOptions()).batches
    assert [piece.rows["name"].to_pylist() for piece in until_it_breaks(pieces) if isinstance(piece, Batch)] == [
        ["一群"]
    ]


def until_it_breaks(pieces):
    with pytest.raises(SourceProblem, match="cell-without-end"):
        while True:
            yield next(pieces)


WECOM = '{"msgid":"%s","action":"send","from":"a","roomid":"r","msgtime":%s,"msgtype":"text","text":{"content":"x"}}'


@pytest.mark.parametrize(
    "line", ["[" * 100_000, '{"a":' * 100_000, WECOM % ("m", "1" + "0" * 30), WECOM % ("m", "1e300")]
)
def test_a_line_no_decoder_or_column_can_hold_goes_to_quarantine(tmp_path, line) -> None:
    good = WECOM % ("m1", 1_767_312_000_000)
    found = read(write_csv(tmp_path / "a.jsonl", f"{good}\n{line}\n{good.replace('m1', 'm2')}\n"))
    assert [row["message_id"] for row in found.tables["message"]] == ["m1", "m2"]
    assert [cell.row for cell in found.quarantined] == [2]


def test_a_day_of_slack_nested_without_end_costs_only_itself(tmp_path) -> None:
    path = tmp_path / "slack.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("channels.json", '[{"id": "C1", "name": "general", "members": ["U1"]}]')
        archive.writestr("users.json", '[{"id": "U1"}]')
        archive.writestr("general/2026-01-01.json", "[" * 100_000)
        archive.writestr("general/2026-01-02.json", '[{"user": "U1", "text": "hi", "ts": "1767312000.000100"}]')
    found = read(path)
    assert [row["text"] for row in found.tables["message"]] == ["hi"]
    assert [cell.code for cell in found.quarantined] == ["json-broken"]


@pytest.mark.parametrize(
    "page",
    [
        "<html><table>" + "<tr><td rowspan=1000 colspan=1000>x</td>" * 20 + "</table>",
        "<html>" + "<table><tr><td>" * 2000,
    ],
)
def test_a_page_that_spreads_without_end_is_refused_in_time(tmp_path, page) -> None:
    assert refused(write_csv(tmp_path / "a.xls", page)) == "file-too-large"


def test_a_table_inside_a_cell_of_another_is_found(tmp_path) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    found = read(write_csv(tmp_path / "a.xls", f"<html><table><tr><td><table>{rows}</table></td></tr></table></html>"))
    assert [row["name"] for row in found.tables["work_group"]] == ["一群"]


def test_a_row_without_end_is_read_in_time(tmp_path) -> None:
    found = read(
        write_csv(
            tmp_path / "a.csv",
            "群名称,主办单位,建群日期" + ",列" * 300_000 + "\n一群,县水利局,2026.3.1" + ",x" * 300_000,
        )
    )
    assert found.tables.get("work_group", [{"name": "一群"}])[0]["name"] == "一群"


def test_one_unreadable_file_does_not_stop_the_others(tmp_path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    opened = list(open_all([tmp_path / "empty.csv", honest(tmp_path)], ReadOptions()))
    assert isinstance(opened[0], SourceProblem)
    assert opened[1].file.kind == "ledger"


def test_a_document_is_told_since_it_may_hold_a_ledger(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\n")
    (tmp_path / "c.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500)
    (tmp_path / "d.jpg").write_bytes(b"\xff\xd8\xff")
    opened = list(open_all(find_files([tmp_path]), ReadOptions()))
    assert [problem.code for problem in opened] == ["file-is-document"] * 3


def test_a_folder_without_anything_to_read_is_told(tmp_path) -> None:
    with pytest.raises(UserProblem, match="no-files"):
        find_files([tmp_path])


def test_packed_lines_that_swell_without_end_are_left(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(lines, "GZIP_FREE_BYTES", 1 << 20)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"msgid":"a","action":"send"}\n' + b"\n" * 10_000_000, 9))
    assert refused(path) == "archive-explodes"


def test_an_archive_of_too_many_files_is_left(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(guard, "ENTRIES_LIMIT", 3)
    assert refused(altered(tmp_path, SHEET, lambda data: data, name="many.zip")) == "archive-too-many"


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.jsonl", "a.zip"])
def test_an_empty_file_is_told_whatever_its_name(tmp_path, name) -> None:
    (tmp_path / name).write_bytes(b"")
    assert refused(tmp_path / name) == "file-empty"


def test_what_is_no_file_is_the_users_problem(tmp_path) -> None:
    for path, code in ((tmp_path / "none.csv", "path-missing"), (tmp_path, "path-is-folder")):
        with pytest.raises(UserProblem, match=code):
            open_source(path, ReadOptions())
    with pytest.raises(UserProblem, match="zone-unknown"):
        open_source(honest(tmp_path), ReadOptions(zone="Mars/Olympus"))


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 50, zlib.compress(b"x" * 1000), b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 300, b"\0" * 5000]
)
def test_what_is_neither_text_nor_workbook_is_told(tmp_path, data) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert refused(path) in ("file-unknown", "file-empty")
