"""The document: figures from the measures, one cause one notice, the same bytes for the same run."""

import json

import msgspec
import pyarrow as pa
import pytest
from report_findings import finding
from report_measures import burden, caused
from report_rows import DEPARTMENTS
from report_run import write_run

from jianfu.measure.burden.tables import BURDEN_CAUSER
from jianfu.measure.suppression import SUPPRESSED
from jianfu.report.figures.causers import UnitNote, causer_rows
from jianfu.report.json import encode_document, read_document
from jianfu.report.notices import Context, RuleWords, make_notices


def test_the_same_run_gives_the_same_bytes_whatever_the_order_of_rows(run, tmp_path) -> None:
    shuffled = write_run(tmp_path, shuffled=True)
    assert encode_document(shuffled.document()) == encode_document(run.document())


def test_the_document_survives_its_own_json(run, tmp_path) -> None:
    document = run.document()
    (tmp_path / "report.json").write_bytes(encode_document(document))
    assert read_document(tmp_path) == document


def test_the_county_means_are_those_of_its_people(run) -> None:
    head = run.document().burden.headline
    assert head.people == 586
    assert head.minutes.low < head.minutes.middle < head.minutes.high
    assert head.off_hours_share == 0.32
    assert head.heaviest.level == "village"


def test_the_three_county_leaders_and_one_more_post_are_not_shown(run) -> None:
    rows = {(row.level, row.post): row for row in run.document().burden.bearers}
    assert rows["county", "leader"].suppressed
    assert rows["county", "middle"].suppressed
    assert rows["county", "staff"].people == 96


def test_the_biggest_bill_stands_first_and_the_rest_together_last(run) -> None:
    rows = run.document().burden.causers
    assert rows[0].name == DEPARTMENTS[0]
    assert rows[-1].unit_id is None
    assert rows[-1].unit_count == 2
    assert rows[0].copies < rows[0].to_others <= rows[0].hours.middle
    bills = [row.to_others for row in rows[:-1]]
    assert bills == sorted(bills, reverse=True)


def test_a_bill_borne_by_four_people_is_not_named() -> None:
    units = {"d0": UnitNote("某局", "county")}
    four, five = (BURDEN_CAUSER.arrow([{**caused()[0], "people": people}]) for people in (4, 5))
    assert causer_rows(four, units=units, sent={}) == []
    assert [row.name for row in causer_rows(five, units=units, sent={})] == ["某局"]


def test_a_village_is_never_named_as_a_causer() -> None:
    bill = BURDEN_CAUSER.arrow([caused()[0]])
    rows = causer_rows(bill, units={"d0": UnitNote("某村", "village")}, sent={})
    assert [(row.name, row.unit_id, row.unit_count) for row in rows] == [(None, None, 1)]


def test_components_add_up_to_each_level(run) -> None:
    picture = run.document().burden
    county = sum(row.by_level[0] for row in picture.components)
    level = next(row for row in picture.bearers if row.level == "county" and row.post is None)
    assert abs(county - level.minutes.middle) < 0.5


def test_findings_on_one_subject_make_one_notice_led_by_the_exact_limit(run) -> None:
    document = run.document()
    notice = next(notice for notice in document.notices if notice.subject_id == "g000")
    assert [finding.rule_id for finding in notice.open] == ["group-unapproved", "chain-reply-demanded", "group-zombie"]
    assert notice.rule_id == "group-unapproved"
    assert document.counts.notices == len(document.notices)
    assert document.counts.open == sum(len(notice.open) for notice in document.notices)


def test_muted_exempted_and_lapsed_are_counted_and_kept_apart(run) -> None:
    document = run.document()
    assert [finding.rule_id for notice in document.notices for finding in notice.muted] == ["group-zombie"]
    assert [(line.finding.subject_id, line.reason, line.until) for line in document.exempted] == [
        ("g018", "emergency", "2026-12-31")
    ]
    assert [(line.exemption_id, line.until, line.findings) for line in document.lapsed] == [("x2", "2026-08-31", 1)]


