"""The gate before the engines: what is portable passes, what is not is refused at once, with line and remedy."""

import time

import pytest

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import LANGUAGES, translator
from jianfu.engine.check import check
from jianfu.tables import TABLES
from jianfu.tables.column import Kind

READS = {name: TABLES[name] for name in ("work_group", "unit", "membership", "calendar")}
PARAMETERS = {"as_of": Kind.DATE, "idle_days": Kind.INTEGER, "share": Kind.NUMBER}


def refused(query):
    with pytest.raises(UserProblem) as caught:
        check(query, READS, PARAMETERS)
    problem = caught.value
    assert all(translator(language).problem(problem) for language in LANGUAGES)
    return problem


def test_a_query_says_what_it_reads_binds_and_returns():
    query = check(
        "select g.unit_id as unit_id, count(*) as value, share_of(count(g.name), count(*)) as named, "
        "max(day_of(:as_of)) as day from work_group g group by g.unit_id having count(*) > :idle_days",
        READS,
        PARAMETERS,
    )
    assert query.reads == ("work_group",)
    assert query.parameters == ("as_of", "idle_days")
    assert query.columns == (
        ("unit_id", Kind.TEXT), ("value", Kind.INTEGER), ("named", Kind.NUMBER), ("day", Kind.DATE),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "code", "facts"),
    [
        ("select * from unit", "query-star", {}),
        ("select u.* from unit u", "query-star", {}),
        ("select name from unit('x')", "query-not-portable", {"what": "unit"}),
        ("select name from unit; select name from unit", "query-not-one-select", {"found": 2}),
        ("", "query-not-one-select", {}),
        ("drop table unit", "query-not-one-select", {}),
        ("insert into unit select name from unit", "query-not-one-select", {}),
        ("copy (select name from unit) to '/tmp/out.csv'", "query-not-one-select", {}),
        ("attach '/tmp/x.db' as x", "query-syntax", {}),
        ("select name from", "query-syntax", {}),
        ("select 'open from unit", "query-syntax", {}),
        ("select text as a from read_csv('/etc/passwd')", "query-not-portable", {}),
        ("select name from '/etc/passwd'", "query-name-odd", {}),
        ("select name from other.unit", "query-not-portable", {}),
        ("select name from message", "query-table-undeclared", {"table": "message"}),
        ("select nam from unit", "query-column-unknown", {"column": "nam"}),
        ("select v.name from unit u", "query-column-unknown", {"column": "v.name"}),
        ("select name from unit u join work_group g on g.unit_id = u.unit_id", "query-column-ambiguous", {}),
        ("select count(*) from unit", "query-column-unnamed", {"position": 1}),
        ("select name as a, unit_id as a from unit", "query-name-twice", {"name": "a"}),
        ("select name from unit u where exists (select 1 from unit u)", "query-name-twice", {"name": "u"}),
        ("with unit as (select 1 as a) select a from unit", "query-name-twice", {"name": "unit"}),
        ("select :other as a", "query-parameter-unknown", {"parameter": ":other"}),
        ("select ? as a", "query-parameter-unknown", {}),
        ("select name from unit limit 5", "query-not-portable-instead", {"instead": "where"}),
        ("select name from unit order by name", "query-not-portable", {"what": "order"}),
        ("select name from unit union select name from unit", "query-not-portable", {"what": "distinct"}),
        ("select stated_members / 2 as a from work_group", "query-not-portable-instead", {"instead": "share_of(part, whole)"}),
        ("select stated_members % 2 as a from work_group", "query-not-portable-instead", {}),
        ("select name || 'x' as a from unit", "query-not-portable-instead", {}),
        ("select created_on - filed_on as a from work_group", "query-arithmetic-on-days", {"instead": "days_between"}),
        ("select created_on + 1 as a from work_group", "query-kinds-differ", {}),
        ("select created_on - interval '1' day as a from work_group", "query-not-portable-instead", {}),
        ("select name from work_group where created_on = '2026-01-01'", "query-kinds-differ", {"kinds": "date, text"}),
        ("select name from work_group where stated_members = '5'", "query-kinds-differ", {}),
        ("select name from work_group where stated_members", "query-condition-not-flag", {}),
        ("select name from unit where name like 'a_b'", "query-like-pattern", {}),
        ("select name from unit where name like unit_id", "query-like-pattern", {}),
        ("select name from unit where name ilike 'a'", "query-not-portable-instead", {}),
        ("select levenshtein(name, unit_id) as a from unit", "query-function-instead", {"instead": "edit_distance"}),
        ("select date_diff('day', created_on, filed_on) as a from work_group", "query-function-instead", {"instead": "days_between"}),
        ("select random() as a", "query-function-instead", {}),
        ("select getenv('HOME') as a", "query-function", {"function": "getenv"}),
        ("select current_date as a", "query-column-unknown", {"column": "current_date"}),
        ("select count(distinct name, unit_id) as a from unit", "query-not-portable", {}),
        ("select sum(name) as a from unit", "query-argument-kind", {}),
        ("select days_between(created_on) as a from work_group", "query-argument-count", {}),
        ("select round(:share, :idle_days) as a", "query-argument-constant", {}),
        ("select cast('5' as int) as a", "query-cast", {}),
        ("select cast('2026-02-30' as date) as a", "query-cast", {}),
        ("select cast(:share as varchar) as a", "query-cast", {}),
        ("select null as a from unit", "query-kind-unknown", {"column": "a"}),
        ("select unit_id, name from unit group by unit_id", "query-not-grouped", {"column": "unit.name"}),
        ("select count(*) as a from unit group by 1", "query-group-by-number", {}),
        ("select name from unit where count(*) > 1", "query-aggregate-here", {}),
        ("select max(count(*)) as a from unit", "query-aggregate-here", {}),
        ("select u.name from unit u, work_group g", "query-join-without-on", {}),
        ("select u.name from unit u full join work_group g on g.unit_id = u.unit_id", "query-join-kind", {}),
        ("select u.name from unit u join work_group g using (unit_id)", "query-not-portable", {}),
        ("select row_number() as a from unit", "query-window-missing", {}),
        ("select name from unit where row_number() over (order by unit_id) = 1", "query-window-here", {}),
        ("select row_number() over (partition by kind order by name) as a from unit", "query-order-not-total", {"missing": "unit.unit_id"}),
        ("select lag(name) over (partition by unit_id) as a from unit", "query-order-not-total", {}),
        ("select percentile(stated_members, 0.5) over (partition by unit_id) as a from work_group", "query-window-function", {}),
        ("select (select name from unit) as a from calendar", "query-subquery-rows", {}),
        ("select name from unit where unit_id in (select u.unit_id, u.name from unit u)", "query-subquery-columns", {}),
        ("select name from unit union all select name, unit_id from unit", "query-union-width", {}),
        ("select 99999999999999999999 as a", "query-number-too-large", {}),
        ("select a.b as c from (values (1)) a(b)", "query-not-portable", {}),
        ("with recursive r as (select 1 as a union all select a + 1 from r) select a from r", "query-not-portable", {}),
    ],
)  # fmt: skip
def test_what_is_not_portable_is_refused_by_name(query, code, facts):
    problem = refused(query)
    assert problem.code == code, dict(problem.facts)
    assert {name: problem.facts[name] for name in facts} == facts


