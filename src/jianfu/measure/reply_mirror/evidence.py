"""What is measured of every reply before anything is judged: clauses, copies, names, matter, common sentences."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.measure.reply_mirror.clauses import Clauses, cut, sums
from jianfu.measure.reply_mirror.clusters import hash_texts
from jianfu.measure.reply_mirror.copying import copied_characters
from jianfu.measure.reply_mirror.lexicon import Bits, cover, lexicon
from jianfu.measure.reply_mirror.matter import Matter, compare, weights, weights_of_both
from jianfu.measure.reply_mirror.places import (
    KINDS,
    Names,
    delimited,
    find_names,
    grammar,
    in_letter,
    mentions_part,
    misspelt,
)
from jianfu.measure.reply_mirror.reading import IN_TITLE, Ints, Marks, Texts, read_texts
from jianfu.measure.reply_mirror.roles import BODY, REFERENCE, Flags, Roles, per_row, roles_of
from jianfu.measure.reply_mirror.topics import NO_FIT, Fit, fit, letter_vectors

NO_MATTER = (
    "stock", "filler", "greeting", "thanks", "wish", "closing", "receipt", "lead", "refer", "forwarding", "awaiting",
    "noted", "desk", "answer", "result", "ask", "office",
)  # fmt: skip
"""Classes whose words say nothing about what a letter is about."""
SPEAKING = (
    "forwarding", "awaiting", "noted", "answer", "result", "ask", "automatic", "rude", "worker_note", "referral",
)  # fmt: skip
"""Classes that count only in the words of the desk, not in what is taken from the letter."""
SHORTEST_COMMON = 6
"""Folded characters of a clause that can be common to many replies."""
LEAST_COPIED = 0.5
"""Of a clause that counts as taken from the letter."""


class Evidence(NamedTuple):
    """Everything measured, before it is judged."""

    replies: Texts
    letters: Texts
    letter_of: Ints
    """The letter of each reply, -1 where it is missing."""
    covered: Bits
    """Classes of the words over each character of the replies; of copied characters only what is no speaking class."""
    named: Bits
    """Classes of the grammar of names over each character of the replies."""
    clauses: Clauses
    roles: Roles
    copied: Marks
    """1 for each character of a reply that comes from its letter."""
    common: Ints
    """Of each clause: other letters a reply to which holds it too; 0 without other replies."""
    names: Names
    known: Flags
    """The letter knows the name, by its letters or misspelt."""
    letter_names: Names
    named_letters: Flags
    """Letters that surely name a place."""
    placed: Flags
    """Replies that name a place of their letter, or a part of its name."""
    matter: Matter
    fit: Fit
    """What the words of each reply usually answer; ``NO_FIT`` without other replies."""
    corpus: bool
    """Other letters and replies were there to compare with."""

    @property
    def taken(self) -> Flags:
        """Clauses of the body that come from the letter."""
        copied = sums(self.clauses, self.copied)
        most = (copied >= LEAST_COPIED * self.clauses.length) & (copied > 0)
        return np.asarray((self.roles.role == BODY) & most)

    @property
    def own(self) -> Flags:
        """Clauses of the body that do not."""
        return np.asarray((self.roles.role == BODY) & ~self.taken)

    @property
    def titled(self) -> Flags:
        """Clauses that name a law or document by its title."""
        return sums(self.clauses, (self.replies.marks & IN_TITLE) != 0) > 0


def gather_evidence(letters: pa.Array, replies: pa.Array, letter_of: Ints, *, corpus: bool) -> Evidence:
    """Measures texts of replies against texts of letters; ``corpus`` tells that other replies may be compared."""
    words = lexicon()
    told, asked = read_texts(replies), read_texts(letters)
    copied = copied_characters(told, asked, letter_of)
    covered = cover(told, words.tree)
    covered[copied != 0] &= np.uint32(~words.bits(*SPEAKING) & 0xFFFFFFFF)
    clauses = cut(told, covered)
    roles = roles_of(clauses, covered, words)
    names, known, letter_names, named, sure = _names(told, asked, letter_of)
    silent = np.uint32(words.bits(*NO_MATTER))
    said = (_said(clauses, roles, copied) & ((covered & silent) == 0) & ~_spoken(told, names)).astype(np.uint8)
    wanted = (((cover(asked, words.tree) & silent) == 0) & ~_spoken(asked, letter_names)).astype(np.uint8)
    weight = weights(asked, wanted, corpus=corpus)
    return Evidence(
        replies=told,
        letters=asked,
        letter_of=letter_of,
        covered=covered,
        named=named,
        clauses=clauses,
        roles=roles,
        copied=copied,
        common=_common(told, clauses, letter_of) if corpus else np.zeros(len(clauses.row), np.int64),
        names=names,
        known=known,
        letter_names=letter_names,
        named_letters=np.asarray(np.bincount(letter_names.row[sure], minlength=len(asked.starts) - 1) > 0),
        placed=_placed(names, known, len(letter_of))
        | mentions_part(_cut_best(letter_names, sure), asked, told, letter_of),
        matter=compare(told, said, asked, wanted, (letter_of, weight)),
        fit=_fit((told, said), (asked, wanted), letter_of) if corpus else NO_FIT,
        corpus=corpus,
    )


def _fit(reply: tuple[Texts, Marks], letter: tuple[Texts, Marks], letter_of: Ints) -> Fit:
    weight = weights_of_both(*letter, *reply)
    return fit(*reply, letter_of, letter_vectors(*letter, weight), weight)


def _names(told: Texts, asked: Texts, letter_of: Ints) -> tuple[Names, Flags, Names, Bits, Flags]:
    tree = grammar().tree
    named, asked_named = cover(told, tree), cover(asked, tree)
    names, own = find_names(told, named), find_names(asked, asked_named)
    known = in_letter(names, told, asked, letter_of) | misspelt(names, told, own, asked, letter_of)
    sure = delimited(own, asked, asked_named) & (own.kind < len(KINDS) - 1)
    return names, np.asarray(known), own, named, sure


def _cut_best(own: Names, sure: Flags) -> Names:
    """Names without those that may have run over what stands before them, where the same letter has the name alone."""
    of_letter = own.key * np.int64(1000003) + own.row
    kept = sure | ~np.isin(of_letter, of_letter[sure])
    return Names(*(column[kept] for column in own))


def _spoken(texts: Texts, names: Names) -> Flags:
    """The characters of names of places: where something is says nothing about what it is."""
    edges = np.zeros(len(texts.codes) + 1, np.int64)
    np.add.at(edges, names.begin, 1)
    np.add.at(edges, names.end, -1)
    return np.asarray(np.cumsum(edges[:-1]) > 0)


def _placed(names: Names, known: Flags, rows: int) -> Flags:
    told = known & (names.kind < len(KINDS) - 1)
    return np.asarray(np.bincount(names.row[told], minlength=rows) > 0)


def _said(clauses: Clauses, roles: Roles, copied: Marks) -> Flags:
    """The characters of the reply that may speak of the matter: the answer, and how it puts the letter in own words."""
    speaking = (roles.role == BODY) & ~roles.forwarding & ~roles.stock
    referring = np.repeat(roles.role == REFERENCE, clauses.length) & (copied == 0)
    return np.asarray(np.repeat(speaking, clauses.length) | referring)


def _common(told: Texts, clauses: Clauses, letter_of: Ints) -> Ints:
    """In replies to how many other letters each clause stands word for word."""
    ends = np.append(clauses.begin, clauses.end[-1:]) if len(clauses.row) else np.zeros(1, np.int64)
    hashes = hash_texts(ends, told.codes)
    letter = letter_of[clauses.row]
    pair = np.unique(np.stack([hashes.view(np.int64), letter], axis=1), axis=0) if len(letter) else np.zeros((0, 2))
    same, letters = np.unique(pair[:, 0], return_counts=True)
    others = letters[np.searchsorted(same, hashes.view(np.int64))] - 1 if len(letter) else np.zeros(0, np.int64)
    others[clauses.length < SHORTEST_COMMON] = 0
    return np.asarray(others, np.int64)


def rows_of(evidence: Evidence, clause_values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    """A value of the clauses added up for each reply."""
    return per_row(evidence.clauses, clause_values, len(evidence.letter_of))
