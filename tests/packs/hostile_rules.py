"""Rule files a stranger might send: forbidden queries, bombs of queries, cases without end."""

from collections.abc import Callable
from pathlib import Path

import yaml

RULE = """
id: own
check: 5
title: {zh: 群无名称, en: Group without name}
status: active
limit: exact
subject: group
source: [{document: local, article: 三, words: {zh: 应有名称, en: a name is needed}}]
parameters: {}
limit_parameter: null
exemptions: not_honoured
reads: [work_group]
needs: [work_group]
query: select g.group_id as subject_id, g.unit_id as unit_id, 1 as value from work_group g where g.name is null
message: {zh: 没有名称, en: No name}
remedy: {zh: 命名, en: Name it}
dispute: {zh: 说明, en: Explain}
evidence: [{table: work_group, match: group_id}]
cases:
  - {name: {zh: 无名, en: no name}, as_of: 2026-03-31, tables: {work_group: [{group_id: g1}]}, expect: [{subject_id: g1}]}
  - {name: {zh: 有名, en: named}, as_of: 2026-03-31, tables: {work_group: [{group_id: g1, name: 群}]}, expect: []}
"""
HEAD = "select g.group_id as subject_id, g.unit_id as unit_id, 1 as value from work_group g "
_DOUBLED = ", ".join(
    f"b{n} as (select x.group_id from b{n - 1} x union all select y.group_id from b{n - 1} y)" for n in range(1, 40)
)
_NESTED = "where exists (select 1 as a from work_group x " * 20 + ")" * 20

QUERIES = {
    "a write": "delete from work_group",
    "a table made": "create table own as select 1 as a",
    "two statements": HEAD + "; drop table work_group",
    "a copy to a file": "copy (select 1 as a) to '/tmp/own.csv'",
    "a setting": "pragma database_list",
    "another database": "attach '/tmp/own.db' as own",
    "an extension": "install httpfs",
    "a file read": "select content as subject_id, '' as unit_id, 1 as value from read_text('/etc/passwd')",
    "a file for a table": "select a as subject_id, a as unit_id, 1 as value from '/etc/passwd'",
    "a path for a table": 'select a as subject_id, a as unit_id, 1 as value from "../secret.parquet"',
    "a table of the system": "select table_name as subject_id, '' as unit_id, 1 as value from information_schema.tables",
    "an undeclared table": "select p.person_id as subject_id, '' as unit_id, 1 as value from person p",
    "a variable of the machine": HEAD.replace("1 as value", "getenv('HOME') as value"),
    "a method of Java": HEAD.replace("1 as value", "java_method('java.lang.Runtime', 'exit') as value"),
    "the time": HEAD.replace("1 as value", "now() as value"),
    "every row with every row": HEAD + "join work_group h on true",
    "every row with every row, quietly": HEAD + "join work_group h on h.group_id = h.group_id",
    "every row with every row, by a comma": HEAD.strip() + ", work_group h",
    "a recursion": "with recursive r as (select 1 as a union all select r.a from r) " + HEAD,
    "subqueries that double": f"with b0 as (select w.group_id from work_group w), {_DOUBLED} {HEAD} join b39 b on b.group_id = g.group_id",
    "subqueries in subqueries": HEAD + _NESTED,
    "brackets in brackets": HEAD + "where " + "(" * 5_000 + "g.name is null" + ")" * 5_000,
    "ten thousand conditions": HEAD + "where " + " and ".join(["g.name is null"] * 10_000),
    "a name that is no name": HEAD.replace("subject_id", '"subject id; --"'),
    "persons": HEAD.replace("1 as value", "1 as value, g.owner_id as owner_id"),
}  # fmt: skip


def _changed(**changes: object) -> str:
    return yaml.safe_dump({**yaml.safe_load(RULE), **changes}, allow_unicode=True)


_CASES = "".join(
    f"  - {{name: {{zh: 例, en: c}}, as_of: 2026-03-31, tables: {{}}, expect: []}} # {n}\n" for n in range(2_000)
)
FILES = {
    "two thousand cases": RULE + _CASES,
    "a million cases": RULE + "  - {name: {zh: 例, en: c}, as_of: 2026-03-31, tables: {}, expect: []}\n" * 1_000_000,
    "cases that are no list": _changed(cases=7),
    "a limit parameter that is a list": _changed(limit_parameter=[1]),
    "an id with a path": _changed(id="../../own"),
    "a hole into the program": _changed(message={"zh": "{value.__class__}", "en": "{value!r:>999999999}"}),
}


def rules_pack(folder: Path, text: str) -> Path:
    """A pack of one rule file beside a sound register."""
    (folder / "rules").mkdir(parents=True)
    register = (
        "local: {zh: 通知, en: Notice, number: null, issuer: {zh: 县, en: County}, issued: 2025, "
        "confidence: C, status: not confirmed}\n"
    )
    (folder / "citations.yaml").write_text(register, encoding="utf-8")
    (folder / "rules/own.yaml").write_text(text, encoding="utf-8")
    return folder


def _maker(text: str) -> Callable[[Path], Path]:
    return lambda folder: rules_pack(folder, text)


def _many_rules(folder: Path) -> Path:
    place = rules_pack(folder, RULE)
    for number in range(1_000):
        (place / f"rules/r{number}.yaml").write_text(RULE, encoding="utf-8")
    return place


def _heavy_rules(folder: Path) -> Path:
    place = rules_pack(folder, RULE)
    for number in range(300):
        (place / f"rules/r{number}.yaml").write_text("# " + "x" * 150_000, encoding="utf-8")
    return place


HOSTILE_RULES: dict[str, Callable[[Path], Path]] = {
    **{f"query: {name}": _maker(_changed(query=text)) for name, text in QUERIES.items()},
    **{name: _maker(text) for name, text in FILES.items()},
    "a thousand rules": _many_rules,
    "fifty megabytes of rules": _heavy_rules,
}
"""What is odd about it -> makes the pack of rules in a folder that is not there yet."""
