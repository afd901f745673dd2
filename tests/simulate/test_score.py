"""The score: what was found against what is true."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianfu.base.errors import UserProblem
from jianfu.simulate.score import score

AS_OF = "2026-09-30"


def make_run(folder: Path, findings: list[tuple[str, str, str]], rules: dict[str, str], as_of: str = AS_OF) -> Path:
    folder.mkdir()
    listed = [{"id": rule, "limit_kind": "exact_local", "state": state} for rule, state in rules.items()]
    (folder / "run.json").write_text(json.dumps({"as_of": as_of, "rules": listed, "jianfu": "0"}))
    columns = [list(column) for column in zip(*findings, strict=True)] or [[], [], []]
    table = pa.table(dict(zip(("rule_id", "subject_id", "state"), columns, strict=True)))
    pq.write_table(table, folder / "findings.parquet")
    return folder


def make_truth(folder: Path, labels: list[tuple[str, str, str]]) -> Path:
    folder.mkdir()
    (folder / "world.json").write_text(json.dumps({"as_of": AS_OF, "size": "county", "seed": 1}))
    lines = [{"rule_id": rule, "subject_id": subject, "label": label, "why": "x"} for rule, subject, label in labels]
    (folder / "findings.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return folder


def test_precision_counts_the_wrong_and_recall_the_missed(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [("r", "a", "open"), ("r", "b", "muted"), ("r", "c", "open")], {"r": "fired"})
    truth = make_truth(
        tmp_path / "truth", [("r", "a", "real"), ("r", "b", "real"), ("r", "d", "real"), ("r", "c", "legitimate")]
    )
    (rule,) = score(run, truth).rules
    assert (rule.found, rule.true, rule.kind) == (3, 3, "exact")
    assert rule.precision == pytest.approx(2 / 3)
    assert rule.recall == pytest.approx(2 / 3)
    assert (rule.wrong, rule.missed, rule.fooled) == (("c",), ("d",), 1)


def test_an_exempted_finding_is_not_found(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [("r", "a", "exempted")], {"r": "fired"})
    (rule,) = score(run, make_truth(tmp_path / "truth", [("r", "a", "legitimate")])).rules
    assert (rule.found, rule.precision, rule.recall) == (0, 1.0, 1.0)


def test_a_rule_that_did_not_apply_is_listed_apart(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [], {"r": "silent", "off": "not_applicable"})
    result = score(run, make_truth(tmp_path / "truth", [("off", "a", "real"), ("r", "b", "real")]))
    assert result.not_scored == ("off",)
    assert [(rule.id, rule.recall) for rule in result.rules] == [("r", 0.0)]


def test_a_rule_without_input_counts_as_having_missed(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [], {"r": "input_missing"})
    (rule,) = score(run, make_truth(tmp_path / "truth", [("r", "b", "real")])).rules
    assert rule.missed == ("b",)


def test_another_day_is_refused(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [], {"r": "silent"}, as_of="2026-09-29")
    with pytest.raises(UserProblem) as caught:
        score(run, make_truth(tmp_path / "truth", []))
    assert caught.value.code == "score-other-day"


@pytest.mark.parametrize("broken", ["run", "truth"])
def test_a_folder_that_is_none_is_named(broken: str, tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [], {"r": "silent"})
    truth = make_truth(tmp_path / "truth", [])
    (run / "run.json" if broken == "run" else truth / "world.json").unlink()
    with pytest.raises(UserProblem) as caught:
        score(run, truth)
    assert caught.value.code == f"not-a-{broken}"
