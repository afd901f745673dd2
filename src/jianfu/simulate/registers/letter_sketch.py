"""Citizens' letters and hotline tickets: when they came, how long they waited, what was answered."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import chinese_calendar
import numpy as np

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.settings import LetterSettings, limits, read_record
from jianfu.simulate.words import words
from jianfu.simulate.world import LEVELS, World

KINDS = {"consult": "咨询", "help": "求助", "complaint": "投诉", "advice": "建议", "petition": "信访", "other": "感谢"}
KIND_SHARES = (0.30, 0.25, 0.28, 0.08, 0.05, 0.04)
FIRST_CALENDAR_DAY = date(2025, 7, 1)
LAST_CALENDAR_DAY = date(2026, 12, 31)
HOTLINE_DAYS = 92
MOST_TICKETS = 200_000


@dataclass
class Letter:
    """One letter or ticket with its first answer, if it has one by the day of the audit."""

    number: str
    unit: int
    kind: str
    urgent: bool
    received: datetime
    replied: datetime | None
    title: str
    text: str
    reply: str | None
    satisfied: bool
    waited: int
    """Working days after the day received, to the answer or the day of the audit."""


@cache
def working_days() -> tuple[np.ndarray, np.ndarray]:
    """For each day since FIRST_CALENDAR_DAY the working days up to and including it; and the days that work."""
    span = (LAST_CALENDAR_DAY - FIRST_CALENDAR_DAY).days + 1
    works = np.asarray([chinese_calendar.is_workday(FIRST_CALENDAR_DAY + timedelta(days=day)) for day in range(span)])
    return np.cumsum(works), np.flatnonzero(works)


def day_after_waiting(received: date, waited: int) -> date:
    """The last working day a letter may be answered on so that it waited ``waited`` working days."""
    number, works = working_days()
    if not waited:
        return received
    until = int(number[(received - FIRST_CALENDAR_DAY).days]) + waited
    return FIRST_CALENDAR_DAY + timedelta(days=int(works[until - 1]))


def waited_days(received: date, until: date) -> int:
    """Working days in (received, until]."""
    number, _ = working_days()
    return int(number[(until - FIRST_CALENDAR_DAY).days] - number[(received - FIRST_CALENDAR_DAY).days])


def allowed_days(kind: str) -> int | None:
    """Working days a kind of letter may wait; ``None`` where no limit is set."""
    if kind in ("consult", "help"):
        return limits().short_working_days
    return limits().long_working_days if kind in ("complaint", "advice", "petition") else None


def sketch_letters(world: World) -> tuple[list[Letter], list[Letter]]:
    """The mailbox of the past thirteen months, and the hotline of the past three."""
    rng, wish = stream(world.seed, "letters"), read_record(LetterSettings, "letters")
    counties = world.settings.size.counties
    scale = 0.05 if world.size == "hamlet" else float(counties)
    mailbox = max(8, round(min(wish.mailbox_per_month * wish.months_back * scale, 20_000)))
    tickets = max(20, round(min(wish.tickets_per_day * HOTLINE_DAYS * scale, MOST_TICKETS)))
    long_ago = rng.integers(0, min(wish.months_back * 30, 380), mailbox)
    if not world.clean:
        edges = (limits().unanswered_days, limits().unanswered_days + 1, limits().window_days, limits().window_days + 1)
        long_ago[: len(edges)] = edges
    recent = rng.integers(0, HOTLINE_DAYS, tickets)
    silent = np.arange(mailbox) < (0 if world.clean else 4)
    return (
        _letters(world, rng, wish, (long_ago, silent, "LY")),
        _letters(world, rng, wish, (recent, np.zeros(tickets, dtype=bool), "GD")),
    )


def _letters(world: World, rng: Rng, wish: LetterSettings, batch: tuple[np.ndarray, np.ndarray, str]) -> list[Letter]:
    ages, silent, prefix = batch
    count = len(ages)
    units = world.units
    offices = np.flatnonzero((units.level <= LEVELS.index("township")) & (units.people_to > units.people_from))
    owner = offices[rng.integers(0, len(offices), count)].tolist()
    kinds = np.asarray(list(KINDS))[deal(rng, count, KIND_SHARES)].tolist()
    urgent = (rng.random(count) < wish.urgent_share).tolist()
    delay = _delays(rng, wish, count, clean=world.clean)
    seconds = rng.integers(8 * 3600, 20 * 3600, count).tolist()
    later = rng.integers(600, 7000, count).tolist()
    satisfied = (rng.random(count) < wish.satisfied_share).tolist()
    copied = (rng.random(count) < wish.copied_share).tolist()
    numbers = rng.integers(2, 9, count).tolist()
    order = np.argsort(-ages, kind="stable").tolist()
    letters = []
    for nth, row in enumerate(order):
        received_on = world.as_of - timedelta(days=int(ages[row]))
        received = datetime.combine(received_on, time()) + timedelta(seconds=seconds[row])
        allowed = limits().urgent_working_days if urgent[row] else (allowed_days(kinds[row]) or 5)
        replied = None if silent[row] else _replied(received, allowed, delay[row], later[row])
        if replied is not None and replied.date() > world.as_of:
            replied = None
        title, text, reply = _words(nth, numbers[row], copied=copied[row])
        until = replied.date() if replied else world.as_of
        letters.append(
            Letter(
                f"{prefix}{received_on:%Y%m%d}{nth + 1:06d}", owner[row], kinds[row], urgent[row], received, replied,
                title, text, reply if replied else None, satisfied[row], waited_days(received_on, until),
            )
        )  # fmt: skip
    return letters


def _delays(rng: Rng, wish: LetterSettings, count: int, *, clean: bool) -> list[tuple[str, float]]:
    """How each letter fares: in time, on the last day, one day late, much later, never."""
    late = 0.0 if clean else wish.late_share
    never = 0.0 if clean else wish.unanswered_share
    kind = deal(rng, count, [1 - wish.at_limit_share - late - never, wish.at_limit_share, late / 2, late / 2, never])
    names = ("in_time", "last_day", "day_late", "late", "never")
    return [(names[code], chance) for code, chance in zip(kind.tolist(), rng.random(count).tolist(), strict=True)]


def _replied(received: datetime, allowed: int, fate: tuple[str, float], later: int) -> datetime | None:
    name, chance = fate
    if name == "never":
        return None
    waited = {
        "in_time": int(chance * (allowed + 1)) if allowed < 4 else int(chance * allowed),
        "last_day": allowed,
        "day_late": allowed + 1,
        "late": allowed + 2 + int(chance * 15),
    }[name]
    answered_on = day_after_waiting(received.date(), waited)
    if answered_on == received.date():
        return received + timedelta(seconds=later)
    return datetime.combine(answered_on, time(9)) + timedelta(seconds=later * 3)


def _words(nth: int, number: int, *, copied: bool) -> tuple[str, str, str]:
    """Title, text and answer; a copied answer gives the citizen's own words back."""
    vocabulary = words()
    place = vocabulary["letter_places"][nth % len(vocabulary["letter_places"])]
    title, text, answer = vocabulary["letter_matters"][(nth * 5 + nth // 12) % len(vocabulary["letter_matters"])]
    phone = f"联系电话1390000{nth % 10_000:04d}。" if nth % 29 == 0 else ""
    answer = answer.replace("_n_", str(number))
    body = f"我是{place}的居民。{place}{text}，恳请有关部门解决。{phone}"
    if copied:
        return f"{place}{title}", body, f"您好，您反映的“{body}”已收悉，感谢您的关注。"
    return (
        f"{place}{title}",
        body,
        f"您好，您反映的{place}{title}问题已收悉。{answer}。感谢您的监督与支持。",
    )
