"""The tree keeps its own conventions; each message says what to do instead."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
WRITTEN = [path for path in SOURCES if path.parent.name != "migrations"]
"""Without what Django writes."""
CODE = [*WRITTEN, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
DRAWERS = {"utils", "util", "helpers", "common", "manager", "misc", "lib"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_file_has_at_most_300_lines(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300, f"{lines} lines: split the file by what its parts do"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_function_has_at_most_50_lines(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 50, f"{node.name} has {lines} lines: name the steps inside it"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_file_is_named_for_what_it_holds(path: Path) -> None:
    assert not DRAWERS & {path.stem, *path.parent.parts}, "put the code where it is used instead of in a drawer"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_module_says_its_place_in_the_flow(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, "begin the module with one sentence on what it is in the flow"


def test_only_the_clock_asks_for_the_time() -> None:
    asking = {
        ("datetime", "now"),
        ("datetime", "utcnow"),
        ("datetime", "today"),
        ("date", "today"),
        ("time", "time"),
    }
    asking |= {("time", "perf_counter"), ("time", "monotonic")}
    found = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCES
        if path.name != "clock.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in asking
    ]
    assert not found, f"take `as_of` as an argument or ask jianfu.base.clock: {found}"


def test_no_answer_depends_on_the_builtin_hash() -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash"
    ]
    assert not found, f"hash() differs from run to run; use xxhash or tables.identity: {found}"
