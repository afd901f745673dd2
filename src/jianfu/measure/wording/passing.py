"""Which wordings were only passed on (转发): the words are those of an earlier message, and so is the charge."""

import pyarrow as pa
import pyarrow.compute as pc

NEARLY_ALIKE = 0.8
"""Least similarity of a text passed on whole: below it, one template stands behind two notices."""
IN_PART = ("preface", "shortened", "quoted", "reissued")
"""Relations that say themselves that the words are another's, however alike the whole texts are."""


def mark_passed_on(rows: pa.Table, relay: pa.Table) -> pa.Table:
    """``notice_wording`` rows with ``passed_on`` filled in from ``relay``: the source says the same kind."""
    copies = relay.filter(pc.is_valid(relay["parent_id"]))
    alike = pc.fill_null(pc.greater_equal(copies["similarity"], NEARLY_ALIKE), False)
    copies = copies.filter(pc.or_(alike, pc.is_in(copies["relation"], pa.array(IN_PART))))
    place = pc.index_in(rows["message_id"], copies["message_id"].combine_chunks())
    source = copies["parent_id"].combine_chunks().take(place.combine_chunks())
    said, told = (
        pc.binary_join_element_wise(pc.fill_null(ids, ""), rows["kind"].combine_chunks(), " ")
        for ids in (rows["message_id"].combine_chunks(), source)
    )
    passed = pc.and_(pc.is_valid(source), pc.is_in(told, said))
    at = rows.schema.get_field_index("passed_on")
    return rows.set_column(at, rows.schema.field(at), passed)
