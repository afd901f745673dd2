"""What is found of letters put into words of one language: kinds, marked stretches, reasons of a probability."""

from collections.abc import Sequence
from math import expm1

from jianfu.base.i18n import Translator
from jianfu.report.model import ReasonLine, SpanNote
from jianfu.report.wording import Wording

COUNTED = ("own_length", "facts", "actions")
"""Features on a logarithmic scale; people are told the count."""


class LetterWords:
    """Writes about letters in one language."""

    def __init__(self, say: Translator) -> None:
        self._say = say
        self._wording = Wording(say.language)

    def kind(self, kind: str) -> str:
        """A kind of fault."""
        return self._say(f"letter-kind-{kind}")

    def meaning(self, kind: str) -> str:
        """What a kind of fault is, in a line."""
        return self._say(f"letter-meaning-{kind}")

    def note(self, note: SpanNote) -> str:
        """What a marked stretch means; a kind says it where the note has no words of its own."""
        name = f"letter-note-{note.code}"
        return self._say(name, detail=note.detail) if self._say.knows(name) else self.meaning(note.kind)

    def reason(self, reason: ReasonLine) -> str:
        """One feature and which way it speaks."""
        direction = "for" if reason.moves > 0 else "against"
        value = reason.value
        shown = round(expm1(value)) if reason.feature in COUNTED else self._wording.percent(value)
        return self._say(f"letter-reason-{reason.feature}-{direction}", value=shown)

    def reasons(self, reasons: Sequence[ReasonLine]) -> str:
        """Reasons as a list."""
        return self._wording.separator().join(map(self.reason, reasons))
