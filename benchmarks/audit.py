"""Times the audit of one dataset, step by step, beside what others need for the same.

    python benchmarks/audit.py DATASET              a dataset made by `jianfu import`
    python benchmarks/audit.py --size city WORK     makes the county and the dataset in WORK first

Every step runs in a process of its own, three times; the medians are printed as a Markdown table.
"""

# ruff: noqa: PLC0415 (a step imports what it needs, so that its peak memory is its own)

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 3
THREADS = 2
MINUTE = 60_000_000
JIANFU = Path(sys.executable).with_name("jianfu")
Facts = dict[str, float]


def parts(dataset: Path, table: str) -> list[str]:
    from jianfu.dataset.snapshot import open_snapshot

    return [str(path) for path in open_snapshot(dataset).files(table)]


def scan(dataset: Path) -> Facts:
    """DuckDB reads the same columns and does next to nothing with them."""
    import duckdb

    connection = duckdb.connect(config={"threads": THREADS})
    began = time.perf_counter()
    connection.execute(
        "select max(group_id), max(sent_at), max(sender_id), max(kind), sum(strlen(text)), sum(char_count) "
        "from read_parquet(?)",
        [parts(dataset, "message")],
    ).fetchall()
    connection.execute(
        "select max(group_id), max(person_id), max(joined_on), max(left_on) from read_parquet(?)",
        [parts(dataset, "membership")],
    ).fetchall()
    return {"seconds": time.perf_counter() - began}


def measures(dataset: Path) -> Facts:
    """Ours: all measures, and the steps of them that make the burden."""
    from jianfu.dataset.snapshot import open_snapshot
    from jianfu.engine.duckdb import DuckdbEngine
    from jianfu.measure.inputs import MeasureInput
    from jianfu.measure.run import compute_all

    snapshot = open_snapshot(dataset)
    clock = StepClock()
    began = time.perf_counter()
    found = compute_all(MeasureInput(snapshot, DuckdbEngine(threads=THREADS), snapshot.last_day), None, clock)
    seconds = time.perf_counter() - began
    bursts = (
        sum(row["minutes_high"] for row in found["burden"].to_pylist() if row["component"] == "interruption") / 64 * 60
    )
    return {"seconds": seconds, "messages": snapshot.rows("message"), "bursts": round(bursts), **clock.steps}


class StepClock:
    """Takes the time of each step the measures tell of."""

    def __init__(self) -> None:
        self.steps: Facts = {}

    def start(self, step: str, total: int | None = None) -> None:  # noqa: ARG002
        self.step, self.began = step, time.perf_counter()

    def advance(self, amount: int = 1) -> None:
        pass

    def finish(self) -> None:
        self.steps[self.step] = time.perf_counter() - self.began


def audit(dataset: Path) -> Facts:
    """The whole command, reports included."""
    out = dataset.parent / f"bench-run-{os.getpid()}"
    began = time.perf_counter()
    subprocess.run([JIANFU, "audit", dataset, "--out", out], check=True, stdout=subprocess.DEVNULL)
    facts = {"seconds": time.perf_counter() - began}
    steps = json.loads((out / "run.json").read_text(encoding="utf-8"))["steps"]
    subprocess.run(["rm", "-r", out], check=True)
    return {**facts, **{f"audit-{name}": seconds for name, seconds in steps.items()}}


SQL_BURDEN = """
with message as (
    select group_id, sender_id, sent_at, char_count, cast(sent_at as date) as day,
        coalesce(
            sent_at - lag(sent_at) over (partition by group_id order by sent_at, message_id) > interval 5 minute, true
        ) as begins
    from read_parquet($messages)),
calendar as (select day, working from read_parquet($calendar)),
sent as (
    select group_id, sender_id, day,
        not working or hour(sent_at) * 60 + minute(sent_at) not between 510 and 1049 as off,
        sum(char_count) as characters, sum(cast(begins as int)) as bursts
    from message join calendar using (day) group by all),
by_group as (select group_id, day, off, sum(characters) as characters, sum(bursts) as bursts from sent group by all),
received as (
    select person_id, off, sum(characters) as characters, sum(bursts) as bursts
    from by_group join read_parquet($members) using (group_id)
    where (joined_on is null or joined_on <= day) and (left_on is null or day < left_on) group by all),
own as (
    select person_id, off, sum(characters) as characters, sum(bursts) as bursts
    from sent join read_parquet($members) m on sent.group_id = m.group_id and sender_id = person_id
    where (joined_on is null or joined_on <= day) and (left_on is null or day < left_on) group by all)
select count(*), sum(r.characters - coalesce(o.characters, 0)), sum(r.bursts - coalesce(o.bursts, 0))
from received r left join own o using (person_id, off)
"""


def duckdb_burden(dataset: Path) -> Facts:
    """Reading and interruptions by person in plain SQL: no signals, no causers, no copies, no answers."""
    import duckdb

    connection = duckdb.connect(config={"threads": THREADS})
    files = {
        "messages": parts(dataset, "message"),
        "members": parts(dataset, "membership"),
        "calendar": parts(dataset, "calendar"),
    }
    began = time.perf_counter()
    rows, _, bursts = connection.execute(SQL_BURDEN, files).fetchone()
    return {"seconds": time.perf_counter() - began, "rows": rows, "bursts": int(bursts)}


