"""The reply mirror (答复照镜子): every reply held against its letter and against all other replies."""

from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.reply_mirror.evidence import Evidence, gather_evidence
from jianfu.measure.reply_mirror.foreign import foreign_numbers, foreign_persons, foreign_places
from jianfu.measure.reply_mirror.kinds import KINDS, Told, judge
from jianfu.measure.reply_mirror.numbers import FEATURES, Clusters, Measured, find_clusters, measure
from jianfu.measure.reply_mirror.phrases import (
    Phrase,
    asked_back,
    automatic_phrases,
    note_phrases,
    rude_phrases,
)
from jianfu.measure.reply_mirror.roles import Flags
from jianfu.measure.reply_mirror.spans import Objection, objections_of
from jianfu.tables.column import Table, integer, moment, number, text

TABLE = Table(
    name="reply_mirror",
    zh="答复照镜子",
    en="Reply mirror",
    key=("letter_id", "replied_at"),
    columns=(
        text("letter_id", "来信编号", "Letter id"),
        moment("replied_at", "答复时间", "Replied at"),
        text("unit_id", "答复单位编号", "Replying unit id"),
        text(
            "kinds", "敷衍类型", "Kinds", note=("以空格分隔；空：未发现", "separated by spaces; empty: nothing found")
        ),
        text("spans", "证据位置", "Evidence spans", note=("JSON；按原文字符计", "JSON; characters of the stored text")),
        text("cluster_id", "雷同答复组编号", "Cluster of near-equal replies"),
        integer("cluster_size", "雷同答复数", "Replies in the cluster", unit="reply"),
        integer(
            "alike_replies",
            "答不同问题的雷同答复数",
            "Near-equal replies to different questions",
            unit="reply",
        ),
        integer("judged_chars", "去除客套后字数", "Characters without courtesy", unit="character"),
        number("copied_share", "照抄来信占比", "Share copied from the letter"),
        number("shared_share", "与他信答复相同占比", "Share standing in replies to other letters"),
        number("forward_share", "转办告知占比", "Share that only forwards or notes"),
        integer("fact_count", "含事实的分句数", "Clauses with a fact of their own"),
        integer("action_count", "作答分句数", "Clauses that answer"),
        number("topic_overlap", "事项吻合度", "Overlap of matter with the letter"),
    ),
)


class One(NamedTuple):
    """A single reply held against its letter."""

    kinds: tuple[str, ...]
    objections: list[Objection]
    features: tuple[float, ...]
    """In the order of ``FEATURES``."""


class _Mirrored(NamedTuple):
    """Everything about all replies at once."""

    kinds: dict[str, Flags]
    objections: dict[int, list[Objection]]
    features: npt.NDArray[np.float64]
    """Features x replies."""
    clusters: Clusters


def mirror_replies(letters: pa.Table, replies: pa.Table) -> pa.Table:
    """One row a reply, in the order of ``replies``; ``kinds`` is a list, the features are float64 without nulls.

    ``letters`` needs ``letter_id`` and ``text``; ``title`` and ``place`` are read where it has them. ``replies`` needs
    ``letter_id``, ``replied_at``, ``unit_id`` and ``text``. A reply whose letter is missing is judged by its own words
    and by the other replies.
    """
    found = pc.index_in(replies["letter_id"].combine_chunks(), letters["letter_id"].combine_chunks())
    letter_of = np.asarray(pc.fill_null(found, -1).to_numpy(zero_copy_only=False), np.int64)
    mirrored = _mirror(letters, replies["text"].combine_chunks(), letter_of, corpus=True)
    names = np.array(KINDS, object)
    flags = np.stack([mirrored.kinds[kind] for kind in KINDS])
    size = mirrored.clusters.size
    codes = [f"c-{code:016x}" if size[at] else None for at, code in enumerate(mirrored.clusters.code.tolist())]
    columns = {
        "letter_id": replies["letter_id"],
        "replied_at": replies["replied_at"],
        "unit_id": replies["unit_id"],
        "kinds": pa.array([list(names[column]) for column in flags.T], pa.list_(pa.string())),
        "spans": pa.array([_spans(mirrored.objections.get(row)) for row in range(replies.num_rows)], pa.string()),
        "cluster_id": pa.array(codes, pa.string()),
        "cluster_size": pa.array(size, pa.int64()),
        "alike_replies": pa.array(mirrored.clusters.alike, pa.int64()),
    }
    for name, values in zip(FEATURES, mirrored.features, strict=True):
        columns[name] = pa.array(values, pa.float64())
    return pa.table(columns)


