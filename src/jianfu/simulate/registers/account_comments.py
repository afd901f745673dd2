"""Comments on official accounts (公众账号评论) with their answers: some are left to a machine, or to rude hands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from jianfu.simulate.chance import deal, stream
from jianfu.simulate.letters.alike import honest
from jianfu.simulate.letters.arrivals import Arrival
from jianfu.simulate.letters.desk import Desk
from jianfu.simulate.letters.dice import Dice
from jianfu.simulate.letters.failing import FAILURES
from jianfu.simulate.letters.grammar import place_count, topics
from jianfu.simulate.letters.letter import Given, Letter, Mailbag
from jianfu.simulate.letters.returns import find_returning
from jianfu.simulate.letters.waiting import day_after_waiting
from jianfu.simulate.registers.account import Account
from jianfu.simulate.registers.account_files import outsourced, sketch_accounts
from jianfu.simulate.registers.account_returns import bring_back
from jianfu.simulate.settings import LetterSettings, limits, read_record
from jianfu.simulate.world import Label, World

RULE = "account-hosted-replies"
SHARES = {
    "failing": 0.3, "at_limit": 0.1, "just_below": 0.1, "few": 0.1, "machine_first": 0.1, "long_ago": 0.1,
    "honest": 0.2,
}  # fmt: skip
CLEAN = {"machine_first": 0.3, "honest": 0.7}
SELF_RUN_SHARE = 0.15
"""Of the accounts units run themselves, those whose comments are in the export as well."""
COMMENTERS = 850_000
"""Numbers of writers from here on belong to those who comment."""
RECENT, LONG_AGO = (12, 340), (372, 420)
"""Days before the audit."""
WHY = {
    "failing": "left to a machine, or to rude hands", "at_limit": "exactly at the limit",
    "just_below": "below the limit", "few": "too few people, one of whom writes again and again",
    "machine_first": "somebody answers after the machine",
    "long_ago": "longer ago than a year",
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """The comments on one account: ``answers`` names for each the kind of its answer, ``people`` how many write."""

    account: Account
    kind: str
    hosted: bool
    answers: tuple[str, ...]
    people: int

    @property
    def real(self) -> bool:
        """Whether the rule is to find the account."""
        return self.hosted and self.account.active and self.kind in ("failing", "at_limit")


def plan_comments(world: World) -> list[Wanted]:
    """Every account with comments, in order of the register."""
    accounts, _ = bring_back(world, sketch_accounts(world))
    paid, rng = outsourced(world, len(accounts)), stream(world.seed, "comments")
    chosen = [
        place for place, (hosted, chance) in enumerate(zip(paid, rng.random(len(accounts)).tolist(), strict=True))
        if hosted or chance < SELF_RUN_SHARE
    ]  # fmt: skip
    shares = CLEAN if world.clean else SHARES
    kinds, dice = deal(rng, len(chosen), list(shares.values())).tolist(), Dice(rng)
    names = [tuple(shares)[kind] for kind in kinds]
    return [
        _wanted(accounts[place], name, hosted=paid[place], dice=dice) for place, name in zip(chosen, names, strict=True)
    ]


def _wanted(account: Account, kind: str, *, hosted: bool, dice: Dice) -> Wanted:
    least, share = limits().least_answered, limits().failed_answers
    people = {
        "few": least - 1,
        "at_limit": dice.pick((least, 2 * least)),
        "just_below": least + dice.between(1, 4),
    }.get(kind, least + dice.between(0, 8))
    failed = {"honest": 0, "at_limit": round(share * people), "just_below": int(share * least)}.get(kind, people // 2)
    answers = ["honest"] * (people - failed) + [dice.pick(("automatic", "automatic", "rude")) for _ in range(failed)]
    if kind == "few":
        answers += ["rude"] * least
    if kind == "machine_first":
        answers = ["machine_first"] * people
    return Wanted(account, kind, hosted, tuple(answers), people)


def with_comments(world: World, mailbag: Mailbag) -> Mailbag:
    """The letters and the comments, and which of all of them belong together."""
    letters = [*mailbag.letters, *_write(world, plan_comments(world))]
    kept = [happening for happening in mailbag.happenings if happening.kind != "returning"]
    return Mailbag(tuple(letters), (*kept, *find_returning(letters, kept)))


def _write(world: World, plan: Sequence[Wanted]) -> list[Letter]:
    desk = Desk(world, Dice(stream(world.seed, "comment_texts")), read_record(LetterSettings, "letters"))
    made: list[Letter] = []
    for wanted in plan:
        first = COMMENTERS + len(made)
        for nth, role in enumerate(wanted.answers):
            old = wanted.kind == "long_ago" and role != "honest"
            age = desk.dice.between(*(LONG_AGO if old else RECENT))
            numbers = (len(made), first + min(nth, wanted.people - 1), age)
            made.append(_comment(desk, wanted.account, _arrival(desk, wanted.account, numbers), role))
    return sorted(made, key=lambda letter: (letter.received, letter.number))


def _arrival(desk: Desk, account: Account, numbers: tuple[int, int, int]) -> Arrival:
    """``numbers``: of the comment, of its writer, and its age in days."""
    nth, asker, age = numbers
    topic = topics()[nth * 25 % len(topics())]
    place = place_count(topic.area) - 1 - nth // len(topics()) % place_count(topic.area)
    day = desk.world.as_of - timedelta(days=age)
    received = datetime.combine(day, time(8)) + timedelta(seconds=desk.dice.between(0, 12 * 3600))
    answered = datetime.combine(day_after_waiting(day, desk.dice.between(1, 2)), time(9))
    replied = answered + timedelta(seconds=desk.dice.between(600, 7 * 3600))
    kind = desk.dice.pick(topic.kinds)
    return Arrival(
        "comment", topic, place, kind, account.unit, urgent=False, received=received, replied=replied, asker=asker
    )


def _comment(desk: Desk, account: Account, arrival: Arrival, role: str) -> Letter:
    """One comment; a machine's answer comes a minute later, somebody's own a day or two.

    Comments have no title: what answers quote of one, and the place it names, stand in the text.
    """
    machine = role in ("automatic", "machine_first")
    at_once = arrival.received + timedelta(minutes=1)
    letter = desk.write(replace(arrival, replied=None))
    letter.account, letter.text = account, f"{letter.title}。{letter.text}"
    if machine:
        answer = FAILURES["automatic"](desk.ask(letter, at_once), desk.dice)
        letter.answers.append(Given(at_once, answer.text, answer.truth))
    if role != "automatic" and arrival.replied:
        write = FAILURES["rude"] if role == "rude" else honest
        answer = write(desk.ask(letter, arrival.replied), desk.dice)
        letter.answers.append(Given(arrival.replied, answer.text, answer.truth))
    desk.close(letter, arrival)
    return letter


def label_comments(world: World) -> Iterator[Label]:
    """Truth of account-hosted-replies."""
    for wanted in plan_comments(world):
        if wanted.kind != "honest":
            hosted = "" if wanted.hosted and wanted.account.active else "; run by the unit itself, or closed"
            yield Label(RULE, "account", wanted.account.account_id, wanted.real, WHY[wanted.kind] + hosted)
