"""Finds in plain texts what the rules forbid to demand: kinds and spans, over distinct sentences with RE2."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.signals import lexicon, read_signals
from jianfu.measure.wording.grammar import Form, Grammar, grammar
from jianfu.measure.wording.passages import Passages, matches, sentence_pairs, single_sentences, with_blanks
from jianfu.measure.wording.sentences import cut_sentences

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
HINT = "wording"
"""The signal of the lexicon without which no text can say any of it."""
SCHEMA = pa.schema([("text", pa.int64()), ("kind", pa.string()), ("start", pa.int64()), ("end", pa.int64())])
"""``text``: place in the array that was read; ``start``, ``end``: characters of it, ``end`` not included."""


def find_wording(texts: pa.Array, *, rules: bool = False) -> pa.Table:
    """Every wording found in a string array (nulls allowed), by ``SCHEMA``, in order of text, kind and place.

    What speaks against the practice (“不得将点赞纳入考核”), quotes the rules or leaves it open is no finding. With
    ``rules`` each text is a written rule of a group (群规、群公告); else only those that say so are.
    """
    strings = texts.cast(pa.string()) if not pa.types.is_string(texts.type) else texts
    hinted = np.flatnonzero(read_signals(strings, lexicon()).mask & lexicon().bit(HINT))
    found = wording_in(strings.take(pa.array(hinted)), rules=rules)
    return found.set_column(0, "text", pa.array(hinted[found["text"].to_numpy()], pa.int64()))


def wording_in(hinted: pa.Array, *, rules: bool = False) -> pa.Table:
    """The same of strings that are known to have the signal ``HINT``."""
    distinct = hinted.dictionary_encode()
    found = _find(distinct.dictionary, rules=rules)
    # The texts that are the same say the same.
    code = distinct.indices.to_numpy()
    order = np.argsort(code, kind="stable")
    said = found["text"].to_numpy()
    low, high = (np.searchsorted(code[order], said, side=side) for side in ("left", "right"))
    row = np.repeat(np.arange(len(said)), high - low)
    at = np.repeat(low - np.cumsum(high - low) + (high - low), high - low) + np.arange(len(row))
    table = found.take(pa.array(row)).set_column(0, "text", pa.array(order[at], pa.int64()))
    return table.sort_by([(name, "ascending") for name in SCHEMA.names]).combine_chunks()


def _find(texts: pa.Array, *, rules: bool) -> pa.Table:
    """The same of distinct texts."""
    words, sentences = grammar(), cut_sentences(texts)
    is_rule = np.full(len(texts), rules)
    if not rules:
        is_rule[sentences.text[matches(sentences.words, words.rules)]] = True
    single = single_sentences(sentences, words)
    double = sentence_pairs(single)
    pieces = [_said(double if form.across else single, form, is_rule) for form in words.forms]
    table = pa.concat_tables([SCHEMA.empty_table(), *pieces])
    table = table.group_by(["text", "kind", "start"]).aggregate([("end", "min")])
    return _without_told(table.rename_columns(SCHEMA.names).cast(SCHEMA), words)


def _said(passages: Passages, form: Form, is_rule: Flags) -> pa.Table:
    """Where a form is said."""
    read = passages.plain if form.plain else passages.blanked
    hit = np.ones(len(read), np.bool_)
    # The cheapest first: what must stand in the sentence as well rules out most of them.
    tests = ((form.together, passages.plain, True), (form.says, read, True), (form.unless, passages.plain, False))
    for pattern, words, wanted in tests:
        if pattern:
            left = np.flatnonzero(hit)
            hit[left] = matches(words.take(pa.array(left)), pattern) == wanted
    if form.blind:
        read = with_blanks(read, hit, form.blind)
    chosen = np.flatnonzero(hit)
    before, said = _spans(read.take(pa.array(chosen)), form.says)
    place = np.full(len(read), -1)
    place[chosen[said > 0]] = np.flatnonzero(said > 0)
    at = np.flatnonzero((place[passages.code] >= 0) & ~passages.listed)
    if form.rule:
        at = at[is_rule[passages.text[at]]]
    which = place[passages.code[at]]
    start = passages.first[at] + before[which]
    end = passages.place[start + said[which] - 1] + 1
    kind = pa.array([form.kind] * len(at), pa.string())
    return pa.table([passages.text[at], kind, passages.place[start], end], schema=SCHEMA)


def _spans(words: pa.Array, pattern: str) -> tuple[Longs, Longs]:
    """Characters before the first match and its length; 0 long where there is none."""
    parts = pc.extract_regex(words, f"^(?P<before>(?s:.)*?)(?P<said>{pattern})")
    lengths = [pc.fill_null(pc.utf8_length(pc.struct_field(parts, name)), 0) for name in ("before", "said")]
    before, said = (np.asarray(length.to_numpy(zero_copy_only=False), np.int64) for length in lengths)
    return before, said


def _without_told(table: pa.Table, words: Grammar) -> pa.Table:
    """Without what another kind tells better of the same text."""
    for kind, better in words.yields.items():
        told = table.filter(pc.equal(table["kind"], better))["text"].combine_chunks()
        again = pc.and_(pc.equal(table["kind"], kind), pc.is_in(table["text"], told))
        table = table.filter(pc.invert(again))
    return table
