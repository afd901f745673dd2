"""Tells the encoding of a text file from its first bytes."""

import codecs
import re

ORDINARY_SHARE = 0.9
_ORDINARY = re.compile(r"[\t\r\n -~\u00a0-\u00ff\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def encoding_of(head: bytes) -> str | None:
    """``utf-8``, ``utf-16``, ``utf-16-le``, ``utf-16-be`` or ``gb18030``; None when it is not text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if 0 in head:
        return next((encoding for encoding in ("utf-16-le", "utf-16-be") if _reads_well(head, encoding)), None)
    for encoding in ("utf-8", "gb18030"):
        if _decodes(head, encoding):
            return encoding
    return "utf-8" if _mostly_decodes(head, "utf-8") else "gb18030" if _mostly_decodes(head, "gb18030") else None


def _decodes(head: bytes, encoding: str) -> bool:
    """Whether the bytes are text of this encoding, a character cut off at their end apart."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    controls = sum(character < " " and character not in "\t\r\n\f\x1e" for character in text)
    return controls <= len(text) * 0.01


def _mostly_decodes(head: bytes, encoding: str) -> bool:
    """Text with a few broken bytes: those cells go to quarantine, the rest is read."""
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)
    controls = sum(character < " " and character not in "\t\r\n\f\x1e" for character in text)
    return text.count("�") <= len(text) * 0.02 and controls <= len(text) * 0.01


def _reads_well(head: bytes, encoding: str) -> bool:
    """Whether nearly all of it becomes Chinese, Latin letters and punctuation; no encoding of two bytes ever fails."""
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)
    return len(_ORDINARY.findall(text)) >= ORDINARY_SHARE * len(text)
