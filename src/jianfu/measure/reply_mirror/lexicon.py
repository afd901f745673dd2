"""The words of ``words.yaml`` as a tree, and the classes of words that cover each character of a text."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import yaml

from jianfu.base.compiled import kernel
from jianfu.measure.reply_mirror.reading import Codes, Texts
from jianfu.measure.signals.folding import CODE_POINTS, fold
from jianfu.measure.signals.lexicon import WordTree

MOST_CLASSES = 32
Bits = npt.NDArray[np.uint32]


class Tree(NamedTuple):
    """What the kernel walks: from every character as far as words go."""

    symbol: npt.NDArray[np.uint16]
    """Of a folded code point; 0: in no word."""
    following: Codes
    """Node and symbol to node; -1 where no word goes on."""
    accepts: Bits
    """The classes of the word that ends at a node."""


class Lexicon(NamedTuple):
    """Names of the classes, bit by bit, and the tree."""

    names: tuple[str, ...]
    tree: Tree

    def bits(self, *names: str) -> int:
        """The mask of some classes; raises ValueError for an unknown one."""
        return sum(1 << self.names.index(name) for name in names)


@cache
def lexicon() -> Lexicon:
    """The words that ship with the mirror."""
    data = files("jianfu.measure.reply_mirror").joinpath("words.yaml").read_text(encoding="utf-8")
    return build_lexicon(msgspec.convert(yaml.safe_load(data), dict[str, list[str]]))


def build_lexicon(words: dict[str, list[str]]) -> Lexicon:
    """Folds the words and lays out the tree; raises ValueError where there are too many classes."""
    if len(words) > MOST_CLASSES:
        raise ValueError(f"{len(words)} classes, {MOST_CLASSES} at most")
    folded = {name: [fold(word) for word in some] for name, some in words.items()}
    symbol = np.zeros(CODE_POINTS, np.uint16)
    used = sorted({character for some in folded.values() for word in some for character in word})
    for number, character in enumerate(used, 1):
        symbol[ord(character)] = number
    tree = WordTree(symbol)
    for bit, some in enumerate(folded.values()):
        for word in some:
            tree.add(word, 0, 1 << bit)
    accepts = np.array([marks[0] for marks in tree.marks], np.uint32)
    return Lexicon(tuple(words), Tree(symbol, tree.plain(len(used) + 1), accepts))


def cover(texts: Texts, tree: Tree) -> Bits:
    """For each character the classes of all words that run over it; a word never runs over the end of a sentence."""
    covered = np.zeros(len(texts.codes), np.uint32)
    _cover(texts, tree, covered)
    return covered


@kernel
def _cover(texts: Texts, tree: Tree, covered: Bits) -> None:
    for row in range(len(texts.starts) - 1):
        end = texts.starts[row + 1]
        for start in range(texts.starts[row], end):
            node = 0
            at = start
            while at < end:
                symbol = tree.symbol[texts.codes[at]]
                if symbol == 0:
                    break
                node = tree.following[node, symbol]
                if node < 0:
                    break
                at += 1
                classes = tree.accepts[node]
                if classes != 0:
                    for inside in range(start, at):
                        covered[inside] |= classes
                if texts.marks[at - 1] & 3 == 3:
                    break
