"""Which letters come when, to whom, how they fare, and what part each is to play."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from jianfu.simulate.chance import Rng, deal
from jianfu.simulate.letters.dice import Dice
from jianfu.simulate.letters.grammar import Topic, place_count, topics
from jianfu.simulate.letters.letter import REGISTERS
from jianfu.simulate.letters.waiting import allowed_days, day_after_waiting
from jianfu.simulate.settings import LetterSettings, limits, read_section
from jianfu.simulate.world import LEVELS, World

HAMLET = 0.05
MOST_TICKETS = 200_000
MONTH = 30
LONGEST_AGE = 380
"""Days; a little beyond the year the rule about unanswered letters looks at."""
YEAR = 365
OTHER_SHARE = 0.03
DEPARTMENT_SHARE = 0.8
CLUSTER = (4, 9)
"""Fewest and most letters that share an answer."""


@dataclass
class Arrival:
    """A letter that is to be written."""

    register: str
    topic: Topic
    place: int
    kind: str
    unit: int
    urgent: bool
    received: datetime
    replied: datetime | None
    asker: int
    role: str = "honest"
    """``honest``, a kind of failure, or a look-alike."""
    cluster: int = -1
    """Letters with the same number get one text."""
    satisfied: bool = True

    def due(self) -> datetime | None:
        """The end of the time allowed, as the dispatcher writes it on the ticket."""
        allowed = limits().urgent_working_days if self.urgent else allowed_days(self.kind)
        if allowed is None:
            return None
        return datetime.combine(day_after_waiting(self.received.date(), allowed), time(18))


def draw_arrivals(world: World, rng: Rng, wish: LetterSettings, most: int | None) -> list[Arrival]:
    """All letters in order of register and arrival; ``most`` sets how many there are instead of the size."""
    counts = _counts(world, wish, most)
    total = sum(counts.values())
    dice = Dice(rng)
    roles = iter(_roles(world, rng, total - counts["bureau"]))
    desks = _Desks(world)
    arrivals: list[Arrival] = []
    for register, count in counts.items():
        ages = _ages(world, rng, wish, register, count)
        fates = _fates(rng, wish, count, clean=world.clean or register == "bureau")
        silent = len(_edges()) if register == "mailbox" and not world.clean else 0
        for nth, age in enumerate(ages.tolist()):
            topic, place = _matter(len(arrivals), total)
            received = _moment(world.as_of - timedelta(days=age), dice)
            kind = "other" if dice.happens(OTHER_SHARE) else dice.pick(topic.kinds)
            urgent = register == "hotline" and dice.happens(wish.urgent_share)
            arrival = Arrival(register, topic, place, kind, desks.bureau, urgent, received, None, len(arrivals))
            if register != "bureau":
                arrival.unit, arrival.role = desks.of(topic, dice), next(roles)
            elif not world.clean:
                arrival.role = "copied_letter"
            arrival.replied = None if nth < silent else _answered(world, arrival, fates[nth], dice)
            failed = arrival.role in read_section("answer_failures")
            arrival.satisfied = dice.happens(wish.satisfied_if_failed_share if failed else wish.satisfied_share)
            arrivals.append(arrival)
    _gather(arrivals, dice)
    return arrivals


def _counts(world: World, wish: LetterSettings, most: int | None) -> dict[str, int]:
    """Letters of each register, before anybody writes again."""
    hamlet = world.size == "hamlet"
    scale = HAMLET if hamlet else float(world.settings.size.counties)
    bureau = 0 if hamlet else wish.bureau_letters
    counts = {
        "bureau": bureau,
        "mailbox": max(12, round(min(wish.mailbox_per_month * wish.months_back * scale, 20_000))),
        "hotline": max(20, round(min(wish.tickets_per_day * wish.hotline_days * scale, MOST_TICKETS))),
        "board": max(12, round(min(wish.board_per_month * wish.months_back * scale, 50_000))),
    }
    if most is not None:
        rest = max(most - bureau, 100) / (sum(counts.values()) - bureau)
        counts = {name: count if name == "bureau" else max(12, round(count * rest)) for name, count in counts.items()}
    return counts


def _edges() -> tuple[int, ...]:
    limit = limits()
    return limit.unanswered_days, limit.unanswered_days + 1, limit.window_days, limit.window_days + 1


def _ages(world: World, rng: Rng, wish: LetterSettings, register: str, count: int) -> np.ndarray:
    """Days before the audit each letter came, the oldest first."""
    longest = {
        "bureau": wish.bureau_years * YEAR, "hotline": wish.hotline_days,
    }.get(register, min(wish.months_back * MONTH, LONGEST_AGE))  # fmt: skip
    ages = rng.integers(0, longest, count)
    if register == "mailbox" and not world.clean:
        ages[: len(_edges())] = _edges()
        return np.concatenate([ages[: len(_edges())], np.sort(ages[len(_edges()) :])[::-1]])
    return np.sort(ages)[::-1]


def _fates(rng: Rng, wish: LetterSettings, count: int, *, clean: bool) -> list[str]:
    """How each letter fares: in time, on the last day, one day late, much later, never, closed unanswered."""
    late, never, closed = (
        0.0 if clean else share for share in (wish.late_share, wish.unanswered_share, wish.closed_unanswered_share)
    )
    rest = 1 - wish.at_limit_share - late - never - closed
    names = ("in_time", "last_day", "day_late", "late", "never", "closed")
    dealt = deal(rng, count, [rest, wish.at_limit_share, late / 2, late / 2, never, closed])
    return [names[code] for code in dealt.tolist()]


def _roles(world: World, rng: Rng, count: int) -> list[str]:
    """Which answer each letter outside the bureau gets; shares from the settings."""
    failing = {} if world.clean else read_section("answer_failures")
    shares = {name: float(str(share)) for name, share in (failing | read_section("answer_look_alikes")).items()}
    names = ("honest", *shares)
    dealt = deal(rng, count, [1 - sum(shares.values()), *shares.values()])
    return [names[code] for code in dealt.tolist()]


def _matter(nth: int, total: int) -> tuple[Topic, int]:
    """Topic and place of the ``nth`` letter: no two letters share both until every place has had its turn."""
    known = topics()
    topic = known[nth * 25 % len(known)]
    return topic, (nth // len(known) + total) % place_count(topic.area)


def _moment(day: date, dice: Dice) -> datetime:
    return datetime.combine(day, time()) + timedelta(seconds=dice.between(8 * 3600, 20 * 3600))


def _answered(world: World, arrival: Arrival, fate: str, dice: Dice) -> datetime | None:
    """When the first answer comes; none for a letter that gets none by the day of the audit."""
    if fate == "never" or (fate == "closed" and arrival.register == "hotline"):
        arrival.role = "closed" if fate == "closed" else arrival.role
        return None
    received = arrival.received
    allowed = limits().urgent_working_days if arrival.urgent else (allowed_days(arrival.kind) or 5)
    chance = dice.share()
    waited = {
        "last_day": allowed,
        "day_late": allowed + 1,
        "late": allowed + 2 + int(chance * 15),
    }.get(fate, int(chance * (allowed + 1)) if allowed < 4 else int(chance * allowed))
    day, seconds = day_after_waiting(received.date(), waited), dice.between(600, 7000)
    if day == received.date():
        moment = received + timedelta(seconds=seconds)
    else:
        moment = datetime.combine(day, time(9)) + timedelta(seconds=seconds * 3)
    return moment if moment.date() <= world.as_of else None


def _gather(arrivals: list[Arrival], dice: Dice) -> None:
    """Clusters of letters, near in time, that get one text; what is left over is answered honestly."""
    number = 0
    for role in ("copied_reply", "shared_answer"):
        waiting = [one for one in arrivals if one.role == role and one.replied]
        waiting.sort(key=lambda one: (one.register, one.received, one.asker))
        while len(waiting) >= CLUSTER[0]:
            size = dice.between(*CLUSTER)
            size = len(waiting) if len(waiting) - size < CLUSTER[0] else size
            for one in waiting[:size]:
                one.cluster = number
                if role == "shared_answer":
                    one.topic, one.unit = waiting[0].topic, waiting[0].unit
            waiting, number = waiting[size:], number + 1
        for one in arrivals:
            if one.role == role and one.cluster < 0:
                one.role = "honest"


class _Desks:
    """Which unit a matter falls to."""

    def __init__(self, world: World) -> None:
        units = world.units
        staffed = units.people_to > units.people_from
        self.names = units.name.to_pylist()
        offices = np.flatnonzero((units.level <= LEVELS.index("township")) & staffed)
        self.offices: list[int] = offices.tolist()
        self.towns: list[int] = np.flatnonzero((units.level == LEVELS.index("township")) & staffed).tolist()
        self.by_desk: dict[str, list[int]] = {}
        for topic in topics():
            self.by_desk.setdefault(topic.desk, [row for row in self.offices if self.names[row].endswith(topic.desk)])
        housing = self.by_desk.get("县住房城乡建设局", [])
        self.bureau = (housing or self.offices)[0]

    def of(self, topic: Topic, dice: Dice) -> int:
        """The department the matter belongs to, or the township it happens in."""
        known = self.by_desk[topic.desk]
        if known and dice.happens(DEPARTMENT_SHARE):
            return dice.pick(known)
        return dice.pick(self.towns or self.offices)


def number_of(register: str, day: date, nth: int) -> str:
    """``LY20260901000123``."""
    return f"{REGISTERS[register]}{day:%Y%m%d}{nth:06d}"
