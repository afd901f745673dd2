"""What the compiled loops need, put together from the world and the settings."""

import math
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.book import DAY_MS, TALKING, Book, County, Month
from jianfu.simulate.chat.compose import ROOM_PER_GROUP
from jianfu.simulate.chat.drafting import SYMBOLS
from jianfu.simulate.chat.draw import STREAMS
from jianfu.simulate.chat.grammar import read_grammar
from jianfu.simulate.chat.message import WIDTH
from jianfu.simulate.chat.notice_text import SYMBOLS as NOTICE_SYMBOLS
from jianfu.simulate.chat.noting import blank_notes
from jianfu.simulate.chat.render import LINE_ROOM
from jianfu.simulate.chat.settings import LOOP_NUMBERS, ChatSettings
from jianfu.simulate.chat.slots import Desk, Paper, Pens
from jianfu.simulate.chat.stage import Names, set_cast
from jianfu.simulate.world import LIVES, World

HOLIDAYS = (*(date(2026, 9, day) for day in (25, 26, 27)), *(date(2026, 10, day) for day in range(1, 8)))
"""Mid-Autumn (中秋节), and National Day (国庆节) after the period, on which deadlines fall."""
MAKEUP_WORKDAYS = (date(2026, 9, 20), date(2026, 10, 10))
EPOCH = date(1970, 1, 1)
ZONE_MS = 8 * 3_600_000
"""Asia/Shanghai, all year."""
HOUR_TABLE = 4096
FEWEST_SHOWN = 2.5
"""Messages a working day in a group for show: with fewer the month would not be enough to judge it by."""


def is_working(day: date) -> bool:
    """A working day of the public calendar (工作日)."""
    return day in MAKEUP_WORKDAYS or (day.weekday() < 5 and day not in HOLIDAYS)


def hour_tables(weights: list[float]) -> NDArray[np.int32]:
    """(3, n) half hours as often as likely: within 08:30-17:30, outside it, on a free day."""
    half = np.repeat(np.asarray(weights, np.float64), 2)
    slot = np.arange(48)
    office = (slot >= 17) & (slot < 35)
    tables = []
    for part in (office, ~office, (slot >= 14) & (slot < 46)):
        bounds = np.cumsum(half * part)
        tables.append(np.searchsorted(bounds / bounds[-1], (np.arange(HOUR_TABLE) + 0.5) / HOUR_TABLE))
    return np.stack(tables).astype(np.int32)


def group_rates(world: World, settings: ChatSettings) -> NDArray[np.float64]:
    """Messages per group on a working day: by its life, with a spread of its own."""
    named = {
        "busy": settings.busy_per_day,
        "normal": settings.normal_per_day,
        "quiet": settings.quiet_per_day,
        "ack_only": settings.ack_only_per_day,
        "show_off": settings.show_off_per_day,
        "flood": settings.flood_per_day,
        "merged": settings.merged_per_day,
    }
    rate = np.array([named.get(life, 0.0) for life in LIVES])[world.groups.life]
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([world.seed, 77])))
    spread = np.where(world.groups.life == LIVES.index("merged"), 0.15, settings.rate_spread)
    drawn = rate * np.exp(rng.normal(0.0, 1.0, len(rate)) * spread)
    show_off = world.groups.life == LIVES.index("show_off")
    return np.asarray(np.where(show_off, np.maximum(drawn, FEWEST_SHOWN), drawn), np.float64)


def set_month(world: World, settings: ChatSettings) -> Month:
    """The facts of the period."""
    period = world.settings.period
    days = [period.first_day + timedelta(days=n) for n in range((period.last_day - period.first_day).days + 1)]
    groups = world.groups
    symbols = read_grammar().symbols
    first_day = (period.first_day - EPOCH).days
    flooded = [period.flood_first_day <= day <= period.flood_last_day for day in days]
    facts = (
        groups.life,
        groups.chain_rounds_per_week,
        groups.demands_chain & (not world.clean),
        world.talking(),
        world.valid_exemption(),
    )
    return Month(
        seed=world.seed,
        start_ms=first_day * DAY_MS - ZONE_MS,
        first_day=first_day,
        clean=world.clean,
        days=np.array(
            [(is_working(day), high, day.isoweekday()) for day, high in zip(days, flooded, strict=True)], np.int32
        ),
        groups=np.stack(facts, axis=1).astype(np.int32),
        rate=group_rates(world, settings),
        share=world.units.off_hours_share.astype(np.float64),
        hours=hour_tables(settings.hour_weights),
        symbols=np.array([symbols[name] for name in SYMBOLS], np.int32),
        numbers=np.array([float(getattr(settings, name)) for name in LOOP_NUMBERS]),
    )


def expected_rows_per_day(county: County) -> float:
    """Messages to expect on a working day."""
    return math.fsum(county.month.rate[county.month.groups[:, TALKING] == 1])


def set_county(world: World, settings: ChatSettings) -> County:
    """The world as the loops see it, with an empty book."""
    month = set_month(world, settings)
    room = int(settings.rows_per_file) + ROOM_PER_GROUP
    book = Book(
        rows=np.zeros((room, WIDTH), np.int64),
        marks=np.array([0, 1, -1]),
        unit_counts=np.zeros((len(world.units), 4), np.int64),
        group_said=np.zeros(len(world.groups), np.int32),
        draft=np.zeros(WIDTH, np.int64),
        state=np.zeros(STREAMS, np.uint64),
        told=np.full((len(world.people.unit), 2), -1, np.int64),
    )
    return County(set_cast(world), read_grammar().scenes, month, book)


def set_desk(world: World, county: County, names: Names, settings: ChatSettings) -> Desk:
    """A desk for one writing thread, with scratch of its own."""
    grammar = read_grammar()
    symbols = grammar.symbols
    pens = Pens(
        notice=np.array([symbols[name] for name in NOTICE_SYMBOLS], np.int32),
        remark=np.array(
            [symbols[name] for name in ("chain_remark_none", "chain_remark_ok", "chain_remark_count")], np.int32
        ),
        sent=symbols["notice_sent"],
        recalled=symbols["recall"],
        switched=symbols["switch"],
        report=symbols["text_report"],
        body=Paper(np.zeros(LINE_ROOM, np.uint8), np.zeros(LINE_ROOM, np.uint8)),
        body_length=np.zeros(1, np.int64),
        spare=Paper(np.zeros(LINE_ROOM, np.uint8), np.zeros(LINE_ROOM, np.uint8)),
        second=np.zeros(WIDTH, np.int64),
        notes=blank_notes(),
        stack=np.zeros((64, 6), np.int64),
        saved=np.zeros((64, STREAMS), np.uint64),
        seed=world.seed,
        tolist_limit=int(settings.tolist_limit),
    )
    return Desk(grammar.phrases, names, county.cast, pens)
