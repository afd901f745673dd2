"""Letters that come again (重复来信): by the same writer, to several desks at once, and matters that return."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from jianfu.simulate.letters.alike import honest
from jianfu.simulate.letters.arrivals import Arrival
from jianfu.simulate.letters.case import same_question, spell_day, with_phone
from jianfu.simulate.letters.desk import Desk
from jianfu.simulate.letters.editing import edited
from jianfu.simulate.letters.grammar import phrases
from jianfu.simulate.letters.letter import Given, Happening, Letter
from jianfu.simulate.letters.waiting import waited_days
from jianfu.simulate.letters.writing import Wish

OTHER_DESKS = {"mailbox": ("hotline", "board"), "hotline": ("mailbox", "board"), "board": ("hotline", "mailbox")}
RETURNS = (3, 5)
"""Fewest and most letters about a matter that returns."""
OTHER_WRITERS = 400_000
"""Numbers of writers from here on belong to those who write because a matter has returned."""


def write_again(desk: Desk, letters: list[Letter], arrivals: list[Arrival]) -> tuple[list[Letter], list[Happening]]:
    """More letters about the matters of letters that were answered honestly, and which belong together."""
    more: list[Letter] = []
    happenings: list[Happening] = []
    wish = desk.wish
    for letter, arrival in zip(letters, arrivals, strict=True):
        if arrival.role != "honest" or not letter.answers or letter.reopened or letter.register == "bureau":
            continue
        chance = desk.dice.share()
        if chance < wish.sent_again_share:
            made, kind = list(_sent_again(desk, letter, arrival)), "sent_again"
        elif chance < wish.sent_again_share + wish.several_desks_share:
            made, kind = list(_several_desks(desk, letter, arrival)), "several_desks"
        elif chance < wish.sent_again_share + wish.several_desks_share + wish.returning_share:
            more += _returning(desk, letter, arrival)
            continue
        else:
            continue
        if made:
            made.sort(key=lambda one: one.received)
            numbers = tuple(one.number for one in (letter, *made))
            happenings.append(Happening(kind, numbers, letter.case.place))
            more += made
    return more, happenings


def _sent_again(desk: Desk, letter: Letter, arrival: Arrival) -> Iterator[Letter]:
    """The same writer, the same words or nearly, after the answer came."""
    received = letter.answers[-1].at + timedelta(days=desk.dice.between(1, 30), hours=1)
    earlier = {"earlier": spell_day(letter.received.date())}
    way = desk.dice.between(0, 2)
    text = letter.text if way == 0 else edited(letter.text, desk.dice.share() * 0.08, desk.dice)
    if way == 2:
        text = desk.dice.pick(phrases()["letter"]["again"]).format_map(earlier) + text
    yield from _written(desk, replace(arrival, received=received), letter, text)


def _several_desks(desk: Desk, letter: Letter, arrival: Arrival) -> Iterator[Letter]:
    """The same words within days at one or two other desks."""
    for register in desk.dice.some(OTHER_DESKS[letter.register], desk.dice.between(1, 2)):
        received = letter.received + timedelta(hours=desk.dice.between(1, 60))
        text = edited(letter.text, desk.dice.share() * 0.02, desk.dice)
        yield from _written(desk, replace(arrival, register=register, received=received), letter, text)


def _returning(desk: Desk, letter: Letter, arrival: Arrival) -> Iterator[Letter]:
    """Other writers, the same matter at the same place, each time after it had been answered."""
    last = letter
    for _ in range(desk.dice.between(RETURNS[0], RETURNS[1]) - 1):
        received = last.answers[-1].at + timedelta(days=desk.dice.between(15, 40), hours=2)
        earlier = {"earlier": spell_day(last.answers[-1].at.date())}
        before = desk.dice.pick(phrases()["letter"]["returned"]).format_map(earlier)
        asker = OTHER_WRITERS + desk.dice.between(0, OTHER_WRITERS)
        case = with_phone(same_question(letter.case, desk.dice), asker)
        arrival = replace(arrival, received=received, asker=asker)
        for last in _written(desk, arrival, replace(letter, case=case), "", Wish(before=before)):
            yield last
        if last.received != received:
            return


def _written(desk: Desk, arrival: Arrival, letter: Letter, text: str, wish: Wish | None = None) -> Iterator[Letter]:
    """The letter with an honest answer soon after; none that would come after the audit."""
    arrival = replace(arrival, urgent=False)
    answered = arrival.received + timedelta(hours=20)
    while waited_days(arrival.received.date(), answered.date()) < 1:
        answered += timedelta(days=1)
    if answered.date() > desk.world.as_of:
        return
    again = desk.open(arrival, letter.case, wish or Wish(), text)
    answer = honest(desk.ask(again, answered), desk.dice)
    again.answers.append(Given(answered, answer.text, answer.truth))
    desk.close(again, arrival)
    yield again
