"""``simulate``: a folder that is there whole or not at all, the same for the same seed."""

import json
from pathlib import Path

import pytest

from jianfu.base.errors import UserProblem
from jianfu.simulate.write import simulate


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hamlet") / "out"
    simulate(size="hamlet", seed=4, out=out)
    return out


def test_files_and_truth_stand_apart(hamlet: Path) -> None:
    assert {path.name for path in hamlet.iterdir()} == {"files", "truth"}
    truth = {"findings.jsonl", "world.json", "copies.parquet", "twins.parquet", "acks.parquet", "same_text.parquet"}
    truth |= {"digests.parquet", "same_notice.parquet", "same_spoken.parquet", "same_asked.parquet"}
    letters = {"letters.jsonl", "letter_cases.jsonl"}
    assert {path.name for path in (hamlet / "truth").iterdir()} == truth | letters | {"plan.jsonl"}
    world = json.loads((hamlet / "truth" / "world.json").read_text("utf-8"))
    assert (world["as_of"], world["seed"], world["size"]) == ("2026-09-30", 4, "hamlet")
    assert world["counts"]["messages"] > 1000


def test_the_truth_names_a_rule_a_subject_a_label_and_why(hamlet: Path) -> None:
    lines = [json.loads(line) for line in (hamlet / "truth" / "findings.jsonl").read_text("utf-8").splitlines()]
    assert {line["label"] for line in lines} == {"real", "legitimate"}
    assert all(set(line) == {"rule_id", "subject_kind", "subject_id", "label", "why"} for line in lines)
    assert all(line["why"] for line in lines)
    assert lines == sorted(lines, key=lambda line: (line["rule_id"], line["subject_id"]))


def test_a_second_run_replaces_the_first_with_the_same_bytes(hamlet: Path, tmp_path: Path) -> None:
    out = tmp_path / "again"
    simulate(size="hamlet", seed=5, out=out)
    assert contents(out) != contents(hamlet)
    simulate(size="hamlet", seed=4, out=out)
    assert contents(out) == contents(hamlet)


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UserProblem) as caught:
        simulate(size="hamlet", seed=1, out=tmp_path)
    assert caught.value.code == "output-not-ours"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    class Interrupted:
        def start(self, step: str, total: int | None = None) -> None:
            if step == "registers":
                raise KeyboardInterrupt

        def advance(self, amount: int = 1) -> None: ...

        def finish(self) -> None: ...

    with pytest.raises(KeyboardInterrupt):
        simulate(size="hamlet", seed=1, out=tmp_path / "out", progress=Interrupted())
    assert list(tmp_path.iterdir()) == []


def test_a_clean_hamlet_has_nothing_real_in_its_truth(tmp_path: Path) -> None:
    simulate(size="hamlet", seed=1, clean=True, out=tmp_path / "out")
    assert '"label":"real"' not in (tmp_path / "out" / "truth" / "findings.jsonl").read_text("utf-8")
    assert json.loads((tmp_path / "out" / "truth" / "world.json").read_text("utf-8"))["counts"]["real"] == {}


@pytest.mark.parametrize("seed", [1, 2])
def test_in_a_clean_hamlet_notices_are_passed_on_and_nobody_is_told_what_he_knows(tmp_path: Path, seed: int) -> None:
    simulate(size="hamlet", seed=seed, clean=True, out=tmp_path / "out")
    lines = (tmp_path / "out" / "truth" / "findings.jsonl").read_text("utf-8").splitlines()
    told = [line["why"] for line in map(json.loads, lines) if line["rule_id"] == "notice-repeated"]
    assert told
    assert all(why.startswith("0 repeated") for why in told)
