"""JPEGs of all plain kinds, whole and damaged, and what Pillow makes of an eighth of them.

    python plain_jpegs.py CASES SEED FOLDER

compares damaged ones with the bounds of every index of the kernels checked; their machine code goes to the folder.
"""

import io
import os
import sys
from itertools import product

import numpy as np
from PIL import Image

SIZES = ((8, 8), (9, 63), (100, 17), (264, 136), (255, 257))
SAMPLINGS = ("grey", 0, 1, 2, (1, 2), (4, 1), (1, 4))
"""As Pillow numbers them, or the grey blocks of a unit across and down."""
KINDS = tuple(product(SIZES, SAMPLINGS, (30, 80, 98)))


def jpeg(size, sampling, quality, **more) -> bytes:
    """A picture with much grain, whose blocks are of all lengths: the left side is smooth."""
    rng = np.random.default_rng([*size, quality])
    wide, high = size
    colours = rng.integers(0, 256, (high, wide, 3)) * np.linspace(0, 1, wide)[None, :, None] ** 3
    shades = np.linspace(0, 255, high)[:, None, None] * np.array([1, 0.5, 0.8])
    image = Image.fromarray(np.clip(colours + shades, 0, 255).astype(np.uint8))
    if sampling == "grey":
        image = image.convert("L")
    else:
        more["subsampling"] = sampling if isinstance(sampling, int) else sampling[0] * sampling[1] // 2
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality, **more)
    data = stream.getvalue()
    return resampled(data, *sampling) if isinstance(sampling, tuple) else data


def resampled(data: bytes, wide: int, high: int) -> bytes:
    """The same units told to lie otherwise, their grey blocks ``wide`` and ``high``: Pillow writes no such file itself."""
    at = data.index(b"\xff\xc0") + 5
    size = int.from_bytes(data[at + 2 : at + 4]), int.from_bytes(data[at : at + 2])
    across, down = (-(-side // (8 * blocks)) for side, blocks in zip(size, divmod(data[at + 6], 16), strict=True))
    told = bytearray(data)
    told[at : at + 4] = (8 * high * down).to_bytes(2) + (8 * wide * across).to_bytes(2)
    told[at + 6] = 16 * wide + high
    return bytes(told)


def pillows(data: bytes):
    """The grey eighth, or None where Pillow refuses the file."""
    try:
        image = Image.open(io.BytesIO(data), formats=["JPEG", "MPO"])
        size = image.size
        image.draft("L", (1, 1))
        grey = np.asarray(image)
    except (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, EOFError):
        return None
    return size, grey


def damaged(data: bytes, rng: np.random.Generator) -> bytes:
    hurt = bytearray(data)
    for _ in range(rng.integers(1, 4)):
        at = int(rng.integers(2, len(hurt)) if rng.random() < 0.7 else rng.integers(2, min(700, len(hurt))))
        match rng.integers(5):
            case 0:
                hurt[at] = rng.integers(256)
            case 1:
                hurt[at] ^= 1 << rng.integers(8)
            case 2:
                del hurt[at : at + int(rng.integers(1, 40))]
            case 3:
                hurt[at:at] = rng.bytes(int(rng.integers(1, 9)))
            case _:
                hurt[at : at + 1] = bytes([0xFF, rng.choice([0, 0xD0, 0xD3, 0xD9, 0xDA, 0xC4, 0xFF])])
        if len(hurt) < 4:
            break
    if rng.random() < 0.15:
        hurt = hurt[: int(rng.integers(2, len(hurt) + 1))]
    return bytes(hurt)


def compared(cases: int, seed: int) -> tuple[int, int]:
    """How many damaged files were left to Pillow, and how many read to the same pixels; stops at any that differ."""
    from jianfu.sources.pictures.eighth import eighth_of  # noqa: PLC0415 - after the bounds are asked for

    rng = np.random.default_rng(seed)
    whole = [jpeg((200, 120), sampling, quality, **more) for sampling in ("grey", 0, 2) for quality in (40, 95)
             for more in ({}, {"optimize": True}, {"restart_marker_blocks": 3})]  # fmt: skip
    left = same = 0
    for case in range(cases):
        data = damaged(whole[rng.integers(len(whole))], rng)
        theirs = pillows(data)
        size = theirs[0] if theirs else (200, 120)
        ours = eighth_of(data, size)
        if ours is None:
            left += 1
        elif theirs is not None and ours.shape == theirs[1].shape and (ours == theirs[1]).all():
            same += 1
        else:
            raise AssertionError((case, seed, theirs is None))
    return left, same


if __name__ == "__main__":
    os.environ["NUMBA_BOUNDSCHECK"] = "1"
    from jianfu.base import machine_code

    machine_code._folder = lambda module: sys.argv[3]
    sys.stdout.write("{} {}".format(*compared(int(sys.argv[1]), int(sys.argv[2]))))
