"""Writes letters and their answers one after another (来信与答复)."""

from collections import Counter
from datetime import datetime, timedelta

from jianfu.simulate.letters.alike import ALIKE, interim
from jianfu.simulate.letters.answering import answer_body
from jianfu.simulate.letters.arrivals import Arrival, number_of
from jianfu.simulate.letters.case import Case, Times, draw_case, same_question, with_phone
from jianfu.simulate.letters.dice import Dice
from jianfu.simulate.letters.failing import FAILURES, Ask, copied_reply, draw_copied_base
from jianfu.simulate.letters.grammar import phrases
from jianfu.simulate.letters.letter import Given, Happening, Letter
from jianfu.simulate.letters.truth import Answer, Truth
from jianfu.simulate.letters.waiting import waited_days
from jianfu.simulate.letters.writing import Wish, write_letter
from jianfu.simulate.settings import LetterSettings
from jianfu.simulate.world import World

WISHES = {
    "asks_back": Wish(complete=True), "wrong_case": Wish(signed=True), "own_name": Wish(signed=True),
    "asks_missing": Wish(vague=True), "quotes_question": Wish(short=True),
}  # fmt: skip
"""What the letter must hold for its answer to be what it is to be."""
NO_OTHER_NUMBER = "GD20260101000000"


class Desk:
    """Writes letters and answers one after another and remembers what later ones need."""

    def __init__(self, world: World, dice: Dice, wish: LetterSettings) -> None:
        self.world = world
        self.dice = dice
        self.wish = wish
        self.happenings: list[Happening] = []
        self._names = world.units.name.to_pylist()
        self._counts: Counter[str] = Counter()
        self._last_number = NO_OTHER_NUMBER
        self._bases: dict[int, str] = {}
        self._shared: dict[int, Case] = {}

    def write(self, arrival: Arrival) -> Letter:
        """The letter of an arrival, with its answers."""
        letter = self.open(arrival, self._case(arrival), WISHES.get(arrival.role, Wish()))
        if arrival.replied:
            self._answer(letter, arrival, arrival.replied)
        self.close(letter, arrival)
        return letter

    def open(self, arrival: Arrival, case: Case, wish: Wish, text: str = "") -> Letter:
        """The letter alone, numbered; ``text`` where it is not to be written anew."""
        self._counts[arrival.register] += 1
        number = number_of(arrival.register, arrival.received.date(), self._counts[arrival.register])
        letter = Letter(
            arrival.register, number, arrival.unit, case, arrival.kind, arrival.urgent, arrival.received,
            arrival.asker, text or write_letter(case, wish, self.dice), case.title, satisfied=arrival.satisfied,
        )  # fmt: skip
        letter.due = arrival.due() if arrival.register == "hotline" else None
        return letter

    def close(self, letter: Letter, arrival: Arrival) -> None:
        """Closing, reopening, and how long the writer waited."""
        until = letter.replied.date() if letter.replied else self.world.as_of
        letter.waited = waited_days(letter.received.date(), until)
        if letter.register != "hotline":
            return
        if arrival.role == "closed":
            closed = min(letter.due or letter.received, letter.received + timedelta(days=3))
            if closed.date() <= self.world.as_of:
                letter.closed = closed
                self._happens("closed_without_answer", letter)
        elif letter.answers:
            letter.closed = letter.answers[-1].at
            if not self.world.clean and self.dice.happens(self.wish.reopened_share):
                self._reopen(letter, letter.closed)

    def ask(self, letter: Letter, replied: datetime) -> Ask:
        """The letter as its answer's writer sees it."""
        times = Times(letter.received.date(), replied.date())
        return Ask(letter.case, letter.text, letter.number, self._last_number, self._names[letter.unit], times)

    def _reopen(self, letter: Letter, closed: datetime) -> None:
        reopened = closed + timedelta(days=self.dice.between(2, 15))
        if reopened.date() > self.world.as_of:
            return
        letter.reopened = reopened
        again = reopened + timedelta(days=self.dice.between(3, 10))
        letter.closed = again if again.date() <= self.world.as_of else None
        self._happens("reopened", letter)

    def _happens(self, kind: str, letter: Letter) -> None:
        self.happenings.append(Happening(kind, (letter.number,), letter.case.place))

    def _case(self, arrival: Arrival) -> Case:
        known = self._shared.get(arrival.cluster) if arrival.role == "shared_answer" else None
        if known:
            case = same_question(known, self.dice)
        else:
            day, vague = arrival.received.date(), arrival.role == "asks_missing"
            case = draw_case(arrival.topic, arrival.place, day, self.dice, vague=vague)
        if arrival.role == "shared_answer":
            self._shared.setdefault(arrival.cluster, case)
        return with_phone(case, arrival.asker)

    def _answer(self, letter: Letter, arrival: Arrival, replied: datetime) -> None:
        ask = self.ask(letter, replied)
        answers_on = arrival.register == "board" and arrival.role == "honest"
        if answers_on and self.dice.happens(self.wish.interim_share):
            full = replied + timedelta(days=self.dice.between(3, 14))
            if full.date() <= self.world.as_of:
                self._give(letter, replied, interim(ask, self.dice))
                replied, ask = full, self.ask(letter, full)
        self._give(letter, replied, self._text(ask, arrival))
        self._last_number = letter.number

    def _text(self, ask: Ask, arrival: Arrival) -> Answer:
        if arrival.role == "copied_reply":
            if arrival.cluster not in self._bases:
                self._bases[arrival.cluster] = draw_copied_base(arrival.cluster, ask, self.dice)
            return copied_reply(ask, self._bases[arrival.cluster], f"copied-{arrival.cluster}", self.dice)
        if arrival.role == "shared_answer":
            return self._shared_answer(ask, arrival)
        return (FAILURES.get(arrival.role) or ALIKE[arrival.role])(ask, self.dice)

    def _shared_answer(self, ask: Ask, arrival: Arrival) -> Answer:
        """One answer to one question many asked; greeting and farewell differ."""
        if arrival.cluster not in self._bases:
            self._bases[arrival.cluster] = answer_body(ask.case, ask.facts(self.dice), self.dice)
        known, facts = phrases()["reply"], ask.facts(self.dice)
        opening, closing = (self.dice.pick(known[name]).format_map(facts) for name in ("open", "close"))
        truth = Truth(cluster=f"shared-{arrival.cluster}", legitimate="shared_answer")
        return Answer(f"{opening}{self._bases[arrival.cluster]}{closing}", truth)

    def _give(self, letter: Letter, at: datetime, answer: Answer) -> None:
        letter.answers.append(Given(at, answer.text, answer.truth))
