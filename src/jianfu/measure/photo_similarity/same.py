"""Which pictures of many are one picture: near hashes or shared points lead to a pair, the points decide."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jianfu.measure.disjoint_sets import join_all, roots
from jianfu.measure.photo_similarity.lying import ways_of_hashes, ways_of_places, ways_of_signs
from jianfu.measure.photo_similarity.near import near_pairs
from jianfu.measure.photo_similarity.points import Agreement, agreement
from jianfu.measure.photo_similarity.sharing import STRONGEST, Points, sharing_pairs
from jianfu.sources.pictures.look import Look

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Bounds:
    """What makes two pictures one; found on drawn scenes and on the sample of real photos (benchmarks/photos.py)."""

    quality: int = 12
    """Pictures with less to see (dark, blank, blurred) are never compared."""
    points: int = 16
    """Nor those with fewer places that stand out."""
    carried: int = 14
    share: float = 0.42
    share_moved: float = 0.65
    share_a_place: float = 0.005
    """Of the points expected, those carried: where the hashes are near; and where only the points are, less for each
    place the map moves a corner, as what was enlarged changes its signs. Two pictures of one place keep its walls, so
    that where hashes cannot help more must agree."""
    blind: int = 1
    """A part of the picture where nothing is as expected: other entries in a form, other people in a place."""
    near_bits: int = 31
    bits: int = 24
    bits_a_place: float = 4.6
    """Bits in which the hashes may differ: to be near; and where they are not, with a map that leaves the corners of
    the plate in place, and for each place it moves one."""


DEFAULT = Bounds()


@dataclass(frozen=True)
class Pair:
    """Two pictures that are one: numbers of the pictures (first < second), how the second lies, and how sure."""

    first: int
    second: int
    way: int
    bits: int
    """In which the hashes differ, the second turned."""
    agreement: Agreement


def clear(looks: Sequence[Look], bounds: Bounds = DEFAULT) -> npt.NDArray[np.bool_]:
    """Which pictures show enough to be compared."""
    return np.array([look.quality >= bounds.quality and len(look.signs) >= bounds.points for look in looks], np.bool_)


def same_pictures(looks: Sequence[Look], bounds: Bounds = DEFAULT) -> list[Pair]:
    """Every pair of pictures found to be one, in order."""
    chosen = np.flatnonzero(clear(looks, bounds))
    if len(chosen) < 2:
        return []
    kept = [looks[at] for at in chosen.tolist()]
    hashes = np.stack([look.hash for look in kept])
    candidates = {tuple(row) for row in near_pairs(hashes, turned=True)[:, :3].tolist()}
    candidates |= {tuple(row) for row in sharing_pairs(_strongest(kept)).tolist()}
    found: dict[tuple[int, int], Pair] = {}
    for first, second, way in sorted(candidates):
        pair = compare(kept[first], kept[second], way)
        if is_same(pair, bounds):
            earlier = found.get((first, second))
            if earlier is None or pair.agreement.carried > earlier.agreement.carried:
                named = Pair(int(chosen[first]), int(chosen[second]), way, pair.bits, pair.agreement)
                found[first, second] = named
    return list(found.values())


def compare(one: Look, other: Look, way: int) -> Pair:
    """Two looks, the other lying in a way; the pair is numbered 0 and 1."""
    places, signs = ways_of_places(other.places)[way], ways_of_signs(other.signs)[way]
    met = Agreement(*agreement(one.places.astype(np.int32), one.signs, places, signs))
    return Pair(0, 1, way, _bits(one, other, way), met)


def is_same(pair: Pair, bounds: Bounds = DEFAULT) -> bool:
    """Whether the numbers of a pair suffice."""
    met = pair.agreement
    moved = max(bounds.share, bounds.share_moved - bounds.share_a_place * met.moved)
    share = bounds.share if pair.bits <= bounds.near_bits else moved
    return (
        met.carried >= max(bounds.carried, share * met.expected)
        and met.blind <= bounds.blind
        and pair.bits <= max(bounds.near_bits, bounds.bits + bounds.bits_a_place * met.moved)
    )


def cluster(count: int, pairs: Sequence[Pair]) -> Longs:
    """For each of ``count`` pictures the smallest number of a picture it hangs together with."""
    parent = np.arange(count, dtype=np.int64)
    ends = np.array([(pair.first, pair.second) for pair in pairs], np.int64).reshape(-1, 2)
    join_all(parent, ends[:, 0], ends[:, 1])
    return roots(parent)


def _bits(one: Look, other: Look, way: int) -> int:
    turned = ways_of_hashes(other.hash[None])[way, 0]
    return int(np.bitwise_count(one.hash ^ turned).sum())


def _strongest(looks: Sequence[Look]) -> Points:
    places = np.concatenate([look.places[:STRONGEST] for look in looks])
    signs = np.concatenate([look.signs[:STRONGEST] for look in looks])
    starts = np.concatenate([[0], np.cumsum([min(STRONGEST, len(look.signs)) for look in looks])])
    return Points(starts.astype(np.int64), ways_of_places(places), ways_of_signs(signs))
