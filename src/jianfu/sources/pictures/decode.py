"""A picture file -> its plate of grey values, size and day; only ever called in the child process."""

import re
import struct
import warnings
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFile, UnidentifiedImageError

from jianfu.base.errors import SourceProblem
from jianfu.sources.pictures import BYTES_LARGE
from jianfu.sources.pictures.look import SIDE, Floats

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "MPO")
"""MPO: what some telephones write with a second picture behind the first."""
PIXELS_LIMIT = 150_000_000
PIXELS_LIMIT_WHOLE = 40_000_000
"""Formats that must be unpacked whole; a JPEG is unpacked at an eighth of its size where it is large."""
SIDE_LEAST = 32
GAP = 3.0
TAKEN, CAMERA_BLOCK = 36867, 0x8769
"""DateTimeOriginal, in the Exif block of the camera."""
_DAY = re.compile(r"(\d{4})[:\-.](\d{2})[:\-.](\d{2})")


class Decoded(NamedTuple):
    """What is taken from a file."""

    plate: Floats
    width: int
    height: int
    taken_on: date | None


def decode(path: Path) -> Decoded:
    """Raises ``SourceProblem``: ``picture-unreadable``, ``picture-truncated``, ``-too-large``, ``-too-small``."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = None  # ours are told by format
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=FORMATS) as image:
                return _decoded(image)
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError) as error:
        raise SourceProblem("picture-unreadable") from error
    except (OSError, EOFError, struct.error) as error:
        raise SourceProblem("picture-truncated") from error
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, ZeroDivisionError) as error:
        raise SourceProblem("picture-unreadable") from error


def _decoded(image: ImageFile.ImageFile) -> Decoded:
    width, height = image.size
    limit = PIXELS_LIMIT if image.format in ("JPEG", "MPO") else PIXELS_LIMIT_WHOLE
    if width * height > limit:
        raise SourceProblem("picture-too-large", pixels=width * height, limit=limit)
    if min(width, height) < SIDE_LEAST:
        raise SourceProblem("picture-too-small", pixels=min(width, height), limit=SIDE_LEAST)
    taken_on = _taken_on(image)
    grey = _plain_eighth(image) or _grey(image)
    small = grey.resize((SIDE, SIDE), Image.Resampling.BILINEAR, reducing_gap=GAP)
    return Decoded(np.asarray(small, np.float32), width, height, taken_on)


def _plain_eighth(image: ImageFile.ImageFile) -> Image.Image | None:
    """What ``_grey`` would make of a large plain JPEG, in less than half the time."""
    if image.format not in ("JPEG", "MPO") or min(image.size) < 8 * SIDE or image.fp is None:
        return None
    image.fp.seek(0)  # Pillow goes where it needs to be before it reads on
    data = image.fp.read()
    if len(data) < BYTES_LARGE:
        return None
    from jianfu.sources.pictures.eighth import eighth_of  # noqa: PLC0415 - loads numba, which small pictures do not need

    grey = eighth_of(data, image.size)
    return None if grey is None else Image.fromarray(grey)


def _grey(image: Image.Image) -> Image.Image:
    image.draft("L", (SIDE, SIDE))
    if image.mode in ("RGBA", "LA", "PA", "P"):
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    return image.convert("L")


def _taken_on(image: Image.Image) -> date | None:
    """The day the camera states; where and with what it was taken is never read.

    A block that makes no sense is as good as none: the picture can be seen all the same.
    """
    try:
        stated = image.getexif().get_ifd(CAMERA_BLOCK).get(TAKEN)
        match = _DAY.match(stated) if isinstance(stated, str) else None
        return date(*(int(part) for part in match.groups())) if match else None
    except (OSError, EOFError, SyntaxError, ValueError, TypeError, KeyError, struct.error, OverflowError):
        return None
