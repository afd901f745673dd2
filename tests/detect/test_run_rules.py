"""Running: states, limits of the day, exemptions, muting, and the same bytes whatever the order of rows."""

import dataclasses
import json
from datetime import date, datetime

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from world import STALE, UNNAMED, SmallSnapshot, exemption, group, snapshot, write_pack

from jianfu.detect.finding import FINDING
from jianfu.detect.load import load_packs
from jianfu.detect.run import run_rules, write_findings
from jianfu.measure.catalogue import MEASURES
from jianfu.tables import TABLES

AS_OF = date(2026, 3, 31)


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    return load_packs(national=write_pack(tmp_path_factory.mktemp("pack") / "national", STALE, UNNAMED)).rules


def audit(rules, county, engine, measures=None, as_of=AS_OF):
    return run_rules(rules, county, measures or {}, engine, as_of)


def outcome(findings, rule_id):
    return next(each for each in findings.outcomes if each.id == rule_id)


def test_a_finding_carries_its_numbers_its_limit_and_the_name_of_its_subject(rules, engine, tmp_path):
    found = audit(rules, snapshot(tmp_path, work_group=[group("g1")]), engine)
    assert found.table.schema == FINDING.schema
    (row,) = found.table.to_pylist()
    assert json.loads(row.pop("facts")) == {"called": "群g1", "idle_days": 60, "limit": 60, "value": 89}
    assert row.pop("finding_id").startswith("finding-")
    assert row.pop("cause_id").startswith("cause-")
    assert row == {
        "rule_id": "group-still", "check": 4, "limit_kind": "setting", "subject_kind": "group", "subject_id": "g1",
        "subject_name": "群g1", "unit_id": "u1", "value": 89.0, "limit_value": 60.0, "state": "open", "because": None,
        "lapsed_exemption_id": None, "as_of": AS_OF,
    }  # fmt: skip


@pytest.mark.parametrize(("as_of", "subjects"), [(date(2025, 12, 31), []), (date(2026, 1, 1), ["g1"])])
def test_the_limit_is_the_one_of_the_day(rules, engine, tmp_path, as_of, subjects):
    county = snapshot(tmp_path, work_group=[group("g1", last_active_on=date(2025, 10, 20))])
    assert audit(rules, county, engine, as_of=as_of).table["subject_id"].to_pylist() == subjects


def test_before_the_first_value_the_rule_is_not_applicable(rules, engine, tmp_path):
    county = snapshot(tmp_path, work_group=[group("g1", last_active_on=date(2018, 1, 1))])
    found = audit(rules, county, engine, as_of=date(2019, 12, 31))
    assert [each.state for each in found.outcomes] == ["not_applicable", "silent"]


def test_a_rule_without_rows_to_look_at_says_which_table_is_missing(rules, engine, tmp_path):
    found = audit(rules, snapshot(tmp_path), engine)
    assert [(each.state, each.missing) for each in found.outcomes] == [("input_missing", ("work_group",))] * 2
    assert found.table.num_rows == 0


def test_a_rule_that_fails_is_an_outcome_and_the_others_go_on(rules, engine, tmp_path):
    twice = snapshot(tmp_path, work_group=[group("g1"), group("g1"), group("g2", name=None)])
    found = audit(rules, twice, engine)
    assert [each.state for each in found.outcomes] == ["error", "fired"]
    assert "rule-subject" in outcome(found, "group-still").error
    overflow = STALE.replace(
        "days_between(g.last_active_on, :as_of) as value", "9223372036854775807 * length_ as value"
    )
    overflow = overflow.replace("length_", "days_between(g.last_active_on, :as_of)")
    broken = load_packs(national=write_pack(tmp_path / "national", overflow, UNNAMED)).rules
    found = audit(broken, snapshot(tmp_path, work_group=[group("g1", name=None)]), engine)
    assert [each.state for each in found.outcomes] == ["error", "fired"]
    assert outcome(found, "group-still").error.startswith("engine-failed")


def test_only_active_and_trial_rules_run_and_trial_findings_are_counted_but_not_shown(rules, engine, tmp_path):
    still, unnamed = rules
    county = snapshot(tmp_path, work_group=[group("g1", name=None)])
    trial = dataclasses.replace(still, status="trial")
    for status in ("draft", "retired"):
        found = audit([trial, dataclasses.replace(unnamed, status=status)], county, engine)
        assert [(each.id, each.state, each.findings) for each in found.outcomes] == [("group-still", "fired", 1)]
        assert found.table.num_rows == 0


