"""Which wordings were only passed on (转发): the words are those of an earlier message, and so is the charge."""

from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.relays.tracing import Relays
from jianfu.measure.relays.tree.cascade import NONE

NEARLY_ALIKE = 0.8
"""Least similarity of a text passed on whole: below it, one template stands behind two notices."""
IN_PART = ("preface", "shortened", "quoted", "reissued")
"""Relations that say themselves that the words are another's, however alike the whole texts are."""
LEAST_SHARED = 0.9
"""Part of the shorter text that stands in the other: who puts his own office into the words demands it himself."""
TEXT_READ = 400
"""Code units of either text that are compared."""

Longs = npt.NDArray[np.int64]


def mark_passed_on(rows: pa.Table, relayed: pa.Table, relays: Relays) -> pa.Table:
    """``notice_wording`` rows with ``passed_on`` filled in: the source says the same kind in the same words.

    ``relayed``: ``relays`` as a table.
    """
    copies = relayed.filter(pc.is_valid(relayed["parent_id"]))
    alike = pc.fill_null(pc.greater_equal(copies["similarity"], NEARLY_ALIKE), False)
    copies = copies.filter(pc.or_(alike, pc.is_in(copies["relation"], pa.array(IN_PART))))
    place = pc.index_in(rows["message_id"], copies["message_id"].combine_chunks())
    source = copies["parent_id"].combine_chunks().take(place.combine_chunks())
    said, told = (
        pc.binary_join_element_wise(pc.fill_null(ids, ""), rows["kind"].combine_chunks(), " ")
        for ids in (rows["message_id"].combine_chunks(), source)
    )
    passed = np.asarray(pc.and_(pc.is_valid(source), pc.is_in(told, said)))
    at = np.flatnonzero(passed)
    passed[at] = _same_words(rows["message_id"].combine_chunks().take(pa.array(at)), relays)
    field = rows.schema.get_field_index("passed_on")
    return rows.set_column(field, rows.schema.field(field), pa.array(passed))


def _same_words(messages: pa.Array, relays: Relays) -> npt.NDArray[np.bool_]:
    """Of copies by message id, which say what their source says."""
    copy = np.asarray(pc.index_in(messages, relays.traced.ids), np.int64)
    parent = relays.traced.relations.parent[copy]
    texts = (relays.texts(some, TEXT_READ).to_pylist() for some in (copy, np.where(parent == NONE, copy, parent)))
    return np.array(
        [_shared(own or "", source or "") >= LEAST_SHARED for own, source in zip(*texts, strict=True)], bool
    )


def _shared(own: str, source: str) -> float:
    """The characters two texts share in their order, as a part of the shorter one's."""
    matches = SequenceMatcher(None, own, source, autojunk=False).get_matching_blocks()
    return sum(block.size for block in matches) / max(1, min(len(own), len(source)))
