"""The burden sheet: who bears, who causes, from which level to which, what for, when."""

from jianfu.base.i18n import Translator
from jianfu.report.model import BearerRow, BurdenPicture, Cell
from jianfu.report.wording import Wording
from jianfu.report.xlsx.sheet import Sheet


def write_burden(picture: BurdenPicture, sheet: Sheet, say: Translator, wording: Wording) -> None:
    """Several small tables below one another."""
    sheet.title(say("report-who-bears-caption"))
    names = ("level", "people", "low", "middle", "high", "median", "p90", "off-hours", "avoidable", "groups")
    sheet.heading([say(f"report-col-{name}") for name in names])
    for bearer in picture.bearers:
        sheet.row(_bearer(bearer, say, wording))
    _write_causers(picture, sheet, say, wording)
    sheet.title(say("report-flows-caption"))
    sheet.heading([say("report-flow-causer"), say("report-flow-bearer"), say("report-col-hours")])
    for flow in picture.flows:
        sheet.row([wording.word(flow.causer_level), wording.word(flow.bearer_level), flow.hours])
    sheet.title(say("report-components-caption"))
    levels = [wording.word(level) for level in picture.levels]
    heads = [say(f"report-col-{name}") for name in ("component", "share", "off-hours-share")]
    sheet.heading([*heads, *levels])
    for part in picture.components:
        row: list[Cell] = [wording.component(part.component), part.share, part.off_hours_share, *part.by_level]
        sheet.row(row, shares=frozenset({1, 2}))
    sheet.title(say("report-evenings-caption"))
    sheet.heading([say(f"report-col-{name}") for name in ("weekday", "hour", "messages", "off-hours-messages")])
    for cell in picture.evenings:
        sheet.row([say(f"report-weekday-{cell.weekday}"), cell.hour, cell.messages, cell.off_hours])
    _write_lists(picture, sheet, say)


def _bearer(row: BearerRow, say: Translator, wording: Wording) -> list[Cell]:
    name = wording.word(row.level) + (f" · {wording.word(row.post)}" if row.post else "")
    if row.suppressed or row.minutes is None:
        return [name, say("report-hidden")]
    minutes = row.minutes
    return [
        name, row.people, minutes.low, minutes.middle, minutes.high, row.median, row.p90, row.off_hours,
        row.avoidable, row.groups_median,
    ]  # fmt: skip


def _write_causers(picture: BurdenPicture, sheet: Sheet, say: Translator, wording: Wording) -> None:
    sheet.title(say("report-who-causes-caption"))
    names = (
        "unit",
        "level",
        "others",
        "copies",
        "off-hours-hours",
        "all-low",
        "all-middle",
        "all-high",
        "share",
        "messages",
    )
    sheet.heading([say(f"report-col-{name}") for name in names])
    for row in picture.causers:
        name = row.name or say("report-other-units", units=row.unit_count)
        level = wording.word(row.level) if row.level else None
        hours = row.hours
        cells = [name, level, row.to_others, row.copies, row.off_hours, hours.low, hours.middle, hours.high]
        sheet.row([*cells, row.share, row.messages], shares=frozenset({8}))


def _write_lists(picture: BurdenPicture, sheet: Sheet, say: Translator) -> None:
    sheet.title(say("report-copies"))
    for row in picture.copies:
        facts = say(
            "report-copy-facts",
            messages=row.messages,
            groups=row.groups,
            readers=row.readers,
            rereadings=row.rereadings,
        )
        sheet.row([row.excerpt or say("report-copy-unquoted"), row.hours, row.unit, row.first_at, facts])
    sheet.title(say("report-hollow"))
    sheet.heading([say(f"report-col-{name}") for name in ("group", "unit", "messages", "acknowledgements", "useful")])
    for group in picture.hollow_groups:
        cells: list[Cell] = [group.group, group.unit, group.messages, group.acknowledgements, group.useful_share]
        sheet.row(cells, shares=frozenset({4}))
