"""The reference page of all rules, written from the rule files so that it cannot say anything else than they do."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from jianfu.base.i18n import LANGUAGES, Translator
from jianfu.detect.case_words import case_section
from jianfu.detect.load import built_in_packs, load_packs
from jianfu.detect.pack import Citation, Pack
from jianfu.detect.rule import DatedValue, Parameter, Rule, Source
from jianfu.engine.protocol import Scalar

FOLDER = "rules"
INDEX = "README"
SUFFIXES = {"en": ".md", "zh-Hans": ".zh.md"}
RULE_FOLDER = "../../../src/jianfu/packs/national/rules"


def write_reference(folder: Path) -> list[Path]:
    """Writes the index and a page for every rule in both languages into ``folder/rules`` and says where.

    Pages there of rules that are no more are removed.
    """
    folder = folder / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for language in LANGUAGES:
        for name, text in reference(Translator(language)).items():
            paths.append(folder / name)
            paths[-1].write_text(text, encoding="utf-8")
    for stale in set(folder.glob("*.md")) - set(paths):
        stale.unlink()
    return paths


def reference(say: Translator) -> dict[str, str]:
    """File name -> Markdown, in one language: all rules at a glance with the register of documents, then each rule."""
    national = load_packs()
    counties = {name: load_packs([name]) for name in built_in_packs()}
    rules = sorted(national.rules, key=lambda rule: (rule.check, rule.id))
    citations = {**national.citations}
    for pack in counties.values():
        citations |= pack.citations
    index = "\n\n".join([_head(say), _overview(rules, say), _register(citations, say)]) + "\n"
    pages = {page_name(rule.id, say): _section(rule, national, counties, say) + "\n" for rule in rules}
    return {page_name(INDEX, say): index, **pages}


def page_name(stem: str, say: Translator) -> str:
    """The file of a page in this language."""
    return f"{stem}{SUFFIXES[say.language]}"


def quantity(value: Scalar, unit: str, say: Translator) -> str:
    """A limit with its unit in words; shares as percentages."""
    if unit == "share" and isinstance(value, int | float):
        return f"{round(value * 100, 4):g} %"
    name = f"unit-{unit.replace(' ', '-')}"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return say(name, count=text) if say.knows(name) else f"{text} {unit}".strip()


def article(source: Source, say: Translator) -> str:
    """The article in this language; packs write ``中文 / English``, or once for both."""
    chinese, slash, english = source.article.partition(" / ")
    return say.pick({"zh": chinese, "en": english if slash else chinese})


def _head(say: Translator) -> str:
    kinds = {name: say(f"limit-kind-{name}") for name in ("exact", "exact_local", "setting")}
    return "\n\n".join(
        [
            f"# {say('rulebook-title')}",
            f"<!-- {say('rulebook-made')} -->",
            say("rulebook-lede"),
            f"## {say('rulebook-kinds')}",
            "\n".join(
                [
                    f"- {say('rulebook-kind-exact', kind=kinds['exact'])}",
                    f"- {say('rulebook-kind-local', kind=kinds['exact_local'])}",
                    f"- {say('rulebook-kind-setting', kind=kinds['setting'])}",
                ]
            ),
            "\n\n".join([say("rulebook-months"), say("rulebook-unknown")]),
        ]
    )


def _overview(rules: Sequence[Rule], say: Translator) -> str:
    rows = [
        [
            str(rule.check),
            f"[{say.pick(rule.title)}]({page_name(rule.id, say)})",
            say(f"subject-kind-{rule.subject}"),
            say(f"limit-kind-{rule.limit}"),
            _latest(rule, say),
        ]
        for rule in rules
    ]
    return f"## {say('rulebook-overview')}\n\n" + _table(("check", "rule", "subject", "kind", "limit"), rows, say)


def _latest(rule: Rule, say: Translator) -> str:
    values = [parameter for parameter in rule.parameters.values() if parameter.unit != "date"]
    if rule.limit_parameter is not None:
        values = [rule.parameters[rule.limit_parameter]]
    if not values:
        return say("rule-any")
    if not all(parameter.values for parameter in values):
        return say("rule-no-limit")
    return ", ".join(quantity(parameter.values[-1].value, parameter.unit, say) for parameter in values)


def _section(rule: Rule, national: Pack, counties: Mapping[str, Pack], say: Translator) -> str:
    exemptions = say("rule-exemptions-honoured" if rule.exemptions_honoured else "rule-exemptions-not-honoured")
    lines = [
        f"# {say.pick(rule.title)}",
        f"<!-- {say('rulebook-made')} -->",
        f"`{rule.id}` · {say('rule-check')} {rule.check} · {say(f'subject-kind-{rule.subject}')} · "
        f"{say(f'limit-kind-{rule.limit}')} · [{say('rulebook-file')}]({RULE_FOLDER}/{rule.id}.yaml) · "
        f"[{say('rulebook-title')}]({page_name(INDEX, say)})",
        say("rulebook-says", message=say.pick(rule.message)),
        f"**{say('rule-sources')}**\n\n" + "\n".join(_source(source, national, say) for source in rule.sources),
        f"**{say('rule-parameters')}**\n\n" + _limits(rule, national, counties, say),
        _labelled(f"**{say('rule-remedy')}**", say.pick(rule.remedy), say),
        _labelled(f"**{say('rule-dispute')}**", say.pick(rule.dispute), say),
        exemptions,
    ]
    if rule.silences:
        titles = [f"[{say.pick(national.rule(name).title)}]({page_name(name, say)})" for name in rule.silences]
        lines.append(say("rulebook-silences", rules=_joined(titles, say)))
    lines.append(f"## {say('rule-cases')}")
    lines += [case_section(case, say) for case in rule.cases]
    return "\n\n".join(lines)


def _source(source: Source, pack: Pack, say: Translator) -> str:
    citation = pack.citations[source.document]
    parts = [_linked(citation, say), citation.number or "", article(source, say)]
    words = say.pick(source.words) if source.words else ""
    title = f"- {' · '.join(part for part in parts if part)} ({citation.confidence}, {_state(citation, say)})"
    return _labelled(title, words, say)


def _limits(rule: Rule, national: Pack, counties: Mapping[str, Pack], say: Translator) -> str:
    rows = []
    for name, parameter in rule.parameters.items():
        held = [(say("rulebook-national"), value, national) for value in parameter.values]
        for place, pack in counties.items():
            local = pack.rule(rule.id).parameters[name].values
            held += [(f"`{place}`", value, pack) for value in local if value not in parameter.values]
        rows += [_limit_row(parameter, *each, say=say) for each in held]
    return _table(("parameter", "place", "since", "value", "origin"), rows, say)


def _limit_row(parameter: Parameter, place: str, value: DatedValue, pack: Pack, *, say: Translator) -> list[str]:
    number = quantity(value.value, parameter.unit, say)
    return [say.pick(parameter.words), place, value.start.isoformat(), number, _origin(value, pack, say)]


def _origin(value: DatedValue, pack: Pack, say: Translator) -> str:
    if value.source is not None:
        return f"{say.pick(pack.citations[value.source.document].title)}, {article(value.source, say)}"
    why = value.setting
    reason = why if isinstance(why, str) else say.pick(why or {"zh": "", "en": ""})
    return _labelled(say("limit-kind-setting"), reason, say)


def _register(citations: Mapping[str, Citation], say: Translator) -> str:
    rows = [
        [
            _linked(citation, say),
            citation.number or "—",
            citation.issuer if isinstance(citation.issuer, str) else say.pick(citation.issuer),
            citation.issued or "—",
            citation.confidence,
            _state(citation, say),
        ]
        for citation in citations.values()
    ]
    columns = ("document", "number", "issuer", "issued", "confidence", "status")
    lede = say("rulebook-citations-lede")
    return f"## {say('rulebook-citations')}\n\n{lede}\n\n" + _table(columns, rows, say)


def _linked(citation: Citation, say: Translator) -> str:
    title = say.pick(citation.title)
    return f"[{title}]({citation.address})" if citation.address else title


def _state(citation: Citation, say: Translator) -> str:
    return say("citation-confirmed" if citation.status == "confirmed" else "citation-not-confirmed")


def _labelled(label: str, text: str, say: Translator) -> str:
    return say("rulebook-labelled", label=label, text=text)


def _joined(texts: Sequence[str], say: Translator) -> str:
    return say.pick({"zh": "、", "en": ", "}).join(texts)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], say: Translator) -> str:
    lines = [[say(f"rulebook-col-{name}") for name in columns], ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    for written in write_reference(Path(sys.argv[1])):
        sys.stdout.write(f"{written}\n")
