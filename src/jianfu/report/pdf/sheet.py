"""What the PDF shows, every figure and label already in words of one language."""

from collections.abc import Mapping

from jianfu.base.i18n import Translator, translator
from jianfu.report.charts import burden_by_level, who_causes
from jianfu.report.charts.svg import places
from jianfu.report.model import BearerRow, Document, Notice, RuleCard, SourceLine
from jianfu.report.wording import Wording

NOTICES_SHOWN = 10
Sheet = dict[str, object]


def pdf_sheet(document: Document, language: str) -> Sheet:
    """The contents in reading order: texts, rows of texts, and lengths of bars in percent."""
    say, wording = translator(language), Wording(language)
    return {
        "title": say("report-title"),
        "kicker": say("report-kicker"),
        "as_of": say("report-as-of", day=document.scope.as_of),
        "footer": say("report-footer", version=document.scope.version, snapshot=document.scope.snapshot_id[:12]),
        "headline": _headline(document, say, wording),
        "bearers": _bearers(document, say, wording),
        "causers": _causers(document, say, wording),
        "components": _components(document, say, wording),
        "findings": _findings(document, say, wording),
        "quality": _quality(document, say, wording),
        "method": _method(document, say, wording),
    }


def _headline(document: Document, say: Translator, wording: Wording) -> Sheet:
    head = document.burden.headline
    if head is None:
        return {"figures": [], "text": say("report-no-burden", notices=document.counts.notices)}
    heaviest = say("report-total-hours", hours=wording.number(head.total_hours.middle))
    if head.heaviest and head.heaviest.minutes:
        heaviest = say(
            "report-heaviest",
            level=wording.word(head.heaviest.level),
            minutes=wording.number(head.heaviest.minutes.middle),
            hours=wording.number(head.total_hours.middle),
        )
    reach = say("report-range", low=wording.number(head.minutes.low), high=wording.number(head.minutes.high))
    minutes = f"{wording.number(head.minutes.middle)} {say('report-unit-minutes')}"
    return {
        "figures": [
            [minutes, f"{say('report-headline-minutes')} ({reach})"],
            [
                wording.percent(head.off_hours_share),
                say("report-headline-off-hours", minutes=wording.number(head.off_hours)),
            ],
            [
                wording.percent(head.avoidable_share),
                say("report-headline-avoidable", minutes=wording.number(head.avoidable)),
            ],
        ],
        "text": heaviest,
    }


def _bearers(document: Document, say: Translator, wording: Wording) -> Sheet:
    rows = document.burden.bearers
    scale = burden_by_level.scale_of(rows)

    def bar(row: BearerRow) -> Sheet:
        name = wording.word(row.post or row.level)
        if row.minutes is None:
            return {"name": name, "level": row.post is None, "hidden": say("report-hidden")}
        minutes = row.minutes
        day, whole = places([minutes.middle - (row.off_hours or 0.0), minutes.middle], scale.highest)
        low, high = places([minutes.low, minutes.high], scale.highest)
        reach = say("report-range", low=wording.number(minutes.low), high=wording.number(minutes.high))
        value = f"{wording.number(minutes.middle)}  {reach}"
        lengths: Sheet = {"day": day, "whole": whole, "low": low, "high": high}
        return {"name": name, "level": row.post is None, "value": value, **lengths}

    return {"title": say("report-who-bears"), "lede": say("report-who-bears-lede"), "rows": [bar(row) for row in rows]}


def _causers(document: Document, say: Translator, wording: Wording) -> Sheet:
    rows = document.burden.causers
    longest = who_causes.longest(rows)
    bars = []
    for row in rows:
        copies, others = places([min(row.copies, longest), min(row.to_others, longest)], longest)
        bill = say("report-bill", copies=wording.number(row.copies), off_hours=wording.number(row.off_hours))
        name = row.name or say("report-other-units", units=row.unit_count)
        hours = say("report-hours", hours=wording.number(row.to_others))
        named = row.unit_id is not None
        bars.append({"name": name, "value": f"{hours}  {bill}", "copies": copies, "others": others, "named": named})
    return {"title": say("report-who-causes"), "lede": say("report-who-causes-lede"), "rows": bars}


def _components(document: Document, say: Translator, wording: Wording) -> Sheet:
    heads = [say("report-col-component"), say("report-col-share"), *map(wording.word, document.burden.levels)]
    rows = [
        [wording.component(row.component), wording.percent(row.share), *map(wording.number, row.by_level)]
        for row in document.burden.components
    ]
    return {"title": say("report-components"), "lede": say("report-components-lede"), "heads": heads, "rows": rows}


