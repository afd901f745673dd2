"""Statements of all files -> the small canonical tables: units, persons, things and references put straight."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.dataset.entities import EntityBook, own_ids, split_reference
from jianfu.dataset.merge import merge_rows
from jianfu.dataset.notes import Notes
from jianfu.dataset.people import PersonBook
from jianfu.dataset.pseudonym import Pseudonyms, mapped, split_staged
from jianfu.dataset.settle_accounts import AccountBook
from jianfu.dataset.settle_groups import settle_groups
from jianfu.dataset.settle_units import settle_units
from jianfu.dataset.snapshot import PARTED
from jianfu.dataset.statements import DERIVED_RANK, Statements, person_columns, statement_schema
from jianfu.sources.batch import PERSON_ALIAS, ROW
from jianfu.tables import TABLES, identity

UNIT_COLUMNS = frozenset({"unit_id", "parent_id", "issuer_id"})
REFERENCES: Mapping[tuple[str, str], str] = {
    ("app_function", "app_id"): "app",
    ("app_package", "app_id"): "app",
    ("app_use", "app_id"): "app",
    ("form_field", "form_id"): "form",
    ("submission", "form_id"): "form",
    ("submission", "app_id"): "app",
    ("membership", "group_id"): "work_group",
    ("duty", "group_id"): "work_group",
    ("reply", "letter_id"): "letter",
}
"""Columns that point at a thing of another table."""
Said = tuple[str | None, str | None]
NOTHING_SAID: Mapping[str, Said] = MappingProxyType({})
SMALL = tuple(name for name in TABLES if name not in (*PARTED, "calendar"))


@dataclass
class Settling:
    """The tables on their way: statement rows in which more and more columns hold final ids."""

    rows: dict[str, pa.Table]
    notes: Notes
    units: dict[str, str] = field(default_factory=dict)
    books: dict[str, EntityBook] = field(default_factory=dict)

    def replace(self, table: str, column: str, values: pa.Array) -> None:
        """Puts final values in place of a column."""
        rows = self.rows[table]
        self.rows[table] = rows.set_column(rows.column_names.index(column), column, values)

    def add_ids(self, table: str, column: str, ids: Sequence[str], said: Mapping[str, Said] = NOTHING_SAID) -> None:
        """Adds rows of which no file says more than the id, and perhaps unit and name where others mention them."""
        known = {
            column: pa.array(ids, pa.string()),
            "rank": pa.array([DERIVED_RANK] * len(ids), pa.int8()),
            "unit_id": pa.array([said.get(one, (None, None))[0] for one in ids], pa.string()),
            "name": pa.array([said.get(one, (None, None))[1] for one in ids], pa.string()),
        }
        schema = statement_schema(table)
        columns = [known[field.name] if field.name in known else pa.nulls(len(ids), field.type) for field in schema]
        self.rows[table] = pa.concat_tables([self.rows[table], pa.Table.from_arrays(columns, schema=schema)])


@dataclass(frozen=True)
class Settled:
    """The small tables, what goes to the parts besides, and where each row came from."""

    tables: Mapping[str, pa.Table]
    memberships: pa.Table
    """Memberships that ledgers state, final ids."""
    persons: Sequence[str]
    """The final pseudonym of each staged person of the spool."""
    origins: Mapping[str, pa.Table]
    duplicates: Mapping[str, int]


def settle(
    statements: Statements, pseudonyms: Pseudonyms, notes: Notes, *, groups: Sequence[str], persons: Sequence[str]
) -> Settled:
    """Settles everything; ``groups`` and ``persons`` are those the archives speak of (persons staged)."""
    work = Settling({name: statements.table(name) for name in (*SMALL, "membership", PERSON_ALIAS)}, notes)
    settle_units(work.rows, work.units, _unit_texts(work, persons), notes)
    for table, column in _unit_columns(work):
        work.replace(table, column, mapped(work.rows[table][column], work.units.get))
    people = PersonBook.of(work.rows[PERSON_ALIAS], pseudonyms, work.units.get, notes)
    pseudonyms.tell_names(people.final)
    for table in (*SMALL, "membership"):
        for column in sorted(person_columns(table)):
            work.replace(table, column, mapped(work.rows[table][column], people.final))
    settle_groups(work.rows, notes)
    _settle_things(work, groups)
    final_persons = [people.final(staged) for staged in persons]
    _add_what_archives_know(work, groups, final_persons)
    _add_forms_with_fields_alone(work)
    return _merged(work, final_persons)


def _unit_columns(work: Settling) -> list[tuple[str, str]]:
    return [
        (table, column)
        for table in SMALL
        for column in work.rows[table].column_names
        if column in UNIT_COLUMNS and (table, column) != ("unit", "unit_id")
    ]


def _unit_texts(work: Settling, persons: Sequence[str]) -> set[str]:
    """Everything any file writes where a unit is meant."""
    texts = {text for table, column in _unit_columns(work) for text in _distinct(work.rows[table], column)}
    staged = set(persons) | {
        text
        for table in (*SMALL, "membership", PERSON_ALIAS)
        for column in person_columns(table)
        for text in _distinct(work.rows[table], column)
    }
    texts |= {parts[1] for text in staged if (parts := split_staged(text))}
    pointing = [*REFERENCES, ("exemption", "subject_id")]
    for table, column in pointing:
        texts |= {split_reference(t)[0] for t in _distinct(work.rows[table], column) if t.startswith("name:")}
    exemption = work.rows["exemption"]
    of_units = exemption.filter(pc.equal(exemption["subject_kind"], "unit"))
    texts |= {_named(text) for text in _distinct(of_units, "subject_id")}
    return {text for text in texts if text.strip()}


def _distinct(rows: pa.Table, column: str) -> list[str]:
    return [text for text in pc.unique(rows[column]).to_pylist() if text]


def _named(reference: str) -> str:
    """The unit a subject of kind ``unit`` names: as its name, or as the unit of the reference."""
    if not reference.startswith("name:"):
        return reference
    unit, name = split_reference(reference)
    return name or unit


def _settle_things(work: Settling, groups: Sequence[str]) -> None:
    """Own ids first, then what points at them."""
    for table in ("app", "account", "form", "letter"):
        work.replace(table, f"{table}_id", own_ids(table, work.rows[table]))
    for kind in ("work_group", "app", "account", "form", "letter"):
        work.books[kind] = EntityBook.of(kind, work.rows[kind])
    work.books["work_group"].ids.update(groups)
    _reply_to_letter_beside(work)
    on = AccountBook(work.rows["account"])
    work.replace("letter", "account_id", mapped(work.rows["letter"]["account_id"], on.resolve))
    work.books["account"].unresolved |= on.unresolved
    for (table, column), kind in REFERENCES.items():
        book = work.books[kind]
        work.replace(table, column, mapped(work.rows[table][column], partial(book.resolve, unit_of=work.units.get)))
    for table in ("duty", "submission", "appraisal_item", "reduction_target"):
        work.replace(table, f"{table}_id", own_ids(table, work.rows[table]))
    _settle_exemptions(work)
    for kind, book in sorted(work.books.items()):
        work.notes.about_names("references-unresolved", book.unresolved, table=kind)


def _reply_to_letter_beside(work: Settling) -> None:
    """A reply without a letter's number answers the letter in the same row of the same sheet."""
    letter, reply = work.rows["letter"], work.rows["reply"]
    if not reply["letter_id"].null_count:
        return
    places = dict(zip(_places(letter), letter["letter_id"].to_pylist(), strict=True))
    beside = pa.array([places.get(place) for place in _places(reply)], pa.string())
    work.replace("reply", "letter_id", pc.coalesce(reply["letter_id"], beside).combine_chunks())


