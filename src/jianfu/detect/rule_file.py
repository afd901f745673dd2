"""Rule files -> ``Rule``s. What is missing, unknown, unsourced or not portable is refused, all faults at once."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from jianfu.base.errors import UserProblem
from jianfu.base.yaml_file import read_yaml
from jianfu.detect.case_file import read_cases
from jianfu.detect.faults import Faults
from jianfu.detect.fields import Fields, read_source, read_values
from jianfu.detect.finding import LIMIT_KINDS
from jianfu.detect.rule import EXEMPTIONS, STATUSES, Evidence, Parameter, Rule, Words
from jianfu.engine.check import check
from jianfu.engine.protocol import CheckedQuery
from jianfu.measure.catalogue import MEASURES
from jianfu.tables import TABLES
from jianfu.tables.column import Kind, Table
from jianfu.tables.exemption import SUBJECT_KINDS

_REQUIRED = (
    "id", "check", "title", "status", "limit", "subject", "source", "parameters", "limit_parameter", "exemptions",
    "reads", "needs", "query", "message", "remedy", "dispute", "evidence", "cases",
)  # fmt: skip
_HOLE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_PROMISED = {"subject_id": (Kind.TEXT,), "unit_id": (Kind.TEXT,), "value": (Kind.INTEGER, Kind.NUMBER)}
_FRACTIONS = ("share", "ratio", "percent", "%")

READABLE: Mapping[str, Table] = {**TABLES, **MEASURES}
"""Every table a rule may read: the canonical ones and those the measures leave."""


def load_rule(path: Path, citations: Mapping[str, object], faults: Faults) -> Rule | None:
    """One rule file; ``None`` where ``faults`` now says why not."""
    try:
        fields = Fields(read_yaml(path), faults)
    except UserProblem as problem:
        faults.take(".", problem)
        return None
    fields.only(_REQUIRED, ("silences",))
    if fields.name("id") != path.stem:
        fields.fault("id", "rule-file-name", rule=fields.name("id"), stem=path.stem)
    limit = fields.one_of("limit", LIMIT_KINDS)
    sources = tuple(read_source(item, citations, with_words=True) for item in fields.items("source"))
    if not sources:
        fields.fault("source", "rule-no-source")
    parameters = _parameters(fields, citations, limit)
    limit_parameter = fields.content.get("limit_parameter")
    if limit_parameter is not None and str(limit_parameter) not in parameters:
        fields.fault("limit_parameter", "rule-parameter-unknown", parameter=str(limit_parameter)[:60])
    query = _query(fields, parameters)
    rule = Rule(
        id=path.stem,
        check=fields.integer("check"),
        title=fields.words("title"),
        status=fields.one_of("status", STATUSES),
        limit=limit,
        subject=fields.one_of("subject", SUBJECT_KINDS),
        sources=sources,
        parameters=parameters,
        limit_parameter=None if limit_parameter is None else str(limit_parameter),
        exemptions_honoured=fields.one_of("exemptions", EXEMPTIONS) == "honoured",
        reads=fields.names("reads"),
        needs=_needs(fields),
        query=query or CheckedQuery("", (), ()),
        message=_message(fields, query, parameters),
        remedy=fields.words("remedy"),
        dispute=fields.words("dispute"),
        evidence=_evidence(fields),
        silences=fields.names("silences"),
        cases=read_cases(fields, query, parameters, READABLE),
    )
    return None if faults.found else rule


def _parameters(fields: Fields, citations: Mapping[str, object], limit: str) -> dict[str, Parameter]:
    inside = fields.inside("parameters")
    parameters: dict[str, Parameter] = {}
    for name in inside.content:
        item = inside.inside(str(name))
        item.only(("unit", "zh", "en", "values"))
        values = read_values(item, citations, settings_allowed=limit == "setting")
        given: list[object] = [value.value for value in values]
        given += [case[name] for case in _case_parameters(fields) if name in case]
        kind = _kind(given, item.text("unit"))
        if kind is None or name == "as_of":
            item.fault("values", "threshold-kind")
        words = {"zh": item.text("zh"), "en": item.text("en")}
        parameters[str(name)] = Parameter(str(name), item.text("unit"), words, kind or Kind.INTEGER, values)
    return parameters


def _case_parameters(fields: Fields) -> list[Mapping[object, object]]:
    cases = fields.content.get("cases")
    stated = [case.get("parameters") for case in cases if isinstance(case, dict)] if isinstance(cases, list) else []
    return [each for each in stated if isinstance(each, dict)]


def _kind(values: Sequence[object], unit: str) -> Kind | None:
    """The kind all values share: whole numbers unless one has decimals or the unit is a share."""
    kinds = {type(value) for value in values}
    if kinds <= {int, float}:
        return Kind.NUMBER if float in kinds or unit in _FRACTIONS else Kind.INTEGER
    return {frozenset({str}): Kind.TEXT, frozenset({bool}): Kind.FLAG, frozenset({date}): Kind.DATE}.get(
        frozenset(kinds)
    )


def _query(fields: Fields, parameters: Mapping[str, Parameter]) -> CheckedQuery | None:
    reads = fields.names("reads")
    for name in reads:
        if name not in READABLE:
            fields.fault("reads", "rule-table-unknown", table=name, known=", ".join(sorted(READABLE)))
    text = fields.text("query")
    if not text:
        return None
    kinds = {"as_of": Kind.DATE, **{name: parameter.kind for name, parameter in parameters.items()}}
    try:
        query = check(text, {name: READABLE[name] for name in reads if name in READABLE}, kinds)
    except UserProblem as problem:
        fields.faults.take("query", problem)
        return None
    columns = dict(query.columns)
    for name, wanted in _PROMISED.items():
        if columns.get(name) not in wanted:
            fields.fault("query", "rule-query-column", column=name, wanted=", ".join(wanted))
    for name in query.persons:
        fields.fault("query", "rule-query-person", column=name)
    for name in sorted(set(reads) - set(query.reads) - set(fields.names("needs"))):
        fields.fault("reads", "rule-read-unused", table=name)
    for name in sorted(set(parameters) - set(query.parameters)):
        fields.fault(f"parameters.{name}", "rule-parameter-unused", parameter=name)
    for name in sorted((set(columns) & {"limit", "as_of", *parameters}) - set(_PROMISED)):
        fields.fault("query", "rule-query-clash", column=name)
    return query


def _needs(fields: Fields) -> tuple[str, ...]:
    needs = fields.names("needs")
    for name in needs:
        if name not in fields.names("reads"):
            fields.fault("needs", "rule-need-unread", table=name)
    return needs


def _message(fields: Fields, query: CheckedQuery | None, parameters: Mapping[str, Parameter]) -> Words:
    words = fields.words("message")
    if query is None:
        return words
    limit = {"limit"} if fields.content.get("limit_parameter") else set()
    holes = {name for name, _ in query.columns} | set(parameters) | limit
    for language, text in words.items():
        for hole in sorted(set(_HOLE.findall(text)) - holes):
            fields.fault(f"message.{language}", "rule-message-hole", hole=hole, known=", ".join(sorted(holes)))
        if set("{}") & set(_HOLE.sub("", text)):
            fields.fault(f"message.{language}", "rule-message-brace")
    return words


def _evidence(fields: Fields) -> tuple[Evidence, ...]:
    evidence = []
    for item in fields.items("evidence"):
        item.only(("table", "match"))
        table, match = item.text("table"), item.text("match")
        if table not in READABLE:
            item.fault("table", "rule-table-unknown", table=table, known=", ".join(sorted(READABLE)))
        elif match not in READABLE[table].names:
            item.fault("match", "rule-evidence-column", table=table, column=match)
        evidence.append(Evidence(table, match))
    if not evidence:
        fields.fault("evidence", "rule-no-evidence")
    return tuple(evidence)
