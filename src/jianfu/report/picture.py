"""The burden picture put together from the measures: who bears, who causes, evenings, what for."""

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.dataset.snapshot import Snapshot
from jianfu.measure import group_activity, hour_of_week, off_hours
from jianfu.measure.burden.tables import BURDEN, BURDEN_BEARER, BURDEN_CAUSER, BURDEN_PERSON
from jianfu.measure.relays.tree import relay, relay_cluster
from jianfu.report.figures.bearers import bearer_rows, bearers_of_unknown_level, headline
from jianfu.report.figures.causers import UnitNote, causer_rows
from jianfu.report.figures.components import component_rows
from jianfu.report.figures.flows import flow_ends, flow_rows, total_hours
from jianfu.report.figures.messages import evening_cells, hollow_groups
from jianfu.report.figures.relay_trees import relay_trees
from jianfu.report.model import BurdenPicture
from jianfu.tables.column import Table


def burden_picture(
    measure: Callable[[Table], pa.Table], snapshot: Snapshot, units: Mapping[str, UnitNote]
) -> BurdenPicture:
    """Everything the first part of the report shows."""
    burden, bearer = measure(BURDEN), measure(BURDEN_BEARER)
    if not bearer.num_rows:
        bearer = bearers_of_unknown_level(measure(BURDEN_PERSON))
    bearers = bearer_rows(bearer)
    levels, components = component_rows(burden, bearers=bearers)
    flows = flow_rows(burden, units=units, shown_levels=levels)
    evenings, evening_share = evening_cells(measure(hour_of_week.TABLE))
    unit_names = {unit_id: note.name for unit_id, note in units.items()}
    return BurdenPicture(
        headline=headline(bearer, bearers, total_hours(burden)),
        bearers=bearers,
        causers=causer_rows(measure(BURDEN_CAUSER), units=units, sent=_sent(measure(off_hours.TABLE))),
        levels=levels,
        components=components,
        flows=flows,
        flow_ends=flow_ends(flows),
        evenings=evenings,
        evening_share=evening_share,
        relays=relay_trees(measure(relay_cluster.TABLE), measure(relay.TABLE), snapshot, units),
        hollow_groups=hollow_groups(
            measure(group_activity.TABLE),
            snapshot.read("work_group", ["group_id", "name", "unit_id"]),
            unit_names,
        ),
    )


def _sent(messages: pa.Table) -> dict[str, int]:
    """Messages sent by each unit, acknowledgements left out."""
    known = messages.filter(pc.is_valid(messages["unit_id"]))
    sums = known.group_by("unit_id", use_threads=False).aggregate([("message_count", "sum")])
    return {row["unit_id"]: row["message_count_sum"] for row in sums.to_pylist()}
