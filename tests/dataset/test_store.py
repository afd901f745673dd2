"""One import at a time, and a killed or failed one leaves the last good snapshot."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from readings_by_hand import KEY, archive, county, messages

from jianfu.base.errors import UserProblem
from jianfu.dataset.build import build
from jianfu.dataset.manifest import FILE_NAME
from jianfu.dataset.snapshot import CURRENT, open_snapshot
from jianfu.dataset.store import locked

PROGRAM = Path(__file__).with_name("import_slowly.py")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def start(into: Path, pause: float) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, str(PROGRAM), str(into), str(pause)], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    ("step", "wait"),
    [("begun", 0.05), ("import", 0.2), ("settle", 0.0), ("settle", 0.3), ("merge", 0.0), ("merge", 0.35)],
)
def test_a_killed_import_leaves_the_last_good_snapshot_and_a_rerun_completes(
    tmp_path: Path, step: str, wait: float
) -> None:
    into = tmp_path / "d"
    before = build([archive("first.jsonl", rows=messages(30, start=900))], into=into, key=KEY).snapshot
    held = bytes_of(before.folder)
    with start(into, 0.3) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == step:
                break
        time.sleep(wait)
        process.kill()
        process.wait()
    assert process.returncode == -9
    left = open_snapshot(into)
    assert left.folder == before.folder
    assert bytes_of(left.folder) == held

    after = build(county(), into=into, key=KEY).snapshot
    undisturbed = tmp_path / "undisturbed"
    build([archive("first.jsonl", rows=messages(30, start=900))], into=undisturbed, key=KEY)
    expected = build(county(), into=undisturbed, key=KEY).snapshot
    assert after.folder.name == expected.folder.name
    assert bytes_of(after.folder) == bytes_of(expected.folder)
    assert not list(into.glob(".work-*"))


def test_a_kill_between_the_two_renames_of_publishing_is_healed_by_a_rerun(tmp_path: Path) -> None:
    into = tmp_path / "d"
    first = build([archive()], into=into, key=KEY).snapshot
    named = (into / CURRENT).read_text()
    second = build(county(), into=into, key=KEY).snapshot
    (into / CURRENT).write_text(named)
    (into / f"{CURRENT}.new").write_text("half")
    assert open_snapshot(into).folder == first.folder
    assert build(county(), into=into, key=KEY).snapshot.folder == second.folder
    assert not (into / f"{CURRENT}.new").exists()


def test_a_first_import_that_is_killed_leaves_nothing_to_open(tmp_path: Path) -> None:
    with start(tmp_path / "d", 0.2) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.1)
        process.kill()
        process.wait()
    with pytest.raises(UserProblem) as caught:
        open_snapshot(tmp_path / "d")
    assert caught.value.code == "dataset-missing"


def test_two_imports_into_one_dataset_are_kept_apart(tmp_path: Path) -> None:
    with locked(tmp_path / "d"), pytest.raises(UserProblem) as caught:
        build(county(), into=tmp_path / "d", key=KEY)
    assert caught.value.code == "dataset-busy"
    assert build(county(), into=tmp_path / "d", key=KEY).changed


def test_a_full_disk_is_said_and_changes_nothing(tmp_path: Path) -> None:
    into = tmp_path / "d"
    before = build([archive("first.jsonl", rows=messages(30))], into=into, key=KEY).snapshot
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1500, hard))
    try:
        with pytest.raises(UserProblem) as caught:
            build([archive("second.jsonl", rows=messages(5000))], into=into, key=KEY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.code == "dataset-full"
    assert open_snapshot(into).folder == before.folder
    assert not list(into.glob(".work-*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir(mode=0o500)
    with pytest.raises(UserProblem) as caught:
        build(county(), into=tmp_path / "d", key=KEY)
    assert caught.value.code == "dataset-unwritable"


def test_a_file_in_place_of_the_dataset_is_said(tmp_path: Path) -> None:
    (tmp_path / "d").write_text("x")
    with pytest.raises(UserProblem) as caught:
        build(county(), into=tmp_path / "d", key=KEY)
    assert caught.value.code == "dataset-not-a-folder"


@pytest.mark.parametrize(
    "harm", ["manifest gone", "manifest broken", "manifest of another format", "part gone", "pointer astray"]
)
def test_a_damaged_dataset_is_said_to_be_unreadable(tmp_path: Path, harm: str) -> None:
    snapshot = build(county(), into=tmp_path / "d", key=KEY).snapshot
    manifest = snapshot.folder / FILE_NAME
    expected = "dataset-unreadable"
    match harm:
        case "manifest gone":
            manifest.unlink()
        case "manifest broken":
            manifest.write_bytes(manifest.read_bytes()[:100])
        case "manifest of another format":
            manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 99'))
            expected = "dataset-format"
        case "part gone":
            snapshot.files("message")[0].unlink()
        case "pointer astray":
            (tmp_path / "d" / CURRENT).write_text("../elsewhere")
    with pytest.raises(UserProblem) as caught:
        open_snapshot(tmp_path / "d")
    assert caught.value.code == expected


def test_a_table_of_garbage_is_said_to_be_unreadable(tmp_path: Path) -> None:
    snapshot = build(county(), into=tmp_path / "d", key=KEY).snapshot
    snapshot.files("unit")[0].write_bytes(b"not parquet")
    with pytest.raises(UserProblem) as caught:
        snapshot.read("unit")
    assert caught.value.code == "dataset-unreadable"


def test_an_earlier_snapshot_can_still_be_opened_by_its_folder(tmp_path: Path) -> None:
    first = build([archive()], into=tmp_path / "d", key=KEY).snapshot
    build(county(), into=tmp_path / "d", key=KEY)
    assert open_snapshot(first.folder).manifest == first.manifest
