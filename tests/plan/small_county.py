"""A handful of groups with what was said in them, as an audited run: what a replay reads, written straight from rows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jianfu.dataset.manifest import Manifest, StoredFile, StoredTable, write_manifest
from jianfu.detect.finding import FINDING
from jianfu.detect.record import RunRecord, write_record
from jianfu.measure.catalogue import MEASURES
from jianfu.plan.duty import ledger_duties
from jianfu.plan.read_groups import read_groups
from jianfu.plan.replay.replaying import Heard, hear
from jianfu.plan.run_folder import AuditedRun, open_audited
from jianfu.plan.tables import PROPOSALS
from jianfu.plan.weights import Weights, default_weights
from jianfu.tables import TABLES

AS_OF = date(2026, 9, 30)
NINE = datetime.fromisoformat("2026-09-01T09:00")
Row = dict[str, object]


def said(message: str, group: str, moment: datetime = NINE, sender: str | None = None, **more: object) -> Row:
    """A message; ``due``, ``demands`` and ``copies`` (message, cluster, relation) are for the measures."""
    return {"message_id": message, "group_id": group, "sent_at": moment, "sender_id": sender, "kind": "text",
            "char_count": 100, **more}  # fmt: skip


def demands(message: str, group: str, due: datetime | None = None, moment: datetime = NINE, **more: object) -> Row:
    """A message that demands something."""
    return said(message, group, moment, demands=True, due=due, **more)


def copies(row: Row, of: str, relation: str = "whole") -> Row:
    """The message as a copy of another one."""
    return {**row, "copies": (of, relation)}


def county(
    folder: Path,
    members: Mapping[str, Sequence[str]],
    messages: Sequence[Row],
    *,
    groups: Mapping[str, Row] | None = None,
    people: Mapping[str, Row] | None = None,
    duties: Sequence[Row] = (),
    exemptions: Sequence[Row] = (),
    rounds: Sequence[str] = (),
    parts: int = 1,
    shuffled: int | None = None,
) -> AuditedRun:
    """A DATASET and a RUN folder in ``folder``; ``shuffled``: the seed of an order of all rows."""
    everybody = sorted({one for some in members.values() for one in some})
    tables: dict[str, list[Row]] = {
        "work_group": [{"group_id": one, "name": f"group {one}", "unit_id": "u1", "type": "fixed", "platform": "wecom",
                        "state": "active", **(groups or {}).get(one, {})} for one in sorted(members)],
        "membership": [{"group_id": one, "person_id": person} for one in members for person in members[one]],
        "message": [{name: row.get(name) for name in TABLES["message"].names} for row in messages],
        "unit": [{"unit_id": "u1", "name": "the town", "level": "township"},
                 {"unit_id": "u2", "name": "the village", "level": "village"}],
        "person": [{"person_id": one, "unit_id": "u1", "post": "staff", "state": "active", **(people or {}).get(one, {})}
                   for one in everybody],
        "duty": [dict(row) for row in duties],
        "exemption": [dict(row) for row in exemptions],
    }  # fmt: skip
    rng = np.random.default_rng(shuffled) if shuffled is not None else None
    _write_snapshot(folder / "dataset", tables, parts, rng)
    _write_run(folder / "run", members, messages, rounds, rng)
    return open_audited(folder / "run")


def _write_snapshot(
    dataset: Path, tables: Mapping[str, list[Row]], parts: int, rng: np.random.Generator | None
) -> None:
    place, stored = dataset / "snapshots" / "made-up", {}
    for name, rows in tables.items():
        number = {one: at % parts for at, one in enumerate(sorted({str(row.get("group_id")) for row in rows}))}
        split = parts if name in ("message", "membership") else 1
        files = []
        for part in range(split):
            some = [row for row in rows if split == 1 or number[str(row["group_id"])] == part]
            path = Path(name, f"part-{part:04}.parquet") if split > 1 else Path(f"{name}.parquet")
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            table = TABLES[name].arrow(some)
            pq.write_table(_mixed(table, rng), place / path)
            files.append(StoredFile(path.as_posix(), len(some), ""))
        stored[name] = StoredTable(len(rows), tuple(files))
    days = sorted(row["sent_at"] for row in tables["message"])
    write_manifest(Manifest("made-up", "Asia/Shanghai", "", stored, last_day=days[-1].date() if days else AS_OF), place)
    (dataset / "current").write_text("made-up")


def _mixed(table: pa.Table, rng: np.random.Generator | None) -> pa.Table:
    return table.take(pa.array(rng.permutation(table.num_rows))) if rng is not None and table.num_rows else table


def _write_run(
    run: Path, members: Mapping[str, Sequence[str]], messages: Sequence[Row], rounds: Sequence[str],
    rng: np.random.Generator | None,
) -> None:  # fmt: skip
    """Two, four and eight minutes of reading a member and message; everybody has ten minutes of other burden."""
    spoken = sorted({str(row["group_id"]) for row in messages})
    count = {one: sum(row["group_id"] == one for row in messages) for one in spoken}
    everybody = sorted({one for some in members.values() for one in some})
    own = {one: sum(count.get(group, 0) for group, some in members.items() if one in some) for one in everybody}
    origins = {str(row["copies"][0]) for row in messages if "copies" in row}
    linked = [(row, *row.get("copies", (None, "origin"))) for row in messages
              if "copies" in row or row["message_id"] in origins]  # fmt: skip
    parent = {row["message_id"]: of for row, of, _ in linked}

    def first(message: str) -> str:
        return first(parent[message]) if parent.get(message) else message

    tables: dict[str, list[Row]] = {
        "demand": [{"message_id": row["message_id"], "group_id": row["group_id"], "sent_at": row["sent_at"],
                    "due_at": row["due"], "answer_minutes": row.get("answer")} for row in messages if "demands" in row],
        "relay": [{"message_id": row["message_id"], "cluster_id": first(str(row["message_id"])), "parent_id": of,
                   "relation": relation} for row, of, relation in linked],
        "chain_reply": [{"message_id": one} for one in rounds],
        "burden_group": [{"group_id": one, "component": "reading", "off_hours": False,
                          **_cases(count[one] * len(members[one]))} for one in spoken if one in members],
        "burden_person": [{"person_id": one, "groups": 1, **_cases(own[one] / _days(messages), 10.0)} for one in everybody],
        "group_activity": [_activity(one, [row for row in messages if row["group_id"] == one]) for one in spoken],
    }  # fmt: skip
    (run / "measures").mkdir(parents=True)
    for name, rows in tables.items():
        pq.write_table(_mixed(MEASURES[name].arrow(rows), rng), run / "measures" / f"{name}.parquet")
    pq.write_table(FINDING.arrow(), run / "findings.parquet")
    record = RunRecord(
        jianfu="0", as_of=AS_OF, engine="duckdb", snapshot="../dataset/snapshots/made-up", snapshot_id="made-up",
        packs=(), inputs=(), rules=(),
    )  # fmt: skip
    write_record(record, run)


def _cases(minutes: float, other: float = 0.0) -> Row:
    return {f"minutes_{case}": minutes * times + other for case, times in (("low", 2), ("middle", 4), ("high", 8))}


def _days(messages: Sequence[Row]) -> int:
    """Working days, Monday to Friday, from the first message to the last."""
    days = sorted(row["sent_at"].date() for row in messages)
    span = range((min(days[-1], AS_OF) - days[0]).days + 1) if days else ()
    return max(1, sum((days[0] + timedelta(one)).isoweekday() <= 5 for one in span))


def _activity(group: str, rows: Sequence[Row]) -> Row:
    moments = sorted(row["sent_at"] for row in rows)
    return {"group_id": group, "first_message_at": moments[0], "last_message_at": moments[-1],
            "last_useful_at": moments[-1], "message_count": len(rows), "useful_count": len(rows),
            "sender_count": 1}  # fmt: skip


def heard(run: AuditedRun, weights: Weights | None = None) -> Heard:
    """What a replay of the run is made with."""
    weights = weights or default_weights()
    people = tuple(sorted(run.measure("burden_person")["person_id"].to_pylist()))
    groups = read_groups(run, people, weights)
    return hear(run, groups, people, ledger_duties(run, groups, people, weights), weights)


def proposals(**choices: str) -> pa.Table:
    """What becomes of groups: ``keep``, ``dissolve``, ``screen``, or the group it is merged into."""
    known = ("keep", "dissolve", "screen", "temporary")
    rows = [{"kind": "group", "thing_id": one, "choice": choice if choice in known else "merge",
             "target_id": None if choice in known else choice} for one, choice in choices.items()]  # fmt: skip
    return PROPOSALS.arrow(rows)
