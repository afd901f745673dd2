"""What every engine promises: parameters bound as they are, tables from memory or files alike, parts in order."""

import functools
from datetime import date, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rows import LETTERS, ROWS, answer

from jianfu.base.errors import Defect, UserProblem
from jianfu.engine.check import check
from jianfu.engine.choose import open_engine
from jianfu.tables.column import Kind

NINE = datetime.fromisoformat("2026-09-01 09:00:00")

bound = st.fixed_dictionaries({
    "words": st.text(max_size=20).filter(lambda t: "\x00" not in t) | st.text(st.sampled_from(LETTERS)),
    "count": st.integers(-(2**63) + 1, 2**63 - 1), "share": st.floats(allow_nan=False, allow_infinity=False),
    "day": st.dates(date(1, 1, 1), date(9999, 12, 31)), "moment": st.datetimes(datetime.fromisoformat("1971-01-01")), "yes": st.booleans(),
})  # fmt: skip
BOUND_KINDS = {
    "words": Kind.TEXT, "count": Kind.INTEGER, "share": Kind.NUMBER, "day": Kind.DATE, "moment": Kind.MOMENT, "yes": Kind.FLAG,
}  # fmt: skip


def come_back(engine, parameters):
    query = check("select " + ", ".join(f":{name} as {name}" for name in BOUND_KINDS), {}, BOUND_KINDS)
    assert engine.query(query, {}, parameters).to_pylist() == [parameters]
    nothing = dict.fromkeys(BOUND_KINDS)
    assert engine.query(query, {}, nothing).to_pylist() == [nothing]


@given(bound)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_bound_parameter_comes_back_as_it_went_in_embedded(duckdb_engine, parameters):
    come_back(duckdb_engine, parameters)


@pytest.mark.spark
@given(bound)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.generate],
)
def test_a_bound_parameter_comes_back_as_it_went_in_on_the_cluster(spark_engine, parameters):
    come_back(spark_engine, parameters)


def test_joins_unions_and_subqueries_agree(engine):
    query = """
      with both_sides as (
        select g, i from rows where f union all select b, j from rows where not f
      )
      select r.k, s.total, exists (select 1 from rows q where q.a = r.b and q.k <> r.k) as answered,
             r.g in (select p.g from both_sides p where p.i > 0) as busy,
             (select max(z.i) from both_sides z) as most
      from rows r
      left join (select t.g, count(*) as total from both_sides t group by t.g) s on s.g = r.g
      where r.k >= 0
    """
    rows = [
        {"g": "甲", "a": "收到", "b": "收到", "i": 3, "j": -1, "f": True},
        {"g": "乙", "a": "收到", "b": "乙", "i": None, "j": 5, "f": False},
        {"g": "丙", "a": None, "b": "收到", "i": 0, "j": 0, "f": None},
    ]
    found = sorted(answer(engine, query, rows), key=lambda each: each["k"])
    assert found == [
        {"k": 0, "total": 1, "answered": True, "busy": True, "most": 5},
        {"k": 1, "total": 1, "answered": False, "busy": True, "most": 5},
        {"k": 2, "total": None, "answered": True, "busy": False, "most": 5},
    ]


def test_a_table_given_as_files_answers_like_the_same_rows_in_memory(engine, tmp_path):
    table = ROWS.arrow(
        [{"k": k, "g": "甲" if k % 3 else "乙", "m": NINE + timedelta(minutes=k % 60)} for k in range(100)]
    )
    coded = table.set_column(1, "g", table["g"].dictionary_encode())
    folder = tmp_path / "数据 [2026] {甲,乙}*"
    folder.mkdir()
    paths = [folder / "part-0000.parquet", folder / "part-0001.parquet"]
    pq.write_table(coded.slice(0, 40), paths[0])
    pq.write_table(coded.slice(40), paths[1])
    query = check("select g, count(*) as n, max(m) as last from rows group by g", {"rows": ROWS}, {})
    answers = [
        sorted(engine.query(query, {"rows": source}, {}).to_pylist(), key=str) for source in (table, coded, paths)
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][1]["n"] + answers[0][0]["n"] == 100


def test_parts_come_back_in_their_order(engine, tmp_path):
    parts = [tmp_path / f"part-{place:04}.parquet" for place in range(7)]
    for place, part in enumerate(parts):
        pq.write_table(pa.table({"place": [place], "m": [NINE], "other": ["x"]}), part)
    read = functools.partial(pq.read_table, columns=["place", "m"])
    answers = list(engine.map_parts(read, parts))
    assert [table.to_pylist() for table in answers] == [[{"place": place, "m": NINE}] for place in range(7)]
    assert list(engine.map_parts(read, [])) == []


def test_what_an_engine_cannot_do_is_a_defect_in_its_own_words(engine):
    query = check("select :count * 2 as twice", {}, {"count": Kind.INTEGER})
    with pytest.raises(Defect) as caught:
        engine.query(query, {}, {"count": 2**62})
    assert (caught.value.code, caught.value.facts["engine"]) == ("engine-failed", engine.name)
    assert engine.query(query, {}, {"count": 21}).to_pylist() == [{"twice": 42}]


@pytest.mark.parametrize("value", [1.5, "1", True, None])
def test_a_parameter_of_another_kind_or_none_at_all_never_becomes_text(duckdb_engine, value):
    query = check("select :count + 1 as more", {}, {"count": Kind.INTEGER})
    if value is None:
        assert duckdb_engine.query(query, {}, {"count": None}).to_pylist() == [{"more": None}]
    else:
        with pytest.raises(Defect):
            duckdb_engine.query(query, {}, {"count": value})
    with pytest.raises(Defect):
        duckdb_engine.query(query, {}, {})


@pytest.mark.parametrize("wish", ["polars", "duckdb=x", "Spark", ""])
def test_an_unknown_engine_is_refused(wish):
    with pytest.raises(UserProblem):
        open_engine(wish)


@pytest.mark.spark
def test_a_guest_in_a_session_leaves_it_running(spark_engine) -> None:
    guest = type(spark_engine)("local[2]")
    guest.close()
    query = check("select :count as count", {}, {"count": Kind.INTEGER})
    assert spark_engine.query(query, {}, {"count": 1}).to_pylist() == [{"count": 1}]
