"""The user's own corrections: which heading of which file and sheet is which column."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One correction. ``file`` and ``sheet`` are globs; ``column`` is empty where the heading is to be ignored."""

    file: str
    sheet: str
    heading: str
    table: str
    column: str


@dataclass(frozen=True)
class Mapping:
    """All corrections of one mapping file, in its order; the first that fits counts."""

    rules: tuple[Rule, ...] = ()


NO_CORRECTIONS = Mapping()
