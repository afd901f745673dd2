"""The look (感知指纹) of a picture: numbers by which it is known again after compression, scaling, cropping, turning.

A picture becomes a plate of 256 x 256 grey values, whatever its shape. Of the plate are kept:

quality   0 to 100, how much there is to see: the share of the plate that has edges; dark, blank and blurred ones are
          near 0
hash      the signs of the 16 x 16 lowest frequencies (cosine transform, constant left out) as 256 bits. A sign needs no
          threshold: mirroring flips the odd frequencies and turning exchanges rows and columns, so the eight ways a
          picture can lie are had from the bits alone, without the picture
points    up to 64 places that stand out, each with the 63 signs of the cosine transform of its surroundings: what is
          left of a picture when its border is cut off or it is tilted, and what tells forms with other entries apart

After PDQ (Meta, 2019: signs of the lowest frequencies against their median, 256 bits) and after keypoints with binary
descriptors (ORB, Rublee et al. 2011); signs instead of medians and of pairs of places are ours.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

SIDE = 256
BITS_SIDE = 16
WORDS = 4
"""A hash is four words of 64 bits; row r of the frequencies is bits 16 (r mod 4) ... of word r // 4."""
POINTS = 64
PATCH = 33
"""Odd, so that a mirrored patch covers what the patch covered."""
PATCH_SIDE = 8
MARGIN = PATCH // 2
APART = 9
"""Places around a point in which no other is kept: what is one thing stays one point at another size, and a row of
windows does not use up the points that people and heaps need."""
STRIP = 32
"""Rows or columns blurred at once: wide enough for the multiplication to be quick, narrow enough to skip most zeros."""
FINE, COARSE = 1.6, 4.0
"""Blurs whose difference makes a place stand out, in places of the plate."""
EDGE = 6.0
"""Grey values by which neighbours on the blurred plate differ where there is an edge to see."""
FULL_SHARE = 0.25
"""A share of edges that counts as 100."""

Floats = npt.NDArray[np.float32]
Words = npt.NDArray[np.uint64]


class Look(NamedTuple):
    """``hash``: four words; ``places``: (n, 2) column and row on the plate; ``signs``: n words."""

    quality: int
    hash: Words
    places: npt.NDArray[np.uint8]
    signs: Words


def look_of(plate: Floats) -> Look:
    """The look of a plate, (256, 256) grey values from 0 to 255."""
    fine = _blurred(plate, FINE)
    places = _standing_out(fine - _blurred(plate, COARSE))
    return Look(_quality(fine), _hash(plate), places.astype(np.uint8), _signs(fine, places))


def _quality(fine: Floats) -> int:
    across = np.abs(fine[:, 2:] - fine[:, :-2])[1:-1]
    down = np.abs(fine[2:, :] - fine[:-2, :])[:, 1:-1]
    share = float(np.mean(np.maximum(across, down) > EDGE))
    return min(100, round(100 * share / FULL_SHARE))


def _hash(plate: Floats) -> Words:
    found = _base() @ plate @ _base().T
    return _packed((found > 0).reshape(WORDS, 64))


def _packed(bits: npt.NDArray[np.bool_]) -> Words:
    """The last axis, 64 long, as one word; its first bit is the lowest."""
    return np.packbits(bits, axis=-1, bitorder="little").view("<u8")[..., 0].astype(np.uint64)


@cache
def _base() -> Floats:
    """Cosines 1 to 16 over the plate."""
    phase = (np.arange(SIDE) + 0.5) / SIDE
    return np.cos(np.pi * np.arange(1, BITS_SIDE + 1)[:, None] * phase).astype(np.float32)


@cache
def _blur(sigma: float) -> Floats:
    """The matrix that blurs a column; the plate goes on at its edge as it ends there."""
    reach = np.arange(-int(3 * sigma) - 1, int(3 * sigma) + 2)
    weights = np.exp(-(reach**2) / (2 * sigma**2))
    matrix = np.zeros((SIDE, SIDE), np.float32)
    for row in range(SIDE):
        np.add.at(matrix[row], np.clip(row + reach, 0, SIDE - 1), weights / weights.sum())
    return matrix


def _blurred(plate: Floats, sigma: float) -> Floats:
    """In strips, for which only the rows and columns within reach are multiplied: the rest of the matrix is zeros."""
    matrix, reach = _blur(sigma), int(3 * sigma) + 1
    down, both = np.empty_like(plate), np.empty_like(plate)
    strips = [(at, max(0, at - reach), at + STRIP, min(SIDE, at + STRIP + reach)) for at in range(0, SIDE, STRIP)]
    for at, low, end, high in strips:
        np.matmul(matrix[at:end, low:high], plate[low:high], out=down[at:end])
    for at, low, end, high in strips:
        np.matmul(down[:, low:high], matrix[at:end, low:high].T, out=both[:, at:end])
    return both


def _standing_out(response: Floats) -> npt.NDArray[np.int64]:
    """The strongest places that differ from all around them, column and row; no two closer than ``APART``."""
    strength = np.abs(response)
    inner = strength[MARGIN : SIDE - MARGIN, MARGIN : SIDE - MARGIN]
    around = strength[MARGIN - APART : SIDE - MARGIN + APART, MARGIN - APART : SIDE - MARGIN + APART]
    highest = (inner == _most_around(_most_around(around).T).T) & (inner > EDGE / 2)
    rows, columns = np.divmod(np.flatnonzero(highest), inner.shape[1])
    found = inner[rows, columns]
    wide = 2 * APART + 1
    as_high = sliding_window_view(around, (wide, wide))[rows, columns] == found[:, None, None]
    alone = np.flatnonzero(as_high.sum(axis=(1, 2)) == 1)
    chosen = alone[np.argsort(-found[alone], kind="stable")[:POINTS]]
    return np.stack([columns[chosen] + MARGIN, rows[chosen] + MARGIN], axis=1)


def _most_around(values: Floats) -> Floats:
    """The highest of each row and the twice ``APART`` below it."""
    wide, reach = 2 * APART + 1, 1
    while 2 * reach <= wide:
        values = np.maximum(values[:-reach], values[reach:])
        reach *= 2
    return np.asarray(np.maximum(values[: len(values) - wide + reach], values[wide - reach :]))


def _signs(fine: Floats, places: npt.NDArray[np.int64]) -> Words:
    """The signs of all frequencies of the surroundings up to 7 x 7, the constant left out."""
    corners = places - MARGIN
    patches = sliding_window_view(fine, (PATCH, PATCH))[corners[:, 1], corners[:, 0]]
    base = _patch_base()
    bits = (base @ (patches @ base.T) > 0).reshape(len(places), PATCH_SIDE**2)
    bits[:, 0] = False
    return _packed(bits)


@cache
def _patch_base() -> Floats:
    """Cosines 0 to 7 over a patch that is symmetric about its point."""
    phase = (np.arange(PATCH) + 0.5) / PATCH
    return np.stack([np.cos(np.pi * frequency * phase) for frequency in range(PATCH_SIDE)]).astype(np.float32)
