"""Small changes people make to a text they paste."""

import re

from jianfu.simulate.letters.dice import Dice

SWAPS = (("我局", "我单位"), ("您", "你"), ("，", "。"), ("现场", "实地"), ("已", "已经"), ("、", "和"), ("的", ""))
FILLER = "的了也还就再又先"


def edited(text: str, share: float, dice: Dice) -> str:
    """The text with about ``share`` of its characters changed, left out or added."""
    wanted = round(len(text) * share)
    for _ in range(wanted):
        at = dice.between(0, max(len(text) - 1, 0))
        old, new = dice.pick(SWAPS)
        way = dice.between(0, 2)
        if way == 0 and old in text:
            text = text.replace(old, new, 1)
        elif way == 1:
            text = text[:at] + text[at + 1 :]
        else:
            text = text[:at] + dice.pick(FILLER) + text[at:]
    return text


def sentences_of(text: str) -> list[str]:
    """The sentences with their marks."""
    return [part for part in re.findall(r"[^。！？!?\n]+[。！？!?\n]*", text) if part.strip()]
