"""The forms of the made-up county before they are worded: who issues them, who fills them in, what they ask for."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.settings import FormSettings, read_record
from jianfu.simulate.words import words
from jianfu.simulate.world import LEVELS, World
from jianfu.tables.identity import form_id

Thing = tuple[str, ...]
"""What a field truly asks for: ("person", "name"), ("others", "spouse", "phone"), ("topic", subject, "new") ..."""

KINDS = ("plain", "again", "at_limit", "below_limit", "twice", "other_topic", "other_level", "other_rhythm")
KIND_SHARES = (0.70, 0.08, 0.04, 0.04, 0.05, 0.03, 0.03, 0.03)
FROM_BEFORE = ("again", "at_limit", "below_limit")
AT_LIMIT, BELOW_LIMIT = ((10, 7), (20, 14)), ((13, 9), (23, 16))
"""Fields of a form, and how many of them are held: exactly seven tenths, and the next number below."""
MOST_HELD = 0.58
"""Of a plain form, as much at most: 3.7 found 38 to 57 %."""
LEVEL_NAMES = ("township", "village", "county")
LEVEL_SHARES = (0.56, 0.38, 0.06)
FREQUENCIES = (("每日", 250), ("每周", 52), ("每月", 12), ("季度", 4), ("每年", 1), ("临时", 3))
FREQUENCY_SHARES = (0.006, 0.03, 0.27, 0.28, 0.26, 0.154)
"""With these, 168 forms make some 1,400 submissions a year, as in 3.3."""
CHANNELS = ("系统填报", "微信群", "电子表格", "纸质")
PAPER = CHANNELS.index("纸质")
HAMLET_FORMS = 24


@dataclass
class Form:
    """One form."""

    issuer: int
    code: str
    county: int
    name: str
    subject: str
    level: str
    frequency: int
    channel: int
    paper: bool | None
    listed: bool | None
    kind: str
    size: int
    """How many things it asks for, formalities left out."""
    things: list[Thing] = field(default_factory=list)
    source: "Form | None" = None

    @property
    def form_id(self) -> str:
        """The id the audit will use."""
        return form_id(self.code, self.name)

    @property
    def rank(self) -> tuple[bool, int, str]:
        """Of two that ask for the same, the one on the list stays, then the larger one."""
        return not self.listed, -self.size, self.form_id


@cache
def form_words() -> dict[str, Any]:
    """form_words.yaml, read once."""
    text = files("jianfu.simulate").joinpath("registers", "form_words.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


def sketch_forms(world: World) -> list[Form]:
    """All forms in order of issuer, with what they truly ask for."""
    rng = stream(world.seed, "forms")
    forms = _issued(world, rng)
    fillers: defaultdict[tuple[int, str], list[Form]] = defaultdict(list)
    for form in forms:
        fillers[form.county, form.level].append(form)
    for key in sorted(fillers):
        _fill(rng, sorted(fillers[key], key=lambda form: form.rank))
    _copy_across(rng, fillers)
    return forms


def _issued(world: World, rng: Rng) -> list[Form]:
    """Which department issues each form, its name once within a department, and how it is sent in."""
    wish = read_record(FormSettings, "forms")
    units = world.units
    departments = np.flatnonzero((units.level == LEVELS.index("county")) & (units.people_to > units.people_from))
    each = HAMLET_FORMS if world.size == "hamlet" else wish.per_county
    issuer = np.sort(np.resize(departments, min(each * world.settings.size.counties, 20_000)))
    count = len(issuer)
    level, frequency = deal(rng, count, LEVEL_SHARES).tolist(), deal(rng, count, FREQUENCY_SHARES).tolist()
    rest = (1 - wish.system_share) / 3
    channel = deal(rng, count, [wish.system_share, rest, rest, rest]).tolist()
    paper = deal(rng, count, [wish.paper_share, 0.9 - wish.paper_share, 0.1]).tolist()
    listed = deal(rng, count, [wish.listed_share, 0.94 - wish.listed_share, 0.06]).tolist()
    kind = deal(rng, count, KIND_SHARES).tolist()
    size = np.clip(rng.poisson(wish.fields_mean - 3, count), 8, 55).tolist()
    subjects, shapes, codes = words()["form_subjects"], form_words()["shapes"], units.code.to_pylist()
    start = rng.integers(0, 1000, len(units))
    forms: list[Form] = []
    nth = np.arange(count) - np.searchsorted(issuer, issuer)
    for row, (unit, turn) in enumerate(zip(issuer.tolist(), nth.tolist(), strict=True)):
        subject = subjects[(start[unit] + turn) % len(subjects)]
        name = f"{subject}{shapes[(start[unit] + turn // len(subjects)) % len(shapes)]}"
        forms.append(
            Form(
                unit, codes[unit], int(units.county[unit]), name, subject, LEVEL_NAMES[level[row]],
                frequency[row], channel[row],
                paper=channel[row] == PAPER if world.clean else (True, False, None)[paper[row]],
                listed=True if world.clean else (True, False, None)[listed[row]],
                kind="plain" if world.clean else KINDS[kind[row]], size=size[row],
            )
        )  # fmt: skip
    for nth_planted, form in enumerate(form for form in forms if form.kind in ("at_limit", "below_limit")):
        form.size = (AT_LIMIT if form.kind == "at_limit" else BELOW_LIMIT)[nth_planted % 2][0]
    return forms


def _fill(rng: Rng, ordered: list[Form]) -> None:
    """What each form asks for, in the order in which one stays before another."""
    asked: dict[Thing, None] = {}
    own = _own_things(rng)
    done: list[Form] = []
    for form in ordered:
        if form.kind in ("twice", "other_topic", "other_rhythm"):
            _copy(rng, form, done)
        held = _how_many_held(rng, form)
        if not form.things:
            pool = _from_before(rng, form, done, asked) if form.kind in FROM_BEFORE else _common(rng)
            chosen = pool[:held]
            form.things = [*chosen, *_fresh(rng, form, own, asked, form.size - len(chosen))]
            form.size = len(form.things)
        done.append(form)
        asked.update(dict.fromkeys(form.things))


def _how_many_held(rng: Rng, form: Form) -> int:
    limits = dict((*AT_LIMIT, *BELOW_LIMIT))
    if form.kind in ("at_limit", "below_limit"):
        return limits[form.size]
    share = rng.uniform(0.74, 0.96) if form.kind == "again" else rng.uniform(0.3, MOST_HELD)
    return int(form.size * share) + (form.kind == "again")


def _common(rng: Rng) -> list[Thing]:
    """What every department asks for: of the person a form is about, and of the people around."""
    spoken = form_words()
    person: list[Thing] = [("person", key) for key in spoken["person"]]
    others: list[Thing] = [("others", who, what) for who in spoken["others"] for what in spoken["asked_of_others"]]
    first = person[: int(rng.integers(3, 8))]
    rest = [thing for thing in (*person, *others) if thing not in first]
    return [*first, *(rest[place] for place in rng.permutation(len(rest)).tolist())]


def _from_before(rng: Rng, form: Form, done: list[Form], asked: dict[Thing, None]) -> list[Thing]:
    """The fields of one form before it first, then those of all others."""
    largest = max(done, key=lambda one: (len(one.things), one.form_id), default=None)
    rest = [list(asked)[place] for place in rng.permutation(len(asked)).tolist()]
    held = dict.fromkeys([*(largest.things if largest else ()), *rest])
    return [thing for thing in held if thing[0] != "topic" or thing[1] == form.subject]


def _own_things(rng: Rng) -> Iterator[Thing]:
    spoken = form_words()
    things: list[Thing] = [("thing", noun, what) for noun in spoken["nouns"] for what in spoken["asked_of_things"]]
    return iter([things[place] for place in rng.permutation(len(things)).tolist()])


def _fresh(rng: Rng, form: Form, own: Iterator[Thing], asked: dict[Thing, None], count: int) -> list[Thing]:
    """Fields nobody asked for before: some about the form's topic, the others about things of their own."""
    topic: list[Thing] = [("topic", form.subject, key) for key in form_words()["topic"]]
    about = [topic[place] for place in rng.permutation(len(topic)).tolist() if topic[place] not in asked]
    chosen = about[: max(0, min(count, int(rng.integers(2, 7))))]
    while len(chosen) < count and (thing := next(own, None)) is not None:
        if thing not in asked:
            chosen.append(thing)
    return chosen


