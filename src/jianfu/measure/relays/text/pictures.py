"""Pictures around the words of a message (表情): rows of exclamation marks in front, folded hands behind."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.text.folding import BREAK, LAST_MARK
from jianfu.measure.relays.text.skipping import emoticon_end, skip
from jianfu.measure.relays.text.wrapping import MENTION
from jianfu.measure.signals.folding import decode

_FIRST, _LAST, _FIRST_OF_MORE = 0x2600, 0x2BFF, 0x1F000
_OPENED, _CLOSED = 91, 93
_LONGEST_EMOTICON = 17
"""Bytes between the brackets of an emoticon such as [抱拳], and the first of them."""

Bytes = npt.NDArray[np.uint8]


@lean_kernel
def pictures_around(data: Bytes, begin: Any, end: Any, table: npt.NDArray[np.uint16]) -> Any:
    """A number for the pictures and the list number a message begins with and the pictures it ends with, 0 for none."""
    return _ahead(data, begin, end, table) + _behind(data, begin, end, table)


@lean_kernel
def _is_picture(code: Any) -> Any:
    return _FIRST <= code <= _LAST or code >= _FIRST_OF_MORE


@lean_kernel
def _ahead(data: Bytes, at: Any, end: Any, table: npt.NDArray[np.uint16]) -> Any:
    total = np.int64(0)
    while at < end:
        code, following = decode(data, at)
        if table[code] > LAST_MARK:
            break
        if _is_picture(code):
            total += np.int64(code)
        else:
            skipped, mark = skip(data, at, end, True)
            if skipped:
                total += 0 if mark == MENTION else np.int64(code)
                following = skipped
            elif table[code] > BREAK:
                break
        at = following
    return total


@lean_kernel
def _behind(data: Bytes, begin: Any, end: Any, table: npt.NDArray[np.uint16]) -> Any:
    total = np.int64(0)
    at = end
    while at > begin:
        at -= 1
        while at > begin and data[at] & 0xC0 == 0x80:
            at -= 1
        code, following = decode(data, at)
        opened = at
        if code == _CLOSED:
            while opened > begin and at - opened < _LONGEST_EMOTICON and data[opened] != _OPENED:
                opened -= 1
            if data[opened] != _OPENED or emoticon_end(data, opened + 1, end) != following:
                break
            at = opened
        elif table[code] > BREAK:
            break
        if code == _CLOSED or _is_picture(code):
            total += np.int64(code)
    return total
