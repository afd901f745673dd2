"""Ours beside other programs: the same texts, rounds in turn, each run in a process of its own."""

import json
import os
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import Any, NamedTuple

import exact
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from facts_told import apart
from make_texts import make_slices
from numpy.typing import NDArray
from score import clusters_of, own_numbers, score_pairs

from plan import Wanted

HERE = Path(__file__).parent
CONTENDERS = {
    "ours": "Jianfu",
    "with_gaoya": "gaoya 0.2.2",
    "with_rensa": "rensa 0.5.0",
    "with_datasketch": "datasketch 2.0.0",
    "like_text_dedup": "text-dedup's pipeline, rebuilt",
    "with_duckdb": "DuckDB 2.0.0, SQL",
    "with_chdb": "ClickHouse (chdb 4.4.0)",
    "with_spark": "Spark ML 4.3.0 MinHashLSH",
}
FEWER = {"with_spark": 10}
"""Contenders that get only so many of the texts: they do not finish in half an hour otherwise."""
HEADINGS = (
    "program", "setting", "texts", "seconds", "texts/s", "ours is faster", "peak memory", "pairs met", "met and alike",
    "pairs in one cluster", "with the same facts", "purity",
)  # fmt: skip
THRESHOLD = 0.8
SHORTEST = 12
MOST_SECONDS = 1_800
Facts = dict[str, Any]


class Texts(NamedTuple):
    path: Path
    sets: exact.Sets
    notice: NDArray[np.int64]
    alike: NDArray[np.int64]
    """All pairs of at least the threshold."""
    apart: NDArray[np.bool_]
    """Of each of them whether each text tells a fact that the other does not."""


def prepare(work: Path, count: int, seed: int) -> Texts:
    """``count`` different texts of the made-up talk, none shorter than 12 characters once folded; all like pairs."""
    path = work / f"texts-{count}.parquet"
    folded: dict[str, None] = {}
    parts: list[pa.Table] = []
    for rows in make_slices(Wanted(4 * count, seed)):
        fresh = []
        for at, text in enumerate(map(exact.fold, rows["text"].to_pylist())):
            if len(text) >= SHORTEST and text not in folded and len(folded) < count:
                folded[text] = None
                fresh.append(at)
        parts.append(rows.take(pa.array(fresh, pa.int64())))
    table = pa.concat_tables(parts)
    table = table.append_column("folded", pa.array(folded)).append_column("row", pa.array(np.arange(len(folded))))
    pq.write_table(table, path)
    notice = own_numbers(np.array(table["notice"].fill_null(-1)))
    sets = exact.gram_sets(folded)
    alike = exact.join(sets, THRESHOLD)
    return Texts(path, sets, notice, alike, apart(list(folded), alike))


def install(work: Path) -> Path:
    """The others' Python, made on first use; programs that cannot be installed are told of by their run."""
    python = work / "peers" / "bin" / "python"
    if not python.exists():
        venv.create(work / "peers", with_pip=True)
    for line in (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            subprocess.run([python, "-m", "pip", "install", "--quiet", line], check=False)
    return python


def run_once(name: str, python: Path, texts: Texts, work: Path) -> Facts:
    """One contender once: seconds, peak, clusters and what they are worth; or why there are none."""
    out = work / f"{name}.npz"
    command = [sys.executable if name == "ours" else python, HERE / "contenders" / f"{name}.py", texts.path, out]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "SPARK_LOCAL_IP": "127.0.0.1"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=MOST_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"not done after {MOST_SECONDS // 60} minutes"}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["?"])[-1][:100]}
    facts: Facts = json.loads(done.stdout.splitlines()[-1])
    with np.load(out) as arrays:
        judge(facts, texts, {key: arrays[key] for key in arrays})
    return facts


def judge(facts: Facts, texts: Texts, arrays: dict[str, NDArray[np.int64]]) -> None:
    """Verify pairs, join them, and add what the clusters are worth."""
    count = len(texts.notice)
    if "pairs" in arrays:
        began = time.perf_counter()
        pairs = np.sort(arrays["pairs"], axis=1)
        pairs = pairs[exact.compare_all(texts.sets, pairs) >= THRESHOLD - exact.SLACK]
        labels = clusters_of(pairs, count)
        facts["verify"] = time.perf_counter() - began
        facts["seconds"] += facts["verify"]
        facts["candidates"] = len(arrays["pairs"])
        facts["found"] = len(np.unique(pairs[:, 0] * count + pairs[:, 1])) / max(1, len(texts.alike))
        facts["right"] = len(pairs) / max(1, len(arrays["pairs"]))
    else:
        labels = arrays["labels"]
    facts.update(score_pairs(labels, texts.notice, texts.alike, texts.apart)._asdict())


def compare(work: Path, count: int, rounds: int, seed: int) -> str:
    """The table: medians of the rounds, ours first; a contender that fails once is not run again."""
    texts = {name: prepare(work, count // FEWER.get(name, 1), seed) for name in ("ours", *FEWER)}
    python = install(work)
    exact.compare_all(texts["ours"].sets, texts["ours"].alike[:10])
    run_once("ours", python, texts["ours"], work)  # compiles the kernels
    runs: dict[str, list[Facts]] = {name: [] for name in CONTENDERS}
    for _ in range(rounds):
        for name, before in runs.items():
            if not any("failed" in facts for facts in before):
                before.append(run_once(name, python, texts.get(name, texts["ours"]), work))
    found = {name: middle(facts) for name, facts in runs.items()}
    ours = count / found["ours"]["seconds"] if "failed" not in found["ours"] else 0.0
    lines = ["| " + " | ".join(HEADINGS) + " |", "| --- | --- |" + " ---: |" * (len(HEADINGS) - 2)]
    for name, title in CONTENDERS.items():
        lines.append(row_of(title, found[name], count // FEWER.get(name, 1), ours))
    return "\n".join(lines)


def middle(runs: list[Facts]) -> Facts:
    """The median of every number."""
    failed = [facts for facts in runs if "failed" in facts]
    if failed:
        return failed[0]
    return {
        name: statistics.median(facts[name] for facts in runs) if isinstance(value, int | float) else value
        for name, value in runs[0].items()
    }


def row_of(title: str, facts: Facts, count: int, ours: float) -> str:
    if "failed" in facts:
        return f"| {title} | {facts['failed']} | {count:,} |" + " |" * (len(HEADINGS) - 3)
    speed = count / facts["seconds"]
    met = f"{facts['found']:.4f} | {facts['right']:.3f}" if "right" in facts else " |"
    return (
        f"| {title} | {facts['setting']} | {count:,} | {facts['seconds']:.2f} | {speed:,.0f} | {ours / speed:.1f} | "
        f"{facts['peak'] / 2**30:.2f} GB | {met} | {facts['recall']:.4f} | {facts['same_recall']:.4f} | "
        f"{facts['purity']:.4f} |"
    )
