"""One matter at one place: the facts of the case, which the letter tells and an honest answer takes up."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from jianfu.simulate.letters.dice import Dice
from jianfu.simulate.letters.grammar import Topic, place_name, places, spot_name
from jianfu.simulate.words import words

Facts = dict[str, str]
VAGUE_PLACE, VAGUE_SPOT = "我们这里", "附近"
HOURS = ("九点半", "十点", "十点多", "十一点", "十二点", "凌晨一点", "凌晨两点")
PHONE_PREFIX, PHONES = "19900", 1_000_000


@dataclass(frozen=True)
class Case:
    """What happened: ``facts`` fill the slots of every text about it."""

    topic: Topic
    place: str
    title: str
    told: str
    more: tuple[str, ...]
    want: tuple[str, ...]
    facts: Facts

    @property
    def is_vague(self) -> bool:
        """The writer does not say where."""
        return self.place == VAGUE_PLACE


@dataclass(frozen=True)
class Times:
    """The days an answer speaks of."""

    received: date
    replied: date


def draw_case(topic: Topic, number: int, received: date, dice: Dice, *, vague: bool = False) -> Case:
    """The ``number``-th place's case of a topic; ``vague``: its writer does not say where."""
    place = VAGUE_PLACE if vague else place_name(topic.area, number)
    facts = _draw_facts(place, VAGUE_SPOT if vague else spot_name(topic.area, dice), received, dice)
    return Case(
        topic,
        place,
        dice.pick(topic.titles).format_map(facts),
        dice.pick(topic.told).format_map(facts),
        topic.more,
        topic.want,
        facts,
    )


def moved_to(case: Case, place: str, received: date, dice: Dice) -> Case:
    """The same words about another place, by another writer."""
    facts = _draw_facts(place, spot_name(case.topic.area, dice), received, dice)
    title, told = (dice.pick(texts).format_map(facts) for texts in (case.topic.titles, case.topic.told))
    return replace(case, place=place, title=title, told=told, facts=facts)


def _draw_facts(place: str, spot: str, received: date, dice: Dice) -> Facts:
    surname, name = person(dice)
    return {
        "place": place,
        "spot": spot,
        "since": spell_day(received - timedelta(days=dice.between(4, 60))),
        "d": str(dice.between(3, 30)),
        "n": str(dice.between(2, 9)),
        "m": str(dice.between(10, 90)),
        "y": str(dice.between(2, 12)),
        "money": str(dice.between(12, 480) * 10),
        "price": f"{dice.between(11, 98) / 10:.1f}",
        "hh": dice.pick(HOURS),
        "no": f"{dice.pick('ABCDEHKT')}{dice.between(1000, 99999)}",
        "company": dice.pick(places()["companies"]),
        "surname": surname,
        "name": name,
        "name3": person(dice)[1],
        "sex": dice.pick(("先生", "女士")),
        "phone": f"{PHONE_PREFIX}{dice.between(0, PHONES - 1):06d}",
    }


def answer_facts(case: Case, unit: str, times: Times, dice: Dice) -> Facts:
    """The facts an answer adds: who went when, what was counted, until when the rest will be done."""
    waited = (times.replied - times.received).days
    visit = times.received + timedelta(days=dice.between(0, waited))
    due = times.replied + timedelta(days=dice.between(3, 40))
    return {
        **case.facts,
        "title": case.title,
        "unit": unit,
        "desk": dice.pick(DESKS),
        "visit": spell_day(visit),
        "visit2": spell_day(visit + timedelta(days=dice.between(1, 3))),
        "due": spell_day(due),
        "due2": spell_day(due + timedelta(days=dice.between(3, 20))),
        "day": f"{times.replied.year}年{spell_day(times.replied)}",
        "worker": person(dice)[1],
        "name2": person(dice)[1],
        "n2": str(dice.between(2, 9)),
        "m2": str(dice.between(100, 900)),
        "tel": f"0700-{dice.between(6000000, 6999999)}",
    }


DESKS = ("县住建局", "县城管局", "县教育局", "县公安局", "县民政局", "县人社局", "县交通局", "县自然资源局", "业务科")


def person(dice: Dice) -> tuple[str, str]:
    """A surname, and the whole name."""
    vocabulary = words()
    surname: str = dice.pick(vocabulary["surnames"])[0]
    return surname, f"{surname}{dice.pick(vocabulary['given_first'])}{dice.pick(vocabulary['given_second'])}"


def spell_day(day: date) -> str:
    """``9月3日``."""
    return f"{day.month}月{day.day}日"


def same_question(case: Case, dice: Dice) -> Case:
    """The same matter told by another writer."""
    surname, name = person(dice)
    own = {"surname": surname, "name": name, "sex": dice.pick(("先生", "女士")), "name3": person(dice)[1]}
    facts = {**case.facts, **own}
    titles = (case.title,) if case.topic.question else case.topic.titles
    return replace(case, title=dice.pick(titles).format_map(facts), facts=facts)


def with_phone(case: Case, asker: int) -> Case:
    """The case with its writer's own number; no two writers share one."""
    return replace(case, facts={**case.facts, "phone": f"{PHONE_PREFIX}{asker * 7919 % PHONES:06d}"})
