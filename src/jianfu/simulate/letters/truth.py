"""What is true of one answer: which kinds it is of, which a reader may call it besides, why a look-alike is none."""

from dataclasses import dataclass

KINDS = (
    "copied_letter", "copied_reply", "template", "forwarded", "wrong_case", "automatic", "rude", "off_point",
    "asks_back",
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """``kinds`` must be found; ``allowed`` may be; anything else found is wrong."""

    kinds: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    cluster: str | None = None
    """Answers with the same text in the main share this name."""
    legitimate: str | None = None
    """Why an answer that looks like one of the kinds is none."""
    how: str = ""
    """In which way it was planted."""


@dataclass(frozen=True)
class Answer:
    """The text of an answer, and what is true of it."""

    text: str
    truth: Truth = Truth()


HONEST = Truth()
