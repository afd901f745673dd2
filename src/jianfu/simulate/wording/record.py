"""What is said, before it is written into files."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Spoken:
    """One message."""

    group: int
    sender: int
    """Person index; a member since before the period."""
    day: int
    """Of the period."""
    second: int
    """Of the day."""
    text: str
    """Empty: a picture."""
    also: tuple[str, ...] = ()
    """Rules it breaks besides the one it was made up for; the sender's unit answers for these."""


@dataclass(frozen=True)
class Wordings:
    """All of it."""

    announcements: Mapping[int, str] = field(default_factory=dict)
    """Group index -> its announcement (群公告)."""
    spoken: tuple[Spoken, ...] = ()


NOTHING_SAID = Wordings()
