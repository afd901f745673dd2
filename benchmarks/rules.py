"""Scores the rule book on several made-up counties, and times it apart from the measures.

    python benchmarks/rules.py WORK                       seeds 1 to 5 of `county`, made in WORK
    python benchmarks/rules.py WORK --size hamlet --seeds 1 2 3
    python benchmarks/rules.py WORK --clean               a county of each seed in which nothing is wrong: no finding
    python benchmarks/rules.py --time RUN                 the rule book alone over a finished run, rule by rule

A county that stands in WORK already is not made again, an audit always is. Prints one Markdown table: precision and
recall of every rule, seed by seed, with the worst of them, and what the rules took.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq

from jianfu.simulate.score import RuleScore, Score, score

JIANFU = Path(sys.executable).with_name("jianfu")
BAR = 0.95
"""What precision and recall of a rule with a setting must reach; of an exact one it is 1."""


def audited(work: Path, size: str, seed: int, packs: Sequence[str], *, clean: bool = False) -> Path:
    """The run of one seed, made afresh; ``clean``: of a county in which nothing is wrong."""
    name = f"{size}-{seed}{'-clean' if clean else ''}"
    county, run = work / name, work / f"{name}-run"
    if not (county / "truth").exists():
        call("simulate", "--size", size, "--seed", seed, county, *(["--clean"] if clean else []))
    shutil.rmtree(run, ignore_errors=True)
    call("audit", county / "files", "--out", run, *(word for pack in packs for word in ("--pack", pack)))
    return run


def call(*words: object) -> None:
    subprocess.run([JIANFU, *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def table(scores: dict[int, Score]) -> list[str]:
    """A rule a line: found and true over all seeds, precision / recall of each, and whether all are good enough."""
    heads = ["rule", "kind", "found", "true", *(f"seed {seed}" for seed in scores), "worst", ""]
    lines = [heads, ["---"] * len(heads)]
    by_rule: dict[str, dict[int, RuleScore]] = {}
    for seed, each in scores.items():
        for rule in each.rules:
            by_rule.setdefault(rule.id, {})[seed] = rule
    for name, seeds in sorted(by_rule.items()):
        rules = [seeds[seed] for seed in seeds]
        worst = (min(rule.precision for rule in rules), min(rule.recall for rule in rules))
        bar = BAR if rules[0].kind == "setting" else 1.0
        verdict = "never planted" if not any(rule.true for rule in rules) else "" if min(worst) >= bar else "below"
        cells = [pair(seeds[seed].precision, seeds[seed].recall) if seed in seeds else "—" for seed in scores]
        totals = [str(sum(getattr(rule, part) for rule in rules)) for part in ("found", "true")]
        lines.append([name, rules[0].kind, *totals, *cells, pair(*worst), verdict])
    return ["| " + " | ".join(line) + " |" for line in lines]


def pair(precision: float, recall: float) -> str:
    return f"{precision:.3f} / {recall:.3f}"


def findings(run: Path) -> list[str]:
    """What a run found, a line a rule."""
    rules = [row["rule_id"] for row in pq.read_table(run / "findings.parquet", columns=["rule_id"]).to_pylist()]
    return [f"  {name}: {rules.count(name)}" for name in sorted(set(rules))]


def steps(run: Path) -> dict[str, float]:
    """What each step of the audit took, and the rules one by one."""
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    return {**record["steps"], **{f"rule {rule['id']}": rule["seconds"] for rule in record["rules"]}}


def timed(run: Path, packs: Sequence[str], rounds: int = 3) -> list[str]:
    """The whole rule book over what a run left, and its slowest rules; medians of three rounds."""
    from jianfu.detect.run import run_rules  # noqa: PLC0415 - only where the rules are timed
    from jianfu.engine.duckdb import DuckdbEngine  # noqa: PLC0415
    from jianfu.what_if_cycle import finished_run  # noqa: PLC0415

    walls: list[float] = []
    parts: dict[str, list[float]] = {}
    with finished_run(run, packs) as ask:
        engine = DuckdbEngine(threads=2)
        measures = ask.inputs.sources.measures
        snapshot = ask.inputs.sources.snapshot
        for _ in range(rounds):
            began = time.perf_counter()
            found = run_rules(ask.pack.rules, snapshot, measures, engine, ask.inputs.as_of)
            walls.append(time.perf_counter() - began)
            for outcome in found.outcomes:
                parts.setdefault(outcome.id, []).append(outcome.seconds)
        engine.close()
        messages = snapshot.rows("message")
    slowest = sorted(((statistics.median(each), name) for name, each in parts.items()), reverse=True)[:8]
    lines = [f"rule book over {messages:,} messages: {statistics.median(walls):.2f} s ({len(parts)} rules, 2 threads)"]
    return [*lines, *(f"  {name}: {seconds:.2f} s" for seconds, name in slowest)]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("work", type=Path, nargs="?", default=Path("bench-rules"))
    words.add_argument("--size", default="county")
    words.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    words.add_argument("--pack", action="append", dest="packs")
    words.add_argument("--clean", action="store_true")
    words.add_argument("--time", type=Path, metavar="RUN", dest="run")
    given = words.parse_args()
    packs = given.packs or ["example_county"]
    if given.run:
        print("\n".join(timed(given.run, given.packs or ())))
        return
    given.work.mkdir(parents=True, exist_ok=True)
    if given.clean:
        for seed in given.seeds:
            found = findings(audited(given.work, given.size, seed, packs, clean=True))
            print("\n".join([f"seed {seed}, nothing wrong: {len(found)} rules find something", *found]))
        return
    scores: dict[int, Score] = {}
    book: list[float] = []
    for seed in given.seeds:
        run = audited(given.work, given.size, seed, packs)
        scores[seed] = score(run, given.work / f"{given.size}-{seed}" / "truth")
        book.append(steps(run)["detect"])
        spent = sum(steps(run)[one] for one in ("import", "measure", "detect", "report"))
        print(f"seed {seed}: rules {book[-1]:.2f} s of {spent:.0f} s", file=sys.stderr)
    print("\n".join(table(scores)))
    print(f"\nRule book: {statistics.median(book):.2f} s a county (median of {len(book)}).")


if __name__ == "__main__":
    main()
