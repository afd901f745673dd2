"""Drawn pictures and their looks for the tests."""

from io import BytesIO

import numpy as np
from PIL import Image

from jianfu.simulate.photos.edits import as_jpeg, edit
from jianfu.simulate.photos.scenes import draw
from jianfu.sources.pictures.look import SIDE, Look, look_of


def chance(*numbers: int) -> np.random.Generator:
    return np.random.default_rng(numbers)


def picture(kind: str, place: int, moment: int) -> Image.Image:
    """Pictures with the same place show the same place, or form, at other moments."""
    return draw(kind, chance(place, moment, 7), place=chance(place))


def look(image: Image.Image, *, quality: int = 75) -> Look:
    """The look of the picture once it was a JPEG."""
    grey = Image.open(BytesIO(as_jpeg(image, quality))).convert("L").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    return look_of(np.asarray(grey, np.float32))


def edited(image: Image.Image, kind: str, seed: int) -> Look:
    return look(edit(image, kind, chance(seed)), quality=45 if kind == "recompressed" else 75)
