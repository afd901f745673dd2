"""Addresses of the network within a message (网址): kept apart from the words, for the whole of one is what it names.

Folded, ``https://www.gov.cn/a-b.html`` is ``//www.gov.cn/a-b.html`` and a space behind it: in small letters, its marks
kept, and no longer than it was.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.text.skipping import is_plain

SLASH, SPACE = ord("/"), ord(" ")
"""Two of the first begin an address among folded units, the second ends it; neither stands so anywhere else."""
HASH_BITS = (1 << 52) - 1
_CASE = ord("a") - ord("A")
_EQUALS = ord("=")
_SCHEMES = tuple(np.array([ord(unit) for unit in word], np.uint16) for word in ("http", "https"))
_PARTING = tuple(ord(unit) for unit in "/?&#")
_WITHIN = "-._~/?#@!$&*+,;=%:()"
_TRAILING = tuple(ord(unit) for unit in _WITHIN if unit != "_")
"""Marks that end no address: a full stop behind one is the sentence's."""
_WWW = np.array([ord(unit) for unit in "www."], np.uint16)
_FIRST, _FACTOR = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93

Units = npt.NDArray[np.uint16]
Bytes = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint64]


def _marks() -> npt.NDArray[np.bool_]:
    marks = np.zeros(256, np.bool_)
    for mark in _WITHIN:
        marks[ord(mark)] = True
    return marks


_MARKS = _marks()


@lean_kernel
def _in_address(byte: Any) -> Any:
    return is_plain(byte) or _MARKS[byte]


@lean_kernel
def take_address(data: Bytes, span: tuple[Any, Any], codes: Units, clause: tuple[Any, Any]) -> tuple[Any, Any]:
    """Writes the address that goes on behind a colon, ``data[span[0]:span[1]]``, over its scheme in the units.

    ``clause``: where the units at hand begin, and go on. Returns where the address ends, 0 where none begins, and where
    the units go on.
    """
    begin, out = clause
    scheme = _scheme_before(codes, begin, out)
    after = _address_end(data, span[0], span[1]) if scheme else np.int64(0)
    return after, _write_address(data, (span[0], after), codes, out - scheme) if after else out


@lean_kernel
def _scheme_before(codes: Units, begin: Any, out: Any) -> Any:
    """How many of the units ``codes[begin:out]`` at their end are ``http`` or ``https``; 0 for neither."""
    found = 0
    for word in _SCHEMES:
        same = out - begin >= len(word)
        for at in range(len(word)):
            same = same and codes[out - len(word) + at] == word[at]
        found = len(word) if same else found
    return found


@lean_kernel
def _address_end(data: Bytes, at: Any, end: Any) -> Any:
    """Where the address ends that begins with the two slashes at a byte; 0 where none does."""
    if at + 2 >= end or data[at] != SLASH or data[at + 1] != SLASH:
        return np.int64(0)
    stop = at + 2
    while stop < end and _in_address(data[stop]):
        stop += 1
    while stop > at + 2 and data[stop - 1] in _TRAILING:
        stop -= 1
    return stop if stop > at + 2 else np.int64(0)


@lean_kernel
def _write_address(data: Bytes, span: tuple[Any, Any], codes: Units, out: Any) -> Any:
    """Writes an address in its folded form; returns where the units go on."""
    for at in range(span[0], span[1]):
        codes[out] = data[at] + (_CASE if 65 <= data[at] <= 90 else 0)
        out += 1
    codes[out] = SPACE
    return out + 1


@lean_kernel
def begins_address(codes: Units, at: Any, end: Any) -> Any:
    """Whether a folded address begins at a unit."""
    return at + 1 < end and codes[at] == SLASH and codes[at + 1] == SLASH


@lean_kernel
def read_address(codes: Units, at: Any, end: Any, aside: Hashes) -> tuple[Any, Any]:
    """What the address at ``at`` names, as a hash, and where it ends.

    Parts whose names are ``aside`` (hashes of ``part_hash``) tell how it was come by (``utm_source``) or looked at
    (``edit``) and not what it is.
    """
    at += 2
    www = at + len(_WWW) <= end
    for place in range(len(_WWW)):
        www = www and codes[at + place] == _WWW[place]
    at += len(_WWW) if www else 0
    value = np.uint64(_FIRST)
    while at < end and codes[at] != SPACE:
        begin = at
        while at < end and codes[at] != SPACE and codes[at] not in _PARTING:
            at += 1
        name = begin
        while name < at and codes[name] != _EQUALS:
            name += 1
        counts = at > begin
        told = part_hash(codes, begin, name)
        for other in aside:
            counts = counts and other != told
        if counts:
            value = (value ^ part_hash(codes, begin, at)) * np.uint64(_FACTOR)
            value ^= value >> np.uint64(32)
        if at < end and codes[at] != SPACE:
            at += 1
    return np.int64(value & np.uint64(HASH_BITS)), at


@lean_kernel
def part_hash(codes: Units, begin: Any, end: Any) -> Any:
    """The hash of a part ``codes[begin:end]`` of an address."""
    value = np.uint64(_FACTOR)
    for at in range(begin, end):
        value = (value ^ np.uint64(codes[at])) * np.uint64(_FIRST)
        value ^= value >> np.uint64(29)
    return value
