"""``jianfu score``: what was found against what is true of the made-up county: rules, and traced relays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec
import pyarrow.parquet as pq

from jianfu.base.errors import UserProblem
from jianfu.simulate.counted import Counted, truth_in
from jianfu.simulate.relay_score import RelayScore, score_relays

Record = TypeVar("Record")

RUN_RECORD = "run.json"
RELAYS = ("measures/relay.parquet", "relays.parquet")
"""Where traced relays stand: in a run, in what ``jianfu relays`` wrote."""
COUNTED_STATES = ("open", "muted")
"""An exempted finding is none."""


class _Rule(msgspec.Struct):
    id: str
    limit_kind: str
    state: str


class _Run(msgspec.Struct):
    as_of: date
    rules: list[_Rule]


class _World(msgspec.Struct):
    as_of: date
    size: str
    seed: int


class _Line(msgspec.Struct):
    rule_id: str
    subject_id: str
    label: str
    why: str = ""


@dataclass(frozen=True)
class RuleScore(Counted):
    """One rule."""

    id: str
    kind: str
    """``exact`` (national or local number) or ``setting``."""
    wrong: tuple[str, ...]
    """Subjects found that are not real, sorted."""
    missed: tuple[str, ...]
    """Real ones not found, sorted."""
    fooled: int = 0
    """How many of the wrong ones are planted look-alikes."""


@dataclass(frozen=True)
class Score:
    """A run against the truth; rules in order of id."""

    as_of: date
    size: str
    seed: int
    rules: tuple[RuleScore, ...]
    not_scored: tuple[str, ...] = field(default=())
    """Rules that did not apply in this run."""
    relays: RelayScore | None = None
    """Traced relays, where there are any."""
    why: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(rule, subject) -> why the truth says so, for the wrong and the missed."""


def score(run_folder: Path, truth_folder: Path) -> Score:
    """Precision and recall per rule of an audit run, and how well relays were traced.

    ``truth_folder`` is OUT/truth or OUT. ``run_folder`` may also be what ``jianfu relays`` wrote, without an audit:
    then there are no rules to judge. Raises ``UserProblem`` where either folder is not what it should be, or both are
    not of the same day.
    """
    truth_folder = truth_in(truth_folder)
    relays = next((path for name in RELAYS if (path := run_folder / name).exists()), None)
    if relays and not (run_folder / RUN_RECORD).exists():
        world = _read(truth_folder / "world.json", _World, "not-a-truth")
        return Score(world.as_of, world.size, world.seed, (), relays=score_relays(relays, truth_folder))
    run = _read(run_folder / RUN_RECORD, _Run, "not-a-run")
    world = _read(truth_folder / "world.json", _World, "not-a-truth")
    if run.as_of != world.as_of:
        raise UserProblem("score-other-day", run=run.as_of, truth=world.as_of)
    real, legitimate = _read_labels(truth_folder / "findings.jsonl")
    found = _read_findings(run_folder / "findings.parquet")
    scores: list[RuleScore] = []
    why: dict[tuple[str, str], str] = {}
    rules = sorted(run.rules, key=lambda rule: rule.id)
    for rule in (rule for rule in rules if rule.state != "not_applicable"):
        is_true, is_found = real.get(rule.id, {}), found.get(rule.id, frozenset())
        looks = legitimate.get(rule.id, {})
        wrong, missed = sorted(is_found - is_true.keys()), sorted(is_true.keys() - is_found)
        why |= {(rule.id, subject): looks.get(subject, "") for subject in wrong}
        why |= {(rule.id, subject): is_true[subject] for subject in missed}
        scores.append(
            RuleScore(
                id=rule.id,
                kind="setting" if rule.limit_kind == "setting" else "exact",
                found=len(is_found),
                true=len(is_true),
                right=len(is_found) - len(wrong),
                wrong=tuple(wrong),
                missed=tuple(missed),
                fooled=sum(subject in looks for subject in wrong),
            )
        )
    idle = tuple(rule.id for rule in rules if rule.state == "not_applicable")
    traced = score_relays(relays, truth_folder) if relays else None
    return Score(world.as_of, world.size, world.seed, tuple(scores), idle, traced, why)


def _read(path: Path, record: type[Record], code: str) -> Record:
    try:
        return msgspec.json.decode(path.read_bytes(), type=record)
    except (FileNotFoundError, NotADirectoryError) as cause:
        raise UserProblem(code, path=path.parent) from cause
    except msgspec.MsgspecError as cause:
        raise UserProblem(f"{code}-unreadable", path=path) from cause


def _read_labels(path: Path) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Rule -> subject -> why, for the real findings and for the look-alikes."""
    real: dict[str, dict[str, str]] = {}
    legitimate: dict[str, dict[str, str]] = {}
    decode = msgspec.json.Decoder(_Line).decode
    for line in path.read_bytes().splitlines():
        label = decode(line)
        kept = real if label.label == "real" else legitimate
        kept.setdefault(label.rule_id, {})[label.subject_id] = label.why
    return real, legitimate


def _read_findings(path: Path) -> dict[str, frozenset[str]]:
    table = pq.read_table(path, columns=["rule_id", "subject_id", "state"])
    kept: dict[str, set[str]] = {}
    for rule, subject, state in zip(*(column.to_pylist() for column in table.columns), strict=True):
        if state in COUNTED_STATES:
            kept.setdefault(rule, set()).add(subject)
    return {rule: frozenset(subjects) for rule, subjects in kept.items()}