def test_a_rule_without_data_says_what_is_missing(run) -> None:
    cards = {card.rule_id: card for card in run.document().rules}
    assert cards["letter-late"].state == "input_missing"
    assert cards["letter-late"].missing == ["letter"]
    assert cards["group-unapproved"].sources[0].confirmed is False


def test_evidence_shows_no_person_no_free_text_and_no_small_count(run) -> None:
    document = run.document()
    columns = {column.name for card in document.tables.values() for column in card.columns}
    assert not columns & {"person_id", "owner_id", "sender_id", "text", "title"}
    assert b"p-county-staff" not in encode_document(document)
    titles = [column.name for column in document.tables["chain_reply"].columns]
    place = titles.index("participant_count")
    counts = [
        row[place]
        for notice in document.notices
        for finding in notice.open
        for item in finding.evidence
        if item.table == "chain_reply"
        for row in item.rows
    ]
    assert SUPPRESSED in counts
    assert all(count == SUPPRESSED or count >= 5 for count in counts)


def test_a_message_that_counts_three_people_does_not_say_so(run) -> None:
    finding = next(
        f for notice in run.document().notices for f in notice.open if f.finding_id == "f-chain-reply-demanded-g005"
    )
    assert SUPPRESSED in finding.message["zh"]


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("share", 0.5, "50%"),
        ("share", 1.0, "100%"),
        ("share", 0.6667, "66.7%"),
        ("share", 0.004, "0.4%"),
        ("share", None, "—"),
        ("day", 0.5, "0.5"),
        ("person", 5.0, "5"),
        ("person", 4.0, SUPPRESSED),
        ("", 91.0, "91"),
    ],
)
def test_a_value_is_written_in_the_unit_of_its_limit(unit, value, shown) -> None:
    words = RuleWords({"zh": "占 {value}，界限 {limit}", "en": "{value}, limit {limit}"}, (), unit)
    context = Context({"member-idle": words}, {}, frozenset())
    row = finding("member-idle", 3, "setting", "group", "g1", value=value, limit_value=0.5)
    filled = {"subject_name": "", "unit_id": None, "lapsed_exemption_id": None, "because": None}
    [notice] = make_notices([{**filled, **row}], context)
    limit = "50%" if unit == "share" else "0.5"
    assert notice.open[0].message == {"zh": f"占 {shown}，界限 {limit}", "en": f"{shown}, limit {limit}"}
    assert notice.open[0].value == (SUPPRESSED if shown == SUPPRESSED else value)


def test_a_quoted_text_hides_its_telephone_number(run) -> None:
    relays = run.document().burden.relays
    assert relays[0].excerpt.startswith("各乡镇")
    assert "13800001234" not in json.dumps([tree.excerpt for tree in relays])
    assert len(relays) == 5, "the text read by three people is not listed"


def test_a_notice_is_shown_from_level_to_level_with_what_changed(run) -> None:
    tree = run.document().burden.relays[0]
    township = tree.root.below[0]
    village = township.below[0]
    assert (tree.root.level, township.level, village.level) == ("county", "township", "village")
    assert (tree.root.copies, township.copies, village.copies) == (1, 2, 2)
    assert (township.delay, township.relations) == (7.5, {"preface": 1, "whole": 1})
    assert [(change.way, change.before, change.after, change.copies) for change in village.changes] == [
        ("earlier", "9月5日17时", "9月5日12时", 2)
    ]
    assert village.below == [], "a copy within a level stays on its branch"


def test_no_person_stands_in_the_trees(run) -> None:
    told = json.dumps(msgspec.to_builtins(run.document().burden.relays), ensure_ascii=False)
    assert "p-township" not in told
    assert "p-village" not in told


def test_a_run_without_measures_still_has_its_findings(run, tmp_path) -> None:
    bare = write_run(tmp_path)
    for path in (bare.folder / "measures").iterdir():
        path.unlink()
    document = bare.document()
    assert document.burden.headline is None
    assert document.burden.bearers == []
    assert len(document.notices) == len(run.document().notices)


def test_small_totals_are_exact_sums(run) -> None:
    table = pa.table({"minutes": [row["minutes_middle"] for row in burden()]})
    whole = sum(table["minutes"].to_pylist()) / 60
    assert abs(run.document().burden.headline.total_hours.middle - whole) <= 0.5
