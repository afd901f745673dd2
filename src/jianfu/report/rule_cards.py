"""Rules as the report shows them: what they rest on, the limit in force, and what became of them in this run."""

from collections.abc import Mapping, Sequence
from datetime import date

from jianfu.detect.finding import LIMIT_KINDS
from jianfu.detect.pack import Citation
from jianfu.detect.record import RuleOutcome
from jianfu.detect.rule import DatedValue, Parameter, Rule, Source, Words
from jianfu.report.evidence import cell
from jianfu.report.model import Both, ParameterLine, RuleCard, SourceLine

UNREAD = "未核实 / not confirmed"
"""How packs write an article that could not be looked up."""
NOTHING: Both = {"zh": "", "en": ""}


def rule_cards(
    rules: Sequence[Rule], citations: Mapping[str, Citation], outcomes: Mapping[str, RuleOutcome], as_of: date
) -> list[RuleCard]:
    """One card per rule that was run, exact limits first, then by check and id."""
    return [
        _card(rule, citations, outcomes[rule.id], as_of)
        for rule in sorted(rules, key=lambda rule: (LIMIT_KINDS.index(rule.limit), rule.check, rule.id))
        if rule.id in outcomes
    ]


def _card(rule: Rule, citations: Mapping[str, Citation], outcome: RuleOutcome, as_of: date) -> RuleCard:
    return RuleCard(
        rule_id=rule.id,
        check=rule.check,
        title=both(rule.title),
        limit_kind=rule.limit,
        subject=rule.subject,
        status=rule.status,
        state=outcome.state,
        sources=[_source(source, citations) for source in rule.sources],
        parameters=[_parameter(parameter, citations, as_of) for _, parameter in sorted(rule.parameters.items())],
        limit_parameter=rule.limit_parameter,
        exemptions_honoured=rule.exemptions_honoured,
        remedy=both(rule.remedy),
        dispute=both(rule.dispute),
        missing=list(outcome.missing),
        open_count=outcome.open,
        muted_count=outcome.muted,
        exempted_count=outcome.exempted,
    )


def _source(source: Source, citations: Mapping[str, Citation]) -> SourceLine:
    citation = citations[source.document]
    return SourceLine(
        title=both(citation.title),
        number=citation.number or "",
        article=article(source.article),
        words=both(source.words),
        issuer=both(citation.issuer),
        issued=str(citation.issued or ""),
        confidence=citation.confidence,
        confirmed=citation.status == "confirmed",
        address=citation.address or "",
    )


def _parameter(parameter: Parameter, citations: Mapping[str, Citation], as_of: date) -> ParameterLine:
    held = parameter.at(as_of)
    value = held.value if held else None
    return ParameterLine(
        name=parameter.name,
        title=both(parameter.words),
        unit=parameter.unit,
        value=cell(value),
        since=held.start.isoformat() if held else None,
        origin=_origin(held, citations) if held else NOTHING,
    )


def _origin(held: DatedValue, citations: Mapping[str, Citation]) -> Both:
    if held.source is None:
        return both(held.setting)
    title = both(citations[held.source.document].title)
    place = article(held.source.article)
    return {language: f"{text} {place[language]}".strip() for language, text in title.items()}


def both(words: object) -> Both:
    """A text in both languages; one text stands for both, nothing for nothing."""
    if isinstance(words, Mapping):
        pair: Words = words
        return {"zh": pair.get("zh", ""), "en": pair.get("en", "")}
    return {"zh": str(words or ""), "en": str(words or "")}


def article(text: str) -> Both:
    """An article, which packs write once for both languages or as ``中文 / English``."""
    if text == UNREAD:
        return {"zh": "（条款未核实）", "en": "(article not confirmed)"}
    chinese, slash, english = text.partition(" / ")
    return {"zh": chinese, "en": english if slash else chinese}
