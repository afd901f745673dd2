"""Phrase files compiled to flat arrays that ``render`` expands without touching Python.

A phrase is text with slots in angle brackets:

    <name>       a phrase of that list, picked by the words stream       <name?40>  the same, four times in ten
    <~name>      picked by the facts stream (places, dates, things)      <name@1>   the same pick all through a talk
    <n:3-90>     a whole number                                         <hex:32>   and other specials, by name
    <day:4>      a date up to four days ahead                           <day:1-4>  at least one day ahead
    <^name>      the phrase escaped once more (JSON inside JSON)         "3| ..."   three times as likely
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from jianfu.base.errors import Defect
from jianfu.simulate.chat.message import DATE_FACT, NAME_FACT, PLACE_FACT

LITERAL, PHRASE, NUMBER, SPECIAL = range(4)
SPECIALS = (
    "member", "surname", "unit", "own_unit", "town", "village", "day", "weekday", "deadline", "hex", "digits",
    "reference", "round", "chain", "epoch", "copy", "self", "clock",
)  # fmt: skip
BY_WORDS, BY_FACTS, STICKY = 0, 1, 2
"""Which seed picks; ``STICKY + k`` is the k-th fact a whole talk shares."""
FROM_TO = 1000
"""A special's ``from-to`` is one number: from + 1000 x to."""
_SLOT = re.compile(r"<(\^)?(~)?([a-z_]+)(?::(\d+)(?:-(\d+))?)?(?:\?(\d+))?(?:@(\d))?>")
STOCK = {"ack": "acknowledgement", "bland": "remark", "praise": "praise"}
"""Lists of stock phrases, and what a message that is only one of them is."""
STOCK_TURNS = (
    "好", "好的", "行", "可以", "同意", "收到", "收到，谢谢", "谢谢", "谢谢！", "谢谢大家", "谢谢领导", "明白了谢谢",
    "太感谢了", "知道啦", "服了", "我也是", "我来", "在", "存了", "加了", "改", "是", "关了", "看到了", "可以了",
    "已私发", "辛苦了🙏", "生日快乐！",
)  # fmt: skip
"""What people write as a whole message that says no more than that, apart from these lists."""
FACT_PHRASES = {
    "superior": NAME_FACT,
    "basis": NAME_FACT,
    "audience": NAME_FACT,
    "attendee": NAME_FACT,
    "phone_person": NAME_FACT,
    "phone": NAME_FACT,
    "spot": PLACE_FACT,
    "room": PLACE_FACT,
    "half_day": DATE_FACT,
    "quarter": DATE_FACT,
    "plan_year": DATE_FACT,
}
"""Phrases that are a fact from end to end, and of what kind."""
_ENVELOPE_FILE = "envelope.yaml"
TEXT_BEFORE, TEXT_AFTER = '"msgtype":"text","text":{"content":"', '"}'

Int32s = NDArray[np.int32]


class Phrases(NamedTuple):
    """The phrases as arrays: symbol -> picks -> alternative -> tokens -> bytes."""

    text: NDArray[np.uint8]
    tokens: Int32s
    """(token, 6): kind, a, b, stream, percent, escaped."""
    token_from: Int32s
    """Per alternative, and one past the last."""
    picks: Int32s
    """Alternatives, each as often as its weight."""
    pick_from: Int32s
    """Per symbol, and one past the last."""
    facts: Int32s
    """Per symbol: the kind of fact it is, 0 for none."""


class Scenes(NamedTuple):
    """Talks as arrays: scene kind -> talks -> turns (who of the talk, what symbol)."""

    talk_from: Int32s
    turn_from: Int32s
    turns: Int32s
    """(turn, 2): who speaks, the symbol."""


SCENE_KINDS = ("work", "life", "praise", "flood", "evening", "bland")


@dataclass(frozen=True)
class Grammar:
    """All phrases, all talks, and the number of each symbol by name."""

    phrases: Phrases
    scenes: Scenes
    symbols: dict[str, int]
    stock: dict[int, str]
    """Symbols of messages that are nothing but a stock phrase (收到、客套话), and which kind of ``STOCK`` each is."""


