import random
from datetime import date

import pytest
from test_burden import DUTIES, NOTICE, PEOPLE, UNITS
from worlds import at, make_snapshot, message

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import LANGUAGES, translator
from jianfu.engine.duckdb import DuckdbEngine
from jianfu.measure.burden.constants import default_constants, read_constants
from jianfu.measure.catalogue import INPUTS, MEASURES
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.run import compute_all, missing_inputs


def county() -> dict[str, list[dict[str, object]]]:
    chance = random.Random(7)
    people = [person["person_id"] for person in PEOPLE]
    return {
        "unit": UNITS,
        "person": PEOPLE,
        "work_group": [{"group_id": f"g{n}", "unit_id": "c1"} for n in range(5)],
        "membership": [{"group_id": f"g{n}", "person_id": p} for n in range(5) for p in chance.sample(people, 4)],
        "message": [
            message(
                f"g{n % 5}",
                at(7 + n // 12, n % 12 + 8, n),
                people[n % 6],
                (NOTICE, "收到", "收到请接龙", "👍👍👍")[n % 4],
            )
            for n in range(48)
        ],
        "letter": [{"letter_id": f"l{n}", "received_at": at(7)} for n in range(3)],
        **DUTIES,
    }


def run(tmp_path, tables, name, **more):
    snapshot = make_snapshot(tmp_path, tables, **more)
    engine = DuckdbEngine(threads=2)
    found = compute_all(MeasureInput(snapshot, engine, date(2026, 9, 30)), tmp_path / name)
    engine.close()
    return found


def test_the_same_rows_in_any_order_give_the_same_bytes(tmp_path) -> None:
    tables = county()
    shuffled = {name: random.Random(3).sample(rows, len(rows)) for name, rows in tables.items()}
    run(tmp_path, tables, "one")
    run(tmp_path, shuffled, "two", row_group=7)
    for name in MEASURES:
        one, two = ((tmp_path / folder / f"{name}.parquet").read_bytes() for folder in ("one", "two"))
        assert one == two, name


def test_every_table_is_as_declared_and_in_key_order(tmp_path) -> None:
    for name, table in run(tmp_path, county(), "out").items():
        assert table.schema == MEASURES[name].schema, name
        keys = [tuple((row[key] is None, row[key]) for key in MEASURES[name].key) for row in table.to_pylist()]
        assert keys == sorted(keys), name
        assert len(set(keys)) == len(keys), name


def test_nothing_at_all_leaves_empty_tables_and_says_what_is_missing(tmp_path) -> None:
    snapshot = make_snapshot(tmp_path, {})
    engine = DuckdbEngine(threads=1)
    given = MeasureInput(snapshot, engine, date(2026, 9, 30))
    found = compute_all(given)
    engine.close()
    assert {name: table.num_rows for name, table in found.items()} == dict.fromkeys(MEASURES, 0)
    assert missing_inputs(given)["group_activity"] == ("message",)
    assert set(INPUTS) == set(MEASURES)


def test_no_scratch_is_left_behind(tmp_path) -> None:
    run(tmp_path, county(), "out")
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("snapshot")) == ["out"]


def test_every_measure_is_defined_in_both_languages() -> None:
    for language in LANGUAGES:
        assert all(translator(language)(f"definition-{name}") for name in MEASURES)


def test_every_constant_states_its_source_and_its_cases_in_order() -> None:
    for name, rate in default_constants().rates.items():
        ordered = [rate.low, rate.middle, rate.high]
        assert ordered == sorted(ordered, reverse=name.endswith("_speed")), name
        assert rate.basis in ("published", "assumption"), name
        assert rate.source.zh and rate.source.en, name


def test_a_county_replaces_one_constant_by_its_own(tmp_path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(
        "rates:\n  vote_seconds: {unit: second, low: 8, middle: 9, high: 10, basis: measured, zh: 投票, en: Vote,"
        " source: {zh: 二十人计时, en: twenty people timed}}\n",
        encoding="utf-8",
    )
    ours = read_constants(path)
    assert ours.rate("vote_seconds") == (8, 9, 10)
    assert ours.rate("login_seconds") == default_constants().rate("login_seconds")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rates: [1]", "constants-unreadable"),
        ("[" * 100_000, "yaml-syntax"),
        (
            "rates: {vote_seconds: {unit: s, low: .nan, middle: 2, high: 3, basis: b, zh: z, en: e,"
            " source: {zh: z, en: e}}}",
            "yaml-syntax",
        ),
        (
            "settings: {burst_minutes: {value: .inf, unit: s, source: {zh: z, en: e}}}",
            "yaml-syntax",
        ),
        (
            "rates: {x: {unit: s, low: 1, middle: 2, high: 3, basis: b, zh: z, en: e, source: {zh: z, en: e}}}",
            "constants-unknown",
        ),
        (
            "rates: {vote_seconds: {unit: s, low: 3, middle: 2, high: 1, basis: b, zh: z, en: e, source: {zh: z, en: e}}}",
            "constants-order",
        ),
        (
            "rates: {reading_speed: {unit: s, low: 3, middle: 2, high: 0, basis: b, zh: z, en: e, source: {zh: z, en: e}}}",
            "constants-order",
        ),
    ],
)
def test_a_constants_file_that_cannot_be_meant_is_refused(tmp_path, text, code) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserProblem) as problem:
        read_constants(path)
    assert problem.value.code == code
