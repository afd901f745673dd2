"""All pairs of 256-bit hashes that differ in few bits (多索引哈希): exact, without comparing all with all.

Of 16 pieces of 16 bits at least one differs in at most one bit where no more than 31 bits differ in all (pigeonhole;
Norouzi, Punjani and Fleet 2012). So for each piece only hashes whose piece is the same or one bit off are compared.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import inlined, kernel
from jianfu.base.errors import Defect
from jianfu.measure.bits import bits_set
from jianfu.measure.photo_similarity.lying import WAYS, ways_of_hashes

PIECES, PIECE_BITS = 16, 16
MOST = 2 * PIECES - 1
FIRST_ROOM = 1 << 16

Words = npt.NDArray[np.uint64]
Longs = npt.NDArray[np.int64]
Found = npt.NDArray[np.int32]
"""(n, 4): first and second picture (first < second), the way the second lies, bits that differ."""


def near_pairs(hashes: Words, most: int = MOST, *, turned: bool = False) -> Found:
    """Every pair of rows of ``hashes`` (n, 4) that differ in at most ``most`` (up to 31) bits, in order.

    ``turned``: also as if the second were mirrored or turned; a pair then stands there once for each way it is near.
    """
    if not 0 <= most <= MOST:
        raise Defect("photo-distance", most=most)
    ways = ways_of_hashes(hashes) if turned else hashes[None]
    tasks = [(way, piece) for way in range(WAYS if turned else 1) for piece in range(PIECES)]
    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        parts = list(pool.map(partial(_near_by_piece, hashes, ways, most), tasks))
    found = np.concatenate(parts)
    return found[np.lexsort((found[:, 2], found[:, 1], found[:, 0]))]


def _near_by_piece(hashes: Words, ways: Words, most: int, task: tuple[int, int]) -> Found:
    way, piece = task
    left, right = _filed(hashes, piece), _filed(ways[way], piece)
    found = np.empty((FIRST_ROOM, 4), np.int32)
    count = _compare(left, right, (most, piece, way), found)
    if count > len(found):
        found = np.empty((count, 4), np.int32)
        _compare(left, right, (most, piece, way), found)
    return found[:count]


Filed = tuple[Words, Found, Longs]


def _filed(hashes: Words, piece: int) -> Filed:
    """The hashes in order of one piece, which they are, and where each value of the piece begins."""
    keys = ((hashes[:, piece // 4] >> np.uint64(16 * (piece % 4))) & np.uint64(0xFFFF)).astype(np.uint16)
    order = np.argsort(keys, kind="stable")
    starts = np.zeros((1 << PIECE_BITS) + 1, np.int64)
    np.cumsum(np.bincount(keys, minlength=1 << PIECE_BITS), out=starts[1:])
    return hashes[order], order.astype(np.int32), starts


@kernel
def _compare(left: Filed, right: Filed, asked: tuple[int, int, int], found: Found) -> int:
    """Fills ``found`` and returns how many there are, even where they are more than it holds."""
    most, piece, way = asked
    radius = 1 if most >= PIECES else 0
    count = 0
    for key in range(1 << PIECE_BITS):
        if left[2][key] == left[2][key + 1]:
            continue
        for step in range(-1, PIECE_BITS if radius else 0):
            other = key if step < 0 else key ^ (1 << step)
            if way == 0 and other < key:
                continue  # as they lie, two pictures meet in both orders; once is enough
            for a in range(left[2][key], left[2][key + 1]):
                first = left[1][a]
                w0, w1, w2, w3 = left[0][a, 0], left[0][a, 1], left[0][a, 2], left[0][a, 3]
                begin = a + 1 if way == 0 and other == key else right[2][other]
                for b in range(begin, right[2][other + 1]):
                    bits = bits_set(w0 ^ right[0][b, 0]) + bits_set(w1 ^ right[0][b, 1])
                    if bits > most:
                        continue
                    bits += bits_set(w2 ^ right[0][b, 2]) + bits_set(w3 ^ right[0][b, 3])
                    second = right[1][b]
                    wanted = bits <= most and (way == 0 or first < second)
                    if wanted and _is_first(left[0][a], right[0][b], piece, radius):
                        if count < len(found):
                            found[count, 0], found[count, 1] = min(first, second), max(first, second)
                            found[count, 2], found[count, 3] = way, bits
                        count += 1
    return count


@inlined
def _is_first(one: Words, two: Words, piece: int, radius: int) -> bool:
    """No earlier piece would have led to this pair."""
    first = True
    for earlier in range(piece):
        differing = ((one[earlier // 4] ^ two[earlier // 4]) >> np.uint64(16 * (earlier % 4))) & np.uint64(0xFFFF)
        first &= bits_set(differing) > radius
    return first