def mirror_table(mirrored: pa.Table) -> pa.Table:
    """``TABLE`` of what ``mirror_replies`` gave, row for row."""
    kinds = pc.binary_join(mirrored["kinds"].combine_chunks(), " ")
    at = mirrored.column_names.index("kinds")
    return mirrored.set_column(at, "kinds", kinds).select(list(TABLE.names)).cast(TABLE.schema)


def mirror_one(letter: str, reply: str, title: str = "") -> One:
    """A draft reply held against its letter alone.

    What needs other replies or letters is left out: copies of other replies, sentences common to many, places known
    from other letters, other letters' numbers.
    """
    letters = pa.table({"letter_id": ["1"], "title": [title], "text": [letter]})
    mirrored = _mirror(letters, pa.array([reply]), np.zeros(1, np.int64), corpus=False)
    kinds = tuple(kind for kind in KINDS if mirrored.kinds[kind][0])
    return One(kinds, mirrored.objections.get(0, []), tuple(float(value) for value in mirrored.features[:, 0]))


def check_reply(letter: str, reply: str, title: str = "") -> list[Objection]:
    """What a reader would object to in a draft reply, each with its place; see ``mirror_one`` for what is left out."""
    return mirror_one(letter, reply, title).objections


def _mirror(letters: pa.Table, replies: pa.Array, letter_of: npt.NDArray[np.int64], *, corpus: bool) -> _Mirrored:
    joined, title_length = _whole_letters(letters)
    evidence = gather_evidence(joined, replies, letter_of, corpus=corpus)
    measured = measure(evidence)
    clusters = find_clusters(evidence, measured)
    phrases = _phrases(evidence, letters, joined, replies, corpus=corpus)
    told = Told(*(_flags(phrases[kind], len(letter_of)) for kind in Told._fields))
    kinds = judge(evidence, measured, clusters, told)
    objections = objections_of(evidence, measured, kinds, phrases, title_length)
    return _Mirrored(kinds, objections, _features(measured), clusters)


def _whole_letters(letters: pa.Table) -> tuple[pa.Array, npt.NDArray[np.int64]]:
    """Title, text and place of each letter as one text, and how many characters stand before the text."""
    parts = [
        pc.fill_null(letters[name].combine_chunks(), "")
        if name in letters.column_names
        else pa.array([""] * letters.num_rows, pa.string())
        for name in ("title", "text", "place")
    ]
    before = np.asarray(pc.utf8_length(parts[0]).to_numpy(), np.int64) + 1
    return pc.binary_join_element_wise(*parts, "\n"), before


def _phrases(
    evidence: Evidence, letters: pa.Table, joined: pa.Array, replies: pa.Array, *, corpus: bool
) -> dict[str, list[Phrase]]:
    ids = letters["letter_id"].combine_chunks()
    foreign = [
        *foreign_places(evidence, corpus=corpus),
        *foreign_persons(evidence, joined, replies),
        *foreign_numbers(evidence, ids, joined, replies, corpus=corpus),
        *note_phrases(evidence),
    ]
    return {
        "wrong_case": foreign,
        "automatic": list(automatic_phrases(evidence, replies)),
        "rude": list(rude_phrases(evidence)),
        "asks_back": list(asked_back(evidence, joined)),
    }


def _flags(phrases: list[Phrase], rows: int) -> Flags:
    flags = np.zeros(rows, bool)
    flags[[phrase.row for phrase in phrases]] = True
    return flags


def _features(measured: Measured) -> npt.NDArray[np.float64]:
    return np.stack(
        [
            measured.judged, measured.copied_share, measured.shared_share, measured.forward_share, measured.facts,
            measured.actions, measured.overlap,
        ]
    )  # fmt: skip


def _spans(objections: list[Objection] | None) -> str:
    if not objections:
        return "[]"
    rows = [{"kind": one.kind, "reply": one.reply, "letter": one.letter, "note": one.note} for one in objections]
    return msgspec.json.encode(rows).decode()
