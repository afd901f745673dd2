"""Long quotations within a message (引用): …原文是：“…”, as whoever retells a notice writes."""

from typing import Any

from jianfu.base.compiled import lean_kernel

LEAST_QUOTED = 24
"""Code units between the marks; shorter ones are titles and sayings."""
NO_QUOTE = (False, -1, 0)
"""Whether a quotation may begin here; where the one that is open began, -1 for none; marks open within it."""
_OPEN, _CLOSED = (0x201C, 0x300C, 0x300E), (0x201D, 0x300D, 0x300F)
_COLONS = (0x3A, 0xFF1A)
_BLANKS = (0x0A, 0x0D, 0x20, 0x3000)
_SAYING = tuple(ord(word) for word in "是说称讲道为")

Quote = tuple[bool, int, int]


@lean_kernel
def introduce_quote(unit: Any, quote: Quote) -> Any:
    """The last unit before a character that does not count: a verb of saying introduces a quotation, no other does."""
    _, begin, depth = quote
    return unit in _SAYING, begin, depth


@lean_kernel
def follow_quote(code: Any, out: Any, quote: Quote) -> Any:
    """A character that does not count: the state behind it, and whether a long quotation ends with it."""
    introduced, begin, depth = quote
    is_told = False
    if code in _OPEN:
        if begin >= 0:
            depth += 1
        elif introduced:
            begin, depth = out, 0
        introduced = False
    elif code in _CLOSED and begin >= 0:
        if depth == 0:
            is_told = out - begin >= LEAST_QUOTED
            begin = out - out - 1
        else:
            depth -= 1
    elif code in _COLONS:
        introduced = True
    elif code not in _BLANKS:
        introduced = False
    return (introduced, begin, depth), is_told
