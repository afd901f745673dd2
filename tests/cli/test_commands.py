"""The commands as people and scripts call them: words, languages, exit codes, JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jianfu.base.i18n import LANGUAGES, translator
from jianfu.cli.main import COMMANDS, make


def call(
    *words: str | Path, language: str = "en_GB.UTF-8", folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "JIANFU_LANG")
    }
    return subprocess.run(
        [sys.executable, "-m", "jianfu.cli.main", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**environment, "LANG": language, "PYTHONUTF8": "1"},
        check=False,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A hamlet in which something is wrong, audited from the command line."""
    place = tmp_path_factory.mktemp("cli")
    patch = pytest.MonkeyPatch()
    patch.setenv("JIANFU_KEY_FILE", str(place / "key"))
    simulated = call("simulate", "--size", "hamlet", "--seed", "3", place / "虚拟 县", "--json")
    imported = call("import", place / "虚拟 县/files", "--into", place / "数据集", "--json")
    audited = call("audit", place / "数据集", "--out", place / "结果", "--json")
    yield place, simulated, imported, audited
    patch.undo()


def test_each_command_prints_json_for_scripts_and_exits_0(made) -> None:
    _place, simulated, imported, audited = made
    assert (simulated.returncode, imported.returncode, audited.returncode) == (0, 0, 0), audited.stderr
    assert json.loads(simulated.stdout)["people"] > 50
    assert json.loads(imported.stdout)["rows"]["message"] > 1000
    facts = json.loads(audited.stdout)
    assert facts["open"] > 0
    assert Path(facts["report"]).is_file()
    assert facts["rules"]["account-stale"]["state"] in ("fired", "silent")


def test_a_score_has_precision_and_recall_for_every_rule_that_applied(made) -> None:
    place, *_ = made
    score = json.loads(call("score", place / "结果", place / "虚拟 县/truth", "--json").stdout)
    assert {"id", "kind", "found", "true", "precision", "recall"} <= score["rules"][0].keys()
    assert {rule["kind"] for rule in score["rules"]} == {"exact", "setting"}
    assert "letter-late" in score["not_scored"]


def test_open_findings_exit_with_1_only_where_asked(made) -> None:
    place, *_, audited = made
    rules = json.loads(audited.stdout)["rules"]
    silent = next(name for name in sorted(rules) if rules[name]["state"] == "silent")
    assert call("audit", place / "数据集", "--out", place / "任何", "--fail-on", "any").returncode == 1
    assert call("audit", place / "数据集", "--out", place / "一条", "--fail-on", silent).returncode == 0
    wrong = call("audit", place / "数据集", "--out", place / "不存在", "--fail-on", "nonsense")
    assert wrong.returncode == 2
    assert "nonsense" in wrong.stderr


@pytest.mark.parametrize("form", ["html", "xlsx", "json"])
def test_a_report_can_be_had_in_every_format_in_both_languages(made, form) -> None:
    place, *_ = made
    for language in ("zh", "en"):
        out = place / f"报告-{language}.{form}"
        written = call("report", place / "结果", "--format", form, "--lang", language, "--out", out)
        assert written.returncode == 0, written.stderr
        assert str(out) in written.stdout
        assert out.stat().st_size > 1000


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("audit", "/nowhere", "--out", "run"), "/nowhere"),
        (("report", "/nowhere", "--format", "html"), "/nowhere"),
        (("import", "/nowhere", "--into", "data"), "/nowhere"),
        (("rules", "explain", "no-such-rule"), "no-such-rule"),
        (("audit", "x", "--out", "run", "--as-of", "yesterday"), "yesterday"),
        (("audit", "x", "--out", "run", "--engine", "oracle"), "oracle"),
        (("audit", "x", "--out", "run", "--pack", "atlantis"), "atlantis"),
        (("audit", "x"), "--out"),
        (("simulate", "--colour", "red", "x"), "--colour"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_call_exits_2_with_one_sentence_that_names_what_is_wrong(words, named, tmp_path) -> None:
    for language in ("zh_CN.UTF-8", "en_GB.UTF-8"):
        wrong = call(*words, language=language, folder=tmp_path)
        assert wrong.returncode == 2, wrong.stderr
        assert named in wrong.stderr
        assert "Traceback" not in wrong.stderr


def test_an_output_folder_that_is_not_ours_is_left_alone(tmp_path) -> None:
    (tmp_path / "diary").mkdir()
    (tmp_path / "diary/today.txt").write_text("dear diary")
    refused = call("simulate", "--size", "hamlet", tmp_path / "diary")
    assert refused.returncode == 2
    assert [path.name for path in (tmp_path / "diary").iterdir()] == ["today.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diary"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_explains_itself_in_the_language_of_the_locale(language) -> None:
    say = translator(language)
    locale = "en_GB.UTF-8" if language == "en" else "zh_CN.UTF-8"
    assert say("cli-jianfu")[:8] in call("--help", language=locale).stdout
    for name, command in make(say).commands.items():
        shown = call(name, "--help", language=locale)
        assert shown.returncode == 0
        assert say("cli-options") in shown.stdout
        assert command.help
        if language == "zh-Hans":
            assert "Usage" not in shown.stdout
            assert "Options" not in shown.stdout


def test_the_stable_commands_are_all_there() -> None:
    assert len(COMMANDS) == 18
    assert set(make(translator("en")).commands) == {
        "simulate", "import", "audit", "report", "score", "rules", "template", "letters", "relays", "sketch", "match",
        "plan", "check-plan", "replay", "verify", "what-if", "serve", "log",
    }  # fmt: skip


def test_the_rules_can_be_listed_read_and_proven() -> None:
    listed = json.loads(call("rules", "list", "--json").stdout)["rules"]
    assert set(range(1, 26)) <= {rule["check"] for rule in listed}
    shown = call("rules", "explain", "account-stale").stdout
    assert "国办秘函〔2019〕19号" in shown
    tested = call("rules", "test", "account-stale")
    assert tested.returncode == 0, tested.stdout


def test_a_faulty_pack_is_told_fault_by_fault_with_file_and_key(tmp_path) -> None:
    (tmp_path / "pack.yaml").write_text("name: {zh: 坏包, en: Bad}\nabout: {zh: 无, en: none}\n", encoding="utf-8")
    values = "{from: 2025-01-01, value: 60}"
    (tmp_path / "parameters.yaml").write_text(
        f"no-such-rule: {{}}\ngroup-zombie: {{parameters: {{idle_days: {{values: [{values}]}}}}}}\n", encoding="utf-8"
    )
    refused = call("rules", "list", "--pack", tmp_path)
    assert refused.returncode == 2
    lines = refused.stderr.splitlines()
    assert len(lines) > 2
    assert all("parameters.yaml" in line for line in lines[1:])
    assert "no-such-rule" in refused.stderr
    assert "idle_days.values[1].source" in refused.stderr
