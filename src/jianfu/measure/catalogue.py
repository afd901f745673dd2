"""Every table a measure leaves, by name: what rules may read beside the canonical tables."""

from jianfu.measure import (
    acknowledgement,
    app_overlap,
    chain_reply,
    exact_copy,
    group_activity,
    group_overlap,
    letter_delay,
    off_hours,
    photo_demand,
)
from jianfu.measure.burden.tables import BURDEN, BURDEN_BEARER, BURDEN_GROUP, BURDEN_PERSON
from jianfu.tables.column import Table

MEASURE_TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        acknowledgement.TABLE, app_overlap.TABLE, chain_reply.TABLE, exact_copy.TABLE, group_activity.TABLE,
        group_overlap.TABLE, letter_delay.TABLE, off_hours.TABLE, photo_demand.TABLE,
        BURDEN, BURDEN_BEARER, BURDEN_GROUP, BURDEN_PERSON,
    )
}  # fmt: skip
"""Every measure table by name."""
