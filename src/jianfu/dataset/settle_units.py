"""Statements about units, and every other mention of one -> unit rows with ids, levels and parents."""

from collections.abc import Iterable

import pyarrow as pa

from jianfu.dataset.notes import Notes
from jianfu.dataset.pseudonym import mapped
from jianfu.dataset.statements import DERIVED_RANK, statement_schema
from jianfu.dataset.units import Unit, UnitBook, guess_level
from jianfu.tables.identity import clean_name, given_id, unit_id


def settle_units(rows: dict[str, pa.Table], found: dict[str, str], texts: Iterable[str], notes: Notes) -> None:
    """Gives unit rows their ids, adds the units no list names, and fills ``found``: text -> unit id."""
    units = rows["unit"]
    book = UnitBook()
    own = _own_ids(units, book)
    stated = len(book.units)
    for unit, parent in sorted(_parents(units, own)):
        if parent and (above := book.find(parent)) and above != unit:
            book.units[unit].parent = book.units[unit].parent or above
    found.update(book.settle(texts))
    made = [unit for unit in book.units.values() if unit.made]
    if stated:
        notes.about_names("units-made", [unit.name for unit in made if unit.name not in book.ambiguous])
    else:
        notes.count("unit-list-missing", len(made))
    notes.about_names("units-ambiguous", book.ambiguous)
    units = units.set_column(units.column_names.index("unit_id"), "unit_id", pa.array(own, pa.string()))
    rows["unit"] = pa.concat_tables([units, _derived(book, units)])


def _own_ids(units: pa.Table, book: UnitBook) -> list[str | None]:
    """The id of each stated unit: its code; the code another row gives for its name; else derived."""
    codes = mapped(units["unit_id"], given_id).to_pylist()
    names = units["name"].to_pylist()
    of_name: dict[str, set[str]] = {}
    for code, name in zip(codes, names, strict=True):
        if code and name:
            of_name.setdefault(clean_name(name), set()).add(code)
    own: list[str | None] = []
    for code, name in zip(codes, names, strict=True):
        same = of_name.get(clean_name(name), set())
        one = code or (min(same) if len(same) == 1 else None) or (unit_id(None, name) if clean_name(name) else None)
        own.append(one)
    for one, name in sorted({(one, name or "") for one, name in zip(own, names, strict=True) if one}):
        book.add(Unit(one, name))
    return own


def _parents(units: pa.Table, own: list[str | None]) -> set[tuple[str, str]]:
    pairs = zip(own, units["parent_id"].to_pylist(), strict=True)
    return {(one, parent) for one, parent in pairs if one and parent}


def _derived(book: UnitBook, units: pa.Table) -> pa.Table:
    """One row a unit of the lowest rank: made-up ones, and the level a name speaks of where no file states it."""
    schema = statement_schema("unit")
    whole = [
        dict.fromkeys(schema.names)
        | {"unit_id": one.unit_id, "name": one.name or None, "level": guess_level(one.name), "rank": DERIVED_RANK}
        | {"parent_id": one.parent if one.made else None}
        for one in book.units.values()
    ]
    return pa.Table.from_pylist(whole, schema).cast(units.schema)
