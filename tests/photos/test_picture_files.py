"""Picture files: what is taken from them, what is set aside and why, and that no name of a file stays."""

import hashlib
import struct
import zlib
from datetime import date

import pytest
from drawn import picture
from PIL import Image

from jianfu.base.errors import SourceProblem
from jianfu.simulate.photos.edits import as_jpeg
from jianfu.sources.batch import Batch, Quarantined
from jianfu.sources.folder import find_files
from jianfu.sources.options import ReadOptions
from jianfu.sources.pictures.decode import CAMERA_BLOCK, TAKEN, decode
from jianfu.sources.pictures.read import see_all
from jianfu.sources.recognise import open_all


def jpeg(**more) -> bytes:
    return as_jpeg(picture("yard", 1, 1), 80, **more)


def with_day(text) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(CAMERA_BLOCK)[TAKEN] = text
    exif.get_ifd(0x8825)[1] = "N"
    exif[271] = "Camera of 张三"
    return jpeg(exif=exif)


def bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 60,000 pixels wide and high."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def read(folder):
    (reading,) = open_all(find_files([folder]), ReadOptions())
    pieces = list(reading.batches)
    rows = [row for piece in pieces if isinstance(piece, Batch) for row in piece.rows.to_pylist()]
    return reading.file, rows, [piece for piece in pieces if isinstance(piece, Quarantined)]


def test_a_picture_is_known_by_the_name_the_platform_gave_it_or_by_its_bytes(tmp_path) -> None:
    folder = tmp_path / "媒体文件"
    folder.mkdir()
    (folder / f"{'0A' * 16}.jpg").write_bytes(jpeg())
    (folder / "张三入户照片.jpg").write_bytes(with_day("2026:08:01 09:30:00"))
    file, rows, aside = read(folder)
    assert [row["fingerprint"] for row in rows] == sorted(
        ["0a" * 16, hashlib.md5(with_day("2026:08:01 09:30:00")).hexdigest()]
    )
    assert {row["taken_on"] for row in rows} == {None, date(2026, 8, 1)}
    assert all(row["quality"] > 12 and (row["width"], row["height"]) == (640, 480) for row in rows)
    assert not aside
    assert "张三" not in repr((file.name, rows, aside))


def test_what_cannot_be_decoded_is_set_aside_with_its_reason_and_the_rest_is_read(tmp_path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    good = jpeg()
    bad = {
        "a": b"no picture at all",
        "b": good[: len(good) // 2],
        "c": bomb(),
        "d": as_jpeg(picture("yard", 1, 1).resize((20, 20)), 80),
    }
    for name, data in {**bad, "e": good}.items():
        (folder / f"李四{name}.jpg").write_bytes(data)
    _, rows, aside = read(folder)
    assert len(rows) == 1
    assert {piece.value: piece.code for piece in aside} == {
        hashlib.md5(bad["a"]).hexdigest(): "picture-unreadable",
        hashlib.md5(bad["b"]).hexdigest(): "picture-truncated",
        hashlib.md5(bad["c"]).hexdigest(): "picture-too-large",
        hashlib.md5(bad["d"]).hexdigest(): "picture-too-small",
    }


def test_a_picture_that_kills_the_decoder_costs_only_itself(tmp_path, monkeypatch) -> None:
    path, other = tmp_path / "a.jpg", tmp_path / "b.jpg"
    path.write_bytes(jpeg())
    other.write_bytes(jpeg())
    monkeypatch.setattr("jianfu.sources.pictures.read.SECONDS_LIMIT", 0.0)
    late = next(see_all([path]))
    assert isinstance(late, SourceProblem)
    assert late.code == "picture-too-slow"
    monkeypatch.undo()
    assert not any(isinstance(seen, SourceProblem) for seen in see_all([path, other]))


@pytest.mark.parametrize("day", ["0000:00:00 00:00:00", "2026:13:45", "\0" * 20, "x" * 60_000, ""])
def test_a_day_that_makes_no_sense_is_none(tmp_path, day) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(with_day(day))
    assert decode(path).taken_on is None


def test_pictures_among_other_papers_are_left_alone(tmp_path) -> None:
    folder = tmp_path / "台账"
    folder.mkdir()
    (folder / "logo.png").write_bytes(b"")
    (folder / "ledger.csv").write_text("群名称,建群单位\n防汛群,水利局\n")
    assert [path.name for path in find_files([folder])] == ["ledger.csv"]
