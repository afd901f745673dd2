"""Every way an answer can fail (敷衍答复): pasted, empty, passed on, another's, rude, beside the point."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from jianfu.simulate.letters.answering import Frame, write_answer
from jianfu.simulate.letters.case import Case, Facts, Times, answer_facts, draw_case, moved_to, person
from jianfu.simulate.letters.dice import Dice
from jianfu.simulate.letters.editing import edited, sentences_of
from jianfu.simulate.letters.grammar import phrases, place_count, place_name, topics
from jianfu.simulate.letters.truth import Answer, Truth

SHORTEST_PART = 30
"""Characters of a part of the letter: less than this nobody can call a copy."""
OFFICE_TEMPLATES, HABIT_STEPS = 24, (1, 3, 5, 7)
"""So many texts are the habit of some office; the other templates are put together anew."""


@dataclass(frozen=True)
class Ask:
    """A letter that is to be answered, and by whom when."""

    case: Case
    letter: str
    number: str
    other_number: str
    """The number of another letter."""
    unit: str
    times: Times

    def facts(self, dice: Dice) -> Facts:
        """Fresh facts for an answer."""
        facts = answer_facts(self.case, self.unit, self.times, dice)
        return {**facts, "number": self.number, "letter": self.letter}


def copied_letter(ask: Ask, dice: Dice) -> Answer:
    """The letter given back: whole, with small edits, in another order, or a part of it."""
    sentences = sentences_of(ask.letter)
    how = dice.pick(("whole", "edited", "reordered", "part"))
    text = ask.letter
    if how == "edited":
        text = edited(text, dice.share() * 0.1, dice)
    elif how == "reordered" and len(sentences) > 2:
        text = "".join(dice.some(sentences, len(sentences)))
    elif how == "part" and len(sentences) > 2:
        count = max(1, round(len(sentences) * (0.4 + 0.3 * dice.share())))
        start = dice.between(0, len(sentences) - count)
        part = "".join(sentences[start : start + count])
        text, how = (part, how) if len(part) >= SHORTEST_PART else (text, "whole")
    else:
        how = "whole" if how != "edited" else how
    frame = dice.pick(phrases()["fault"]["paste"])
    return Answer(frame.format(letter=_ended(text)), Truth(("copied_letter",), how=how))


def _ended(text: str) -> str:
    return text if re.search(r"[。！？!?”]$", text) else f"{text}。"


def template(ask: Ask, dice: Dice) -> Answer:
    """Fine words without one fact of the case; some are an office's habit."""
    pool = phrases()["fault"]["template"]
    if dice.happens(0.5):
        habit = dice.between(0, OFFICE_TEMPLATES - 1)
        parts = [pool[part][habit * step % len(pool[part])] for part, step in zip("abcd", HABIT_STEPS, strict=True)]
        cluster = f"template-{habit}"
    else:
        parts, cluster = [dice.pick(pool[part]) for part in "abcd"], None
    text = _framed("".join(parts), ask, dice)
    return Answer(text, Truth(("template",), ("copied_reply",), cluster, how="habit" if cluster else "mixed"))


def forwarded(ask: Ask, dice: Dice) -> Answer:
    """Received, passed on, noted: nothing more."""
    text = _mixed("forwarded", "abc", dice).format_map(ask.facts(dice))
    return Answer(text, Truth(("forwarded",), ("template", "copied_reply")))


def automatic(_ask: Ask, dice: Dice) -> Answer:
    """A machine's answer."""
    allowed = ("template", "forwarded", "copied_reply", "off_point")
    return Answer(_mixed("automatic", "abc", dice), Truth(("automatic",), allowed))


def rude(_ask: Ask, dice: Dice) -> Answer:
    """An answer that insults."""
    return Answer(_mixed("rude", "acb", dice), Truth(("rude",), ("template", "off_point", "copied_reply")))


def asks_back(ask: Ask, dice: Dice) -> Answer:
    """Asks what the letter said: where, when, who."""
    what = dice.pick(phrases()["fault"]["asks_what"])
    text = _mixed("asks_back", "ab", dice).format_map({**ask.facts(dice), "what": what})
    return Answer(text, Truth(("asks_back",), ("template", "copied_reply", "off_point")))


