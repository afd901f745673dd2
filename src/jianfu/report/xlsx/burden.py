"""The burden sheet: who bears, who causes, from which level to which, what for, when."""

from collections.abc import Iterator

from jianfu.base.i18n import Translator
from jianfu.report.model import BearerRow, BurdenPicture, Cell, RelayChange, RelayNode
from jianfu.report.wording import Wording
from jianfu.report.xlsx.sheet import Sheet

PATH, NOTHING = " → ", "—"


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
    _write_lists(picture, sheet, say, wording)


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


def _write_lists(picture: BurdenPicture, sheet: Sheet, say: Translator, wording: Wording) -> None:
    _write_relays(picture, sheet, say, wording)
    sheet.title(say("report-hollow"))
    sheet.heading([say(f"report-col-{name}") for name in ("group", "unit", "messages", "acknowledgements", "useful")])
    for group in picture.hollow_groups:
        cells: list[Cell] = [group.group, group.unit, group.messages, group.acknowledgements, group.useful_share]
        sheet.row(cells, shares=frozenset({4}))


def _write_relays(picture: BurdenPicture, sheet: Sheet, say: Translator, wording: Wording) -> None:
    """The costliest notices, then their trees, a branch a row."""
    sheet.title(say("report-relays"))
    heads = ("relay", "text", "unit", "first-at", "low", "middle", "high", "messages", "relay-groups", "hands")
    sheet.heading([say(f"report-col-{name}") for name in (*heads, "readers", "rereadings", "changed-messages")])
    for number, tree in enumerate(picture.relays, 1):
        hours = (tree.hours.low, tree.hours.middle, tree.hours.high)
        counts = (tree.messages, tree.groups, tree.hands, tree.readers, tree.rereadings, tree.changed)
        words = tree.excerpt or say("report-relay-unquoted")
        sheet.row([number, words, tree.unit, tree.first_at, *hours, *counts])
    sheet.title(say("report-relay-tree"))
    parts = ("relay", "path", "messages", "units", "relay-groups", "delay", "relations", "changes")
    sheet.heading([say(f"report-col-{name}") for name in parts])
    for number, tree in enumerate(picture.relays, 1):
        for path, node in _branches(tree.root, ()):
            relations = [f"{wording.word(name)} {count}" for name, count in node.relations.items()]
            changes = [_changed(change, say) for change in node.changes]
            way = PATH.join(wording.word(level) for level in path)
            told = [wording.separator().join(words) for words in (relations, changes)]
            sheet.row([number, way, node.copies, node.units, node.groups, node.delay, *told])


def _branches(node: RelayNode, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], RelayNode]]:
    path = (*above, node.level)
    yield path, node
    for child in node.below:
        yield from _branches(child, path)


def _changed(change: RelayChange, say: Translator) -> str:
    words = {"kind": say(f"report-change-{change.kind}"), "way": say(f"report-way-{change.way}")}
    return say(
        "report-change", **words, before=change.before or NOTHING, after=change.after or NOTHING, copies=change.copies
    )