def test_a_finding_that_another_one_tells_is_muted_and_counted(rules, engine, tmp_path):
    found = audit(rules, snapshot(tmp_path, work_group=[group("g1", name=None), group("g2"), group("g3", name=None, last_active_on=AS_OF)]), engine)  # fmt: skip
    rows = {(row["rule_id"], row["subject_id"]): row for row in found.table.to_pylist()}
    muted = rows["group-unnamed", "g1"]
    assert (muted["state"], muted["because"]) == ("muted", rows["group-still", "g1"]["finding_id"])
    assert muted["cause_id"] == rows["group-still", "g1"]["cause_id"] != rows["group-still", "g2"]["cause_id"]
    assert rows["group-unnamed", "g3"]["state"] == "open"
    counted = outcome(found, "group-unnamed")
    assert (counted.findings, counted.open, counted.muted, counted.exempted) == (2, 1, 1, 0)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (exemption("e1"), "exempted"),
        (exemption("e1", until_on=AS_OF), "exempted"),
        (exemption("e1", until_on=date(2026, 3, 30)), "open"),
        (exemption("e1", from_on=AS_OF), "exempted"),
        (exemption("e1", from_on=date(2026, 4, 1)), "open"),
        (exemption("e1", until_on=None), "open"),
        (exemption("e1", approved=False), "open"),
        (exemption("e1", approved=None), "open"),
        (exemption("e1", reason=None), "open"),
        (exemption("e1", rule_id="group-still"), "exempted"),
        (exemption("e1", rule_id="group-unnamed"), "open"),
        (exemption("e1", subject_id="g2"), "open"),
        (exemption("e1", subject_kind="unit", subject_id="u1"), "exempted"),
        (exemption("e1", subject_kind="app"), "open"),
    ],
)
def test_an_exemption_counts_only_while_it_is_valid_and_speaks_of_the_subject(rules, engine, tmp_path, given, state):
    found = audit(rules, snapshot(tmp_path, work_group=[group("g1")], exemption=[given]), engine)
    (row,) = found.table.to_pylist()
    assert (row["state"], row["because"]) == (state, "e1" if state == "exempted" else None)


def test_a_rule_that_honours_no_exemption_stays_open(rules, engine, tmp_path):
    county = snapshot(tmp_path, work_group=[group("g1", name=None, last_active_on=AS_OF)], exemption=[exemption("e1")])
    assert audit(rules, county, engine).table["state"].to_pylist() == ["open"]


def test_an_exempted_finding_mutes_nothing(rules, engine, tmp_path):
    county = snapshot(tmp_path, work_group=[group("g1", name=None)], exemption=[exemption("e1")])
    assert audit(rules, county, engine).table["state"].to_pylist() == ["exempted", "open"]


def test_an_exemption_that_has_lapsed_is_announced_with_what_it_would_have_covered(rules, engine, tmp_path):
    gone = [exemption("e1", until_on=date(2026, 2, 1)), exemption("e2", until_on=date(2026, 3, 30))]
    found = audit(rules, snapshot(tmp_path, work_group=[group("g1")], exemption=gone), engine)
    (row,) = found.table.to_pylist()
    assert (row["state"], row["lapsed_exemption_id"]) == ("open", "e2")
    assert found.lapsed_exemptions == (
        {"exemption_id": "e2", "subject_kind": "group", "subject_id": "g1", "rule_id": None, "until_on": "2026-03-30",
         "findings": [row["finding_id"]]},
    )  # fmt: skip
    renewed = audit(rules, snapshot(tmp_path, work_group=[group("g1")], exemption=[*gone, exemption("e3")]), engine)
    assert renewed.lapsed_exemptions == ()
    assert renewed.table["because"].to_pylist() == ["e3"]


MESSAGES = """
id: group-loud
check: 8
title: {zh: 消息多, en: Loud group}
status: active
limit: exact
subject: group
source: [{document: notice, article: 一, words: {zh: 少发, en: send less}}]
parameters: {most: {unit: message, zh: 条数, en: Messages, values: [{from: 2020-01-01, value: 2, source: {document: notice, article: 一}}]}}
limit_parameter: most
exemptions: honoured
reads: [message, group_activity]
needs: [message, group_activity]
query: |
  select m.group_id as subject_id, cast(null as varchar) as unit_id, count(*) as value, max(m.sent_at) as last_at
  from message m join group_activity a on a.group_id = m.group_id
  where day_of(m.sent_at) <= :as_of
  group by m.group_id having count(*) > :most
message: {zh: "{value}条，末条{last_at}", en: "{value} messages, last {last_at}"}
remedy: {zh: 少发, en: Send less}
dispute: {zh: 说明, en: Explain}
evidence: [{table: group_activity, match: group_id}]
cases:
  - name: {zh: 三条, en: three}
    as_of: 2026-03-31
    tables:
      group_activity: [{group_id: g1}]
      message:
        - {group_id: g1, message_id: m1, sent_at: 2026-03-01 08:00:00}
        - {group_id: g1, message_id: m2, sent_at: 2026-03-01 08:01:00}
        - {group_id: g1, message_id: m3, sent_at: 2026-03-31 23:59:59}
    expect: [{subject_id: g1, value: 3, last_at: 2026-03-31 23:59:59}]
  - name: {zh: 两条, en: two}
    as_of: 2026-03-30
    tables:
      group_activity: [{group_id: g1}]
      message: [{group_id: g1, message_id: m1, sent_at: 2026-03-01 08:00:00}]
    expect: []
"""