class _Compiler:
    """Collects symbols while the phrase files are read; only ``read_grammar`` uses it."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.alternatives: dict[int, list[tuple[int, list[list[int]]]]] = {}
        self.blob = bytearray()

    def symbol(self, name: str) -> int:
        return self.ids.setdefault(name, len(self.ids))

    def literal(self, text: str, *, raw: bool) -> list[int]:
        spelled = text if raw else json.dumps(text.replace("\\n", "\n"), ensure_ascii=False)[1:-1]
        begin = len(self.blob)
        self.blob += spelled.encode()
        return [LITERAL, begin, len(self.blob), 0, 100, 0]

    def phrase(self, text: str, *, raw: bool = False) -> list[list[int]]:
        tokens, at = [], 0
        for match in _SLOT.finditer(text):
            if match.start() > at:
                tokens.append(self.literal(text[at : match.start()], raw=raw))
            tokens.append(self.slot(match))
            at = match.end()
        if at < len(text):
            tokens.append(self.literal(text[at:], raw=raw))
        return tokens

    def slot(self, match: re.Match[str]) -> list[int]:
        escaped, varies, name, first, second, percent, sticky = match.groups()
        chance, twice = int(percent or 100), int(bool(escaped))
        facts = STICKY + int(sticky) if sticky else BY_FACTS
        if name == "n":
            return [NUMBER, int(first), int(second), facts, chance, twice]
        if name in SPECIALS:
            argument = int(first or 0) + FROM_TO * int(second or 0)
            return [SPECIAL, SPECIALS.index(name), argument, facts, chance, twice]
        stream = facts if varies or sticky else BY_WORDS
        return [PHRASE, self.symbol(name), 0, stream, chance, twice]

    def add(self, name: str, text: str, *, raw: bool) -> None:
        weight, bar, rest = text.partition("| ")
        weighed = bool(bar) and weight.isdigit()
        tokens = self.phrase(rest if weighed else text, raw=raw)
        self.alternatives.setdefault(self.symbol(name), []).append((int(weight) if weighed else 1, tokens))

    def add_turn(self, text: str) -> int:
        """The symbol of one turn of a talk: ``!name`` is an envelope, all else a text message."""
        if text.startswith("!"):
            return self.symbol(text[1:])
        name = f"turn {len(self.ids)}"
        tokens = [self.literal(TEXT_BEFORE, raw=True), *self.phrase(text), self.literal(TEXT_AFTER, raw=True)]
        self.alternatives[self.symbol(name)] = [(1, tokens)]
        return self.ids[name]

    def words(self, literal: list[int]) -> str:
        return self.blob[literal[1] : literal[2]].decode()

    def stock(self) -> dict[int, str]:
        """Symbols of text messages that are one stock phrase; see ``Grammar.stock``."""
        lists = {self.ids[name]: kind for name, kind in STOCK.items()}
        found = {self.ids["text_ack"]: STOCK["ack"]}
        for name, symbol in self.ids.items():
            if name.startswith("turn "):
                inner = self.alternatives[symbol][0][1][1:-1]
                if len(inner) == 1 and inner[0][0] == PHRASE and inner[0][1] in lists:
                    found[symbol] = lists[inner[0][1]]
                elif [token[0] for token in inner] == [LITERAL] and self.words(inner[0]) in STOCK_TURNS:
                    found[symbol] = "remark"
        return found

    def phrases(self) -> Phrases:
        tokens: list[list[int]] = []
        token_from, picks, pick_from = [0], [], [0]
        for name, symbol in self.ids.items():
            if symbol not in self.alternatives:
                raise Defect("simulate-phrase-unknown", name=name)
            for weight, phrase in self.alternatives[symbol]:
                picks += [len(token_from) - 1] * weight
                tokens += phrase
                token_from.append(len(tokens))
            pick_from.append(len(picks))
        return Phrases(
            np.frombuffer(bytes(self.blob), np.uint8),
            np.array(tokens, np.int32),
            np.array(token_from, np.int32),
            np.array(picks, np.int32),
            np.array(pick_from, np.int32),
            np.array([FACT_PHRASES.get(name, 0) for name in self.ids], np.int32),
        )


def _scenes(compiler: _Compiler, document: dict[str, list[list[str]]]) -> Scenes:
    talk_from, turn_from = [0], [0]
    turns: list[tuple[int, int]] = []
    for kind in SCENE_KINDS:
        for talk in document[kind]:
            for turn in talk:
                who, _, text = turn.partition(" ")
                turns.append((int(who), compiler.add_turn(text)))
            turn_from.append(len(turns))
        talk_from.append(len(turn_from) - 1)
    return Scenes(*(np.array(column, np.int32) for column in (talk_from, turn_from, turns)))


@cache
def read_grammar() -> Grammar:
    """The phrase files, compiled. A slot no list answers to is a ``Defect``."""
    compiler = _Compiler()
    scenes: dict[str, Any] = {}
    for file in sorted(files("jianfu.simulate.chat").joinpath("phrases").iterdir(), key=lambda item: item.name):
        document: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if file.name.startswith("scenes"):
            for kind, talks in document.items():
                scenes.setdefault(kind, []).extend(talks)
            continue
        for name, alternatives in document.items():
            for text in alternatives:
                compiler.add(name, str(text), raw=file.name == _ENVELOPE_FILE)
    talks = _scenes(compiler, scenes)
    return Grammar(compiler.phrases(), talks, dict(compiler.ids), compiler.stock())
