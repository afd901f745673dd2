"""A rule put into words for a terminal: where it comes from, its limits, what to do, how to dispute it."""

from collections.abc import Mapping
from datetime import date

from jianfu.base.i18n import Translator
from jianfu.detect.pack import Pack
from jianfu.detect.reference import quantity
from jianfu.detect.rule import DatedValue, Parameter, Rule, Source


def limit_words(rule: Rule, as_of: date, say: Translator) -> str:
    """The limit in force on a day with its unit; says so where any occurrence counts or no text gives a number."""
    if rule.limit_parameter is None:
        return say("rule-any")
    parameter = rule.parameters[rule.limit_parameter]
    held = parameter.at(as_of)
    return say("rule-no-limit") if held is None else quantity(held.value, parameter.unit, say)


def rule_facts(rule: Rule, pack: Pack) -> Mapping[str, object]:
    """A rule as plain data, for ``--json``."""
    return {
        "id": rule.id,
        "check": rule.check,
        "kind": rule.limit,
        "status": rule.status,
        "subject": rule.subject,
        "title": dict(rule.title),
        "sources": [_source_facts(source, pack) for source in rule.sources],
        "parameters": {name: _parameter_facts(parameter) for name, parameter in rule.parameters.items()},
        "exemptions_honoured": rule.exemptions_honoured,
        "reads": list(rule.reads),
        "query": rule.query.text,
        "message": dict(rule.message),
        "remedy": dict(rule.remedy),
        "dispute": dict(rule.dispute),
        "silences": list(rule.silences),
        "cases": len(rule.cases),
    }


def _source_facts(source: Source, pack: Pack) -> Mapping[str, object]:
    citation = pack.citations[source.document]
    return {
        "document": dict(citation.title),
        "number": citation.number,
        "issued": citation.issued,
        "article": source.article,
        "confidence": citation.confidence,
        "status": citation.status,
    }


def _parameter_facts(parameter: Parameter) -> Mapping[str, object]:
    return {
        "unit": parameter.unit,
        "title": dict(parameter.words),
        "values": [
            {"from": value.start, "value": value.value, "document": value.source.document if value.source else None}
            for value in parameter.values
        ],
    }


def rule_page(rule: Rule, pack: Pack, say: Translator) -> str:
    """A rule in full, as text."""
    lines = [f"{rule.id}  {say.pick(rule.title)}", ""]
    lines += [f"{say('rule-kind')}: {say('limit-kind-' + rule.limit)}", f"{say('rule-check')}: {rule.check}"]
    lines += ["", say("rule-sources")]
    lines += [_source_line(source, pack, say) for source in rule.sources]
    if rule.parameters:
        lines += ["", say("rule-parameters")]
        lines += [line for parameter in rule.parameters.values() for line in _parameter_lines(parameter, pack, say)]
    exemptions = say("rule-exemptions-honoured" if rule.exemptions_honoured else "rule-exemptions-not-honoured")
    lines += ["", exemptions, "", f"{say('rule-remedy')}: {say.pick(rule.remedy)}"]
    lines += [f"{say('rule-dispute')}: {say.pick(rule.dispute)}", "", say("rule-query"), rule.query.text.rstrip(), ""]
    lines += [say("rule-cases"), *(f"  - {say.pick(case.name)}" for case in rule.cases)]
    return "\n".join(lines)


def _source_line(source: Source, pack: Pack, say: Translator) -> str:
    citation = pack.citations[source.document]
    parts = [say.pick(citation.title), citation.number or "", citation.issued or "", source.article]
    state = say("citation-confirmed" if citation.status == "confirmed" else "citation-not-confirmed")
    words = say.pick(source.words) if source.words else ""
    return "  - " + " · ".join([part for part in parts if part] + [state]) + (f"\n    {words}" if words else "")


def _parameter_lines(parameter: Parameter, pack: Pack, say: Translator) -> list[str]:
    title = say.pick(parameter.words)
    if not parameter.values:
        return [f"  - {title}: {say('rule-no-limit')}"]
    return [
        f"  - {title}: {quantity(value.value, parameter.unit, say)} ({_since(value, say)}; {_origin(value, pack, say)})"
        for value in parameter.values
    ]


def _since(value: DatedValue, say: Translator) -> str:
    return say("rule-since", day=value.start)


def _origin(value: DatedValue, pack: Pack, say: Translator) -> str:
    if value.source is not None:
        return say.pick(pack.citations[value.source.document].title)
    why = value.setting if isinstance(value.setting, str) or value.setting is None else say.pick(value.setting)
    return f"{say('limit-kind-setting')}: {why or ''}"
