"""Passages of texts (sentences, or two together) told apart by their words, and what speaks against in them blanked."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.hearsay import TOLD_OF
from jianfu.measure.wording.grammar import Grammar
from jianfu.measure.wording.sentences import COMMA, END, Sentences

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_BLANK = "□"


@dataclass(frozen=True)
class Passages:
    """Distinct passages, and where each stands. A blanked passage is as long as it was."""

    plain: pa.Array
    """As they were read; sentences that oppose the practice as a whole and clauses that tell of it are blanked."""
    blanked: pa.Array
    """Clauses that oppose it are blanked as well."""
    code: Longs
    """Per place where a passage stands: which of the distinct ones."""
    text: Longs
    first: Longs
    """Place of its first character in ``place``."""
    listed: Flags
    """It is part of a list of what is forbidden."""
    place: Longs
    """Of every folded character its place in its own text."""


def matches(words: pa.Array, pattern: str) -> Flags:
    """Which strings hold a match."""
    return np.asarray(pc.match_substring_regex(words, pattern).to_numpy(zero_copy_only=False), np.bool_)


def single_sentences(sentences: Sentences, words: Grammar) -> Passages:
    """Every sentence a passage."""
    distinct = sentences.words.dictionary_encode()
    plain = distinct.dictionary
    plain = pc.if_else(pa.array(matches(plain, words.opposed_sentence)), _blanks(plain), plain)
    plain = with_blanks(plain, matches(plain, TOLD_OF), TOLD_OF)
    spared = pc.replace_substring_regex(plain, words.spared, "")
    blanked = with_blanks(plain, matches(spared, words.opposed), words.opposed, words.spared)
    code = np.asarray(distinct.indices.to_numpy(), np.int64)
    opens = matches(distinct.dictionary, words.opposed_list)[code]
    return Passages(plain, blanked, code, sentences.text, sentences.first, _listed(opens, sentences), sentences.place)


def sentence_pairs(single: Passages) -> Passages:
    """Every sentence with the next one of the same text behind it; the last of a text alone."""
    count = len(single.plain)
    behind = np.full(len(single.code), count)
    follows = np.flatnonzero(single.text[1:] == single.text[:-1]) if len(single.text) else np.zeros(0, np.int64)
    behind[follows] = single.code[follows + 1]
    pair, code = np.unique(single.code * (count + 1) + behind, return_inverse=True)
    first, second = pa.array(pair // (count + 1)), pa.array(pair % (count + 1))
    nothing = pa.array([""], single.plain.type)

    def joined(words: pa.Array) -> pa.Array:
        return pc.binary_join_element_wise(
            words.take(first), pa.concat_arrays([words, nothing]).take(second), nothing[0]
        )

    return Passages(
        joined(single.plain),
        joined(single.blanked),
        np.asarray(code, np.int64).reshape(-1),
        single.text,
        single.first,
        single.listed,
        single.place,
    )


def with_blanks(words: pa.Array, which: Flags, pattern: str, spared: str | None = None) -> pa.Array:
    """These sentences with the clauses blanked in which the pattern stands, what is ``spared`` apart."""
    at = np.flatnonzero(which)
    if not len(at):
        return words
    sentences = words.take(pa.array(at))
    ended = pc.ends_with(sentences, pattern=END)
    bare = pc.if_else(ended, pc.utf8_slice_codeunits(sentences, 0, -1), sentences)
    clauses = pc.split_pattern(bare, COMMA)
    flat = clauses.flatten()
    told = pc.replace_substring_regex(flat, spared, "") if spared else flat
    flat = pc.if_else(pa.array(matches(told, pattern)), _blanks(flat), flat)
    joined = pc.binary_join(type(clauses).from_arrays(clauses.offsets, flat), pa.scalar(COMMA, flat.type))
    tail = pc.if_else(ended, pa.scalar(END, flat.type), pa.scalar("", flat.type))
    done = pc.binary_join_element_wise(joined, tail, pa.scalar("", flat.type))
    places = np.arange(len(words))
    places[at] = len(words) + np.arange(len(at))
    return pa.concat_arrays([words, done]).take(pa.array(places))


def _blanks(words: pa.Array) -> pa.Array:
    """Blanks, as many as there are characters."""
    return pc.binary_repeat(pa.scalar(_BLANK, words.type), pc.cast(pc.utf8_length(words), pa.int64()))


def _listed(opens: Flags, sentences: Sentences) -> Flags:
    """Which sentences stand behind one that opens a list of what is forbidden, in the same text."""
    begins = np.searchsorted(sentences.text, sentences.text)
    opened = np.append(0, np.cumsum(opens))
    return np.asarray(opened[:-1] > opened[begins])
