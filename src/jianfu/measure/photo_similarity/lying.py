"""The eight ways a picture can lie (镜像与旋转), told from the bits of its look; the picture is not needed."""

import numpy as np
import numpy.typing as npt

WAYS = 8
"""0 as it is; bit 0: mirrored left to right, bit 1: top to bottom, both after bit 2: rows and columns exchanged."""
LAST = 255
"""The last column and row of a plate."""

Words = npt.NDArray[np.uint64]
_HASH_COLUMNS, _HASH_ROWS = np.uint64(0x5555_5555_5555_5555), np.uint64(0x0000_FFFF_0000_FFFF)
"""Bits of the odd frequencies; the first of each row of 16, and the first row, are frequency 1."""
_SIGN_COLUMNS, _SIGN_ROWS = np.uint64(0xAAAA_AAAA_AAAA_AAAA), np.uint64(0xFF00_FF00_FF00_FF00)
"""The same of the signs of a point, which begin with frequency 0."""


def ways_of_hashes(hashes: Words) -> Words:
    """(n, 4) -> (8, n, 4): the hash of each picture as if it lay in each way."""
    return _ways(hashes, _exchanged(hashes, 16), _HASH_COLUMNS, _HASH_ROWS)


def ways_of_signs(signs: Words) -> Words:
    """n signs of points -> (8, n)."""
    return _ways(signs, _exchanged(signs[:, None], 8)[:, 0], _SIGN_COLUMNS, _SIGN_ROWS)


def ways_of_places(places: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    """(n, 2) columns and rows -> (8, n, 2)."""
    found = np.empty((WAYS, *places.shape), np.int32)
    for way in range(WAYS):
        found[way] = places[:, ::-1] if way & 4 else places
        if way & 1:
            found[way, :, 0] = LAST - found[way, :, 0]
        if way & 2:
            found[way, :, 1] = LAST - found[way, :, 1]
    return found


def _ways(plain: Words, exchanged: Words, columns: np.uint64, rows: np.uint64) -> Words:
    found = np.empty((WAYS, *plain.shape), np.uint64)
    for way in range(WAYS):
        found[way] = exchanged if way & 4 else plain
        if way & 1:
            found[way] ^= columns
        if way & 2:
            found[way] ^= rows
    return found


def _exchanged(words: Words, side: int) -> Words:
    """Rows of words that hold a square of bits, rows and columns exchanged."""
    bits = np.unpackbits(np.ascontiguousarray(words.astype("<u8")).view(np.uint8), axis=-1, bitorder="little")
    square = bits.reshape(len(words), side, side).transpose(0, 2, 1).reshape(len(words), -1)
    return np.packbits(square, axis=-1, bitorder="little").view("<u8").astype(np.uint64)