def _findings(document: Document, say: Translator, wording: Wording) -> Sheet:
    counts = document.counts
    lede = say(
        "report-findings-lede",
        notices=counts.notices,
        open=counts.open,
        muted=counts.muted,
        exempted=counts.exempted,
    )
    rules = {rule.rule_id: rule for rule in document.rules}
    under: dict[str, list[Notice]] = {}
    for notice in document.notices:
        under.setdefault(notice.rule_id, []).append(notice)
    lapsed = [
        say("report-lapsed-line", subject=line.subject, until=line.until or "—", findings=line.findings)
        for line in document.lapsed
    ]
    expiring = [
        say("report-expiring-line", subject=line.subject, until=line.until, findings=line.findings)
        for line in document.expiring
    ]
    not_run = [rule for rule in document.rules if rule.state in ("input_missing", "not_applicable", "error")]
    return {
        "title": say("report-section-findings"),
        "lede": lede,
        "leads": say("report-leads"),
        "lapsed_title": say("report-lapsed", count=len(document.lapsed)),
        "lapsed": lapsed,
        "expiring_title": say("report-expiring", count=len(document.expiring)),
        "expiring": expiring,
        "rules": [_rule(rules[rule_id], notices, say, wording) for rule_id, notices in _in_order(document, under)],
        "not_run_title": say("report-not-run", count=len(not_run)),
        "not_run": [f"{say.pick(rule.title)}{wording.colon()}{wording.why_not_run(rule)}" for rule in not_run],
    }


def _in_order(document: Document, under: Mapping[str, list[Notice]]) -> list[tuple[str, list[Notice]]]:
    return [(rule.rule_id, under[rule.rule_id]) for rule in document.rules if rule.rule_id in under]


def _rule(rule: RuleCard, notices: list[Notice], say: Translator, wording: Wording) -> Sheet:
    limits = [
        say("report-limit-line", title=say.pick(line.title), value=wording.limit(line))
        for line in rule.parameters
        if line.name == rule.limit_parameter
    ]
    more = len(notices) - NOTICES_SHOWN
    return {
        "title": say.pick(rule.title),
        "kind": say(f"report-limit-{rule.limit_kind}"),
        "limits": limits,
        "sources": [_source(source, say, wording) for source in rule.sources],
        "remedy": [say("report-remedy"), say.pick(rule.remedy)],
        "dispute": [say("report-dispute"), say.pick(rule.dispute)],
        "notices": [_notice(notice, say) for notice in notices[:NOTICES_SHOWN]],
        "more": say("report-more-in-workbook", count=wording.number(more)) if more > 0 else "",
    }


def _notice(notice: Notice, say: Translator) -> Sheet:
    return {
        "subject": notice.subject,
        "unit": notice.unit or say("report-unit-unknown"),
        "messages": [say.pick(finding.message) for finding in notice.open],
    }


def _source(source: SourceLine, say: Translator, wording: Wording) -> str:
    number = wording.bracket(source.number) if source.number else ""
    trust = say(f"report-confidence-{source.confidence}")
    doubt = "" if source.confirmed else f" · {say('report-not-confirmed')}"
    return f"{say.pick(source.title)}{number} {say.pick(source.article)} · {trust}{doubt}"


def _quality(document: Document, say: Translator, wording: Wording) -> Sheet:
    quality = document.quality
    lede = say(
        "report-quality-lede",
        files=wording.number(quality.file_count),
        rows=wording.number(quality.row_count),
        quarantined=wording.number(quality.quarantined_count),
    )
    lines = [f"{wording.quarantine(line)} {say('report-rows', rows=line.count)}" for line in quality.quarantine]
    return {"title": say("report-section-quality"), "lede": lede, "lines": lines}


def _method(document: Document, say: Translator, wording: Wording) -> Sheet:
    rows = []
    for line in document.constants:
        values = " / ".join(wording.number(value) for value in (line.low, line.middle, line.high) if value is not None)
        rows.append([say.pick(line.title), f"{values} {wording.unit(line.unit)}", say.pick(line.source)])
    points = ("verdict", "ranking", "count", "clock", "reading")
    return {
        "title": say("report-section-method"),
        "lede": say("report-method-lede"),
        "rows": rows,
        "is_not_title": say("report-is-not"),
        "is_not": [say(f"report-is-not-{point}") for point in points],
    }