def polars_burden(dataset: Path) -> Facts:
    """The same in Polars."""
    import polars as pl

    began = time.perf_counter()
    name = pl.col("group_id", "sender_id").cast(pl.String)
    calendar = pl.scan_parquet(parts(dataset, "calendar")).select("day", "working")
    members = pl.scan_parquet(parts(dataset, "membership")).select("group_id", "person_id", "joined_on", "left_on")
    members = members.with_columns(pl.col("group_id", "person_id").cast(pl.String))
    inside = (pl.col("joined_on").is_null() | (pl.col("joined_on") <= pl.col("day"))) & (
        pl.col("left_on").is_null() | (pl.col("day") < pl.col("left_on"))
    )
    gap = pl.col("sent_at").diff().over("group_id")
    minute = pl.col("sent_at").dt.hour().cast(pl.Int32) * 60 + pl.col("sent_at").dt.minute()
    sums = [pl.col("characters").sum(), pl.col("bursts").sum()]
    sent = (
        pl.scan_parquet(parts(dataset, "message"))
        .with_columns(name)
        .with_columns(
            (gap.is_null() | (gap > pl.duration(minutes=5))).alias("bursts"), pl.col("sent_at").dt.date().alias("day")
        )
        .join(calendar, on="day")
        .with_columns((~pl.col("working") | ~minute.is_between(510, 1049)).alias("off"))
        .group_by("group_id", "sender_id", "day", "off")
        .agg(pl.col("char_count").sum().alias("characters"), pl.col("bursts").sum())
    )
    received = (
        sent.group_by("group_id", "day", "off")
        .agg(sums)
        .join(members, on="group_id")
        .filter(inside)
        .group_by("person_id", "off")
        .agg(sums)
    )
    own = (
        sent.join(members, left_on=["group_id", "sender_id"], right_on=["group_id", "person_id"])
        .filter(inside)
        .group_by(pl.col("sender_id").alias("person_id"), "off")
        .agg(sums)
    )
    result = (
        received.join(own, on=["person_id", "off"], how="left", suffix="_own")
        .select((pl.col("bursts") - pl.col("bursts_own").fill_null(0)).sum(), pl.len())
        .collect()
    )
    return {"seconds": time.perf_counter() - began, "rows": result["len"][0], "bursts": int(result["bursts"][0])}


STEPS: dict[str, Callable[[Path], Facts]] = {
    "scan": scan,
    "measures": measures,
    "duckdb": duckdb_burden,
    "polars": polars_burden,
    "audit": audit,
}


def one(step: str, dataset: Path) -> Facts:
    """One step in a process of its own."""
    environment = {**os.environ, "POLARS_MAX_THREADS": str(THREADS)}
    command = [sys.executable, __file__, "--step", step, str(dataset)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return json.loads(done.stdout.splitlines()[-1])


def median(rounds: list[Facts]) -> Facts:
    return {name: statistics.median(facts[name] for facts in rounds) for name in rounds[0]}


def table(dataset: Path) -> str:
    one("measures", dataset)  # compiles the kernels
    rounds = {name: [one(name, dataset) for _ in range(ROUNDS)] for name in STEPS}
    found = {name: median(facts) for name, facts in rounds.items()}
    messages = found["measures"]["messages"]
    ours = found["measures"]
    burden = sum(ours[f"measure-{name}"] for name in ("census", "messages", "copies", "burden"))
    rows = [
        ("scan of the same columns, DuckDB", found["scan"]["seconds"], found["scan"]["peak"]),
        ("**burden** (and every measure over messages)", burden, ours["peak"]),
        *((f"· {name}", ours[f"measure-{name}"], 0) for name in ("census", "messages", "copies", "burden", "ledgers")),
        ("all measures", ours["seconds"], ours["peak"]),
        ("whole audit, reports included", found["audit"]["seconds"], found["audit"]["peak"]),
        *((f"· {name}", found["audit"][f"audit-{name}"], 0) for name in ("measure", "detect", "report")),
        ("reading and interruptions alone, DuckDB SQL", found["duckdb"]["seconds"], found["duckdb"]["peak"]),
        ("reading and interruptions alone, Polars", found["polars"]["seconds"], found["polars"]["peak"]),
    ]
    lines = [machine(), "", f"{messages:,.0f} messages, medians of {ROUNDS} rounds.", ""]
    lines += ["| step | seconds | messages/s | peak memory |", "| --- | ---: | ---: | ---: |"]
    for name, seconds, peak in rows:
        memory = f"{peak / 2**30:.2f} GB" if peak else ""
        lines.append(f"| {name} | {seconds:.2f} | {messages / seconds:,.0f} | {memory} |")
    lines += ["", f"Burden to scan: {burden / found['scan']['seconds']:.1f}."]
    same = {round(found[name]["bursts"]) for name in ("measures", "duckdb", "polars")}
    lines.append(
        f"Interruptions delivered: {'the same from all three' if len(same) == 1 else f'DIFFERENT: {sorted(same)}'}."
    )
    return "\n".join(lines)


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python, load = platform.python_version(), os.getloadavg()[0]
    return f"{names[0]}, {len(names)} cores, {memory:.0f} GB, Python {python}, load {load:.1f} at the start."


def make(size: str, work: Path) -> Path:
    if not (work / "dataset" / "current").exists():
        subprocess.run([JIANFU, "simulate", "--size", size, "--seed", "1", work / "county"], check=True)
        began = time.perf_counter()
        subprocess.run([JIANFU, "import", work / "county" / "files", "--into", work / "dataset"], check=True)
        print(f"import: {time.perf_counter() - began:.1f} s")
    return work / "dataset"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--size", choices=["hamlet", "county", "city", "province"])
    arguments.add_argument("--step", choices=list(STEPS), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.step:
        facts = STEPS[given.step](given.folder)
        who = resource.RUSAGE_CHILDREN if given.step == "audit" else resource.RUSAGE_SELF
        print(json.dumps({**facts, "peak": resource.getrusage(who).ru_maxrss * 1024}))
        return
    print(table(make(given.size, given.folder) if given.size else given.folder))


if __name__ == "__main__":
    main()
