"""Traced relays (转发溯源) against the planted truth: what was found, what was taken for a copy that is none.

Definitions. A *copy* is a row of ``copies.parquet``; its *source* is what it was made from, its *root* the very first.
*Found together* means: both stand in relays.parquet with the same ``cluster_id``.

pair_recall        of the pairs (copy, source) whose texts as sent have a Jaccard similarity of their sets of character
                   3-grams of at least 0.8, the share found together
message_recall     of all copies the share found together with their root, however they were altered, cut or quoted
cluster_precision  of all found pairs (message, first message of its cluster), the first with itself apart, the share
                   that is right: both have the same root (a root is its own; a digest of two notices has two), or
                   both have the same text
twins_split        of the pairs of twins (one template, other facts) the share not found together
acks_in_clusters   stock phrases (收到) that stand in any cluster

Coincidences (巧合): people who know nothing of each other type the same words. Texts that agree in every letter, digit
and Chinese character count as copies of one another: no method can tell them apart by the text, and the reader has the
same words before him twice. Roots with the same own text (demands behind it apart) are therefore one root.
``coincidences`` counts the found pairs that are right for these reasons alone, so that the stricter reading is at hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jianfu.base.errors import UserProblem
from jianfu.simulate.chat.truth.same_words import SAME_ASKED, SAME_SPOKEN
from jianfu.simulate.message_numbers import Lookup, UInt64s, look_up, make_lookup, message_numbers

NEAR = 0.8
"""The similarity from which a pair counts for ``pair_recall``."""
ORIGIN, MISSING, OTHER = "origin", "missing", "other"
RELATIONS = ("whole", "preface", "shortened", "quoted", "reissued", "changed", ORIGIN, MISSING, OTHER)
"""True and found relations. Found ``missing``: copy and root are not found together; ``other``: none of these."""
BANDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Lower bounds of the similarity to the source, for ``RelayScore.bands``; the last is exactly alike."""
KINDS = ("deadline", "number", "duty", "place")
SHOWN = 20
"""Wrong and missed ones that are named."""

Flags = NDArray[np.bool_]
Int64s = NDArray[np.int64]


class Band(NamedTuple):
    """Copies by how alike they are to their source."""

    least: float
    copies: int
    found: int


class Changes(NamedTuple):
    """One kind of change, over the copies found together with their root: how often true, found, both."""

    true: int
    found: int
    right: int


@dataclass(frozen=True)
class RelayScore:
    """See the module for what the first five mean. Shares are 1 where there is nothing to find or nothing found."""

    pair_recall: float
    message_recall: float
    cluster_precision: float
    twins_split: float
    acks_in_clusters: int
    copies: int
    found: int
    """Found pairs (message, first message of its cluster)."""
    coincidences: int
    digests_found: float
    """Of the messages that quote two notices the share found together with one of them."""
    parents: float
    """Of the copies found together with their root, the share whose found parent is the true source."""
    parents_alike: float
    """The same, a parent with the very text of the true source counted too."""
    relation_accuracy: float
    """Of the copies found together with their root and not first there, the share whose relation is the true one."""
    relations: Mapping[str, Mapping[str, int]]
    """True relation -> found relation -> copies; ``missing`` where copy and root are not found together. The found
    relation is to the found parent, which may be another than the true source."""
    changes: Mapping[str, Changes]
    bands: tuple[Band, ...]
    missed: tuple[tuple[str, str], ...]
    """(copy, its root), not found together; the first of them in the truth."""
    wrong: tuple[tuple[str, str], ...]
    """(message, first message of its cluster), taken for copies; the first of them in the result."""


class _Found(NamedTuple):
    """relays.parquet, ids as numbers."""

    message: UInt64s
    first: UInt64s
    parent: UInt64s
    relation: Int64s
    """Place in ``RELATIONS``."""
    changed: Int64s
    """Kinds of change, as flags in the order of ``KINDS``."""


class _Truth(NamedTuple):
    """copies.parquet, ids as numbers."""

    message: UInt64s
    source: UInt64s
    root: UInt64s
    relation: Int64s
    changed: Int64s
    similarity: NDArray[np.float64]


class _Places(NamedTuple):
    """Where messages stand in what was found, and what they say."""

    row: Lookup
    """Message -> its row among the found."""
    text: Lookup
    """Message -> the number of its text, where others have the same."""
    notice: Lookup
    """Root -> the number of its own text, where other roots have the same."""


