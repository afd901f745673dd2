"""An eighth of a plain JPEG is what Pillow reads; whatever is not plain, or damaged, is left to Pillow."""

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import plain_jpegs
import pytest
from PIL import Image
from plain_jpegs import KINDS, SAMPLINGS, compared, jpeg, pillows

from jianfu.base.errors import SourceProblem
from jianfu.sources.pictures import BYTES_LARGE, decode, eighth
from jianfu.sources.pictures.eighth import eighth_of
from jianfu.sources.pictures.walk import BOTH_LEAST


def ours(data: bytes):
    return eighth_of(data, Image.open(io.BytesIO(data)).size)


def large(**more) -> bytes:
    return jpeg((2048, 2050), 2, 70, **more)


@pytest.mark.parametrize("more", [{}, {"optimize": True}, {"restart_marker_blocks": 1}, {"restart_marker_rows": 1}])
def test_every_plain_jpeg_is_read_as_pillow_reads_it(more) -> None:
    for size, sampling, quality in KINDS:
        data = jpeg(size, sampling, quality, **more)
        theirs = pillows(data)
        assert theirs is not None
        assert np.array_equal(ours(data), theirs[1]), (size, sampling, quality)


@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_two_walkers_read_what_one_reads(sampling) -> None:
    data = jpeg((600, 400), sampling, 90)
    assert len(data) > 2 * BOTH_LEAST
    assert np.array_equal(ours(data), pillows(data)[1])


def test_what_is_not_plain_is_left_to_pillow() -> None:
    plain = jpeg((64, 64), 2, 80)
    image = Image.open(io.BytesIO(plain))
    for kind, more in (("RGB", {"progressive": True}), ("CMYK", {}), ("RGB", {"keep_rgb": True})):
        stream = io.BytesIO()
        image.convert(kind).save(stream, "JPEG", **more)
        assert ours(stream.getvalue()) is None, (kind, more)
    adobe = plain[:2] + b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00" + plain[2:]
    filled = plain[:2] + b"\xff" + plain[2:]
    for odd in (adobe, filled, plain[:-2], plain[:-2] + b"\x00\xff\xd9", plain[: len(plain) // 2], b"", b"\xff\xd8"):
        assert eighth_of(odd, (64, 64)) is None
    assert eighth_of(plain, (64, 65)) is None
    assert eighth_of(plain + b"more", (64, 64)) is not None


def test_damaged_jpegs_are_left_to_pillow_or_read_as_it_reads_them() -> None:
    left, same = compared(400, 1)
    assert left > 100
    assert same > 20


@pytest.mark.slow
def test_no_index_leaves_its_array_whatever_the_data_say(tmp_path) -> None:
    script = str(Path(plain_jpegs.__file__))
    done = subprocess.run(
        [sys.executable, script, "4000", "2", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[1]) > 200


def test_a_large_photo_is_decoded_here_and_a_damaged_one_by_pillow_to_the_same_end(tmp_path, monkeypatch) -> None:
    exif = Image.Exif()
    exif.get_ifd(decode.CAMERA_BLOCK)[decode.TAKEN] = "2026:08:01 09:30:00"
    whole, path = large(exif=exif), tmp_path / "photo.jpg"
    assert len(whole) > BYTES_LARGE
    read = []
    monkeypatch.setattr(eighth, "eighth_of", lambda data, size: read.append(eighth_of(data, size)) or read[-1])
    path.write_bytes(whole)
    found = decode.decode(path)
    assert (found.width, found.height, found.taken_on) == (2048, 2050, date(2026, 8, 1))
    monkeypatch.setattr(decode, "BYTES_LARGE", len(whole) + 1)
    assert np.array_equal(decode.decode(path).plate, found.plate)
    monkeypatch.undo()
    path.write_bytes(whole[:-100])
    with pytest.raises(SourceProblem, match="picture-truncated"):
        decode.decode(path)
    assert [one is None for one in read] == [False]
