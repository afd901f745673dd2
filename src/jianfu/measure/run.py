"""Computes every measure of a snapshot: relays, one pass over messages, a walk over copies, the ledgers."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from jianfu.base.progress import Progress, Quiet
from jianfu.measure import photo_reuse
from jianfu.measure.account_value import compute_account_value
from jianfu.measure.app_channels import compute_app_channels
from jianfu.measure.app_likeness import compute_app_likeness
from jianfu.measure.app_overlap import compute_app_overlap
from jianfu.measure.appraisal_reading import compute_appraisal_reading
from jianfu.measure.bundle import unpack
from jianfu.measure.burden.copies import CANDIDATES_A_FILE, CandidateFiles, candidates_in, walk_copies
from jianfu.measure.burden.counts import Sums
from jianfu.measure.burden.duties import weigh_duties
from jianfu.measure.burden.flows import all_flows, burden_table, causer_table, group_table, unit_table
from jianfu.measure.burden.people import bearer_table, people_minutes, person_table
from jianfu.measure.burden.reach import people_reached
from jianfu.measure.burden.relayed import save_relayed
from jianfu.measure.catalogue import INPUTS, MEASURES
from jianfu.measure.census import take_census
from jianfu.measure.demand_grown import compute_demand_grown
from jianfu.measure.field_overlap.compute import compute_field_overlap
from jianfu.measure.group_likeness import compute_group_likeness
from jianfu.measure.group_overlap import compute_group_overlap
from jianfu.measure.group_standing import compute_group_standing
from jianfu.measure.hour_of_week import hours_table
from jianfu.measure.inputs import DAY_MICROSECONDS, MeasureInput, Period, day_number
from jianfu.measure.letter_measures import letter_measures
from jianfu.measure.notice_repeat import compute_notice_repeat
from jianfu.measure.part import Pass, measure_slice
from jianfu.measure.photo_reuse import compute_photo_reuse
from jianfu.measure.proxy_entry import compute_proxy_entry
from jianfu.measure.rebound import compute_rebound
from jianfu.measure.reduction import compute_reduction
from jianfu.measure.relays.find.trace import Tracer
from jianfu.measure.relays.tracing import Relays, trace_dataset
from jianfu.measure.relays.tree.relay_cluster import cluster_table
from jianfu.measure.roster import Roster
from jianfu.measure.slices import cut
from jianfu.measure.table_file import write_table
from jianfu.measure.wording.announced import announced_wording
from jianfu.measure.wording.passing import mark_passed_on
from jianfu.tables.column import Table

EVENTS = ("acknowledgement", "chain_reply", "demand", "group_activity", "notice_wording", "off_hours", "photo_demand")
"""Measures whose rows a part leaves as they are."""
ANSWERS = photo_reuse.ANSWER.name


@dataclass
class Gathered:
    """What all parts and candidate files have left."""

    sums: Sums
    events: dict[str, list[pa.Table]] = field(default_factory=dict)
    statistics: list[pa.Table] = field(default_factory=list)
    reached: list[pa.Table] = field(default_factory=list)
    hours: np.ndarray[tuple[int, ...], np.dtype[np.int64]] | None = None


def compute_all(given: MeasureInput, into: Path | None = None, progress: Progress | None = None) -> dict[str, pa.Table]:
    """Every table of ``MEASURES`` by name, in key order; with ``into`` also written there as ``<name>.parquet``.

    A measure whose inputs hold no rows leaves an empty table; ``missing_inputs`` says which those are.
    """
    progress = progress or Quiet()
    with tempfile.TemporaryDirectory(prefix=".jianfu-measure-", dir=into.parent if into else None) as scratch:
        tables = dict(_compute(given, Path(scratch), progress))
    tables = {name: tables[name] for name in MEASURES}
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            write_table(table, into / f"{name}.parquet")
    return tables


def missing_inputs(given: MeasureInput) -> Mapping[str, tuple[str, ...]]:
    """Measure -> the canonical tables it needs that hold no rows; measures that lack nothing are left out."""
    lacking = {
        name: tuple(table for table in needed if not given.snapshot.rows(table)) for name, needed in INPUTS.items()
    }
    return {name: tables for name, tables in lacking.items() if tables}


def _compute(given: MeasureInput, scratch: Path, progress: Progress) -> Iterator[tuple[str, pa.Table]]:
    progress.start("measure-census")
    roster, period = take_census(given, scratch / "roster")
    progress.finish()
    relays = _trace_relays(given, roster, scratch, progress)
    gathered = _read_messages(given, roster, scratch, progress)
    gathered.events.setdefault("notice_wording", []).append(announced_wording(given, roster))
    lacking = missing_inputs(given)
    relayed = relays.table()
    events = {name: _in_key_order(MEASURES[name], gathered.events.get(name, [])) for name in EVENTS}
    for name, rows in events.items():
        yield name, mark_passed_on(rows, relayed, relays) if name == "notice_wording" else rows
    yield (
        "hour_of_week",
        hours_table(gathered.hours) if gathered.hours is not None else MEASURES["hour_of_week"].arrow(),
    )
    yield "relay", relayed
    yield (
        "relay_cluster",
        cluster_table(relays.clusters(), relays.traced.copies, roster, gathered.statistics, given.constants),
    )
    yield "demand_grown", compute_demand_grown(relays, roster)
    yield "notice_repeat", compute_notice_repeat(relays, roster)
    progress.start("measure-burden")
    yield from _burden(given, roster, period, gathered)
    progress.finish()
    progress.start("measure-ledgers")
    yield "account_value", compute_account_value(given)
    yield "app_channels", compute_app_channels(given)
    yield "app_likeness", compute_app_likeness(given)
    overlap = compute_group_overlap(given, roster) if "group_overlap" not in lacking else _empty("group_overlap")
    yield "group_overlap", overlap
    yield "group_likeness", compute_group_likeness(given, overlap)
    yield "group_standing", compute_group_standing(given)
    yield "rebound", compute_rebound(given, events["group_activity"])
    yield "app_overlap", compute_app_overlap(given)
    yield "appraisal_reading", compute_appraisal_reading(given)
    yield "reduction", compute_reduction(given)
    yield from compute_field_overlap(given, roster)
    yield "proxy_entry", compute_proxy_entry(given)
    answers = _in_key_order(photo_reuse.ANSWER, gathered.events.get(ANSWERS, []))
    yield "photo_reuse", compute_photo_reuse(given, answers)
    progress.finish()
    progress.start("measure-letters")
    yield from letter_measures(given, roster)
    progress.finish()


def _empty(name: str) -> pa.Table:
    return MEASURES[name].arrow()


def _trace_relays(given: MeasureInput, roster: Roster, scratch: Path, progress: Progress) -> Relays:
    """Which messages pass on which; what the pass over messages needs of it is laid down beside the roster."""
    progress.start("measure-relays")
    (scratch / "relays").mkdir()
    until = (day_number(given.as_of) + 1) * DAY_MICROSECONDS
    tracer = Tracer(folder=scratch / "relays")
    relays = trace_dataset(given.snapshot, roster, until, tracer, given.constants.whole("copy_characters"))
    copies = relays.traced.copies
    save_relayed(roster.folder, given.snapshot.files("message"), copies.row, copies.cluster)
    progress.finish()
    return relays


def _read_messages(given: MeasureInput, roster: Roster, scratch: Path, progress: Progress) -> Gathered:
    """The pass over the parts, then the walk over the files of copies."""
    parts = given.snapshot.files("message")
    until = (day_number(given.as_of) + 1) * DAY_MICROSECONDS
    gathered = Gathered(Sums(len(roster.people), len(roster.groups)))
    files = CandidateFiles(scratch, 1 + given.snapshot.rows("message") // CANDIDATES_A_FILE)
    slices = cut(parts, given.slice_rows)
    progress.start("measure-messages", len(slices))
    work = partial(measure_slice, given=Pass(roster.folder, given.constants, until, tuple(parts)))
    for bundle in given.engine.map_parts(work, slices):
        left = unpack(bundle)
        gathered.sums.add(left)
        gathered.reached.append(left["reached"])
        files.append(candidates_in(left["candidates"]))
        hours = np.stack([left["hours"][name].to_numpy() for name in ("all", "off")], axis=1)
        gathered.hours = hours if gathered.hours is None else gathered.hours + hours
        for name in (*EVENTS, ANSWERS):
            if name in left:
                gathered.events.setdefault(name, []).append(left[name])
        progress.advance()
    progress.finish()
    progress.start("measure-copies", len(files.paths))
    walk = partial(walk_copies, roster_folder=roster.folder)
    for bundle in given.engine.map_parts(walk, files.paths):
        left = unpack(bundle)
        gathered.sums.add(left)
        gathered.statistics.append(left["statistics"])
        progress.advance()
    progress.finish()
    return gathered


def _burden(given: MeasureInput, roster: Roster, period: Period, gathered: Gathered) -> Iterator[tuple[str, pa.Table]]:
    counted = gathered.sums.counted()
    duties = weigh_duties(given, roster, period)
    people = people_minutes(counted, duties, given, roster, period)
    flows = all_flows(counted, duties.flows, given, roster)
    yield "burden", burden_table(flows, roster)
    yield "burden_unit", unit_table(counted, duties.flows, given, roster)
    reached = people_reached(gathered.reached, duties.flows, roster)
    yield "burden_causer", causer_table(flows, reached, roster)
    yield "burden_group", group_table(counted, given, roster)
    yield "burden_person", person_table(people, roster)
    yield "burden_bearer", bearer_table(people, given, roster)


def _in_key_order(table: Table, pieces: list[pa.Table]) -> pa.Table:
    if not pieces:
        return table.arrow()
    rows = pa.concat_tables(pieces).cast(table.schema)
    return rows.sort_by([(name, "ascending") for name in table.key]).combine_chunks()
