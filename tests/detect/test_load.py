"""Loading: what is missing, unknown, unsourced or not portable is refused, all of it at once, in both languages."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from world import CITATIONS, STALE, UNNAMED, write_pack

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import LANGUAGES, Translator, translator
from jianfu.detect.faults import PackProblem
from jianfu.detect.load import built_in_packs, load_packs

ROOT = Path(__file__).parents[2]


def faults(folder, *rules, citations=CITATIONS, counties=()):
    with pytest.raises(PackProblem) as caught:
        load_packs(counties, national=write_pack(folder / "national", *rules, citations=citations))
    for fault in caught.value.faults:
        assert all(translator(language).problem(fault.problem) for language in LANGUAGES)
    assert all(translator(language).problem(caught.value) for language in LANGUAGES)
    return {(fault.key, fault.problem.code) for fault in caught.value.faults}


def changed(rule, **changes):
    content = yaml.safe_load(rule)
    for name, value in changes.items():
        if value is None and name != "limit_parameter":
            del content[name]
        else:
            content[name] = value
    return yaml.safe_dump(content, allow_unicode=True)


def test_a_sound_pack_loads_in_order_of_id(tmp_path):
    pack = load_packs(national=write_pack(tmp_path / "national", UNNAMED, STALE))
    assert [rule.id for rule in pack.rules] == ["group-still", "group-unnamed"]
    assert pack.citations["notice"].issued == "2020-05"
    assert pack.rule("group-still").silences == ("group-unnamed",)
    with pytest.raises(UserProblem):
        pack.rule("none")


def test_a_folder_that_may_not_be_opened_is_refused_before_any_rule_is_read(tmp_path):
    county = tmp_path / "county"
    county.mkdir()
    for name in ("pack.yaml", "rules.yaml"):
        (county / name).write_text("", encoding="utf-8")
    broken = write_pack(tmp_path / "national", changed(UNNAMED, limit=None))
    with pytest.raises(PackProblem) as caught:
        load_packs([county], national=broken)
    assert [fault.problem.code for fault in caught.value.faults] == ["pack-file-unknown"]


def test_what_loads_rules_makes_no_array_when_it_is_imported():
    """Where pandas is installed the first array of Arrow loads it, and the first kernel takes as long as all rules."""
    asked = "import sys, jianfu.detect.load; print('pandas' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"


def test_the_national_pack_and_every_built_in_county_pack_load():
    assert len(load_packs(built_in_packs()).rules) >= 20


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"remedy": None}, ("remedy", "pack-key-missing")),
        ({"dispute": None}, ("dispute", "pack-key-missing")),
        ({"colour": "red"}, ("colour", "pack-key-unknown")),
        ({"title": {"zh": "群"}}, ("title.en", "pack-language-missing")),
        ({"title": {"zh": "群", "en": " "}}, ("title.en", "pack-language-missing")),
        ({"title": {"zh": "群", "en": "a", "fr": "b"}}, ("title.fr", "pack-key-unknown")),
        ({"status": "on"}, ("status", "pack-field-value")),
        ({"check": "four"}, ("check", "pack-field-kind")),
        ({"source": []}, ("source", "rule-no-source")),
        ({"source": [{"document": "other", "article": "1", "words": {"zh": "a", "en": "b"}}]}, ("source[1].document", "citation-unknown")),
        ({"source": [{"document": "notice", "article": "1"}]}, ("source[1].words", "pack-key-missing")),
        ({"reads": ["work_group", "groups"]}, ("reads", "rule-table-unknown")),
        ({"reads": ["work_group", "unit"]}, ("reads", "rule-read-unused")),
        ({"reads": []}, ("query", "query-table-undeclared")),
        ({"needs": ["unit"]}, ("needs", "rule-need-unread")),
        ({"query": "select group_id as subject_id, unit_id, soundex(name) as value from work_group"}, ("query", "query-function")),
        ({"query": "select group_id as subject_id, unit_id from work_group"}, ("query", "rule-query-column")),
        ({"query": "select group_id as subject_id, unit_id, 1 as value, owner_id from work_group"}, ("query", "rule-query-person")),
        ({"query": "select group_id as subject_id, unit_id, 1 as value, 2 as as_of from work_group"}, ("query", "rule-query-clash")),
        ({"message": {"zh": "{days}", "en": "x"}}, ("message.zh", "rule-message-hole")),
        ({"message": {"zh": "{limit}", "en": "x"}}, ("message.zh", "rule-message-hole")),
        ({"message": {"zh": "x", "en": "x {"}}, ("message.en", "rule-message-brace")),
        ({"evidence": []}, ("evidence", "rule-no-evidence")),
        ({"evidence": [{"table": "groups", "match": "group_id"}]}, ("evidence[1].table", "rule-table-unknown")),
        ({"evidence": [{"table": "work_group", "match": "id"}]}, ("evidence[1].match", "rule-evidence-column")),
        ({"silences": ["none"]}, ("silences", "rule-silences-unknown")),
        ({"limit_parameter": "days"}, ("limit_parameter", "rule-parameter-unknown")),
        ({"parameters": {"days": {"unit": "day", "zh": "a", "en": "b", "values": []}}}, ("parameters.days", "rule-parameter-unused")),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_key(tmp_path, changes, fault):
    assert fault in faults(tmp_path, changed(UNNAMED, **changes))


def test_a_threshold_needs_a_date_and_a_source(tmp_path):
    undated = STALE.replace("- {from: 2020-01-01, value: 90, source: {setting: a quarter}}", "- {value: 90}")
    assert faults(tmp_path, undated, UNNAMED) == {
        ("parameters.idle_days.values[1].from", "pack-key-missing"),
        ("parameters.idle_days.values[1].source", "pack-key-missing"),
        ("parameters.idle_days.values[1].source.document", "pack-key-missing"),
        ("parameters.idle_days.values[1].source.article", "pack-key-missing"),
    }


def test_only_a_setting_may_give_a_reason_in_place_of_a_source(tmp_path):
    assert faults(tmp_path, STALE.replace("limit: setting", "limit: exact"), UNNAMED) == {
        ("parameters.idle_days.values[1].source.setting", "threshold-source")
    }


def test_values_out_of_order_are_refused(tmp_path):
    assert ("parameters.idle_days.values", "threshold-order") in faults(
        tmp_path, STALE.replace("from: 2026-01-01", "from: 2019-01-01"), UNNAMED
    )


def test_cases_must_fire_and_stay_silent(tmp_path):
    content = yaml.safe_load(UNNAMED)
    assert ("cases", "rule-no-silent-case") in faults(tmp_path / "a", changed(UNNAMED, cases=content["cases"][:1]))
    assert ("cases", "rule-no-firing-case") in faults(tmp_path / "b", changed(UNNAMED, cases=content["cases"][1:]))


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("{group_id: g1}", "{group_id: 1}", ("cases[1].tables.work_group[1].group_id", "pack-field-kind")),
        ("{group_id: g1}", "{group_no: g1}", ("cases[1].tables.work_group[1].group_no", "case-column-unknown")),
        ("{group_id: g1}", "{group_id: g1, type: odd}", ("cases[1].tables.work_group[1].type", "pack-field-value")),
        ("{group_id: g1}", "{group_id: g1, created_on: soon}", ("cases[1].tables.work_group[1].created_on", "pack-field-kind")),
        ("tables: {work_group: [{group_id: g1}]}", "tables: {unit: []}", ("cases[1].tables.unit", "case-table-undeclared")),
        ("expect: [{subject_id: g1}]", "expect: [{value: 1}]", ("cases[1].expect", "case-expect-columns")),
        ("expect: [{subject_id: g1}]", "expect: [{subject_id: g1, size: 1}]", ("cases[1].expect", "case-expect-columns")),
        ("as_of: 2026-03-31", "as_of: today", ("cases[1].as_of", "pack-field-kind")),
    ],
)  # fmt: skip
def test_a_case_is_typed_like_the_tables_it_fills(tmp_path, before, after, fault):
    assert fault in faults(tmp_path, UNNAMED.replace(before, after, 1))


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    found = faults(tmp_path, changed(STALE, remedy=None), changed(UNNAMED, dispute=None, check="x"))
    assert found == {("remedy", "pack-key-missing"), ("dispute", "pack-key-missing"), ("check", "pack-field-kind")}


def test_an_id_is_the_name_of_its_file_so_no_id_is_used_twice(tmp_path):
    folder = write_pack(tmp_path / "national", UNNAMED)
    (folder / "rules" / "other.yaml").write_text(UNNAMED, encoding="utf-8")
    with pytest.raises(PackProblem) as caught:
        load_packs(national=folder)
    assert [(fault.file, fault.problem.code) for fault in caught.value.faults] == [("other.yaml", "rule-file-name")]


def test_rules_that_silence_each_other_in_a_circle_are_refused(tmp_path):
    assert ("silences", "rule-silences-circle") in faults(tmp_path, STALE, UNNAMED + "silences: [group-still]\n")


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1]\nb: *x\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        "id: a\nid: b\n",
        "a: " + "[" * 2_000 + "]" * 2_000,
        "a: " + "{a: " * 400 + "1" + "}" * 400,
        "a: !!python/object/apply:os.system [ls]\n",
        "a: [1\n",
        "- a\n",
        "",
        "a: " + "x" * 300_000,
        "a: 2026-02-30\n",
        "a: \x00\n",
    ],
    ids=lambda text: repr(text[:24]),
)
def test_tricks_of_the_format_are_refused(tmp_path, text):
    folder = write_pack(tmp_path / "national", UNNAMED)
    (folder / "rules" / "odd.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackProblem) as caught:
        load_packs(national=folder)
    assert {fault.file for fault in caught.value.faults} == {"odd.yaml"}
    assert all(translator(language).problem(fault.problem) for fault in caught.value.faults for language in LANGUAGES)


def test_bytes_that_are_not_utf8_are_refused(tmp_path):
    folder = write_pack(tmp_path / "national", UNNAMED)
    (folder / "rules" / "odd.yaml").write_bytes("id: 群".encode("gb18030"))
    with pytest.raises(PackProblem):
        load_packs(national=folder)


def county(folder, parameters, citations=""):
    folder.mkdir()
    (folder / "pack.yaml").write_text("name: {zh: 县, en: County}\nabout: {zh: 例, en: Example}\n", encoding="utf-8")
    (folder / "parameters.yaml").write_text(parameters, encoding="utf-8")
    if citations:
        (folder / "citations.yaml").write_text(citations, encoding="utf-8")
    return folder


LOCAL = """
group-still:
  parameters:
    idle_days: {values: [{from: 2026-03-01, value: 30, source: {document: local, article: 一}}]}
