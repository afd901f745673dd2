"""Which unit sends which demand when: quotas by kind, senders of the unit itself, moments within working hours."""

from dataclasses import dataclass

import numpy as np

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.chat.month import is_working
from jianfu.simulate.chat.stage import TAKES_NO_NOTICES
from jianfu.simulate.demands.wording import EMERGENCY, KINDS, Kind, Timed, minute_of, wordings
from jianfu.simulate.world import Flags, World, life_code

NOTHING_SHARE = 0.45
"""Assumption: of a unit's two turns so many pass without a planted message."""
TURNS = 2
MOST_ANSWERS = 9
_FROM, _TO = 9 * 60, 16 * 60
_DAY_MINUTES = 1440
EVENING = 17 * 60 + 25


@dataclass(frozen=True)
class Sent:
    """One planted message; ``at``: minutes since the period began."""

    at: int
    group: int
    sender: int
    unit: int
    kind: Kind
    text: str


@dataclass(frozen=True)
class Answer:
    """What somebody sends after a demand: ``kind`` is text, image or location."""

    at: int
    group: int
    sender: int
    kind: str
    to: int
    """Which of the planted messages it answers."""


@dataclass(frozen=True)
class Plan:
    """All that is planted, in order of making."""

    sent: tuple[Sent, ...]
    answers: tuple[Answer, ...]


def plan_demands(world: World) -> Plan:
    """The planted messages of a world; in a clean one only those that look like demands, and emergency duty."""
    rng = stream(world.seed, "demands")
    homes, duty = _homes(world, open_=True), _homes(world, open_=False)
    kinds = [kind for kind in KINDS if not (world.clean and kind.real)]
    days = _days(world)
    sent: list[Sent] = []
    for _ in range(TURNS):
        dealt = deal(rng, len(homes), [NOTHING_SHARE * len(kinds)] + [1 - NOTHING_SHARE] * len(kinds))
        for (unit, group, people), number in zip(homes, dealt.tolist(), strict=True):
            if number:
                sent.append(_send(rng, days, (unit, group, people), kinds[number - 1]))
    for home in duty:
        sent += [_send(rng, days, home, EMERGENCY) for _ in range(TURNS)]
    answers = [answer for to, message in enumerate(sent) for answer in _answers(rng, world, message, to)]
    return Plan(tuple(sent), tuple(answers))


def _days(world: World) -> list[int]:
    """Days of the period people work on and are followed by another such day."""
    period = world.settings.period
    count = (period.last_day - period.first_day).days
    first = np.datetime64(period.first_day, "D")
    working = [is_working((first + day).astype(object)) for day in range(count + 1)]
    return [day for day in range(count) if working[day] and working[day + 1]]


def _homes(world: World, *, open_: bool) -> list[tuple[int, int, list[int]]]:
    """Per unit its largest talking group in which some of its own people sit; exempt groups where not ``open_``."""
    groups, members = world.groups, world.memberships
    closed = np.isin(groups.life, [life_code(name) for name in TAKES_NO_NOTICES])
    valid = world.valid_exemption()
    fits: Flags = world.talking() & (valid if not open_ else ~valid & ~closed)
    first = int(np.datetime64(world.settings.period.first_day, "D").astype(np.int64))
    best: dict[int, tuple[int, list[int]]] = {}
    for group in np.flatnonzero(fits).tolist():
        unit = int(groups.unit[group])
        part = slice(members.offset[group], members.offset[group + 1])
        people = members.person[part]
        own = people[
            (world.people.unit[people] == unit) & ~world.people.left[people] & (members.joined_on[part] < first)
        ]
        if len(own) and (unit not in best or len(people) > best[unit][0]):
            best[unit] = (len(people), [group, *own.tolist()])
    return [(unit, people[0], people[1:]) for unit, (_, people) in sorted(best.items())]


def _send(rng: Rng, days: list[int], home: tuple[int, int, list[int]], kind: Kind) -> Sent:
    unit, group, people = home
    words = wordings()
    said = getattr(words, kind.name)
    wording = said[int(rng.integers(len(said)))]
    begin, end = _FROM, _TO
    if isinstance(wording, Timed):
        begin, end = minute_of(wording.from_), minute_of(wording.to)
        text = wording.text
    else:
        text = wording
    matter, spoken = (choices[int(rng.integers(len(choices)))] for choices in (words.matters, words.spoken_to))
    at = days[int(rng.integers(len(days)))] * _DAY_MINUTES + int(rng.integers(begin, end + 1))
    sender = people[int(rng.integers(len(people)))]
    return Sent(at, group, sender, unit, kind, text.replace("{o}", matter).replace("{v}", spoken))


_GIVEN = {"reply": "text", "photo": "image", "screenshot": "image", "location": "location"}


def _answers(rng: Rng, world: World, message: Sent, to: int) -> list[Answer]:
    """Some members answer a demand, the same day and before the end of work."""
    if message.kind.name not in _GIVEN:
        return []
    members = world.memberships
    first = int(np.datetime64(world.settings.period.first_day, "D").astype(np.int64))
    part = slice(members.offset[message.group], members.offset[message.group + 1])
    people = members.person[part]
    people = people[(people != message.sender) & ~world.people.left[people] & (members.joined_on[part] < first)]
    chosen = rng.permutation(people)[: int(rng.integers(0, MOST_ANSWERS + 1))]
    latest = message.at // _DAY_MINUTES * _DAY_MINUTES + EVENING
    moments = np.minimum(message.at + 1 + rng.integers(0, 60, len(chosen)), latest)
    return [
        Answer(int(at), message.group, int(person), _GIVEN[message.kind.name], to)
        for at, person in zip(moments, chosen, strict=True)
    ]
