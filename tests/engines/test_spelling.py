"""Our own functions: the same answer as plain Python on every engine, for text, nulls, ties and roundings alike."""

import hashlib
import math
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rows import LETTERS, ROWS, answer

from jianfu.tables.column import Kind
from jianfu.tables.identity import clean_name

texts = (
    st.none() | st.text(st.sampled_from(LETTERS), max_size=8) | st.text(max_size=5).filter(lambda t: "\x00" not in t)
)
whole = st.none() | st.integers(-1000, 1000)
decimals = (
    st.none() | st.floats(-1e6, 1e6, allow_nan=False) | st.sampled_from([0.0, 0.5, 2.5, -2.5, 2.675, 1.005, -0.125])
)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))
moments = st.none() | st.datetimes(datetime.fromisoformat("1971-01-01"), datetime.fromisoformat("2100-12-31"))
row = st.fixed_dictionaries({
    "g": st.sampled_from(["甲", "乙", None]), "a": texts, "b": texts, "i": whole, "j": whole, "x": decimals,
    "y": decimals, "d": days, "e": days, "m": moments, "n": moments, "f": st.none() | st.booleans(),
})  # fmt: skip


def on_both(size):
    """Many small examples on the embedded engine, one large batch on the cluster engine."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]

    def decorate(function):
        @given(st.lists(row, min_size=1, max_size=size))
        @settings(max_examples=25, deadline=None, suppress_health_check=quiet)
        def small(duckdb_engine, rows):
            function(duckdb_engine, rows)

        @pytest.mark.spark
        @given(st.lists(row, min_size=80, max_size=120))
        @settings(max_examples=1, deadline=None, suppress_health_check=quiet, phases=[Phase.generate])
        def large(spark_engine, rows):
            function(spark_engine, rows)

        return small, large

    return decorate


def nullable(function):
    return lambda *values: None if None in values else function(*values)


def rounded(value, digits):
    power = 10.0**digits
    return math.copysign(1, value) * math.floor(abs(value) * power + 0.5) / power + 0.0


def distance(left, right):
    line = list(range(len(right) + 1))
    for above, character in enumerate(left, 1):
        diagonal, line[0] = line[0], above
        for place, other in enumerate(right, 1):
            step = min(line[place] + 1, line[place - 1] + 1, diagonal + (character != other))
            diagonal, line[place] = line[place], step
    return line[-1]


def bucket(words, buckets):
    return int(hashlib.md5(words.encode()).hexdigest()[:8], 16) % buckets


SCALARS = {
    "days_between(d, e)": lambda r: nullable(lambda a, b: (b - a).days)(r["d"], r["e"]),
    "days_between(m, e)": lambda r: nullable(lambda a, b: (b - a.date()).days)(r["m"], r["e"]),
    "hours_between(m, n)": lambda r: nullable(lambda a, b: ((b - a) // timedelta(microseconds=1)) / 3600000000)(r["m"], r["n"]),
    "day_of(m)": lambda r: nullable(lambda a: a.date())(r["m"]),
    "weekday(d)": lambda r: nullable(lambda a: a.isoweekday())(r["d"]),
    "weekday(m)": lambda r: nullable(lambda a: a.isoweekday())(r["m"]),
    "add_days(d, i)": lambda r: nullable(lambda a, b: a + timedelta(b))(r["d"], r["i"]),
    "add_days(d, -i - 1)": lambda r: nullable(lambda a, b: a - timedelta(b + 1))(r["d"], r["i"]),
    "share_of(i, j)": lambda r: nullable(lambda a, b: a / b if b else None)(r["i"], r["j"]),
    "share_of(x, i)": lambda r: nullable(lambda a, b: a / b if b else None)(r["x"], r["i"]),
    "edit_distance(a, b)": lambda r: nullable(distance)(r["a"], r["b"]),
    "clean_name(a)": lambda r: nullable(clean_name)(r["a"]),
    "sample_bucket(a, 100)": lambda r: nullable(lambda a: bucket(a, 100))(r["a"]),
    "round(x)": lambda r: nullable(lambda a: rounded(a, 0))(r["x"]),
    "round(x, 2)": lambda r: nullable(lambda a: rounded(a, 2))(r["x"]),
    "round(i, 1)": lambda r: r["i"],
    "abs(x)": lambda r: nullable(abs)(r["x"]),
    "cast(x as int)": lambda r: nullable(math.trunc)(r["x"]),
    "cast(i as double)": lambda r: nullable(float)(r["i"]),
    "cast(i as varchar)": lambda r: nullable(str)(r["i"]),
    "cast(d as varchar)": lambda r: nullable(str)(r["d"]),
    "cast(m as date)": lambda r: nullable(lambda a: a.date())(r["m"]),
    "cast(f as int)": lambda r: nullable(int)(r["f"]),
    "coalesce(a, b, '无')": lambda r: next(each for each in (r["a"], r["b"], "无") if each is not None),
    "coalesce(i, x)": lambda r: float(r["i"]) if r["i"] is not None else r["x"],
    "nullif(a, b)": lambda r: None if r["a"] == r["b"] else r["a"],
    "greatest(i, j)": lambda r: max((each for each in (r["i"], r["j"]) if each is not None), default=None),
    "least(a, b)": lambda r: min((each for each in (r["a"], r["b"]) if each is not None), default=None),
    "greatest(d, e)": lambda r: max((each for each in (r["d"], r["e"]) if each is not None), default=None),
    "case when a like '%收%' then 1 when f then 0.1 else i end": lambda r: (
        1.0 if "收" in (r["a"] or "") else 0.1 if r["f"] else nullable(float)(r["i"])
    ),
    "case a when '收到' then '是' end": lambda r: "是" if r["a"] == "收到" else None,
    "a = b": lambda r: nullable(lambda a, b: a == b)(r["a"], r["b"]),
    "a < b": lambda r: nullable(lambda a, b: a < b)(r["a"], r["b"]),
    "i < x": lambda r: nullable(lambda a, b: a < b)(r["i"], r["x"]),
    "a is null": lambda r: r["a"] is None,
    "f is true": lambda r: r["f"] is True,
    "not f": lambda r: nullable(lambda a: not a)(r["f"]),
    "i between -10 and j": lambda r: (
        None if r["i"] is None else False if r["i"] < -10 else nullable(lambda j: r["i"] <= j)(r["j"])
    ),
    "a in ('收到', '')": lambda r: nullable(lambda a: a in ("收到", ""))(r["a"]),
    "i * 2 + j - 1": lambda r: nullable(lambda a, b: a * 2 + b - 1)(r["i"], r["j"]),
    "x * 0.1": lambda r: nullable(lambda a: a * 0.1)(r["x"]),
    "x * (y + 1)": lambda r: nullable(lambda a, b: a * (b + 1))(r["x"], r["y"]),
    "days_between(date '2026-01-31', d)": lambda r: nullable(lambda a: (a - date(2026, 1, 31)).days)(r["d"]),
}  # fmt: skip


@on_both(size=20)
def scalars(engine, rows):
    names = {f"c{position}": words for position, words in enumerate(SCALARS)}
    query = "select k, " + ", ".join(f"{words} as {name}" for name, words in names.items()) + " from rows"
    found = sorted(answer(engine, query, rows), key=lambda each: each["k"])
    assert len(found) == len(rows)
    for given_row, got in zip(rows, found, strict=True):
        for name, words in names.items():
            assert got[name] == SCALARS[words](given_row), (words, given_row)


test_scalars_answer_as_python_does_embedded, test_scalars_answer_as_python_does_on_the_cluster = scalars


def millionths(values):
    return sum(math.floor(value * 1000000 + 0.5) for value in values)


def quantile(values, share):
    ordered = sorted(values)
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    return low + (high - low) * (place - math.floor(place))


@on_both(size=20)
def aggregates(engine, rows):
    query = """
      select g, count(*) as rows_seen, count(a) as a_seen, count(distinct a) as a_kinds, sum(i) as i_sum,
             sum(x) as x_sum, avg(i) as i_mean, avg(x) as x_mean, min(a) as a_least, max(d) as d_most,
             min(m) as m_least, percentile(x, 0.9) as x_p90, percentile(i, :share) as i_mid,
             sum(case when f then 1 else 0 end) as f_sum, max(share_of(i, j)) as share_most
      from rows group by g
    """
    found = {each["g"]: each for each in answer(engine, query, rows, {"share": 0.5}, {"share": Kind.NUMBER})}
    assert set(found) == {each["g"] for each in rows}
    for name, got in found.items():
        group = [each for each in rows if each["g"] == name]
        held = {key: [each[key] for each in group if each[key] is not None] for key in ROWS.names[2:]}
        shares = [each["i"] / each["j"] for each in group if each["i"] is not None and each["j"]]
        expected = {
            "g": name, "rows_seen": len(group), "a_seen": len(held["a"]), "a_kinds": len(set(held["a"])),
            "i_sum": sum(held["i"]) if held["i"] else None,
            "x_sum": millionths(held["x"]) / 1000000 if held["x"] else None,
            "i_mean": sum(held["i"]) / len(held["i"]) if held["i"] else None,
            "x_mean": millionths(held["x"]) / 1000000 / len(held["x"]) if held["x"] else None,
            "a_least": min(held["a"], default=None), "d_most": max(held["d"], default=None),
            "m_least": min(held["m"], default=None), "x_p90": quantile(held["x"], 0.9),
            "i_mid": quantile([float(each) for each in held["i"]], 0.5), "f_sum": sum(held["f"]),
            "share_most": max(shares, default=None),
        }  # fmt: skip
        assert got == expected


test_aggregates_answer_as_python_does_embedded, test_aggregates_answer_as_python_does_on_the_cluster = aggregates


@on_both(size=20)
def windows(engine, rows):
    query = """
      select k, row_number() over (partition by g order by i desc, k) as place,
             lag(a, 1) over (partition by g order by i desc, k) as before,
             lead(k) over (partition by g order by i desc, k) as after,
             sum(x) over (partition by g) as x_all, count(*) over (partition by g) as rows_all,
             row_number() over (order by a, k) as by_text
      from rows
    """
    found = {each["k"]: each for each in answer(engine, query, rows)}
    numbered = list(enumerate(rows))
    by_text = sorted(numbered, key=lambda each: (each[1]["a"] is not None, each[1]["a"] or "", each[0]))
    for name in {each["g"] for each in rows}:
        group = [each for each in numbered if each[1]["g"] == name]
        group.sort(key=lambda each: (each[1]["i"] is None, -(each[1]["i"] or 0), each[0]))
        xs = [each["x"] for _, each in group if each["x"] is not None]
        for place, (key, _) in enumerate(group):
            assert found[key] == {
                "k": key, "place": place + 1, "before": group[place - 1][1]["a"] if place else None,
                "after": group[place + 1][0] if place + 1 < len(group) else None,
                "x_all": millionths(xs) / 1000000 if xs else None, "rows_all": len(group),
                "by_text": [each for each, _ in by_text].index(key) + 1,
            }  # fmt: skip


test_windows_answer_as_python_does_embedded, test_windows_answer_as_python_does_on_the_cluster = windows
