"""Writes a citizen's letter about a case: formal, plain, colloquial or angry, short or long."""

from dataclasses import dataclass

from jianfu.simulate.letters.case import Case
from jianfu.simulate.letters.dice import Dice
from jianfu.simulate.letters.grammar import phrases

STYLES = ("formal", "plain", "plain", "colloquial", "angry")
PARAGRAPH = "\n\u3000\u3000"


@dataclass(frozen=True)
class Wish:
    """What this letter must hold."""

    complete: bool = False
    """Place, time and telephone are all there."""
    signed: bool = False
    short: bool = False
    vague: bool = False
    before: str = ""
    """A sentence about an earlier letter."""


def write_letter(case: Case, wish: Wish, dice: Dice) -> str:
    """The text of a letter."""
    known = phrases()["letter"]
    style = known[dice.pick(STYLES)]
    count = dice.between(0, 1) if wish.short else dice.pick((0, 1, 1, 2, 2, 3, 4))
    sentences = [f"{case.told}。" if not case.told.endswith(("？", "！")) else case.told]
    if wish.before:
        sentences.append(wish.before)
    asides = dice.some(known["aside"], count // 2) if not wish.vague else []
    for text in [*dice.some(case.more, count - len(asides)), *asides]:
        sentences.append(dice.pick(style["link"]).format(x=text.format_map(case.facts)))
    sentences.append(_filled(dice.pick(style["feel"]), case))
    for want in dice.some(case.want, 1 if wish.short else dice.pick((1, 1, 2))):
        sentences.append(dice.pick(style["ask"]).format_map({**case.facts, "want": want.format_map(case.facts)}))
    opening = "" if wish.vague else _filled(dice.pick(style["open"]) + dice.pick(style["who"]), case)
    ending = _ending(case, wish, dice, style["end"])
    if len(sentences) > 5 and dice.happens(0.5):
        return opening + PARAGRAPH + PARAGRAPH.join(sentence for sentence in sentences if sentence) + ending
    return opening + "".join(sentences) + ending


def _ending(case: Case, wish: Wish, dice: Dice, farewells: list[str]) -> str:
    known = phrases()["letter"]
    ending = ""
    if wish.complete:
        ending = _filled(dice.pick(known["complete"]), case)
    elif dice.happens(0.08) and not wish.vague:
        ending = _filled(dice.pick(known["phone"]), case)
    ending += dice.pick(farewells)
    if wish.signed:
        ending += "\n" + _filled(dice.pick(known["signed"]), case)
    return ending


def _filled(text: str, case: Case) -> str:
    filled: str = text.format_map(case.facts)
    return filled
