"""What-if gives what an audit under those limits would give, without measuring again; wrong calls are told in words."""

import json
import re
import subprocess
import sys
from datetime import date

import pytest

import jianfu
from jianfu.base.errors import UserProblem
from jianfu.base.i18n import LANGUAGES, translator
from jianfu.detect.limit_words import read_limit
from jianfu.what_if_cycle import finished_run

PACK = "name: {zh: 县, en: County}\nabout: {zh: 例, en: Example}\n"
LIMITS = """
group-zombie: {parameters: {idle_days: {values: [{from: 2020-01-01, value: 400, source: {setting: {zh: 试, en: trial}}}]}}}
"""


def states(run: jianfu.Run) -> dict[tuple[str, str], str]:
    return {(row["rule_id"], row["subject_id"]): row["state"] for row in run.findings.to_pylist()}


def test_it_changes_the_findings_as_an_audit_under_those_limits_would(run, dataset, tmp_path) -> None:
    folder = tmp_path / "trial"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "parameters.yaml").write_text(LIMITS, encoding="utf-8")
    other = jianfu.audit(dataset, out=tmp_path / "other", packs=["example_county", str(folder)])
    asked = jianfu.what_if(run, "group-zombie", {"limit": 400})
    changed = {(one.rule_id, one.subject_id): one.after for one in asked.changes}
    assert changed, "nothing changed: the hamlet has no zombie group below these limits"
    expected = {**states(run), **changed}
    assert {key: state for key, state in expected.items() if state is not None} == states(other)
    assert asked.after == sum(key[0] == "group-zombie" and state == "open" for key, state in states(other).items())
    assert {one.rule_id for one in asked.changes} > {"group-zombie"}, "what it told is told by itself now"


def test_the_limits_of_the_run_change_nothing(run) -> None:
    asked = jianfu.what_if(run, "off-hours-messages", {"off_hours_share": 0.1, "minimum_messages": 50})
    assert asked.changes == ()
    assert asked.before == asked.after > 0
    assert asked.limits == asked.were


def test_a_lower_limit_never_finds_less_and_levels_add_up(run) -> None:
    found = [jianfu.what_if(run, "off-hours-messages", {"limit": share / 100}) for share in (30, 20, 10, 5, 0)]
    assert [one.after for one in found] == sorted(one.after for one in found)
    for one in found:
        for count in one.levels.values():
            assert count.after == count.before + count.appear - count.vanish


@pytest.mark.parametrize(
    ("rule", "words", "code"),
    [
        ("group-zombie", "limt=3", "what-if-parameter"),
        ("group-zombie", "60", "what-if-parameter"),
        ("letter-late", "limit=3", "what-if-parameter"),
        ("group-zombie", "limit=soon", "what-if-value"),
        ("group-zombie", "limit=0.5", "what-if-value"),
        ("off-hours-messages", "limit=nan", "what-if-value"),
        ("letter-late", "received_from=2026-02-30", "what-if-value"),
        ("group-zombie", "limit=9..3", "what-if-sweep"),
        ("group-zombie", "limit=1..9/0", "what-if-sweep"),
        ("group-zombie", "limit=1..900000", "what-if-sweep"),
    ],
)
def test_a_limit_that_is_none_is_told_with_the_names_and_units_there_are(run, rule, words, code) -> None:
    with finished_run(run.folder) as ask, pytest.raises(UserProblem) as caught:
        read_limit(ask.rule(rule), words)
    assert caught.value.code == code
    said = [translator(language).problem(caught.value) for language in LANGUAGES]
    assert all(next(iter(ask.rule(rule).parameters)) in one or code != "what-if-parameter" for one in said)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("limit=60", (60,)),
        ("limit=30..120/30", (30, 60, 90, 120)),
        ("limit=3..5", (3, 4, 5)),
    ],
)
def test_a_limit_is_a_number_or_a_sweep(run, words, values) -> None:
    with finished_run(run.folder) as ask:
        assert read_limit(ask.rule("group-zombie"), words) == ("idle_days", values)
        assert read_limit(ask.rule("off-hours-messages"), "limit=5%") == ("off_hours_share", (0.05,))
        assert read_limit(ask.rule("off-hours-messages"), "limit=0.6..0.9/0.1")[1] == (0.6, 0.7, 0.8, 0.9)
        days = read_limit(ask.rule("letter-late"), "received_from=2026-01-01..2026-01-03")[1]
        assert days == (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3))


def test_a_run_under_other_packs_is_not_guessed_at(run) -> None:
    with pytest.raises(UserProblem) as caught:
        jianfu.what_if(run, "unit-group-count", {"limit": 1}, packs=["example_strict"])
    assert caught.value.code == "what-if-other-packs"


def test_the_command_says_it_in_words_and_as_json(run) -> None:
    call = [sys.executable, "-m", "jianfu.cli.main", "what-if", "off-hours-messages"]
    words = subprocess.run(
        [*call, "limit=0.05", str(run.folder), "--lang", "en"], capture_output=True, text=True, check=True
    )
    assert "off_hours_share: 10 % → 5 %" in words.stdout
    assert re.search(r"\+ .+ \([5-9](\.\d)? %\)\n", words.stdout)
    told = subprocess.run(
        [*call, "limit=0.05..0.15/0.05", str(run.folder), "--json"], capture_output=True, text=True, check=True
    )
    assert [one["limits"]["off_hours_share"] for one in json.loads(told.stdout)["results"]] == [0.05, 0.1, 0.15]