def off_point(ask: Ask, dice: Dice) -> Answer:
    """Answers another question about the same place, or praises the county."""
    if dice.happens(0.5):
        text = _mixed("policy", "abcd", dice).format_map(ask.facts(dice))
        allowed = ("template", "copied_reply")
        return Answer(_framed(text, ask, dice), Truth(("off_point",), allowed, how="policy"))
    topic = dice.pick([topic for topic in topics() if topic.desk != ask.case.topic.desk])
    other = moved_to(draw_case(topic, 0, ask.times.received, dice), ask.case.place, ask.times.received, dice)
    facts = {**answer_facts(other, ask.unit, ask.times, dice), "title": ask.case.title}
    return Answer(write_answer(other, facts, dice), Truth(("off_point",), how="other_topic"))


def wrong_case(ask: Ask, dice: Dice) -> Answer:
    """Names another case's place, person or number, or lets another case's note slip in."""
    how = dice.pick(("place", "place", "person", "number", "worker_note", "other_case"))
    facts = ask.facts(dice)
    if how == "worker_note":
        note = dice.pick(phrases()["fault"]["note"]).format_map(_elsewhere(ask, dice).facts | {"visit": facts["visit"]})
        text = note if dice.happens(0.5) else write_answer(ask.case, facts, dice) + note
        return Answer(text, Truth(("wrong_case",), ("template", "off_point"), how=how))
    if how == "person":
        surname, name = person(dice)
        while surname == ask.case.facts["surname"]:
            surname, name = person(dice)
        facts |= {"surname": surname, "name": name}
        frame = Frame(opening=dice.pick(phrases()["reply"]["own_name"]))
        return Answer(write_answer(ask.case, facts, dice, frame), Truth(("wrong_case",), how=how))
    if how == "number":
        frame = Frame(opening=dice.pick(phrases()["reply"]["own_number"]))
        text = write_answer(ask.case, facts | {"number": ask.other_number}, dice, frame)
        return Answer(text, Truth(("wrong_case",), how=how))
    case = _elsewhere(ask, dice)
    if how == "other_case":
        topic = dice.pick([topic for topic in topics() if topic.desk != case.topic.desk])
        case = draw_case(topic, dice.between(0, place_count(topic.area) - 1), ask.times.received, dice)
    text = write_answer(case, answer_facts(case, ask.unit, ask.times, dice), dice)
    return Answer(text, Truth(("wrong_case",), ("off_point",) if how == "other_case" else (), how=how))


def _elsewhere(ask: Ask, dice: Dice) -> Case:
    area = ask.case.topic.area
    place = place_name(area, dice.between(0, place_count(area) - 1))
    while place[:2] == ask.case.place[:2]:
        place = place_name(area, dice.between(0, place_count(area) - 1))
    return moved_to(ask.case, place, ask.times.received, dice)


def copied_reply(ask: Ask, base: str, cluster: str, dice: Dice) -> Answer:
    """A text pasted under different questions, with small edits."""
    text = edited(base, dice.share() * 0.04, dice)
    allowed = ("template", "off_point", "wrong_case")
    return Answer(_framed(text, ask, dice), Truth(("copied_reply",), allowed, cluster))


def draw_copied_base(number: int, ask: Ask, dice: Dice) -> str:
    """The text the ``number``-th cluster of copies is made of."""
    pool = phrases()["fault"]["copied"]
    asides = dice.some(phrases()["reply"]["aside"], 2)
    parts = [*pool[number % len(pool)], *[f"{aside}。" for aside in asides]]
    facts = answer_facts(_elsewhere(ask, dice), ask.unit, ask.times, dice)
    return "".join(parts).format_map({**facts, "place": "现场", "spot": "现场"})


def _framed(text: str, ask: Ask, dice: Dice) -> str:
    known = phrases()["reply"]
    return f"{dice.pick(known['open'])}{{body}}{dice.pick(known['close'])}".format_map(
        {**ask.facts(dice), "body": text}
    )


def _mixed(name: str, parts: str, dice: Dice) -> str:
    pool = phrases()["fault"][name]
    return "".join(dice.pick(pool[part]) for part in parts)


FAILURES: dict[str, Callable[[Ask, Dice], Answer]] = {
    "copied_letter": copied_letter, "template": template, "forwarded": forwarded, "wrong_case": wrong_case,
    "automatic": automatic, "rude": rude, "off_point": off_point, "asks_back": asks_back,
}  # fmt: skip
"""Every kind but copied_reply, which takes a text that others got as well."""
