"""One letter of the made-up county with its answers, as it will stand in a register."""

from dataclasses import dataclass, field
from datetime import datetime

from jianfu.simulate.letters.case import Case
from jianfu.simulate.letters.truth import Truth
from jianfu.simulate.registers.account import Account

KINDS = {"consult": "咨询", "help": "求助", "complaint": "投诉", "advice": "建议", "petition": "信访", "other": "其他"}
REGISTERS = {"mailbox": "LY", "hotline": "GD", "board": "LB", "bureau": "JZ", "comment": "PL"}
"""How each numbers: county head's mailbox, hotline tickets, leaders' message board, a bureau's mailbox, comments on
accounts."""


@dataclass(frozen=True)
class Given:
    """One answer as it was sent."""

    at: datetime
    text: str
    truth: Truth


@dataclass
class Letter:
    """One letter or ticket with its answers up to the day of the audit."""

    register: str
    number: str
    unit: int
    case: Case
    kind: str
    urgent: bool
    received: datetime
    asker: int
    """Number of the writer; the same writer may write again."""
    text: str
    title: str
    answers: list[Given] = field(default_factory=list)
    due: datetime | None = None
    closed: datetime | None = None
    reopened: datetime | None = None
    satisfied: bool = True
    account: Account | None = None
    """The official account a comment was left on."""
    waited: int = 0
    """Working days after the day received, to the first answer or the day of the audit."""

    @property
    def replied(self) -> datetime | None:
        """When the first answer came."""
        return self.answers[0].at if self.answers else None


@dataclass(frozen=True)
class Happening:
    """Letters that belong together, or a state worth finding: one line of truth/letter_cases.jsonl."""

    kind: str
    """sent_again, several_desks, returning, closed_without_answer, reopened."""
    letters: tuple[str, ...]
    place: str | None


@dataclass(frozen=True)
class Mailbag:
    """All letters, by register in order of arrival, and what belongs together."""

    letters: tuple[Letter, ...]
    happenings: tuple[Happening, ...]

    def of(self, register: str) -> list[Letter]:
        """The letters of one register."""
        return [letter for letter in self.letters if letter.register == register]
