"""The quick ways to a look give what its definition gives."""

import numpy as np
import pytest
from drawn import chance, picture

from jianfu.sources.pictures import look
from jianfu.sources.pictures.look import APART, EDGE, MARGIN, POINTS, SIDE, look_of


def plate(kind: str) -> np.ndarray:
    return np.asarray(picture(kind, 1, 0).convert("L").resize((SIDE, SIDE)), np.float32)


def blurred(values, sigma):
    """Each place the mean of all in reach, weighted by a bell; beyond the edge the plate goes on as it ends."""
    reach = np.arange(-int(3 * sigma) - 1, int(3 * sigma) + 2)
    bell = np.exp(-(reach**2) / (2 * sigma**2))
    for _ in range(2):
        wide = np.pad(values, ((0, 0), (len(reach) // 2, len(reach) // 2)), mode="edge")
        values = sum(wide[:, at : at + SIDE] * weight for at, weight in enumerate(bell / bell.sum())).T
    return values


def standing_out(response):
    strength, found = np.abs(response), []
    for row in range(MARGIN, SIDE - MARGIN):
        for column in range(MARGIN, SIDE - MARGIN):
            here = strength[row, column]
            around = strength[row - APART : row + APART + 1, column - APART : column + APART + 1]
            if here > EDGE / 2 and (around >= here).sum() == 1:
                found.append((-here, row, column))
    return [(column, row) for _, row, column in sorted(found)[:POINTS]]


@pytest.mark.parametrize("sigma", [look.FINE, look.COARSE])
def test_the_blur_in_strips_is_the_blur(sigma) -> None:
    values = plate("yard")
    assert np.allclose(look._blurred(values, sigma), blurred(values, sigma), atol=1e-3)


@pytest.mark.parametrize("steps", [1, 40, 4000])
def test_places_stand_out_where_none_around_is_as_strong(steps) -> None:
    """Few steps make many places equally strong, of which none stands out."""
    response = (chance(3).integers(-steps, steps + 1, (SIDE, SIDE)) * 4).astype(np.float32)
    response[100:140, 100:140] = 0
    response[120, 120] = -4 * steps
    assert [tuple(place) for place in look._standing_out(response).tolist()] == standing_out(response)


def test_of_a_plate_that_is_all_one_grey_nothing_stands_out() -> None:
    blank = look_of(np.full((SIDE, SIDE), 90, np.float32))
    assert (blank.quality, len(blank.places), len(blank.signs)) == (0, 0, 0)


def test_no_two_points_stand_closer_than_what_is_kept_apart() -> None:
    places = look_of(plate("yard")).places.astype(int)
    between = np.abs(places[:, None] - places[None]).max(axis=2)
    assert between[~np.eye(len(places), dtype=bool)].min() > APART
