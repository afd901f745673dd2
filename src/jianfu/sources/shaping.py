"""Turns the columns of one kind of ledger into rows of canonical tables; a ledger row may feed several."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from jianfu.sources.batch import PERSON_ALIAS
from jianfu.sources.dictionary import value_spellings
from jianfu.sources.function_list import functions_in, matching, pieces_of
from jianfu.sources.ledger_rows import LedgerRows, Shaped, Values
from jianfu.sources.letter_rows import shape_letters
from jianfu.sources.people import name_reference, person_reference, thing_reference
from jianfu.tables import TABLES, Column, Kind

EXTRA_KINDS = {"replied_at": Kind.MOMENT, "reply_text": Kind.TEXT}
"""Kinds of ledger columns that are not canonical; all others are text."""
LONG_TEXTS = frozenset(
    {
        ("letter", "text"),
        ("letter", "reply_text"),
        ("app", "functions"),
        ("form", "fields"),
        ("appraisal_item", "standard"),
    }
)
UNIT_FROM_TITLE = {
    "work_group": "unit_id", "app": "unit_id", "account": "unit_id", "person": "unit_id", "app_use": "unit_id",
    "letter": "unit_id", "submission": "unit_id", "membership": "person_unit", "appraisal_item": "unit_id",
    "reduction_target": "unit_id",
}  # fmt: skip
"""Ledgers whose unit may stand above the table (填报单位：…) instead of in it, and the column it fills."""
DEVICE = "device:"
_ID = re.compile(r"^(?=[^ ]*\d)(?=[^ ]*[A-Za-z_-])[A-Za-z0-9_.-]{4,}$")
_NAME_SEPARATOR = re.compile(r"[、,，;；\n]+")


def column_of(table: str, name: str) -> Column:
    """The canonical column, or the description of an extra one."""
    if name in TABLES[table].names:
        return TABLES[table].column(name)
    return Column(name, EXTRA_KINDS.get(name, Kind.TEXT), name, name)


def shape(rows: LedgerRows) -> Iterator[Shaped]:
    """Canonical rows out of ledger rows: table, columns, row numbers."""
    canonical = {name: values for name, values in rows.columns.items() if name in TABLES[rows.table].names}
    shaper = _SHAPERS.get(rows.table)
    if shaper is None:
        yield rows.table, canonical, rows.numbers
    else:
        yield from shaper(rows, canonical)


def _work_groups(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    units = rows.column("unit_id")
    if "owner_id" in rows.columns or "owner_name" in rows.columns:
        owner_units = rows.columns.get("owner_unit") or units
        out["owner_id"] = [
            person_reference(user, owner_unit or unit, name)
            for user, owner_unit, unit, name in zip(
                rows.column("owner_id"), owner_units, units, rows.column("owner_name"), strict=True
            )
        ]
    if "approver" in rows.columns and "approved" not in out:
        out["approved"] = _named(rows.column("approver"))
    _spread_period(rows, out, "task_start_on", "task_end_on")
    yield "work_group", out, rows.numbers
    if "member_names" in rows.columns:
        yield from _listed_members(rows)


def _spread_period(rows: LedgerRows, out: dict[str, Values], first: str, last: str) -> None:
    """A period in one cell gives the two days, where they have no columns of their own."""
    periods: list[tuple[date | None, date | None] | None] = rows.columns.get("task_period", [])  # type: ignore[assignment]
    if periods:
        out.setdefault(first, [period[0] if period else None for period in periods])
        out.setdefault(last, [period[1] if period else None for period in periods])


def _listed_members(rows: LedgerRows) -> Iterator[Shaped]:
    found = [
        (own or thing_reference(unit, group), name_reference(unit, name), number)
        for own, unit, group, names, number in zip(
            rows.column("group_id"),
            rows.column("unit_id"),
            rows.column("name"),
            rows.column("member_names"),
            rows.numbers,
            strict=True,
        )
        for name in (_NAME_SEPARATOR.split(str(names)) if names else ())
    ]
    found = [entry for entry in found if entry[0] and entry[1]]
    if found:
        groups, persons, numbers = zip(*found, strict=True)
        yield "membership", {"group_id": list(groups), "person_id": list(persons)}, list(numbers)


def _memberships(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    out["group_id"] = _pointers(rows, "group_id", "group_unit", "group_name")
    out["person_id"] = [
        person_reference(user, unit, name)
        for user, unit, name in zip(
            rows.column("person_id"), rows.column("person_unit"), rows.column("person_name"), strict=True
        )
    ]
    yield "membership", out, rows.numbers


def _persons(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    units = rows.column("unit_id")
    names = [name_reference(unit, name) for unit, name in zip(units, rows.column("name"), strict=True)]
    out["person_id"] = [
        person_reference(user, unit, None) or name
        for user, unit, name in zip(rows.column("person_id"), units, names, strict=True)
    ]
    yield "person", out, rows.numbers
    both = [at for at, (own, name) in enumerate(zip(out["person_id"], names, strict=True)) if name and own != name]
    if both:
        aliases: dict[str, Values] = {
            "person_id": [out["person_id"][at] for at in both],
            "alias": [names[at] for at in both],
        }
        yield PERSON_ALIAS, aliases, [rows.numbers[at] for at in both]


def _apps(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    yield "app", out, rows.numbers
    yield from _packages(rows)
    if "functions" not in rows.columns:
        return
    functions: list[tuple[object, ...]] = []
    for own, unit, name, text, reason, number in zip(
        rows.column("app_id"), rows.column("unit_id"), rows.column("name"), rows.column("functions"),
        rows.column("exemption_reason"), rows.numbers, strict=True,
    ):  # fmt: skip
        pointer = own or thing_reference(unit, name)
        functions.extend((pointer, *function, number) for function in functions_in(text, reason))
    if functions:
        apps, kinds, names, reasons, numbers = (list(values) for values in zip(*functions, strict=True))
        shaped = {"app_id": apps, "function": kinds, "name": names, "exemption_reason": reasons}
        yield "app_function", shaped, numbers


_PACKAGE = ("channels", "package_id", "signature", "icon_name")


def _packages(rows: LedgerRows) -> Iterator[Shaped]:
    """What an app ledger says of packages; one row for each download channel."""
    if not any(name in rows.columns for name in _PACKAGE):
        return
    columns: dict[str, Values] = {name: [] for name in ("app_id", "channel", *_PACKAGE[1:])}
    numbers: list[int] = []
    given = zip(
        rows.column("app_id"), rows.column("unit_id"), rows.column("name"), rows.numbers,
        *(rows.column(name) for name in _PACKAGE), strict=True,
    )  # fmt: skip
    for own, unit, name, number, channels, *package in given:
        if not channels and not any(package):
            continue
        for channel in _NAME_SEPARATOR.split(str(channels)) if channels else (None,):
            row = (own or thing_reference(unit, name), channel.strip() if channel else None, *package)
            for values, value in zip(columns.values(), row, strict=True):
                values.append(value)
            numbers.append(number)
    if numbers:
        yield "app_package", columns, numbers


def _app_functions(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    out["app_id"] = _pointers(rows, "app_id", "app_unit", "app_name")
    kinds = value_spellings("app_function", TABLES["app_function"].column("function"))
    names = rows.column("name")
    out["function"] = [
        kind or (matching(kinds, str(name)) or "other" if name else None)
        for kind, name in zip(rows.column("function"), names, strict=True)
    ]
    out["name"] = [name or kind for name, kind in zip(names, out["function"], strict=True)]
    yield "app_function", out, rows.numbers


def _submissions(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    for kind in ("form", "app"):
        if f"{kind}_id" in rows.columns or f"{kind}_name" in rows.columns:
            out[f"{kind}_id"] = _pointers(rows, f"{kind}_id", "tool_unit", f"{kind}_name")
    units = rows.column("unit_id")
    for name in ("person", "typist"):
        if name in rows.columns:
            out[f"{name}_id"] = [
                person_reference(who, unit, None) for who, unit in zip(rows.column(name), units, strict=True)
            ]
    if "device" in rows.columns:
        out["device_id"] = [f"{DEVICE}{device}" if device else None for device in rows.column("device")]
    yield "submission", out, rows.numbers


def _app_uses(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    out["app_id"] = _pointers(rows, "app_id", "app_unit", "app_name")
    yield "app_use", out, rows.numbers


def _forms(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    yield "form", out, rows.numbers
    if "fields" not in rows.columns:
        return
    labels: Values = []
    positions: Values = []
    forms: Values = []
    numbers: list[int] = []
    for own, unit, name, text, number in zip(
        rows.column("form_id"), rows.column("unit_id"), rows.column("name"), rows.column("fields"), rows.numbers,
        strict=True,
    ):  # fmt: skip
        pieces = pieces_of(text)
        for position, label in enumerate(pieces, 1):
            forms.append(own or thing_reference(unit, name))
            positions.append(position)
            labels.append(label)
            numbers.append(number)
    if numbers:
        yield "form_field", {"form_id": forms, "position": positions, "label": labels}, numbers


def _form_fields(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    out["form_id"] = _pointers(rows, "form_id", "form_unit", "form_name")
    if "position" not in out:
        counts: dict[object, int] = {}
        positions: Values = []
        for form in out["form_id"]:
            counts[form] = counts.get(form, 0) + 1
            positions.append(counts[form])
        out["position"] = positions
    yield "form_field", out, rows.numbers


def _duties(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    if "group_name" in rows.columns:
        out["group_id"] = _pointers(rows, "group_id", "issuer_id", "group_name")
    yield "duty", out, rows.numbers


def _exemptions(rows: LedgerRows, out: dict[str, Values]) -> Iterator[Shaped]:
    out["subject_id"] = _pointers(rows, "subject_id", "subject_unit", "subject_name")
    if "approver" in rows.columns and "approved" not in out:
        out["approved"] = _named(rows.column("approver"))
    _spread_period(rows, out, "from_on", "until_on")
    yield "exemption", out, rows.numbers


def _pointers(rows: LedgerRows, own: str, unit: str, name: str) -> Values:
    """The id a row gives of a thing elsewhere, else its name with the owning unit."""
    return [
        given or (named if _is_id(named) else thing_reference(of_unit, named))
        for given, of_unit, named in zip(rows.column(own), rows.column(unit), rows.column(name), strict=True)
    ]


def _is_id(named: object) -> bool:
    """A value under a heading for names that can only be an id: Latin letters and digits, both or with a dash."""
    return bool(_ID.match(str(named))) if named else False


def _named(names: Sequence[object]) -> Values:
    """Whether somebody is named; the name goes no further."""
    return [bool(name) and not str(name).startswith(("未", "否", "无")) for name in names]


_SHAPERS: dict[str, Callable[[LedgerRows, dict[str, Values]], Iterator[Shaped]]] = {
    "work_group": _work_groups, "membership": _memberships, "person": _persons, "app": _apps,
    "app_function": _app_functions, "app_use": _app_uses, "form": _forms, "form_field": _form_fields,
    "letter": shape_letters, "duty": _duties, "exemption": _exemptions,
    "submission": _submissions,
}  # fmt: skip