def _places(rows: pa.Table) -> list[tuple[str, str, int]]:
    return list(zip(*(rows[name].to_pylist() for name in ("file", "sheet", ROW)), strict=True))


def _settle_exemptions(work: Settling) -> None:
    rows = work.rows["exemption"].to_pylist()
    unit_of: Callable[[str], str | None] = work.units.get
    subjects, ids = [], []
    for row in rows:
        kind, reference = row["subject_kind"], row["subject_id"]
        book = work.books.get("work_group" if kind == "group" else kind or "")
        if reference and kind == "unit":
            subject = unit_of(_named(reference)) or reference
        else:
            subject = book.resolve(reference, unit_of) if book and reference else reference
        subjects.append(subject)
        ids.append(
            identity.exemption_id(
                row["exemption_id"],
                subject=subject,
                rule=row["rule_id"],
                from_on=row["from_on"],
                until_on=row["until_on"],
            )
        )
    work.replace("exemption", "subject_id", pa.array(subjects, pa.string()))
    work.replace("exemption", "exemption_id", pa.array(ids, pa.string()))


def _add_what_archives_know(work: Settling, groups: Sequence[str], persons: Sequence[str]) -> None:
    """Every group and person a message or membership names has a row, if only its id."""
    pointed = _distinct(work.rows["membership"], "group_id")
    known = set(_distinct(work.rows["work_group"], "group_id"))
    new_groups = sorted({*groups, *pointed} - known)
    work.add_ids("work_group", "group_id", new_groups, work.books["work_group"].missing)
    work.notes.count("groups-only-in-archive", len(new_groups))
    members = _distinct(work.rows["membership"], "person_id")
    owners = _distinct(work.rows["work_group"], "owner_id")
    known = set(_distinct(work.rows["person"], "person_id"))
    new_persons = sorted({*persons, *members, *owners} - known)
    work.add_ids("person", "person_id", new_persons)
    work.notes.count("persons-only-in-archive", len(new_persons))


def _add_forms_with_fields_alone(work: Settling) -> None:
    """A form whose fields are listed but which no list of forms names is still a form somebody fills in."""
    unknown = set(_distinct(work.rows["form_field"], "form_id")) - set(_distinct(work.rows["form"], "form_id"))
    work.add_ids("form", "form_id", sorted(unknown), work.books["form"].missing)


def _merged(work: Settling, persons: Sequence[str]) -> Settled:
    tables, origins, duplicates = {}, {}, {}
    for name in SMALL:
        rows = work.rows[name]
        keyed = rows.filter(pc.is_valid(rows[TABLES[name].key[0]]))
        work.notes.count("rows-without-key", rows.num_rows - keyed.num_rows, table=name)
        merged = merge_rows(TABLES[name], keyed, keyed["rank"])
        tables[name] = merged.rows
        stated = keyed.filter(pc.less(keyed["rank"], DERIVED_RANK))
        origins[name] = _origins(name, stated)
        duplicates[name] = stated.num_rows - _distinct_keys(name, stated)
        for column, count in sorted(merged.conflicts.items()):
            work.notes.count("conflicting-values", count, table=name, column=column)
    members = work.rows["membership"].select(TABLES["membership"].names)
    return Settled(tables, members, persons, origins, duplicates)


def _distinct_keys(name: str, rows: pa.Table) -> int:
    return int(rows.select(TABLES[name].key).group_by(list(TABLES[name].key)).aggregate([]).num_rows)


def _origins(name: str, rows: pa.Table) -> pa.Table:
    """Key columns, file (SHA-256), sheet and row of every statement, in key order."""
    names = [*TABLES[name].key, "file", "sheet", ROW]
    return rows.select(names).sort_by([(column, "ascending") for column in names])
