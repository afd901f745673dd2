"""The phrases people put around a notice (套话), as a table the kernel looks clauses up in."""

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import yaml

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.text.folding import BREAK, unit_table

FORWARD_MARK, SALUTATION, URGING, RELAY_REQUEST, SIGN_OFF, REPLY_REQUEST = 1, 2, 4, 8, 16, 32
MENTION, NUMBERING, QUOTE_MARK, BOILERPLATE, ELLIPSIS = 64, 128, 256, 512, 1024
"""What was stripped from a text, as bits; ``BOILERPLATE``: nothing was left; ``ELLIPSIS``: it begins or ends with …."""
WORDS_SHIFT, WORDS_MARKS = 11, 31
"""Above these bits a number from 1 to 31 for the words of the phrases that were stripped, 0 where none were: 转发： and
【转】 are both forwarding marks, but whoever wrote one did not leave the other standing."""
LONGEST_CLAUSE = 16
"""Code units; a longer clause is never a phrase."""
_BITS = {
    "forward_mark": FORWARD_MARK,
    "salutation": SALUTATION,
    "urging": URGING,
    "relay_request": RELAY_REQUEST,
    "sign_off": SIGN_OFF,
    "reply_request": REPLY_REQUEST,
}
_TAIL = 1 << 16
"""In a phrase's marks: bits above this one are what it means at the end of a message."""
_FIRST, _FACTOR = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93


class _File(msgspec.Struct, forbid_unknown_fields=True):
    who: list[str]
    head: dict[str, list[str]]
    tail: dict[str, list[str]]
    signature_ends: str


class Wrapping(NamedTuple):
    """What the kernel looks up."""

    hashes: npt.NDArray[np.uint64]
    """Open addressing, a power of two long; 0 is free."""
    marks: npt.NDArray[np.uint32]
    """Bits at the head, and ``<< 16`` bits at the tail."""
    lengths: npt.NDArray[np.uint16]
    """By code unit: how long the phrases are that begin with it, ``1 << length - 1`` for each."""
    signature_ends: npt.NDArray[np.uint16]


@cache
def wrapping() -> Wrapping:
    """The phrases that ship with the measure."""
    data = files("jianfu.measure.relays.text").joinpath("wrapping.yaml").read_text(encoding="utf-8")
    told = msgspec.convert(yaml.safe_load(data), _File)
    marks: dict[int, int] = {}
    lengths = np.zeros(1 << 16, np.uint16)
    for table, shift in ((told.head, 1), (told.tail, _TAIL)):
        for name, phrases in table.items():
            for phrase in phrases:
                for spelt in _spelt(phrase, told.who):
                    units = fold_units(spelt)
                    key = clause_hash(units)
                    marks[key] = marks.get(key, 0) | _BITS[name] * shift
                    lengths[units[0]] |= 1 << (len(units) - 1)
    size = 1 << (4 * len(marks)).bit_length()
    hashes, bits = np.zeros(size, np.uint64), np.zeros(size, np.uint32)
    for key, value in sorted(marks.items()):
        place = key & (size - 1)
        while hashes[place]:
            place = (place + 1) & (size - 1)
        hashes[place], bits[place] = key, value
    return Wrapping(hashes, bits, lengths, fold_units(told.signature_ends))


def fold_units(text: str) -> npt.NDArray[np.uint16]:
    """The code units of a phrase."""
    units = unit_table()[[ord(character) for character in text]]
    return units[units > BREAK]


def clause_hash(units: npt.NDArray[np.uint16]) -> int:
    """The kernel's hash of a clause, in Python."""
    value = _FIRST
    for unit in units.tolist():
        value = ((value ^ unit) * _FACTOR) & 0xFFFFFFFFFFFFFFFF
        value ^= value >> 32
    return value


def _spelt(phrase: str, who: list[str]) -> list[str]:
    return [phrase.replace("<who>", word) for word in who] if "<who>" in phrase else [phrase]


@lean_kernel
def marks_of(codes: npt.NDArray[np.uint16], begin: int, end: int, phrases: Wrapping) -> Any:
    """The bits of a clause ``codes[begin:end]`` of up to ``LONGEST_CLAUSE`` units, 0 where it is no phrase."""
    if phrases.lengths[codes[begin]] >> (end - begin - 1) & 1 == 0:
        return np.uint32(0)
    value = np.uint64(_FIRST)
    for at in range(begin, end):
        value = (value ^ np.uint64(codes[at])) * np.uint64(_FACTOR)
        value ^= value >> np.uint64(32)
    last = np.uint64(len(phrases.hashes) - 1)
    place = value & last
    found = np.uint32(0)
    while phrases.hashes[place] != np.uint64(0):
        if phrases.hashes[place] == value:
            found = phrases.marks[place]
            break
        place = (place + np.uint64(1)) & last
    return found
