"""Decides which groups and units say what, when, and what is true of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chance import stream
from jianfu.simulate.chat.month import is_working
from jianfu.simulate.settings import read_record
from jianfu.simulate.wording.record import Spoken, Wordings
from jianfu.simulate.wording.scenes import plan_scenes
from jianfu.simulate.wording.spelling import Speaker, Speller, phrases
from jianfu.simulate.world import Label, World, life_code

Ints = NDArray[np.int64]
LUNCH = (43_500, 48_900)
"""Seconds of the day, 12:05 to 13:35: apart from what else the groups say, within working hours."""
MOST_TRIES = 8


@dataclass(frozen=True)
class WordingSettings:
    """The ``wording`` section of settings.yaml."""

    announcement: float
    announcement_look_alike: float
    rule_message: float
    rule_message_look_alike: float
    criticism: float
    criticism_look_alike: float
    install: float
    install_look_alike: float
    appraisal: float
    appraisal_look_alike: float
    most_per_subject: int
    volunteers: float
    photo_reports: float
    messages_per_day: int


class Topic(NamedTuple):
    """A rule, where its wordings stand and how often they are used."""

    rule_id: str
    heading: str
    real: float
    look_alike: float


def plan_wordings(world: World) -> tuple[Wordings, list[Label]]:
    """What is said, and the truth about it. In a clean county only what looks like it is said."""
    return _Planner(world).plan()


class _Planner:
    """Holds what the steps share; only ``plan_wordings`` uses it."""

    def __init__(self, world: World) -> None:
        self.world, self.rng = world, stream(world.seed, "speech")
        self.settings = read_record(WordingSettings, "wording")
        self.speller = Speller(world, self.rng)
        lives = [life_code(name) for name in ("show_off", "ack_only", "quiet")]
        self.groups: Ints = np.flatnonzero(world.talking() & ~np.isin(world.groups.life, lives))
        period = world.settings.period
        days = [period.first_day.toordinal() + at for at in range((period.last_day - period.first_day).days + 1)]
        self.days = [at for at, day in enumerate(days) if is_working(type(period.first_day).fromordinal(day))]
        self.spoken: list[Spoken] = []
        self.announcements: dict[int, str] = {}
        self.labels: list[Label] = []

    def plan(self) -> tuple[Wordings, list[Label]]:
        settings = self.settings
        self.announce()
        self.in_groups(
            Topic(
                "rule-text-breaks-rules", "rule_text_message", settings.rule_message, settings.rule_message_look_alike
            )
        )
        self.in_groups(Topic("named-criticism", "criticism", settings.criticism, settings.criticism_look_alike))
        self.by_units(Topic("install-rate-demanded", "install", settings.install, settings.install_look_alike))
        self.by_units(Topic("appraisal-by-likes", "appraisal", settings.appraisal, settings.appraisal_look_alike))
        self.show_off()
        spoken = tuple(
            sorted(self.spoken, key=lambda said: (said.day, said.second, said.group, said.sender, said.text))
        )
        return Wordings(self.announcements, spoken), self.labels

    def drawn(self, subjects: Ints, real: float, look_alike: float) -> tuple[Ints, Ints]:
        """Subjects for the real ones and for the look-alikes; one of each at least."""
        mixed = self.rng.permutation(subjects)
        counts = [max(1, round(share * len(mixed))) for share in (real, look_alike)]
        if self.world.clean:
            counts[0] = 0
        return np.sort(mixed[: counts[0]]), np.sort(mixed[counts[0] : sum(counts)])

    def announce(self) -> None:
        """Written rules as announcements of groups; valid exemptions excuse them."""
        lists, valid = phrases()["announcement"], self.world.valid_exemption()
        real, alike = self.drawn(self.groups, self.settings.announcement, self.settings.announcement_look_alike)
        kinds = list(lists["real"])
        for place, group in enumerate(real.tolist()):
            said = [kinds[(place + step) % len(kinds)] for step in range(1 + int(self.rng.integers(0, 3)))]
            lines = [self.line(f"rule {kind}", lists["real"][kind], group) for kind in dict.fromkeys(said)]
            self.announcements[group] = self.announcement(group, lines)
            why = ", ".join(dict.fromkeys(said))
            self.label("rule-text-breaks-rules", group, not valid[group], why if not valid[group] else "emergency duty")
        for group in alike.tolist():
            lines = [self.line("rule look_alike", lists["look_alike"], group) for _ in range(2)]
            self.announcements[group] = self.announcement(group, lines)
            self.label("rule-text-breaks-rules", group, False, "an announcement that frees or forbids the right thing")

    def announcement(self, group: int, lines: Sequence[str]) -> str:
        lists = phrases()["announcement"]
        fillers = [self.line("rule filler", lists["filler"], group) for _ in range(2)]
        head = self.speller.fill(lists["head"][int(self.rng.integers(len(lists["head"])))], self.owner(group))
        return head + "".join(self.rng.permutation([*lines, *fillers]).tolist())

    def line(self, heading: str, wordings: Sequence[str], group: int) -> str:
        turn = self.speller.turn.get(heading, 0)
        self.speller.turn[heading] = turn + 1
        return self.speller.fill(wordings[turn % len(wordings)], self.owner(group))

    def owner(self, group: int) -> Speaker:
        groups = self.world.groups
        return Speaker(group, int(groups.owner[group]), int(groups.unit[group]), 0)

    def in_groups(self, topic: Topic) -> None:
        """Messages for which the group is the subject."""
        valid = self.world.valid_exemption()
        # Where a chain reply runs, "who has not joined yet" would turn a voluntary one into a demand.
        calm = self.groups[self.world.groups.chain_rounds_per_week[self.groups] == 0]
        free = calm[[group not in self.announcements for group in calm.tolist()]]
        real, alike = self.drawn(free, topic.real, topic.look_alike)
        for group in real.tolist():
            if self.say(topic.heading, "real", group, self.times()):
                why = "emergency duty" if valid[group] else "planted"
                self.label(topic.rule_id, group, not valid[group], why)
        for group in alike.tolist():
            if self.say(topic.heading, "look_alike", group, self.times()):
                self.label(topic.rule_id, group, False, "a neutral reminder, a commendation, or the opposite demand")

    def by_units(self, topic: Topic) -> None:
        """Messages for which the sender's unit is the subject, in groups its people are in."""
        homes = self.homes()
        codes = self.world.units.code
        real, alike = self.drawn(np.array(sorted(homes), np.int64), topic.real, topic.look_alike)
        for way, units in (("real", real), ("look_alike", alike)):
            for unit in units.tolist():
                for group in self.rng.choice(homes[unit], self.times()).tolist():
                    self.say(topic.heading, way, int(group), 1, unit)
                why = "planted" if way == "real" else "against it, voluntary, or about something else"
                self.labels.append(Label(topic.rule_id, "unit", codes[unit].as_py(), way == "real", why))

    def homes(self) -> dict[int, list[int]]:
        """Unit -> groups in which it has somebody who can speak."""
        found: dict[int, list[int]] = {}
        for group in self.groups.tolist():
            for unit in np.unique(self.world.people.unit[self.speakers(group, None)]).tolist():
                found.setdefault(unit, []).append(group)
        return found

    def speakers(self, group: int, unit: int | None) -> Ints:
        """Members since before the period who are still there."""
        world = self.world
        run = slice(world.memberships.offset[group], world.memberships.offset[group + 1])
        person, joined = world.memberships.person[run], world.memberships.joined_on[run]
        first = (np.datetime64(world.settings.period.first_day, "D") - np.datetime64("1970-01-01", "D")).astype(int)
        fits = (joined < first) & ~world.people.left[person]
        if unit is not None:
            fits &= world.people.unit[person] == unit
        return np.asarray(person[fits], np.int64)

    def times(self) -> int:
        return int(self.rng.integers(1, self.settings.most_per_subject + 1))

    def say(self, heading: str, way: str, group: int, times: int, unit: int | None = None) -> int:
        """Some messages of one kind by people of a unit (any); how many there are."""
        speakers = self.speakers(group, unit)
        if len(self.world.memberships.person[slice(*self.world.memberships.offset[group : group + 2])]) < 5:
            return 0
        for _ in range(times if len(speakers) else 0):
            person, day = int(self.rng.choice(speakers)), int(self.rng.choice(self.days))
            speaker = Speaker(group, person, int(self.world.people.unit[person]), day)
            text, also = self.speller.text(f"{heading} {way}", phrases()[heading][way], speaker)
            self.spoken.append(Spoken(group, person, day, int(self.rng.integers(*LUNCH)), text, also))
        return times if len(speakers) else 0

    def label(self, rule_id: str, group: int, real: bool, why: str) -> None:
        subject = self.world.groups.group_id[group].as_py()
        self.labels.append(Label(rule_id, "group", subject, bool(real), why))

    def show_off(self) -> None:
        """Groups for show are real; volunteers and photo reports are planted beside them and only look so."""
        lives = self.world.groups.life
        for group in np.flatnonzero(self.world.talking() & (lives == life_code("show_off"))).tolist():
            self.label("show-off-group", group, True, "praise and posed pictures")
        steady = self.groups[lives[self.groups] == life_code("normal")]
        steady = steady[[len(self.speakers(group, None)) >= 6 for group in steady.tolist()]]
        chosen = self.rng.permutation(steady)
        at = 0
        for kind, share in (("volunteers", self.settings.volunteers), ("photo_reports", self.settings.photo_reports)):
            count = max(1, round(share * len(self.groups)))
            for group in chosen[at : at + count].tolist():
                self.spoken += plan_scenes(
                    kind, group, self.speakers(group, None), (self.days, self.settings.messages_per_day, self.rng)
                )
                self.label("show-off-group", group, False, f"{kind}: the work is done there")
            at += count
