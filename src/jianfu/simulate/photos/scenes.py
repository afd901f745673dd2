"""Draws photographs nobody took: places, meetings, forms, posters, and pictures that show nothing."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from jianfu.simulate.chance import Rng

WIDE, HIGH = 640, 480
Floats = NDArray[np.float32]
Colour = tuple[int, int, int]
KINDS = ("yard", "meeting", "form", "poster", "dark", "blank")
"""现场, 会议, 表格, 宣传图, 黑屏, 白墙."""


def draw(kind: str, rng: Rng, *, place: Rng | None = None) -> Image.Image:
    """A picture of one of ``KINDS``; two yards, meetings, forms or posters with the same ``place`` have what stays the
    same there: walls and hills, the printed part of the form; what ``rng`` decides differs."""
    place = place if place is not None else rng
    if kind == "yard":
        return _yard(rng, place)
    if kind == "meeting":
        return _meeting(rng, place)
    if kind == "form":
        return _form(rng, place)
    if kind == "poster":
        return _poster(rng, place)
    level = 6.0 if kind == "dark" else 205.0
    slope = np.linspace(0, rng.uniform(2, 9), WIDE, dtype=np.float32)[None, :]
    return _grained(np.repeat((level + np.repeat(slope, HIGH, 0))[..., None], 3, 2), rng, 1.5)


def _grained(plane: Floats, rng: Rng, strength: float) -> Image.Image:
    """The grain of a sensor."""
    grain = rng.normal(0, strength, plane.shape[:2]).astype(np.float32)[..., None]
    return Image.fromarray(np.clip(plane + grain, 0, 255).astype(np.uint8))


def _clouds(rng: Rng, finest: int) -> Floats:
    """Noise of all sizes from half the picture down to ``finest`` pixels, about -1 to 1."""
    total = np.zeros((HIGH, WIDE), np.float32)
    size, weight = 320, 1.0
    while size >= finest:
        coarse = rng.normal(0, 1, (HIGH // size + 3, WIDE // size + 3)).astype(np.float32)
        layer = Image.fromarray(coarse).resize((WIDE, HIGH), Image.Resampling.BICUBIC)
        total += weight * np.asarray(layer)
        size, weight = size // 2, weight * 0.62
    return np.asarray(total / 2, np.float32)


def _colour(rng: Rng, low: int, high: int) -> Colour:
    red, green, blue = rng.integers(low, high, 3).tolist()
    return red, green, blue


def _yard(rng: Rng, place: Rng) -> Image.Image:
    """Sky, a line of hills, houses, and in front of them what is there today: people, vehicles, heaps."""
    horizon = place.integers(120, 250)
    hills = horizon + np.cumsum(place.normal(0, 2.2, WIDE)).astype(np.int64) % 60
    below = np.arange(HIGH)[:, None] > hills[None, :]
    sky, ground = np.array(_colour(rng, 150, 235)), np.array(_colour(place, 60, 150))
    base = np.where(below[..., None], ground, sky).astype(np.float32)
    base += (_clouds(place, 8) * 26 + _clouds(rng, 4) * 14)[..., None]
    image = Image.fromarray(np.clip(base, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for _ in range(place.integers(2, 6)):
        _house(pen, place, int(horizon))
    for _ in range(rng.integers(4, 10)):
        _person(pen, rng, int(rng.integers(40, WIDE - 40)), int(rng.integers(horizon + 60, HIGH - 20)))
    for _ in range(rng.integers(1, 4)):
        left, top = int(rng.integers(0, WIDE - 120)), int(rng.integers(horizon + 40, HIGH - 60))
        pen.rectangle((left, top, left + int(rng.integers(40, 130)), top + int(rng.integers(20, 60))),
                      fill=_colour(rng, 20, 240))  # fmt: skip
    return _grained(np.asarray(image, np.float32), rng, 4)


def _house(pen: ImageDraw.ImageDraw, place: Rng, horizon: int) -> None:
    left, wide, tall = int(place.integers(-30, WIDE - 60)), int(place.integers(80, 230)), int(place.integers(60, 170))
    foot = horizon + int(place.integers(20, 110))
    pen.rectangle((left, foot - tall, left + wide, foot), fill=_colour(place, 90, 240))
    pen.polygon([(left - 8, foot - tall), (left + wide + 8, foot - tall), (left + wide // 2, foot - tall - 40)],
                fill=_colour(place, 40, 170))  # fmt: skip
    pane = _colour(place, 10, 90)
    step, room = int(place.integers(22, 46)), int(place.integers(24, 44))
    for x in range(left + 10, left + wide - 16, step):
        for y in range(foot - tall + 12, foot - 16, room):
            pen.rectangle((x, y, x + step // 2, y + room // 2), fill=pane)


def _person(pen: ImageDraw.ImageDraw, rng: Rng, x: int, y: int) -> None:
    tall = int(rng.integers(46, 100))
    pen.ellipse((x - tall // 9, y - tall, x + tall // 9, y - tall + tall // 4), fill=_colour(rng, 120, 225))
    pen.rectangle((x - tall // 6, y - tall * 3 // 4, x + tall // 6, y - tall // 3), fill=_colour(rng, 10, 245))
    pen.rectangle((x - tall // 7, y - tall // 3, x + tall // 7, y), fill=_colour(rng, 10, 120))


def _meeting(rng: Rng, place: Rng) -> Image.Image:
    """A room with a banner, tables in rows and heads over them."""
    base = np.full((HIGH, WIDE, 3), _colour(place, 140, 220), np.float32) + (_clouds(place, 8) * 12)[..., None]
    image = Image.fromarray(np.clip(base + (_clouds(rng, 8) * 8)[..., None], 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    top = int(place.integers(30, 80))
    pen.rectangle((60, top, WIDE - 60, top + 50), fill=(int(place.integers(150, 220)), 20, 25))
    _words(pen, rng, (80, top + 10), 17, 30, (245, 220, 60))
    rows = int(place.integers(3, 6))
    for row in range(rows):
        y = 170 + row * (280 // rows)
        pen.rectangle((30, y + 26, WIDE - 30, y + 44), fill=_colour(place, 70, 150))
        x = int(rng.integers(30, 80))
        while x < WIDE - 40:
            _person(pen, rng, x, y + 70)
            x += int(rng.integers(38, 110))
    return _grained(np.asarray(image, np.float32), rng, 4)


def _words(pen: ImageDraw.ImageDraw, rng: Rng, at: tuple[int, int], count: int, size: int, ink: Colour) -> None:
    """Signs of strokes, as dense as Chinese characters are."""
    x, y = at
    for _ in range(count):
        for _ in range(rng.integers(4, 9)):
            ends = rng.integers(0, size - 3, 4)
            across = rng.random() < 0.5
            x2, y2 = (ends[2], ends[1]) if across else (ends[0], ends[3])
            pen.line((x + int(ends[0]), y + int(ends[1]), x + int(x2), y + int(y2)), fill=ink, width=max(1, size // 10))
        x += size


def _form(rng: Rng, place: Rng) -> Image.Image:
    """A printed form: title and headings stay, what is written into it does not."""
    base = np.full((HIGH, WIDE, 3), 238, np.float32)
    base += np.linspace(-12, 6, WIDE, dtype=np.float32)[None, :, None]
    image = Image.fromarray(base.astype(np.uint8))
    pen = ImageDraw.Draw(image)
    _words(pen, place, (180, 14), 12, 24, (20, 20, 20))
    rows, columns = int(place.integers(8, 12)), int(place.integers(3, 5))
    tall, wide = 400 // rows, 600 // columns
    for row in range(rows + 1):
        pen.line((20, 60 + row * tall, 20 + wide * columns, 60 + row * tall), fill=(40, 40, 40), width=2)
    for column in range(columns + 1):
        pen.line((20 + column * wide, 60, 20 + column * wide, 60 + tall * rows), fill=(40, 40, 40), width=2)
    for row in range(rows):
        for column in range(columns):
            hand = place if row == 0 or column == 0 else rng
            count = int(hand.integers(2, max(3, wide // 18)))
            ink = (20, 20, 20) if hand is place else (30, 40, 140)
            _words(pen, hand, (28 + column * wide, 66 + row * tall), count, min(16, tall - 10), ink)
    return _grained(np.asarray(image, np.float32), rng, 3)


def _poster(rng: Rng, place: Rng) -> Image.Image:
    """A poster: coloured ground, a shape, large words."""
    base = np.full((HIGH, WIDE, 3), _colour(place, 60, 230), np.float32) + (_clouds(place, 32) * 20)[..., None]
    image = Image.fromarray(np.clip(base, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for _ in range(7):
        x, y, size = (int(n) for n in (place.integers(0, WIDE), place.integers(0, HIGH), place.integers(30, 150)))
        pen.ellipse((x, y, x + size, y + size), fill=_colour(place, 40, 250))
    for line in range(4):
        _words(pen, rng, (50, 60 + 100 * line), int(rng.integers(5, 11)), 50, _colour(place, 0, 250))
    return _grained(np.asarray(image, np.float32), rng, 1)
