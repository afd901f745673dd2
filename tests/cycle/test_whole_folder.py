"""A run folder is there whole or not at all."""

import multiprocessing

import pytest

from jianfu.base.errors import UserProblem
from jianfu.base.whole import whole_folder


@pytest.fixture
def dead_process() -> int:
    process = multiprocessing.get_context("spawn").Process(target=int)
    process.start()
    process.join()
    return process.pid


def write_one(path, text="new") -> None:
    with whole_folder(path, marker="run.json") as work:
        (work / "run.json").write_text(text, encoding="utf-8")


def test_a_place_that_cannot_be_written_to_is_the_users_problem(tmp_path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserProblem, match="output-unwritable"):
        write_one(tmp_path / "file" / "run")


def test_what_killed_runs_left_is_swept_even_where_the_name_has_pattern_characters(tmp_path, dead_process) -> None:
    (tmp_path / f".run[1].{dead_process}.unfinished").mkdir()
    (tmp_path / f".run[1].{dead_process}.old").mkdir()
    write_one(tmp_path / "run[1]")
    assert [path.name for path in tmp_path.iterdir()] == ["run[1]"]


def test_a_run_killed_between_the_two_renames_leaves_the_earlier_folder(tmp_path, dead_process) -> None:
    old = tmp_path / f".run.{dead_process}.old"
    old.mkdir()
    (old / "run.json").write_text("earlier", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), whole_folder(tmp_path / "run", marker="run.json"):
        raise KeyboardInterrupt
    assert (tmp_path / "run" / "run.json").read_text(encoding="utf-8") == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
