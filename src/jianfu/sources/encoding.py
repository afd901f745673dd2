"""Tells the encoding of a text file from its first bytes."""

import codecs

NUL_SHARE_OF_UTF16 = 0.2


def encoding_of(head: bytes) -> str | None:
    """``utf-8``, ``utf-16``, ``utf-16-le``, ``utf-16-be`` or ``gb18030``; None when it is not text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    nuls = head.count(0)
    if nuls:
        even = head[::2].count(0)
        if nuls < len(head) * NUL_SHARE_OF_UTF16:
            return None
        return "utf-16-be" if even > nuls - even else "utf-16-le"
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