def test_the_line_is_told():
    assert refused("select name\nfrom unit\nwhere nam = 'a'").facts["line"] == 3


@pytest.mark.parametrize(
    "query",
    [
        "x" * 1_000_000,
        "select 1" + " + 1" * 4_000 + " as a",
        "select 1" + " + 1" * 1_400 + " as a",
        "select " + "not " * 2_900 + "true as a",
        "select " + "-" * 1 + " - " * 1_400 + "1 as a",
        "select " + "(" * 5_000 + "1" + ")" * 5_000,
        "select " + "round(" * 13 + "0.5" + ")" * 13 + " as a, " + "nothing",
        "select " + "case when true then " * 2_000 + "1" + " end" * 2_000,
        "select " + ",".join(f"'{'a' * 5}' as c{number}" for number in range(1_000)) + ", *",
        "select name from unit where " + " or ".join(f"name = '{number}'" for number in range(700)) + " limit 1",
        "with " + ", ".join(f"c{number} as (select 1 as a)" for number in range(400)) + " select a from nothing",
        "/*" * 5_000,
        "select '" + "\\'" * 5_000,
        "\x00" * 10_000,
    ],
    ids=lambda query: query[:30],
)  # fmt: skip
def test_hostile_text_is_refused_in_well_under_a_second(query):
    began = time.perf_counter()
    refused(query)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "query",
    [
        "select group_id, row_number() over (partition by unit_id order by created_on desc, group_id) as place from work_group",
        "select m.group_id, lag(m.joined_on) over (order by m.group_id, m.person_id) as before from membership m",
        "select w.unit_id, row_number() over (order by w.n desc, w.unit_id) as place "
        "from (select unit_id, count(*) as n from work_group group by unit_id) w",
        "select g.group_id, row_number() over (order by g.group_id) as place "
        "from work_group g left join unit u on u.unit_id = g.unit_id",
        "select unit_id, row_number() over (order by count(*) desc, unit_id) as place from work_group group by unit_id",
        "select (select max(c.day) from calendar c) as last_day, u.name from unit u",
        "select name from unit where exists (select 1 from work_group g where g.unit_id = unit.unit_id)",
        "select name, cast(null as int) as nothing from unit where name like '%会%' and name not in ('a', 'b')",
        "select distinct coalesce(name, unit_id) as a from unit",
        "select GROUP_ID from WORK_GROUP where APPROVED is not null and not approved",
    ],
)  # fmt: skip
def test_what_both_engines_answer_alike_passes(query):
    assert check(query, READS, PARAMETERS).columns


def test_a_pseudonym_is_known_wherever_it_travels():
    query = check(
        "with a as (select max(m.person_id) as who, count(m.person_id) as n from membership m group by m.group_id) "
        "select coalesce(a.who, 'x') as b, a.n as n from a",
        READS,
        {},
    )
    assert query.persons == ("b",)


def test_the_same_text_gives_the_same_query():
    text = "select unit_id, count(*) as n from work_group group by unit_id"
    assert check(text, READS, PARAMETERS) == check(text, READS, PARAMETERS)
