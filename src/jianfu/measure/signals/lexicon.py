"""The words of ``lexicon.yaml`` as the tables the signal kernel walks."""

from collections import deque
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import yaml

from jianfu.measure.signals.folding import CODE_POINTS, fold, folding_table

MOST_SIGNALS = 63
WHOLE = "whole"
FILLER, CORE, ALONE = 1, 2, 4
SYMBOL_SHIFT = 21
FOLDED_MASK = (1 << SYMBOL_SHIFT) - 1


class Words(msgspec.Struct, forbid_unknown_fields=True):
    """The lexicon file, key for key."""

    whole: dict[str, list[str]]
    words: dict[str, list[str]]
    start: dict[str, list[str]]
    end: dict[str, list[str]]
    length: dict[str, int]
    derived: dict[str, list[list[str]]]


class Automaton(NamedTuple):
    """What the kernel reads. States of the words are Aho-Corasick states, those of ``whole`` a plain tree."""

    characters: npt.NDArray[np.uint32]
    """Of a code point: the folded code point (0: does not count), and ``<< SYMBOL_SHIFT`` the symbol of that (0: in
    no word)."""
    following: npt.NDArray[np.int16]
    """State and symbol to state."""
    anywhere: npt.NDArray[np.int64]
    """Signals a state has just completed."""
    at_start: npt.NDArray[np.int64]
    at_end: npt.NDArray[np.int64]
    depth: npt.NDArray[np.int32]
    whole_following: npt.NDArray[np.int32]
    whole_accepts: npt.NDArray[np.uint8]
    """Bits ``FILLER``, ``CORE``, ``ALONE``."""
    lengths: npt.NDArray[np.int64]
    """Rows of (most folded characters, bit)."""
    derived: npt.NDArray[np.int64]
    """Rows of (all of these bits, none of these, bit), in order."""


@dataclass(frozen=True)
class Lexicon:
    """Names of the signals, bit by bit, and the tables of the kernel."""

    names: tuple[str, ...]
    automaton: Automaton

    def bit(self, name: str) -> int:
        """The mask of one signal; raises ValueError for an unknown one."""
        return 1 << self.names.index(name)


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the measures."""
    data = files("jianfu.measure.signals").joinpath("lexicon.yaml").read_text(encoding="utf-8")
    return build_lexicon(msgspec.convert(yaml.safe_load(data), Words))


def build_lexicon(words: Words) -> Lexicon:
    """Folds the words and lays out the tables; raises ValueError where a signal is unknown or there are too many."""
    told = (*words.words, *words.start, *words.end, *words.length, *words.derived)
    names = tuple(dict.fromkeys((WHOLE, *told)))
    if len(names) > MOST_SIGNALS:
        raise ValueError(f"{len(names)} signals, {MOST_SIGNALS} at most")
    bits = {name: 1 << at for at, name in enumerate(names)}
    symbol = _symbols(words)
    tree = WordTree(symbol)
    for place, table in enumerate((words.words, words.start, words.end)):
        for name, phrases in table.items():
            for phrase in phrases:
                tree.add(fold(phrase), place, bits[name])
    whole = WordTree(symbol)
    for kind, mark in (("filler", FILLER), ("core", CORE), ("alone", ALONE)):
        for phrase in words.whole[kind]:
            whole.add(fold(phrase), 0, mark)
    symbols = int(symbol.max()) + 1
    following, anywhere, at_end = tree.automaton(symbols)
    automaton = Automaton(
        characters=folding_table() | symbol[folding_table()].astype(np.uint32) << np.uint32(SYMBOL_SHIFT),
        following=following.astype(np.int16),
        anywhere=anywhere,
        at_start=np.array([marks[1] for marks in tree.marks], np.int64),
        at_end=at_end,
        depth=np.array(tree.depth, np.int32),
        whole_following=whole.plain(symbols),
        whole_accepts=np.array([marks[0] for marks in whole.marks], np.uint8),
        lengths=np.array([(most, bits[name]) for name, most in words.length.items()], np.int64).reshape(-1, 2),
        derived=_derived(words, bits),
    )
    return Lexicon(names, automaton)


def _symbols(words: Words) -> npt.NDArray[np.uint16]:
    tables = (words.whole, words.words, words.start, words.end)
    used = {character for table in tables for phrases in table.values() for word in phrases for character in fold(word)}
    symbol = np.zeros(CODE_POINTS, np.uint16)
    for number, character in enumerate(sorted(used), 1):
        symbol[ord(character)] = number
    return symbol


def _derived(words: Words, bits: dict[str, int]) -> npt.NDArray[np.int64]:
    rows = []
    for name, choices in words.derived.items():
        for choice in choices:
            unknown = {term.removeprefix("-") for term in choice} - set(bits)
            if unknown:
                raise ValueError(f"{name}: {', '.join(sorted(unknown))}")
            present = sum(bits[term] for term in choice if not term.startswith("-"))
            absent = sum(bits[term[1:]] for term in choice if term.startswith("-"))
            rows.append((present, absent, bits[name]))
    return np.array(rows, np.int64).reshape(-1, 3)


class WordTree:
    """A tree of words over symbols, with marks at their ends."""

    def __init__(self, symbol: npt.NDArray[np.uint16]) -> None:
        self.symbol = symbol
        self.children: list[dict[int, int]] = [{}]
        self.marks: list[list[int]] = [[0, 0, 0]]
        self.depth = [0]

    def add(self, word: str, place: int, mark: int) -> None:
        """Adds one folded word."""
        if not word:
            raise ValueError("a word that folds to nothing")
        node = 0
        for character in word:
            step = int(self.symbol[ord(character)])
            if step not in self.children[node]:
                self.children[node][step] = len(self.children)
                self.children.append({})
                self.marks.append([0, 0, 0])
                self.depth.append(self.depth[node] + 1)
            node = self.children[node][step]
        self.marks[node][place] |= mark

    def plain(self, symbols: int) -> npt.NDArray[np.int32]:
        """Node and symbol to node; -1 where no word goes on."""
        table = np.full((len(self.children), symbols), -1, np.int32)
        for node, children in enumerate(self.children):
            for step, child in children.items():
                table[node, step] = child
        return table

    def automaton(self, symbols: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """State and symbol to state, and the marks (anywhere, at the end) of each state and its suffixes."""
        table = np.maximum(self.plain(symbols), 0)
        anywhere = np.array([marks[0] for marks in self.marks], np.int64)
        at_end = np.array([marks[2] for marks in self.marks], np.int64)
        fallback = [0] * len(self.children)
        queue = deque(self.children[0].values())
        while queue:
            node = queue.popleft()
            suffix = fallback[node]
            anywhere[node] |= anywhere[suffix]
            at_end[node] |= at_end[suffix]
            table[node] = table[suffix]
            for step, child in self.children[node].items():
                fallback[child] = int(table[suffix, step])
                table[node, step] = child
                queue.append(child)
        return table, anywhere, at_end
