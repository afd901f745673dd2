"""Writes the media files an archive keeps, named by the MD5 the archive states, and says what is true of them."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from jianfu.simulate.chance import STREAMS, stream
from jianfu.simulate.chat.pull import start_of
from jianfu.simulate.demands.plan import plan_demands
from jianfu.simulate.photos.answers import DAY_MS, Album, Int64s
from jianfu.simulate.photos.edits import as_jpeg, edit
from jianfu.simulate.photos.plan import Shot, plan_photos
from jianfu.simulate.photos.scenes import draw
from jianfu.simulate.world import LIVES, Label, World

FOLDER = "媒体文件"
EXIF_BLOCK, TAKEN, MAKER = 0x8769, 36867, 271
EPOCH = date(1970, 1, 1)
_MINUTE_MS = 60_000


def write_photos(world: World, album: Album, files: Path) -> list[Label]:
    """The files in ``files/媒体文件``; the truth about the units that demanded them. Few: the rest was not kept."""
    answers, rng = album.answers(_other_demands(world)), stream(world.seed, "photos")
    groups = world.groups
    unclear = (groups.life == LIVES.index("show_off")) | ((groups.exempt_reason >= 0) & ~world.valid_exemption())
    asked_in = answers.rows[:, 2]
    keep = np.flatnonzero(~unclear[asked_in])
    answers = type(answers)(*(column[keep] for column in answers))
    plan = plan_photos(answers, world.valid_exemption(), rng, clean=world.clean)
    folder = files / FOLDER
    if plan.shots:
        folder.mkdir()
        names = album.fingerprints(answers.rows[[shot.answer for shot in plan.shots]])
        for number, (name, shot) in enumerate(zip(names, plan.shots, strict=True)):
            asked_on = EPOCH + timedelta(days=int(answers.asked_day[shot.answer]))
            (folder / f"{name}.jpg").write_bytes(_file(world.seed, number, shot, asked_on))
    label = partial(_label, world)
    truth = [label(key, why, real=True) for key, why in plan.real.items()]
    return truth + [label(key, why, real=False) for key, why in plan.legitimate.items()]


def _other_demands(world: World) -> Int64s:
    """(n, 2): group and moment of the demands for pictures that are planted beside the talk."""
    start = start_of(world)
    planted = [
        (sent.group, start + sent.at * _MINUTE_MS)
        for sent in plan_demands(world).sent
        if sent.kind.name in ("photo", "screenshot", "emergency")
    ]
    spoken = [
        (said.group, start + said.day * DAY_MS + said.second * 1000)
        for said in world.wordings.spoken
        if "proof-demanded" in said.also
    ]
    return np.array([*planted, *spoken], np.int64).reshape(-1, 2)


def _label(world: World, key: tuple[str, int], why: str, *, real: bool) -> Label:
    return Label(key[0], "unit", world.units.code[key[1]].as_py(), real, why)


def _file(seed: int, number: int, shot: Shot, asked_on: date) -> bytes:
    def chance(*numbers: int) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, STREAMS.index("photos"), *numbers])))

    own = chance(1, number)
    image = edit(draw(shot.kind, chance(2, shot.moment), place=chance(3, shot.place)), shot.edit, own)
    quality = int(own.integers(45, 62) if shot.edit == "recompressed" else own.integers(68, 90))
    return as_jpeg(
        image, quality, _exif(own, asked_on - timedelta(days=shot.days_old)) if shot.days_old is not None else None
    )


def _exif(own: np.random.Generator, taken_on: date) -> Image.Exif:
    exif = Image.Exif()
    exif[MAKER] = "HUAWEI"
    exif.get_ifd(EXIF_BLOCK)[TAKEN] = f"{taken_on:%Y:%m:%d} {own.integers(8, 18):02d}:{own.integers(0, 60):02d}:07"
    return exif
