"""The flow from files to findings: truth found, nothing wrong found where nothing is, the same bytes whatever the order."""

import csv
import hashlib
import random
import shutil
from datetime import date
from pathlib import Path

import pytest

import jianfu

PACK = "example_county"
ARTEFACTS = ("findings.parquet", "findings.json", "report.json", "report.html", "measures")


def digests(folder: Path, names: tuple[str, ...] = ARTEFACTS) -> dict[str, str]:
    """Artefact -> SHA-256 of its bytes."""
    files = [
        file
        for name in names
        for file in (sorted((folder / name).rglob("*")) if (folder / name).is_dir() else [folder / name])
    ]
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()
    }


def test_the_hamlets_truth_is_found_whole_and_nothing_else(run, hamlet) -> None:
    score = jianfu.score(run, hamlet / "truth")
    assert sum(rule.true for rule in score.rules) > 30
    assert [rule.id for rule in score.rules if rule.missed] == []
    assert {rule.id: rule.wrong for rule in score.rules if rule.wrong} == {}


@pytest.mark.parametrize("packs", [[], [PACK]], ids=["national", "county pack"])
def test_a_county_with_nothing_wrong_gives_no_finding(packs, tmp_path) -> None:
    jianfu.simulate_county(tmp_path / "clean", size="hamlet", seed=2, clean=True)
    clean = jianfu.audit(tmp_path / "clean/files", out=tmp_path / "run", packs=packs)
    assert clean.measure("group_activity").num_rows > 20, "there must be life in it"
    assert clean.findings.to_pylist() == []
    assert {rule.state for rule in clean.record.rules} <= {"silent", "not_applicable", "input_missing"}


def test_importing_twice_changes_nothing(hamlet, dataset) -> None:
    before = digests(dataset, ("snapshots", "current"))
    again = jianfu.import_files(hamlet / "files", into=dataset)
    assert not again.changed
    assert digests(dataset, ("snapshots", "current")) == before


def test_importing_file_by_file_in_any_order_gives_the_same_snapshot(hamlet, dataset, tmp_path) -> None:
    files = [path for path in (hamlet / "files").rglob("*") if path.is_file()]
    random.Random(5).shuffle(files)
    for half in (files[: len(files) // 2], files[len(files) // 2 :]):
        jianfu.import_files(*half, into=tmp_path / "dataset")
    assert jianfu.open_snapshot(tmp_path / "dataset").snapshot_id == jianfu.open_snapshot(dataset).snapshot_id


def test_the_order_of_lines_in_archives_and_rows_in_ledgers_changes_no_byte(run, hamlet, tmp_path) -> None:
    shuffled = tmp_path / "files"
    shutil.copytree(hamlet / "files", shuffled)
    chance = random.Random(7)
    for archive in shuffled.rglob("*.jsonl"):
        lines = archive.read_text(encoding="utf-8").splitlines(keepends=True)
        chance.shuffle(lines)
        archive.write_text("".join(lines), encoding="utf-8")
    again = jianfu.audit(shuffled, out=tmp_path / "run", packs=[PACK])
    names = ("findings.parquet", "findings.json", "measures")
    assert digests(again.folder, names) == digests(run.folder, names)


def test_an_audit_done_again_is_the_same_to_the_byte(run, dataset, tmp_path) -> None:
    again = jianfu.audit(dataset, out=tmp_path / "run", packs=[PACK])
    assert digests(again.folder) == digests(run.folder)


@pytest.mark.spark
@pytest.mark.slow
def test_spark_finds_what_duckdb_finds_to_the_byte(run, dataset, tmp_path) -> None:
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    spark = jianfu.audit(dataset, out=tmp_path / "run", packs=[PACK], engine="spark=local[2]")
    names = ("findings.parquet", "findings.json", "measures")
    assert spark.record.engine != run.record.engine
    assert digests(spark.folder, names) == digests(run.folder, names)


def test_a_ledger_alone_is_enough_and_the_rest_says_what_is_missing(tmp_path) -> None:
    ledger = tmp_path / "公众账号台账.csv"
    with ledger.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(
            [
                ["青山县政务公众账号台账"],
                ["账号名称", "平台", "主办单位", "最后更新时间", "是否有互动功能", "状态"],
                ["青山发布", "微信", "青山县委宣传部", "2026年9月１日", "有", "在用"],
                ["青山文旅", "抖音", "青山县文旅局", "2026.9.29", "无", "在用"],
            ]
        )
    run = jianfu.audit(tmp_path, out=tmp_path / "run", as_of=date(2026, 9, 30))
    found = {(row["rule_id"], row["subject_name"]) for row in run.findings.to_pylist()}
    assert found == {("account-stale", "青山发布"), ("account-no-interaction", "青山文旅")}
    assert {rule.state for rule in run.record.rules if rule.id.startswith("letter")} <= {
        "input_missing",
        "not_applicable",
    }
