"""Raw person references -> keyed pseudonyms, before anything touches the disk.

A user id (``wecom:zhangsan``) becomes its pseudonym at once. A name in a unit (``name:<unit>:<name>``) can only be
told apart once the unit is known, so it is first *staged* as ``n:<keyed hash of the name>:<unit>``: no name, only
its keyed hash and the unit's own words.
"""

import hashlib
from collections.abc import Callable, Iterable

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.tables.identity import clean_name, given_id

NAME = "name:"
STAGED = "n:"
DIGEST_BYTES = 8


class Pseudonyms:
    """Turns references into pseudonyms under one key; remembers what it has seen, in memory alone."""

    def __init__(self, key: bytes, names: dict[str, str] | None = None) -> None:
        """``names``, where given, is filled with pseudonym -> name, for an office that keeps names (``tell_names``)."""
        self._key = key
        self._names = names
        self._heard: dict[str, str] = {}
        self._staged: dict[str, str | None] = {}
        self._issued: set[str] = set()

    def trust(self, pseudonyms: Iterable[str]) -> None:
        """Takes pseudonyms an earlier import issued under the same key, so that they stay as they are."""
        self._issued.update(pseudonyms)

    def stage(self, reference: str) -> str | None:
        """The staged form of one raw reference; ``None`` where it names nobody. What is staged already stays."""
        if reference in self._issued:
            return reference
        if not reference.startswith(NAME):
            folded = given_id(reference)
            return self._issue(self._digest(b"user", folded)) if folded and not folded.endswith(":") else None
        unit, _, name = reference.removeprefix(NAME).partition(":")
        cleaned = clean_name(name)
        if not cleaned:
            return None
        staged = f"{STAGED}{self._digest(b'name', cleaned)}:{unit}"
        if self._names is not None:
            self._heard[staged] = cleaned
        return self._issue(staged)

    def staged_column(self, column: pa.ChunkedArray | pa.Array) -> pa.Array:
        """A column of raw references, staged; one hash for each distinct reference."""
        return mapped(column, self._remembered)

    def settled(self, name_digest: str, unit_id: str | None) -> str:
        """The pseudonym of a name in a unit that no user id is known for."""
        return self._issue(self._digest(b"unit name", f"{unit_id or ''}\x1f{name_digest}"))

    def tell_names(self, final: Callable[[str], str]) -> None:
        """Fills ``names``, once it is known who each staged name is; of a person's several names the first."""
        if self._names is not None:
            for staged, name in sorted(self._heard.items(), key=lambda one: one[1], reverse=True):
                self._names[final(staged)] = name

    def _issue(self, pseudonym: str) -> str:
        self._issued.add(pseudonym)
        return pseudonym

    def _remembered(self, reference: str) -> str | None:
        if reference not in self._staged:
            self._staged[reference] = self.stage(reference)
        return self._staged[reference]

    def _digest(self, realm: bytes, text: str) -> str:
        words = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(words, digest_size=DIGEST_BYTES, key=self._key, person=realm).hexdigest()


def split_staged(staged: str) -> tuple[str, str] | None:
    """Hash of the name and unit text of a staged name; ``None`` for what already is a pseudonym."""
    if not staged.startswith(STAGED):
        return None
    digest, _, unit = staged.removeprefix(STAGED).partition(":")
    return digest, unit


def mapped(column: pa.ChunkedArray | pa.Array, function: Callable[[str], str | None]) -> pa.Array:
    """A text column with ``function`` applied once to each distinct value; null stays null."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = whole if pa.types.is_dictionary(whole.type) else pc.dictionary_encode(whole)
    values = pa.array([None if v is None else function(v) for v in encoded.dictionary.to_pylist()], pa.string())
    return values.take(encoded.indices)
