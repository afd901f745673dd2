"""Writes an honest answer: who went where when, what was found, what the law says, what was done, what happens next."""

from dataclasses import dataclass

from jianfu.simulate.letters.case import Case, Facts
from jianfu.simulate.letters.dice import Dice
from jianfu.simulate.letters.grammar import phrases

NUMERALS = "一二三四五六"


@dataclass(frozen=True)
class Frame:
    """What stands around the answer proper."""

    opening: str = ""
    """Instead of one of the usual ones."""
    closing: str = ""
    paragraph: str = ""
    """A paragraph of law before the closing words."""


def write_answer(case: Case, facts: Facts, dice: Dice, frame: Frame | None = None) -> str:
    """A whole answer with facts of the case."""
    known, frame = phrases()["reply"], frame or Frame()
    opening = frame.opening or dice.pick(known["open"])
    closing = frame.closing or dice.pick(known["close"]) + dice.pick(known["sign"])
    body = answer_body(case, facts, dice)
    return f"{opening.format_map(facts)}{body}{frame.paragraph}{closing.format_map(facts)}"


def answer_body(case: Case, facts: Facts, dice: Dice) -> str:
    """The answer proper, without greeting and farewell; it always names the place."""
    known, topic = phrases()["reply"], case.topic
    found = dice.some(topic.found, dice.between(1, 2))
    done = dice.some(topic.done, dice.between(1, 3))
    sentences = [f"{dice.pick(known['check'])}。", dice.pick(known["found"]).format(x=found[0])]
    sentences += [dice.pick(known["found_more"]).format(x=text) for text in found[1:]]
    if dice.happens(0.4):
        sentences.append(dice.pick(known["law"]).format(x=dice.pick(topic.law)))
    sentences.append(dice.pick(known["done"]).format(x=done[0]))
    sentences += [dice.pick(known["done_more"]).format(x=text) for text in done[1:]]
    for aside in dice.some(known["aside"], dice.pick((0, 1, 1, 2, 2))):
        sentences.insert(dice.between(2, len(sentences)), f"{aside}。")
    sentences.append(dice.pick(known["next"]).format(x=dice.pick(topic.next)))
    sentences += [text for text in (dice.pick(known["sorry"]), dice.pick(known["contact"])) if text]
    if dice.happens(0.2):
        sentences = _numbered(sentences)
    return "".join(sentences).format_map(facts)


def _numbered(sentences: list[str]) -> list[str]:
    """The sentences as points 一、二、三."""
    cut = max(1, len(sentences) // 3)
    points = [sentences[at : at + cut] for at in range(0, len(sentences), cut)][: len(NUMERALS)]
    rest = sentences[cut * len(NUMERALS) :]
    numbered = [f"{NUMERALS[at]}、{''.join(point)}" for at, point in enumerate(points)]
    return [*numbered, *rest]


def write_short(case: Case, facts: Facts, dice: Dice) -> str:
    """An answer of one sentence that says what was done and when."""
    frame = dice.pick(phrases()["reply"]["short"])
    text: str = frame.format(x=dice.pick(case.topic.done), **{name: f"{{{name}}}" for name in facts}).format_map(facts)
    return text
