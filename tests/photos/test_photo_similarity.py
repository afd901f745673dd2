"""One picture is known again however it was edited; two pictures of one place, form or poster are not one."""

import itertools

import numpy as np
import pytest
from drawn import chance, edited, look, picture
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.base.errors import Defect
from jianfu.measure.photo_similarity.lying import ways_of_hashes, ways_of_places, ways_of_signs
from jianfu.measure.photo_similarity.near import near_pairs
from jianfu.measure.photo_similarity.same import clear, cluster, same_pictures
from jianfu.sources.pictures.look import look_of
from jianfu.sources.pictures.spelling import hash_text, look_from, points_text

SEEN = ("yard", "meeting", "form", "poster")


@pytest.mark.parametrize("kind", ["same", "recompressed", "resized", "cropped", "mirrored", "turned", "brightened"])
def test_an_edited_picture_is_the_same_picture(kind) -> None:
    pictures = [picture(scene, place, 0) for scene in ("yard", "meeting", "poster") for place in range(4)]
    looks = [look(one) for one in pictures] + [edited(one, kind, at) for at, one in enumerate(pictures)]
    leaders = cluster(len(looks), same_pictures(looks))
    known = sum(leaders[at] == leaders[at + len(pictures)] for at in range(len(pictures)))
    assert known >= len(pictures) - (kind == "cropped")
    assert len(set(leaders.tolist())) >= len(pictures)


def test_a_picture_that_lost_a_tenth_of_its_width_and_height_is_the_same_picture() -> None:
    """Windows come to stand as two points each when they grow; the picture is known all the same."""
    pictures = [picture("yard", place, 0) for place in range(12)]
    cut = [one.crop((at * 5, 44 - at * 4, 576 + at * 5, 476 - at * 4)) for at, one in enumerate(pictures)]
    looks = [look(one) for one in (*pictures, *cut)]
    found = {(pair.first, pair.second) for pair in same_pictures(looks)}
    assert found <= {(at, at + 12) for at in range(12)}
    assert len(found) >= 10


def test_pictures_of_one_place_or_form_on_two_days_are_two() -> None:
    looks = [look(picture(scene, place, moment)) for scene in SEEN for place in range(5) for moment in range(2)]
    assert same_pictures(looks) == []


@pytest.mark.parametrize("kind", ["dark", "blank"])
def test_pictures_that_show_nothing_are_never_compared(kind) -> None:
    looks = [look(picture(kind, 1, moment)) for moment in range(3)] * 2
    assert not clear(looks).any()
    assert same_pictures(looks) == []


def test_the_order_of_pictures_does_not_matter() -> None:
    pictures = [picture("yard", place, 0) for place in range(4)]
    looks = [look(one) for one in pictures] + [edited(one, "turned", 3) for one in pictures]
    order = chance(1).permutation(len(looks))
    plain = {frozenset((pair.first, pair.second)) for pair in same_pictures(looks)}
    mixed = {frozenset((int(order[p.first]), int(order[p.second]))) for p in same_pictures([looks[at] for at in order])}
    assert plain == mixed


def lying(plate, way):
    turned = plate.T if way & 4 else plate
    turned = turned[:, ::-1] if way & 1 else turned
    return np.ascontiguousarray(turned[::-1] if way & 2 else turned)


@pytest.mark.parametrize("way", range(8))
def test_the_bits_tell_how_the_picture_would_look_turned(way) -> None:
    plate = chance(5).normal(128, 40, (256, 256)).astype(np.float32)
    plate = np.cumsum(np.cumsum(plate - 128, 0), 1) / 30  # smooth enough that no sign hangs on rounding
    plain, turned = look_of(plate), look_of(lying(plate, way))
    assert np.bitwise_count(ways_of_hashes(plain.hash[None])[way, 0] ^ turned.hash).sum() <= 2
    there = {tuple(place): sign for place, sign in zip(turned.places.tolist(), turned.signs.tolist(), strict=True)}
    for place, sign in zip(ways_of_places(plain.places)[way].tolist(), ways_of_signs(plain.signs)[way], strict=True):
        assert (int(sign) ^ there[tuple(place)]).bit_count() <= 2


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 31), st.booleans())
def test_near_pairs_are_those_of_brute_force(seed, most, turned) -> None:
    rng = chance(seed)
    hashes = rng.integers(0, 2**64, (40, 4), dtype=np.uint64)
    for copy in range(20, 40):
        hashes[copy] = ways_of_hashes(hashes[copy - 20 : copy - 19])[rng.integers(8) if turned else 0, 0]
        for bit in rng.integers(0, 256, rng.integers(0, 40)):
            hashes[copy, bit // 64] ^= np.uint64(1) << np.uint64(bit % 64)
    ways = ways_of_hashes(hashes)
    expected = [
        (first, second, way, bits)
        for first, second in itertools.combinations(range(40), 2)
        for way in range(8 if turned else 1)
        if (bits := int(np.bitwise_count(hashes[first] ^ ways[way, second]).sum())) <= most
    ]
    assert [tuple(row) for row in near_pairs(hashes, most, turned=turned).tolist()] == expected


def test_a_distance_the_search_cannot_promise_is_refused() -> None:
    with pytest.raises(Defect):
        near_pairs(np.zeros((2, 4), np.uint64), 32)


def test_a_look_is_spelled_and_read_back() -> None:
    one = look(picture("yard", 1, 1))
    again = look_from(one.quality, hash_text(one), points_text(one))
    assert (again.hash == one.hash).all()
    assert (again.places == one.places).all()
    assert (again.signs == one.signs).all()
