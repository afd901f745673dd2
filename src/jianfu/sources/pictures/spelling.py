"""A look as text, as the dataset keeps it, and back."""

import numpy as np

from jianfu.sources.pictures.look import WORDS, Look

POINT = np.dtype([("place", "u1", 2), ("signs", "<u8")])


def hash_text(look: Look) -> str:
    """64 hexadecimal digits."""
    return look.hash.astype("<u8").tobytes().hex()


def points_text(look: Look) -> str:
    """20 hexadecimal digits a point."""
    points = np.zeros(len(look.signs), POINT)
    points["place"], points["signs"] = look.places, look.signs
    return points.tobytes().hex()


def look_from(quality: int, hash_: str, points: str) -> Look:
    """The look a text spells; raises ValueError where it spells none."""
    words = np.frombuffer(bytes.fromhex(hash_), "<u8").astype(np.uint64)
    if len(words) != WORDS:
        raise ValueError(hash_)
    found = np.frombuffer(bytes.fromhex(points), POINT)
    return Look(quality, words, found["place"].copy(), found["signs"].astype(np.uint64))