group-unnamed: {status: retired}
"""
LOCAL_CITATION = CITATIONS.replace("notice:", "local:")


def test_a_county_sets_limits_from_a_day_on_and_switches_rules_off(tmp_path):
    national = write_pack(tmp_path / "national", STALE, UNNAMED)
    pack = load_packs([county(tmp_path / "county", LOCAL, LOCAL_CITATION)], national=national)
    rule = pack.rule("group-still")
    held = [rule.parameters["idle_days"].at(date(2026, 2, 28)), rule.parameters["idle_days"].at(date(2026, 3, 1))]
    assert [value.value for value in held] == [60, 30]
    assert held[1].source.document == "local"
    assert pack.rule("group-unnamed").status == "retired"
    assert pack.names == ("national", "county")


def test_a_later_county_pack_stands_above_an_earlier_one(tmp_path):
    national = write_pack(tmp_path / "national", STALE, UNNAMED)
    first = county(tmp_path / "first", LOCAL, LOCAL_CITATION)
    second = county(tmp_path / "second", LOCAL.replace("30", "15"), LOCAL_CITATION)
    values = [
        load_packs(order, national=national).rule("group-still").limits(date(2026, 4, 1))
        for order in ([first, second], [second, first])
    ]
    assert values == [{"idle_days": 15}, {"idle_days": 30}]


@pytest.mark.parametrize(
    ("parameters", "fault"),
    [
        ("no-rule: {status: retired}", ("no-rule", "rule-unknown")),
        ("group-still: {colour: red}", ("group-still.colour", "pack-key-unknown")),
        ("group-still: {parameters: {size: {values: []}}}", ("group-still.parameters.size", "rule-parameter-unknown")),
        (LOCAL.replace("value: 30", "value: thirty"), ("group-still.parameters.idle_days.values", "threshold-kind")),
        (LOCAL.replace("value: 30", "value: 0.5"), ("group-still.parameters.idle_days.values", "threshold-kind")),
        (LOCAL.replace("local", "none"), ("group-still.parameters.idle_days.values[1].source.document", "citation-unknown")),
    ],
)  # fmt: skip
def test_faults_of_a_county_pack_are_named(tmp_path, parameters, fault):
    place = county(tmp_path / "county", parameters, LOCAL_CITATION)
    assert fault in faults(tmp_path, STALE, UNNAMED, counties=[place])


@pytest.mark.parametrize("stray", ["parameter.yaml", "rules/group-zombie.yaml"])
def test_a_file_a_county_pack_would_not_be_read_from_is_told(tmp_path, stray):
    folder = county(tmp_path / "county", "{}")
    (folder / stray).parent.mkdir(exist_ok=True)
    (folder / stray).write_text("a: b\n", encoding="utf-8")
    with pytest.raises(PackProblem, match="pack-file-unknown"):
        load_packs([folder])


def test_an_unknown_pack_is_refused(tmp_path):
    with pytest.raises(UserProblem) as caught:
        load_packs(["atlantis"], national=write_pack(tmp_path / "national", UNNAMED))
    assert caught.value.code == "pack-unknown"


def test_every_fault_the_loader_can_tell_has_words():
    known = Translator("en")
    codes = {
        code
        for path in (ROOT / "src/jianfu/detect").glob("*.py")
        for code in re.findall(
            r"\.(?:fault|_fault|add)\(\s*[^\s,()]+(?:\([^)]*\))?,\s*\"([a-z-]+)\"", path.read_text(encoding="utf-8")
        )
    }
    assert len(codes) > 25
    assert {code for code in codes if not known.knows(f"problem-{code}")} == set()
