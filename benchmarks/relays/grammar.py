"""phrases.yaml as arrays that compiled code can walk: symbols -> alternatives -> tokens."""

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

MARKS = ("DEADLINE", "COUNT", "PHONE", "NUMBER", "<9>", "<99>", "<999>")
"""Tokens -1 ... -7; a symbol k is the token -(k + 1) - len(MARKS)."""
DEADLINE, COUNT, PHONE, NUMBER, ONE_DIGIT, TWO_DIGITS, THREE_DIGITS = range(-1, -8, -1)
PIECE = re.compile(r"DEADLINE|COUNT|PHONE|NUMBER|<[a-z0-9_]+>|.", re.DOTALL)


class Grammar(NamedTuple):
    """Symbol s has the alternatives ``first[s]`` up to ``first[s + 1]``, alternative a the tokens ``begin[a]`` up to
    ``begin[a + 1]``; a token of 0 or more is a character."""

    first: NDArray[np.int32]
    begin: NDArray[np.int32]
    tokens: NDArray[np.int32]
    is_fact: NDArray[np.bool_]


class Phrases(NamedTuple):
    grammar: Grammar
    symbols: dict[str, int]


def read_phrases() -> Phrases:
    """The words of the made-up talk; raises KeyError for a name that has no line."""
    lines = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))
    named = {**lines["words"], **lines["facts"]}
    symbols = {name: at for at, name in enumerate(named)}
    first, begin, tokens = [0], [0], []
    for text in named.values():
        for alternative in str(text).replace("\\n", "\n").split("|"):
            tokens += [token_of(piece, symbols) for piece in PIECE.findall(alternative)]
            begin.append(len(tokens))
        first.append(len(begin) - 1)
    is_fact = np.array([name in lines["facts"] for name in named])
    grammar = Grammar(np.array(first, np.int32), np.array(begin, np.int32), np.array(tokens, np.int32), is_fact)
    return Phrases(grammar, symbols)


def token_of(piece: str, symbols: dict[str, int]) -> int:
    if piece in MARKS:
        return -1 - MARKS.index(piece)
    if len(piece) > 1:
        return -1 - len(MARKS) - symbols[piece[1:-1]]
    return ord(piece)
