"""The cases in a rule file: small typed tables, and what the rule must find in them."""

from collections.abc import Mapping
from datetime import date, datetime

import pyarrow as pa

from jianfu.detect.fields import Fields
from jianfu.detect.rule import Case, Parameter
from jianfu.engine.protocol import CheckedQuery, Scalar
from jianfu.tables.column import Kind, Table
from jianfu.tables.exemption import EXEMPTION

MOST_CASES = 100
"""Cases of one rule: more prove nothing more and take long to run."""


def read_cases(
    fields: Fields, query: CheckedQuery | None, parameters: Mapping[str, Parameter], readable: Mapping[str, Table]
) -> tuple[Case, ...]:
    """Every case, typed; notes a fault unless some fire and some stay silent."""
    items = fields.items("cases")
    if len(items) > MOST_CASES:
        fields.fault("cases", "rule-too-many-cases", found=len(items), most=MOST_CASES)
        return ()
    firing = [bool(item.content.get("expect")) for item in items]
    if True not in firing:
        fields.fault("cases", "rule-no-firing-case")
    if False not in firing:
        fields.fault("cases", "rule-no-silent-case")
    reads = [name for name in fields.names("reads") if name in readable]
    if fields.content.get("exemptions") == "honoured" and EXEMPTION.name not in reads:
        reads.append(EXEMPTION.name)  # honoured by the run, not by the query
    return tuple(_case(item, query, parameters, {name: readable[name] for name in reads}) for item in items)


def _case(
    item: Fields, query: CheckedQuery | None, parameters: Mapping[str, Parameter], reads: Mapping[str, Table]
) -> Case:
    item.only(("name", "as_of", "tables", "expect"), ("parameters",))
    as_of = item.day("as_of")
    given = item.inside("parameters").content
    for name in given:
        if name not in parameters:
            item.fault(f"parameters.{name}", "rule-parameter-unknown", parameter=str(name))
    for name, parameter in parameters.items():
        unset = name not in given and as_of is not date.min and parameter.at(as_of) is None
        if unset and item.content.get("expect"):
            item.fault(f"parameters.{name}", "case-parameter-missing", parameter=name)
    tables = item.inside("tables")
    for name in tables.content:
        if name not in reads:
            tables.fault(str(name), "case-table-undeclared", table=str(name), known=", ".join(reads))
    expect = [row.content for row in item.items("expect")]
    known = {name for name, _ in query.columns} if query else set()
    for row in expect:
        if "subject_id" not in row or (query and not set(row) <= known):
            item.fault("expect", "case-expect-columns", known=", ".join(sorted(known)))
    return Case(
        name=item.words("name"),
        as_of=as_of,
        parameters=dict(given),
        tables={name: _rows(tables, table) for name, table in reads.items()},
        expect=tuple(expect),
    )


def _rows(tables: Fields, table: Table) -> pa.Table:
    rows: list[dict[str, object]] = []
    for item in tables.items(table.name) if table.name in tables.content else ():
        row: dict[str, object] = {}
        for name, value in item.content.items():
            if name not in table.names:
                item.fault(str(name), "case-column-unknown", table=table.name, column=str(name))
                continue
            column = table.column(name)
            if column.values and value is not None and value not in column.values:
                item.fault(name, "pack-field-value", wanted=", ".join(column.values), found=str(value)[:40])
            typed, fits = _typed(value, column.kind)
            if not fits:
                item.fault(name, "pack-field-kind", wanted=str(column.kind))
            row[name] = typed
        rows.append(row)
    return table.arrow(rows)


def _typed(value: object, kind: Kind) -> tuple[Scalar, bool]:
    """The value as the kind wants it, and whether it was one."""
    if value is None:
        return None, True
    if kind is Kind.MOMENT:
        return _moment(value)
    wanted = {
        Kind.TEXT: (str,), Kind.INTEGER: (int,), Kind.NUMBER: (int, float), Kind.FLAG: (bool,), Kind.DATE: (date,),
    }[kind]  # fmt: skip
    if type(value) not in wanted:
        return None, False
    return (float(value) if kind is Kind.NUMBER else value), True  # type: ignore[arg-type,return-value]


def _moment(value: object) -> tuple[Scalar, bool]:
    if isinstance(value, datetime):
        return value, value.tzinfo is None
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day), True  # noqa: DTZ001 - wall clock by design
    try:
        moment = datetime.fromisoformat(str(value))
        return moment, moment.tzinfo is None
    except ValueError:
        return None, False