def score_relays(relays: Path, truth: Path) -> RelayScore:
    """The file of found relays against the folder of the truth.

    Raises ``UserProblem`` where a file is missing or lacks a column.
    """
    found, true = _read_found(relays), _read_truth(truth / "copies.parquet")
    places = _Places(
        make_lookup(found.message, np.arange(len(found.message))),
        _read_numbers(truth / "same_text.parquet"),
        _read_numbers(truth / "same_notice.parquet"),
    )
    twins = _read(truth / "twins.parquet", ("message_id", "twin_id"))
    acks = message_numbers(_read(truth / "acks.parquet", ("message_id",))["message_id"])
    together = _together(found, places, true.message, true.root)
    near = true.similarity >= NEAR
    pairs = found.message != found.first
    digests = _read(truth / "digests.parquet", ("message_id", "root_id"))
    digest, quoted = (message_numbers(column).reshape(-1, 2) for column in digests.columns)
    same_root, same_text = _right(found, true, places, make_lookup(digest[:, 0], np.arange(len(digest))), quoted)
    in_digest = [_together(found, places, digest[:, side], quoted[:, side]) for side in range(2)]
    row = _rows(places, true.message)
    return RelayScore(
        pair_recall=_share(_together(found, places, true.message[near], true.source[near])),
        message_recall=_share(together),
        cluster_precision=_share((same_root | same_text)[pairs]),
        twins_split=_share(~_together(found, places, *(message_numbers(column) for column in twins.columns))),
        acks_in_clusters=int(np.isin(found.message, acks).sum()),
        copies=len(true.message),
        found=int(pairs.sum()),
        digests_found=_share(in_digest[0] | in_digest[1]),
        coincidences=int((same_text & ~same_root & pairs).sum()),
        **_described(found, true, places, np.where(together, row, -1)),
        bands=_bands(true.similarity, together),
        missed=_named(truth / "copies.parquet", ("message_id", "root_id"), ~together),
        wrong=_named(relays, ("message_id", "cluster_id"), pairs & ~same_root & ~same_text),
    )


def _rows(places: _Places, messages: UInt64s) -> Int64s:
    """The row of each message among the found, -1 for none."""
    return look_up(places.row, messages, -1)


def _together(found: _Found, places: _Places, one: UInt64s, other: UInt64s) -> Flags:
    """Both messages of each pair stand in the same cluster."""
    first, second = _rows(places, one), _rows(places, other)
    both = (first >= 0) & (second >= 0)
    same = np.zeros(len(one), np.bool_)
    same[both] = found.first[first[both]] == found.first[second[both]]
    return same


def _right(found: _Found, true: _Truth, places: _Places, digests: Lookup, quoted: UInt64s) -> tuple[Flags, Flags]:
    """Per found row: message and first of its cluster have the same root; they, or their roots, have the same text.

    ``digests`` leads to the two roots in ``quoted``.
    """
    roots = make_lookup(true.message, np.arange(len(true.message)))

    def root_of(messages: UInt64s) -> UInt64s:
        place = look_up(roots, messages, -1)
        return np.where(place >= 0, true.root[place], messages) if len(true.root) else messages

    ends = (found.message, found.first)
    own, first = (root_of(end) for end in ends)
    same = own == first
    for end, other in (ends, ends[::-1]):
        digest = look_up(digests, end, -1)
        for side in range(2):
            same |= (digest >= 0) & (quoted[digest, side] == root_of(other)) if len(quoted) else False
    alike = np.zeros(len(own), np.bool_)
    for pair, numbers in ((ends, places.text), ((own, first), places.notice)):
        texts = [look_up(numbers, end, -1) for end in pair]
        alike |= (texts[0] == texts[1]) & (texts[0] >= 0)
    return same, alike


