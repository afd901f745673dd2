"""The list of forms (报表清单) and of what each asks for (报表指标项)."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.registers.habit import Cell
from jianfu.simulate.registers.sheet import Register
from jianfu.simulate.registers.shelf import Shelf, office_batches, shelve
from jianfu.simulate.settings import FormSettings, read_record
from jianfu.simulate.words import words
from jianfu.simulate.world import LEVELS, Int32s

FREQUENCIES = (("每日", 250), ("每周", 52), ("每月", 12), ("季度", 4), ("每年", 1), ("临时", 3))
FREQUENCY_SHARES = (0.006, 0.03, 0.27, 0.28, 0.26, 0.154)
"""With these, 168 forms make some 1,400 submissions a year, as in 3.3."""
CHANNELS = ("系统填报", "微信群", "电子表格", "纸质")
LEVEL_WORDS = ("乡镇", "村")
BATCHES = 8


def write_forms(shelf: Shelf) -> Iterator[Path]:
    """Both registers, each in a few files."""
    rng, wish = stream(shelf.world.seed, "forms"), read_record(FormSettings, "forms")
    issuer, names = _issued(shelf, rng, wish)
    count = len(names)
    counts = np.clip(rng.poisson(wish.fields_mean, count), 4, 60)
    register = Register("form", "报表清单", _columns(shelf, rng, issuer, (names, counts)))
    writers = office_batches(shelf, issuer, BATCHES)
    yield from shelve(shelf, register, writers, "报表", in_batches=True)
    rows = np.repeat(np.arange(count), counts)
    position = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    labels, formats = _fields(rng, wish, rows, position)
    units = shelf.world.units.name.to_pylist()
    fields = Register(
        "form_field",
        "报表指标项",
        {
            "form": [names[row] for row in rows.tolist()],
            "unit": [units[issuer[row]] for row in rows.tolist()],
            "position": position.tolist(),
            "label": labels,
            "format": formats,
        },
    )
    yield from shelve(shelf, fields, writers[rows], "报表", in_batches=True)


def _issued(shelf: Shelf, rng: Rng, wish: FormSettings) -> tuple[Int32s, list[str]]:
    """Which department issues each form, and its name, once each within a department."""
    units = shelf.world.units
    departments = np.flatnonzero((units.level == LEVELS.index("county")) & (units.people_to > units.people_from))
    per_county = wish.per_county if shelf.world.size != "hamlet" else 8
    issuer = np.sort(np.resize(departments, min(per_county * shelf.world.settings.size.counties, 20_000)))
    subjects, shapes = words()["form_subjects"], words()["form_shapes"]
    start = rng.integers(0, 1000, len(units))
    nth = np.arange(len(issuer)) - np.searchsorted(issuer, issuer)
    names = [
        f"{subjects[(start[unit] + turn) % len(subjects)]}{shapes[(start[unit] + turn // len(subjects)) % len(shapes)]}"
        for unit, turn in zip(issuer.tolist(), nth.tolist(), strict=True)
    ]
    return issuer.astype(np.int32), names


def _columns(shelf: Shelf, rng: Rng, issuer: Int32s, table: tuple[list[str], np.ndarray]) -> dict[str, list[Cell]]:
    names, counts = table
    wish, count = read_record(FormSettings, "forms"), len(names)
    units = shelf.world.units.name.to_pylist()
    rest = (1 - wish.system_share) / 3
    frequency = deal(rng, count, FREQUENCY_SHARES).tolist()
    return {
        "name": names,
        "unit": [units[unit] for unit in issuer.tolist()],
        "basis": [f"〔2026〕{number}号文件" if number % 3 else "工作需要" for number in range(1, count + 1)],
        "level": [LEVEL_WORDS[code] for code in deal(rng, count, [0.6, 0.4]).tolist()],
        "frequency": [FREQUENCIES[code][0] for code in frequency],
        "yearly_submissions": [FREQUENCIES[code][1] for code in frequency],
        "channel": [CHANNELS[code] for code in deal(rng, count, [wish.system_share, rest, rest, rest]).tolist()],
        "paper_copy": (rng.random(count) < wish.paper_share).tolist(),
        "field_count": counts.tolist(),
        "listed": (rng.random(count) < wish.listed_share).tolist(),
    }


def _fields(rng: Rng, wish: FormSettings, rows: np.ndarray, position: np.ndarray) -> tuple[list[Cell], list[Cell]]:
    """Labels and formats: half of them from the few every form asks for, an id number headed six ways."""
    common, own = words()["form_common_fields"], words()["form_own_fields"]
    repeated = rng.random(len(rows)) < wish.repeated_share
    spelled = rng.integers(0, 6, len(rows)).tolist()
    labels: list[Cell] = []
    formats: list[Cell] = []
    for row, place, shared, spelling in zip(rows.tolist(), position.tolist(), repeated.tolist(), spelled, strict=True):
        if shared and place <= len(common):
            choices, form = common[place - 1]
            labels.append(choices[spelling % len(choices)])
        else:
            label, form = own[(row * 13 + place * 5) % len(own)]
            labels.append(f"{label}{'' if place < len(own) else '（续）'}")
        formats.append(form)
    return labels, formats
