"""Own ids of groups, apps, accounts, forms, letters, duties and exemptions, and rows elsewhere that point at them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.dataset.pseudonym import mapped
from jianfu.tables import identity
from jianfu.tables.identity import clean_name, given_id

_SEPARATOR = "\x1f"
REFERENCE = "name:"

Derive = Callable[[Sequence[str]], str]

DERIVED: dict[str, tuple[tuple[str, ...], Derive]] = {
    "app": (("unit_id", "name"), lambda p: identity.app_id(*p)),
    "account": (("platform", "name"), lambda p: identity.account_id(*p)),
    "form": (("unit_id", "name"), lambda p: identity.form_id(*p)),
    "letter": (
        ("unit_id", "received_at", "title", "text"),
        lambda p: identity.letter_id(None, unit=p[0], received=p[1], title=p[2] or p[3]),
    ),
    "submission": (
        ("form_id", "app_id", "unit_id", "person_id", "typist_id", "submitted_at", "device_id"),
        lambda p: identity.derived_id("submission", *p),
    ),
    "appraisal_item": (
        ("unit_id", "document", "name", "standard"),
        lambda p: identity.derived_id("appraisal", *p),
    ),
    "reduction_target": (("unit_id", "kind", "due_on"), lambda p: identity.derived_id("reduction", *p)),
    "duty": (("unit_id", "post", "name"), lambda p: identity.duty_id(None, unit=p[0], post=p[1], name=p[2])),
}
"""The columns an id is derived from where a file gives none, and how. ``exemption`` waits for its subject."""
NAMED = {
    "work_group": ("unit_id", "name"), "app": ("unit_id", "name"), "account": ("unit_id", "name"),
    "form": ("unit_id", "name"),
}  # fmt: skip


def joined(rows: pa.Table, names: Sequence[str]) -> pa.Array:
    """The columns as one text a row, null as empty."""
    texts = [pc.fill_null(rows[name].cast(pa.string()), "") for name in names]
    return pc.binary_join_element_wise(*texts, _SEPARATOR).combine_chunks()


def own_ids(table: str, rows: pa.Table) -> pa.Array:
    """The id of each row: the one given; that of a row of the same name and unit that has one; else derived."""
    parts, derive = DERIVED[table]
    stated = mapped(rows[f"{table}_id"], given_id)
    described = joined(rows, parts)
    known: dict[str, set[str]] = defaultdict(set)
    pairs = pa.table({"id": stated, "as": described}).filter(pc.is_valid(stated)).group_by(["id", "as"]).aggregate([])
    for one, description in zip(pairs["id"].to_pylist(), pairs["as"].to_pylist(), strict=True):
        known[_cleaned(description)].add(one)

    def derived(description: str) -> str:
        same = known.get(_cleaned(description), set())
        return next(iter(same)) if len(same) == 1 else derive(description.split(_SEPARATOR))

    return pc.coalesce(stated, mapped(described, derived))


def _cleaned(description: str) -> str:
    return _SEPARATOR.join(clean_name(part) for part in description.split(_SEPARATOR))


@dataclass
class EntityBook:
    """Finds the things of one table by id, or by owning unit and name."""

    kind: str
    ids: set[str] = field(default_factory=set)
    unresolved: set[str] = field(default_factory=set)
    """References nothing was found for."""
    missing: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """The ids derived for these, with the unit id and name they speak of."""
    _by_both: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, kind: str, rows: pa.Table) -> "EntityBook":
        """From settled rows of the table: its id column, ``unit_id`` and ``name`` where it has them."""
        book = cls(kind)
        ids = rows[f"{_prefix(kind)}_id"].to_pylist()
        book.ids.update(one for one in ids if one)
        if kind in NAMED:
            for one, unit, name in zip(ids, rows["unit_id"].to_pylist(), rows["name"].to_pylist(), strict=True):
                if one and (cleaned := clean_name(name)):
                    book._by_both[unit or "", cleaned].add(one)
                    book._by_name[cleaned].add(one)
        return book

    def find(self, unit: str | None, name: str) -> str | None:
        """By unit and name, else by name alone where only one thing is called that."""
        cleaned = clean_name(name)
        for found in (self._by_both.get((unit or "", cleaned), set()), self._by_name.get(cleaned, set())):
            if len(found) == 1:
                return next(iter(found))
        return None

    def resolve(self, reference: str, unit_of: Callable[[str], str | None]) -> str | None:
        """The id a reference means; one is derived where nothing is known by it, so that no row is lost."""
        if not reference.startswith(REFERENCE):
            one = given_id(reference)
            if one in self.ids or one is None:
                return one
            return self.find(None, reference) or self._missing(reference, one, (None, reference))
        unit_text, name = split_reference(reference)
        unit = unit_of(unit_text) if unit_text else None
        return self.find(unit, name) or self._missing(reference, derived_id(self.kind, unit, name), (unit, name))

    def _missing(self, reference: str, one: str, said: tuple[str | None, str | None]) -> str:
        self.unresolved.add(reference)
        self.missing[one] = min(said, self.missing.get(one, said), key=str)
        return one


def split_reference(reference: str) -> tuple[str, str]:
    """Unit text and name of ``name:<unit>:<name>``."""
    unit, _, name = reference.removeprefix(REFERENCE).partition(":")
    return unit, name


def derived_id(kind: str, unit: str | None, name: str) -> str:
    """The id of a thing known by unit and name alone."""
    if kind == "work_group":
        return identity.group_id(None, unit, name, None)
    if kind == "account":
        return identity.account_id(None, name)
    return identity.derived_id(_prefix(kind), unit, name)


def _prefix(kind: str) -> str:
    return "group" if kind == "work_group" else kind
