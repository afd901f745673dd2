"""Texts cut into folded sentences, each character knowing where it stood: vectorised, no Python per text."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.signals.folding import folding_table
from jianfu.measure.signals.kernel import utf8

Longs = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]

END, COMMA = "。", "，"
_MARKS = {
    END: "。．！？；!?;\n\r…",
    COMMA: "，,：:()（）【】[]{}〔〕",
    "、": "、",
    '"': '“”‘’「」『』《》〈〉"',
    "@": "@＠",
    "%": "%％",
}
"""What is kept of punctuation: the character it is read as, and those it stands for."""


@dataclass(frozen=True)
class Sentences:
    """Sentences of some texts in order."""

    words: pa.Array
    """Folded; ends with 。 where the text has an end there."""
    text: Longs
    """The text a sentence is of."""
    first: Longs
    """The place of its first character in ``place``."""
    place: Longs
    """Of every folded character its place in its own text, in characters."""


@cache
def reading_table() -> Codes:
    """Code point -> what it is read as, 0 where it says nothing."""
    table = folding_table().copy()
    for read, marks in _MARKS.items():
        for mark in marks:
            table[ord(mark)] = ord(read)
    return table


def cut_sentences(texts: pa.Array) -> Sentences:
    """The sentences of a string array; nulls have none."""
    offsets, data = utf8(texts)
    codes = np.frombuffer(data[offsets[0] : offsets[-1]].tobytes().decode().encode("utf-32-le"), np.uint32)
    lengths = np.asarray(pc.fill_null(pc.utf8_length(texts), 0).to_numpy(zero_copy_only=False), np.int64)
    text = np.repeat(np.arange(len(texts)), lengths)
    place = np.arange(len(codes)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    read = reading_table()[codes]
    kept = read != 0
    read, text, place = read[kept], text[kept], place[kept]
    ends = read == ord(END)
    begins = np.ones(len(read), np.bool_)
    begins[1:] = ends[:-1] | (text[1:] != text[:-1])
    # An end right after an end is no sentence of its own.
    first = np.flatnonzero(begins & ~(ends & begins))
    stops = np.append(np.flatnonzero(begins)[1:], len(read)) if len(read) else np.zeros(0, np.int64)
    last = stops[np.searchsorted(np.flatnonzero(begins), first)]
    return Sentences(_spelled(read, first, last), text[first], first, place)


def _spelled(codes: Codes, first: Longs, last: Longs) -> pa.Array:
    """The runs ``[first, last)`` of code points as strings."""
    kept = np.repeat(first - np.cumsum(last - first) + (last - first), last - first) + np.arange(np.sum(last - first))
    codes = codes[kept]
    data = codes.tobytes().decode("utf-32-le").encode()
    widths = 1 + (codes >= 0x80).astype(np.int64) + (codes >= 0x800) + (codes >= 0x10000)
    bytes_before = np.append(0, np.cumsum(widths))
    bounds = np.append(0, np.cumsum(last - first))
    offsets = bytes_before[bounds]
    return pa.LargeStringArray.from_buffers(len(first), pa.py_buffer(offsets.astype(np.int64)), pa.py_buffer(data))
