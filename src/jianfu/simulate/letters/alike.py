"""Honest answers that look like failing ones (貌似敷衍的正当答复)."""

from collections.abc import Callable

from jianfu.simulate.letters.answering import Frame, write_answer, write_short
from jianfu.simulate.letters.dice import Dice
from jianfu.simulate.letters.failing import Ask
from jianfu.simulate.letters.grammar import phrases
from jianfu.simulate.letters.truth import HONEST, Answer, Truth

INTERIM_ALLOWED = ("forwarded", "template")


def honest(ask: Ask, dice: Dice) -> Answer:
    """An ordinary honest answer."""
    return Answer(write_answer(ask.case, ask.facts(dice), dice), HONEST)


def short(ask: Ask, dice: Dice) -> Answer:
    """One sentence: what was done, and when."""
    return Answer(write_short(ask.case, ask.facts(dice), dice), Truth(legitimate="short"))


def quotes_question(ask: Ask, dice: Dice) -> Answer:
    """The letter repeated for reference, then a real answer."""
    facts = ask.facts(dice)
    text = write_answer(ask.case, facts, dice, Frame(opening=dice.pick(phrases()["reply"]["quote"])))
    return Answer(text, Truth(legitimate="quotes_question"))


def courtesy(ask: Ask, dice: Dice) -> Answer:
    """Much politeness before and after."""
    known = phrases()["reply"]
    frame = Frame(opening=dice.pick(known["polite"]), closing=dice.pick(known["polite_close"]))
    return Answer(write_answer(ask.case, ask.facts(dice), dice, frame), Truth(legitimate="courtesy"))


def legal_paragraph(ask: Ask, dice: Dice) -> Answer:
    """The paragraph of law every answer of some office ends with."""
    frame = Frame(paragraph=dice.pick(phrases()["reply"]["legal"]))
    return Answer(write_answer(ask.case, ask.facts(dice), dice, frame), Truth(legitimate="legal_paragraph"))


def transferred_with_result(ask: Ask, dice: Dice) -> Answer:
    """Passed on, and what came of it, with dates."""
    frame = Frame(opening=dice.pick(phrases()["reply"]["transferred"]))
    return Answer(write_answer(ask.case, ask.facts(dice), dice, frame), Truth(legitimate="transferred_with_result"))


def asks_missing(ask: Ask, dice: Dice) -> Answer:
    """Asks for what the letter really lacks, and says what happens then."""
    pool = phrases()["reply"]["asks_missing"]
    text = "".join(dice.pick(pool[part]) for part in "abc").format_map(ask.facts(dice))
    return Answer(text, Truth(legitimate="asks_missing"))


def own_number(ask: Ask, dice: Dice) -> Answer:
    """Names the letter's own number."""
    frame = Frame(opening=dice.pick(phrases()["reply"]["own_number"]))
    return Answer(write_answer(ask.case, ask.facts(dice), dice, frame), Truth(legitimate="own_number"))


def own_name(ask: Ask, dice: Dice) -> Answer:
    """Names the writer as the letter is signed."""
    frame = Frame(opening=dice.pick(phrases()["reply"]["own_name"]))
    return Answer(write_answer(ask.case, ask.facts(dice), dice, frame), Truth(legitimate="own_name"))


def interim(ask: Ask, dice: Dice) -> Answer:
    """Says that and when an answer will come; it does come."""
    pool = phrases()["reply"]["interim"]
    text = "".join(dice.pick(pool[part]) for part in "abc").format_map(ask.facts(dice))
    return Answer(text, Truth(allowed=INTERIM_ALLOWED, legitimate="interim"))


ALIKE: dict[str, Callable[[Ask, Dice], Answer]] = {
    "honest": honest, "short": short, "quotes_question": quotes_question, "courtesy": courtesy,
    "legal_paragraph": legal_paragraph, "transferred_with_result": transferred_with_result,
    "asks_missing": asks_missing, "own_number": own_number, "own_name": own_name,
}  # fmt: skip
"""Every look-alike written from its own letter alone."""
