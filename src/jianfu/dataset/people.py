"""Staged persons -> final pseudonyms: a name in a unit is the user id a people ledger gives for it, else its own."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from jianfu.dataset.notes import Notes
from jianfu.dataset.pseudonym import Pseudonyms, split_staged

UnitOf = Callable[[str], str | None]


@dataclass
class PersonBook:
    """Finds the pseudonym a staged person ends up with."""

    pseudonyms: Pseudonyms
    unit_of: UnitOf
    users: Mapping[tuple[str, str | None], str] = field(default_factory=dict)
    """Hash of a name and unit id -> pseudonym of the one user id behind it."""

    @classmethod
    def of(cls, aliases: pa.Table, pseudonyms: Pseudonyms, unit_of: UnitOf, notes: Notes) -> "PersonBook":
        """From alias rows; a name that two user ids of one unit share stays apart from both, with a note."""
        users: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        for user, alias in zip(aliases["person_id"].to_pylist(), aliases["alias"].to_pylist(), strict=True):
            parts = split_staged(alias) if alias else None
            if user and parts and not split_staged(user):
                users[parts[0], unit_of(parts[1])].add(user)
        notes.count("names-shared", sum(len(found) > 1 for found in users.values()))
        return cls(pseudonyms, unit_of, {at: min(found) for at, found in users.items() if len(found) == 1})

    def final(self, staged: str) -> str:
        """The pseudonym of a staged person."""
        parts = split_staged(staged)
        if parts is None:
            return staged
        digest, unit = parts[0], self.unit_of(parts[1])
        return self.users.get((digest, unit)) or self.pseudonyms.settled(digest, unit)
