"""What each clause of a reply is there for: courtesy, reference to the letter, forwarding, stock, or the answer."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianfu.measure.reply_mirror.clauses import Clauses, covered_characters
from jianfu.measure.reply_mirror.lexicon import Bits, Lexicon
from jianfu.measure.reply_mirror.reading import SENTENCE

BODY, GREETING, CLOSING, RECEIPT, REFERENCE, SIGNATURE = range(6)
ROLES = ("body", "greeting", "closing", "receipt", "reference", "signature")
LONGEST_GREETING = 16
LONGEST_SIGNATURE = 24
LONGEST_REFERRAL = 24
GREETING_CLAUSES = 4
"""A greeting stands among the first clauses of a text, or right after the end of a sentence."""

Flags = npt.NDArray[np.bool_]


class Roles(NamedTuple):
    """One entry a clause."""

    role: npt.NDArray[np.uint8]
    forwarding: Flags
    """A clause of the body that only says: forwarded, noted, please wait."""
    stock: Flags
    """A clause of the body made of stock words, without a figure or a result."""
    answering: Flags
    """A clause of the body with a word that answers or tells a result, or with a figure."""
    result: Flags


def roles_of(clauses: Clauses, covered: Bits, words: Lexicon) -> Roles:
    """The role of every clause; a clause with a result is never courtesy."""
    has = _Classes(clauses, words)
    result = has.any("result")
    empty = ~has.any("result", "answer", "forwarding")
    role = np.full(len(clauses.row), BODY, np.uint8)
    last = _last(clauses)
    role[_references(has) & empty] = REFERENCE
    role[_receipts(clauses, covered, has, words) & ~result & ~has.any("forwarding")] = RECEIPT
    role[has.tail("lead") & ~result] = RECEIPT
    role[_closings(clauses, covered, has, words) & ~has.any("forwarding")] = CLOSING
    role[_greetings(clauses, covered, has, words)] = GREETING
    role[_signatures(clauses, role, has, last)] = SIGNATURE
    body = role == BODY
    forwarding = body & _forwards(clauses, covered, has, words)
    stock = body & ~forwarding & ~result & ~has.any("ask") & (clauses.digits == 0) & _stock(clauses, covered, words)
    answering = body & ~forwarding & ~stock & (has.any("answer", "result") | (clauses.digits > 0))
    return Roles(role, forwarding, stock, answering, result & body)


def held(classes: Bits, mask: int) -> Flags:
    """Where one of some classes stands."""
    return np.asarray((classes & np.uint32(mask)) != 0)


class _Classes:
    """Short questions to the class masks of the clauses."""

    def __init__(self, clauses: Clauses, words: Lexicon) -> None:
        self.clauses = clauses
        self.words = words

    def any(self, *names: str) -> Flags:
        return held(self.clauses.classes, self.words.bits(*names))

    def head(self, *names: str) -> Flags:
        return held(self.clauses.head, self.words.bits(*names))

    def tail(self, *names: str) -> Flags:
        return held(self.clauses.tail, self.words.bits(*names))


def _last(clauses: Clauses) -> Flags:
    """The last clause of each text."""
    last = np.ones(len(clauses.row), bool)
    last[:-1] = clauses.row[1:] != clauses.row[:-1]
    return last


def _references(has: _Classes) -> Flags:
    """“针对您反映的……问题”: takes up the letter before the answer."""
    return has.head("refer") & ~has.any("ask")


def _receipts(clauses: Clauses, covered: Bits, has: _Classes, words: Lexicon) -> Flags:
    """Says that the letter came in, or only leads over to the answer ("经核实")."""
    told = has.any("ask") | (clauses.digits > 0)
    bare = covered_characters(clauses, covered, words.bits("receipt_whole", "lead_in", "filler", "greeting"))
    whole = (bare >= clauses.length) & has.any("receipt_whole", "lead_in")
    return np.asarray((has.any("receipt") & ~has.any("answer") & ~told) | whole)


def _closings(clauses: Clauses, covered: Bits, has: _Classes, words: Lexicon) -> Flags:
    """Thanks, wishes and set phrases of the end; thanks that go on to tell something are none."""
    told = has.any("result", "ask", "rude", "worker_note", "automatic") | (clauses.digits > 0)
    thanks = has.head("thanks") & ~told
    set_phrase = has.head("wish", "closing") & ~told & ~has.any("awaiting") & (clauses.length <= 2 * LONGEST_SIGNATURE)
    phrase = covered_characters(clauses, covered, words.bits("wish", "closing", "thanks", "filler"))
    whole = (phrase >= clauses.length - 1) & has.any("wish", "closing", "thanks")
    return np.asarray(thanks | set_phrase | whole)


def _greetings(clauses: Clauses, covered: Bits, has: _Classes, words: Lexicon) -> Flags:
    early = clauses.number < GREETING_CLAUSES
    early[1:] |= (clauses.closing[:-1] == SENTENCE) & (clauses.row[1:] == clauses.row[:-1])
    short = clauses.length <= LONGEST_GREETING
    words_only = covered_characters(clauses, covered, words.bits("greeting", "filler")) + clauses.alphabetic
    named = has.tail("greeting") & (clauses.alphabetic < clauses.length)
    whole = (words_only >= clauses.length) & has.any("greeting")
    told = has.any("result", "answer", "ask", "rude", "forwarding", "receipt")
    return np.asarray(early & short & (whole | named) & ~told)


def _signatures(clauses: Clauses, role: npt.NDArray[np.uint8], has: _Classes, last: Flags) -> Flags:
    """The date at the end, and the desk that signs at the end or before that date."""
    dated = last & _is_date(clauses)
    near = last.copy()
    near[:-1] |= dated[1:]
    told = has.any("result", "answer", "ask", "forwarding", "rude", "awaiting")
    after_end = np.ones(len(last), bool)
    after_end[1:] = (clauses.closing[:-1] == SENTENCE) | (clauses.row[1:] != clauses.row[:-1])
    desk = near & after_end & has.tail("office") & ~told & (clauses.length <= LONGEST_SIGNATURE)
    return np.asarray(dated | (desk & (role == BODY) & (clauses.number > 0)))


def _is_date(clauses: Clauses) -> Flags:
    """Clauses cut off as a date at the end: digits and at most the three units."""
    return np.asarray((clauses.classes == 0) & (clauses.digits > 0) & (clauses.length - clauses.digits <= 3))


def _forwards(clauses: Clauses, covered: Bits, has: _Classes, words: Lexicon) -> Flags:
    said = has.any("forwarding", "awaiting", "receipt") | (has.any("noted") & ~has.any("stock"))
    noted = has.any("noted") & (
        covered_characters(clauses, covered, words.bits("noted", "desk", "filler", "refer", "stock"))
        >= 0.8 * clauses.length
    )
    dated = has.any("forwarding") | (clauses.digits == 0)
    onward = (said | noted) & ~has.any("result", "answer", "ask", "rude") & dated
    return np.asarray(onward | _refers_on(clauses, covered, has, words))


def _refers_on(clauses: Clauses, covered: Bits, has: _Classes, words: Lexicon) -> Flags:
    """“请您向某局咨询”: another desk may answer; with a telephone, an address or a reason it would be an answer."""
    hotline = covered_characters(clauses, covered, words.bits("referral"))
    figures = (clauses.digits > 0) & ~((clauses.digits == 5) & (hotline > 8))
    return np.asarray(has.head("referral") & ~figures & ~has.any("result") & (clauses.length <= LONGEST_REFERRAL))


def _stock(clauses: Clauses, covered: Bits, words: Lexicon) -> Flags:
    mask = words.bits("stock", "filler", "desk", "noted", "thanks", "greeting", "closing", "awaiting", "refer")
    return np.asarray(covered_characters(clauses, covered, mask) >= 0.7 * clauses.length)


def per_row(clauses: Clauses, value: npt.NDArray[np.generic], rows: int) -> npt.NDArray[np.float64]:
    """A value of the clauses added up for each text."""
    return np.bincount(clauses.row, weights=value, minlength=rows).astype(np.float64)
