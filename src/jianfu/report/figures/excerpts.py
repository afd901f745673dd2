"""How the words of a message are quoted: their beginning, without numbers that may be somebody's."""

import re

EXCERPT_CHARACTERS = 48
_LONG_NUMBER = re.compile(r"\d[\d\s-]{5,}\d")


def excerpt(text: str) -> str:
    """The beginning of a text on one line, long numbers blotted out."""
    line = _LONG_NUMBER.sub("***", " ".join(text.split()))
    return line if len(line) <= EXCERPT_CHARACTERS else line[: EXCERPT_CHARACTERS - 1] + "…"