def _described(found: _Found, true: _Truth, places: _Places, row: Int64s) -> dict[str, Any]:
    """What is said of copies found together with their root; ``row`` is theirs among the found, -1 for the others."""
    kept = np.flatnonzero(row >= 0)
    at, source = row[kept], true.source[kept]
    same = found.parent[at] == source
    texts = [look_up(places.text, ids, -1) for ids in (found.parent[at], source)]
    alike = same | ((texts[0] == texts[1]) & (texts[0] >= 0))
    relation = np.full(len(row), RELATIONS.index(MISSING))
    relation[kept] = found.relation[at]
    judged = relation[kept] != RELATIONS.index(ORIGIN)
    return {
        "parents": _share(same),
        "parents_alike": _share(alike),
        "relation_accuracy": _share((relation[kept] == true.relation[kept])[judged]),
        "relations": _confusion(true.relation, relation),
        "changes": {
            kind: _changes(true.changed[kept] >> place & 1, found.changed[at] >> place & 1)
            for place, kind in enumerate(KINDS)
        },
    }


def _confusion(true: Int64s, found: Int64s) -> dict[str, dict[str, int]]:
    counts = np.bincount(true * len(RELATIONS) + found, minlength=len(RELATIONS) ** 2).reshape(len(RELATIONS), -1)
    return {
        RELATIONS[one]: {RELATIONS[other]: int(counts[one, other]) for other in np.flatnonzero(counts[one])}
        for one in np.flatnonzero(counts.any(axis=1))
    }


def _changes(true: Int64s, found: Int64s) -> Changes:
    return Changes(int(true.sum()), int(found.sum()), int((true & found).sum()))


def _bands(similarity: NDArray[np.float64], together: Flags) -> tuple[Band, ...]:
    band = np.searchsorted(BANDS, similarity, side="right") - 1
    copies = np.bincount(band, minlength=len(BANDS))
    found = np.bincount(band[together], minlength=len(BANDS))
    return tuple(Band(*row) for row in zip(BANDS, copies.tolist(), found.tolist(), strict=True))


def _share(flags: Flags) -> float:
    return float(flags.mean()) if len(flags) else 1.0


def _read_found(path: Path) -> _Found:
    table = _read(path, ("message_id", "cluster_id", "parent_id", "relation", "changed"))
    message, first, parent = (message_numbers(table[name]) for name in ("message_id", "cluster_id", "parent_id"))
    return _Found(message, first, parent, _relation_codes(table["relation"]), _change_flags(table["changed"]))


def _read_truth(path: Path) -> _Truth:
    table = _read(path, ("message_id", "source_id", "root_id", "relation", "changed", "similarity"))
    message, source, root = (message_numbers(table[name]) for name in ("message_id", "source_id", "root_id"))
    relation, changed = _relation_codes(table["relation"]), _change_flags(table["changed"])
    return _Truth(message, source, root, relation, changed, table["similarity"].to_numpy())


def _read(path: Path, columns: tuple[str, ...]) -> pa.Table:
    try:
        return pq.read_table(path, columns=list(columns))
    except FileNotFoundError as cause:
        raise UserProblem("score-no-relay-truth", path=path) from cause
    except (pa.ArrowInvalid, KeyError) as cause:
        raise UserProblem("score-relays-unreadable", path=path, columns=", ".join(columns)) from cause


def _read_numbers(path: Path) -> Lookup:
    table = _read(path, ("message_id", "text_id"))
    more = [path.with_name(name) for name in (SAME_SPOKEN, SAME_ASKED) if path.stem == "same_text"]
    table = pa.concat_tables([table, *(_read(part, ("message_id", "text_id")) for part in more if part.exists())])
    return make_lookup(message_numbers(table["message_id"]), table["text_id"].to_numpy().astype(np.int64))


def _relation_codes(names: pa.ChunkedArray) -> Int64s:
    codes = pc.fill_null(pc.index_in(names, value_set=pa.array(RELATIONS)), RELATIONS.index(OTHER))
    return np.asarray(codes).astype(np.int64)


def _change_flags(changed: pa.ChunkedArray) -> Int64s:
    flags = np.zeros(len(changed), np.int64)
    for place, kind in enumerate(KINDS):
        stands = pc.match_substring_regex(changed.cast(pa.string()), f'"kind": *"{kind}"')
        flags |= pc.fill_null(stands, False).to_numpy().astype(np.int64) << place
    return flags


def _named(path: Path, columns: tuple[str, str], flags: Flags) -> tuple[tuple[str, str], ...]:
    """The first ``SHOWN`` of the rows that are flagged, by two of their columns."""
    table = _read(path, columns).take(pa.array(np.flatnonzero(flags)[:SHOWN]))
    return tuple(zip(*(column.to_pylist() for column in table.columns), strict=True))