def test_a_rule_may_read_the_messages_themselves_and_measures_from_memory_or_file(engine, tmp_path):
    rules = load_packs(national=write_pack(tmp_path / "national", MESSAGES)).rules
    sent = [
        {"group_id": "g1", "message_id": f"m{number}", "sent_at": datetime.fromisoformat(f"2026-03-0{number} 08:00:00")}
        for number in range(1, 5)
    ]
    county = SmallSnapshot(tmp_path, {"message": TABLES["message"].arrow(sent), "work_group": TABLES["work_group"].arrow([group("g1")])})  # fmt: skip
    activity = MEASURES["group_activity"].arrow([{"group_id": "g1", "message_count": 4}])
    pq.write_table(activity, tmp_path / "group_activity.parquet")
    for measured in (activity, tmp_path / "group_activity.parquet"):
        found = audit(rules, county, engine, {"group_activity": measured})
        assert found.table["value"].to_pylist() == [4.0]
        assert json.loads(found.table["facts"][0].as_py())["last_at"] == "2026-03-04 08:00:00"
    assert audit(rules, county, engine).outcomes[0].missing == ("group_activity",)


world = st.fixed_dictionaries(
    {
        "work_group": st.lists(
            st.builds(
                group,
                st.sampled_from([f"g{number}" for number in range(8)]),
                name=st.sampled_from(["群", None]),
                last_active_on=st.sampled_from([date(2026, 1, 1), AS_OF, None]),
            ),
            unique_by=lambda row: row["group_id"],
            min_size=1,
        ),
        "exemption": st.lists(
            st.builds(
                exemption,
                st.sampled_from([f"e{number}" for number in range(6)]),
                subject_id=st.sampled_from(["g0", "g1", "g2"]),
                until_on=st.sampled_from([date(2026, 2, 1), date(2026, 12, 31)]),
            ),
            unique_by=lambda row: row["exemption_id"],
        ),
    }
)


@given(world, st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_rows_does_not_change_a_byte(rules, engine, tmp_path, tables, random):
    written = []
    for _ in range(2):
        found = audit(rules, snapshot(tmp_path, **tables), engine)
        files = write_findings(found, tmp_path)
        written.append(([path.read_bytes() for path in files], found.lapsed_exemptions))
        tables = {name: random.sample(rows, len(rows)) for name, rows in tables.items()}
    assert written[0] == written[1]


def test_the_list_for_machines_holds_the_facts_as_values(rules, engine, tmp_path):
    found = audit(rules, snapshot(tmp_path, work_group=[group("g1", name='群，"一"')]), engine)
    parquet, listing = write_findings(found, tmp_path)
    assert pq.read_table(parquet).equals(found.table)
    (row,) = json.loads(listing.read_text(encoding="utf-8"))
    assert row["facts"] == {"called": '群，"一"', "idle_days": 60, "limit": 60, "value": 89}
    assert row["as_of"] == "2026-03-31"
    assert list(row) == sorted(row)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([exemption("e1", until_on=date(2026, 4, 30))], [("g1", "2026-04-30", 1)]),
        ([exemption("e1", until_on=AS_OF)], [("g1", "2026-03-31", 1)]),
        ([exemption("e1", until_on=date(2026, 5, 1))], []),
        ([exemption("e1", until_on=date(2026, 3, 30))], []),
        ([exemption("e1", until_on=date(2026, 4, 30)), exemption("e2")], []),
        ([exemption("e1", until_on=date(2026, 4, 30)), exemption("e2", rule_id="group-unnamed")], [("g1", "2026-04-30", 1)]),
        ([exemption("e1", subject_id="g7", until_on=date(2026, 4, 1))], [("g7", "2026-04-01", 0)]),
        ([exemption("e1", approved=False, until_on=date(2026, 4, 1))], []),
    ],
)  # fmt: skip
def test_an_exemption_that_will_lapse_within_thirty_days_is_told_unless_it_is_renewed(
    rules, engine, tmp_path, given, told
):
    found = audit(rules, snapshot(tmp_path, work_group=[group("g1")], exemption=given), engine)
    lines = [(line["subject_id"], line["until_on"], len(line["findings"])) for line in found.expiring_exemptions]
    assert lines == told
