"""Rows read from one ledger, column by column, before they become rows of canonical tables."""

from dataclasses import dataclass

Values = list[object]


@dataclass(frozen=True)
class LedgerRows:
    """Rows read from one ledger: columns (canonical and extra) as lists of one length, and their row numbers."""

    table: str
    columns: dict[str, Values]
    numbers: list[int]

    def column(self, name: str) -> Values:
        """The column, or as many nulls."""
        return self.columns.get(name) or [None] * len(self.numbers)


Shaped = tuple[str, dict[str, Values], list[int]]
"""Canonical table, its columns, and the row numbers."""
