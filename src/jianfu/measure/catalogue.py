"""The tables the measures leave, by name: what ``detect`` may declare and what stands in ``RUN/measures``."""

from jianfu.measure import (
    account_value,
    acknowledgement,
    app_channels,
    app_likeness,
    app_overlap,
    appraisal_reading,
    chain_reply,
    demand_grown,
    group_activity,
    group_likeness,
    group_overlap,
    group_standing,
    hour_of_week,
    letter_delay,
    letter_repeat,
    notice_repeat,
    off_hours,
    photo_demand,
    photo_reuse,
    proxy_entry,
    rebound,
    reduction,
)
from jianfu.measure.burden.tables import BURDEN, BURDEN_BEARER, BURDEN_CAUSER, BURDEN_GROUP, BURDEN_PERSON, BURDEN_UNIT
from jianfu.measure.demands.table import TABLE as DEMAND
from jianfu.measure.field_overlap.tables import FIELD_MEANING, FIELD_OVERLAP, FORM_HELD
from jianfu.measure.perfunctory.table import TABLE as PERFUNCTORY
from jianfu.measure.relays import relay, relay_cluster
from jianfu.measure.reply_mirror import TABLE as REPLY_MIRROR
from jianfu.measure.wording import TABLE as WORDING
from jianfu.tables.column import Table

MEASURES: dict[str, Table] = {
    table.name: table
    for table in (
        BURDEN,
        BURDEN_BEARER,
        BURDEN_CAUSER,
        BURDEN_GROUP,
        BURDEN_PERSON,
        BURDEN_UNIT,
        account_value.TABLE,
        acknowledgement.TABLE,
        app_channels.TABLE,
        app_likeness.TABLE,
        app_overlap.TABLE,
        appraisal_reading.TABLE,
        chain_reply.TABLE,
        DEMAND,
        demand_grown.TABLE,
        FIELD_MEANING,
        FIELD_OVERLAP,
        FORM_HELD,
        group_activity.TABLE,
        group_likeness.TABLE,
        group_overlap.TABLE,
        group_standing.TABLE,
        hour_of_week.TABLE,
        letter_delay.TABLE,
        letter_repeat.TABLE,
        notice_repeat.TABLE,
        WORDING,
        off_hours.TABLE,
        PERFUNCTORY,
        photo_demand.TABLE,
        proxy_entry.TABLE,
        photo_reuse.TABLE,
        rebound.TABLE,
        reduction.TABLE,
        relay.TABLE,
        relay_cluster.TABLE,
        REPLY_MIRROR,
    )
}
"""Every measure's table by name."""

INPUTS: dict[str, tuple[str, ...]] = {
    "burden": (),
    "burden_bearer": ("person",),
    "burden_causer": (),
    "burden_group": ("message",),
    "burden_person": (),
    "burden_unit": (),
    "account_value": ("account",),
    "acknowledgement": ("message",),
    "app_channels": ("app_package",),
    "app_likeness": ("app",),
    "app_overlap": ("app_function",),
    "appraisal_reading": ("appraisal_item",),
    "chain_reply": ("message",),
    "demand": ("message",),
    "field_meaning": ("form_field",),
    "field_overlap": ("form_field",),
    "form_held": ("form_field",),
    "demand_grown": ("message",),
    "group_activity": ("message",),
    "group_likeness": ("membership", "work_group"),
    "group_overlap": ("membership",),
    "group_standing": ("work_group",),
    "hour_of_week": ("message",),
    "letter_delay": ("letter",),
    "letter_repeat": ("letter",),
    "notice_wording": (),
    "notice_repeat": ("message", "membership"),
    "off_hours": ("message",),
    "perfunctory": ("letter", "reply"),
    "photo_demand": ("message",),
    "proxy_entry": ("submission",),
    "photo_reuse": ("message", "photo"),
    "rebound": (),
    "reduction": ("reduction_target",),
    "relay": ("message",),
    "relay_cluster": ("message",),
    "reply_mirror": ("letter", "reply"),
}
"""The canonical tables that must hold rows for a measure to say anything; without them its table is empty."""