def _copy(rng: Rng, form: Form, done: list[Form]) -> None:
    """All fields of a form before it: of its topic and rhythm, or of another."""
    able = [one for one in done if one.kind == "plain" and one.issuer != form.issuer and one.source is None]
    if not able:
        form.kind = "plain"
        return
    source = able[int(rng.integers(len(able)))]
    form.source = source
    if form.kind == "other_topic":
        # A list of people asks for the same of whomever it lists; about its topic it asks for something else.
        form.things = [("topic", form.subject, thing[2]) if thing[0] == "topic" else thing for thing in source.things]
        form.frequency = source.frequency
    else:
        turns = form_words()["renamed"]
        form.subject, form.things = source.subject, list(source.things)
        form.name = turns[int(rng.integers(len(turns)))].format(subject=source.subject)
        form.frequency = source.frequency if form.kind == "twice" else (source.frequency + 1) % len(FREQUENCIES)
    form.size = len(form.things)


def _copy_across(rng: Rng, fillers: dict[tuple[int, str], list[Form]]) -> None:
    """Forms for another level that ask for the same as one for this level: no filler is asked twice by them."""
    for county, level in sorted(fillers):
        if level != "village":
            continue
        above = [form for form in fillers.get((county, "county"), ()) if form.kind != "twice"]
        sources = [form for form in fillers[county, level] if form.kind == "plain"]
        for form in above[:2] if sources else ():
            source = sources[int(rng.integers(len(sources)))]
            form.things, form.subject, form.size = list(source.things), source.subject, len(source.things)
            form.name = f"{source.subject}县级汇总表"
            form.frequency, form.kind, form.source = source.frequency, "other_level", source
