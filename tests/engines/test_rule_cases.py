"""Every case of every rule, on every engine."""

from pathlib import Path

import pytest

import jianfu.packs
from jianfu.detect.cases import run_cases
from jianfu.detect.faults import PackProblem
from jianfu.detect.load import load_rules_file

RULES = sorted((Path(jianfu.packs.__file__).parent / "national" / "rules").glob("*.yaml"))


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_case_of_the_rule_gives_what_it_says(path, engine):
    try:
        rule = load_rules_file(path)
    except PackProblem as problem:
        pytest.fail("\n".join(f"{fault.file} [{fault.key}] {fault.problem}" for fault in problem.faults))
    failed = [result for result in run_cases(rule, engine) if not result.passed]
    assert not failed, "\n".join(
        f"{result.case.name['en']}: expected {list(result.case.expect)}, found {list(result.found)}"
        for result in failed
    )
