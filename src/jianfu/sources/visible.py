"""Counts the visible characters of message texts, the unit in which reading time is measured."""

import numba
import numpy as np
import numpy.typing as npt
import pyarrow as pa


@numba.njit(cache=True, nogil=True)
def _count(data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> None:
    """Code points that are neither white space, control nor zero-width, read straight from UTF-8."""
    for row in range(len(counts)):
        count = 0
        at = offsets[row]
        end = offsets[row + 1]
        while at < end:
            first = data[at]
            if first < 0x80:
                count += 0x20 < first != 0x7F
                at += 1
            elif first < 0xE0:
                # U+0080 to U+00A0: control characters and the no-break space
                count += not (first == 0xC2 and data[at + 1] <= 0xA0)
                at += 2
            elif first < 0xF0:
                second, third = data[at + 1], data[at + 2]
                blank = first == 0xE2 and (
                    (second == 0x80 and (third <= 0x8F or 0xA8 <= third <= 0xAF)) or (second == 0x81 and third >= 0x9F)
                )
                ideographic_space = first == 0xE3 and second == 0x80 and third == 0x80
                selector = first == 0xEF and ((second == 0xB8 and third <= 0x8F) or (second == 0xBB and third == 0xBF))
                count += not (blank or ideographic_space or selector)
                at += 3
            else:
                count += 1
                at += 4
        counts[row] = count


def visible_characters(texts: pa.Array) -> pa.Array:
    """For each text (``string``) the number of characters a reader sees, as ``int64``; null counts 0."""
    texts = pa.concat_arrays([texts]) if texts.offset else texts
    _, offsets, data = texts.buffers()
    counts = np.zeros(len(texts), np.int64)
    if len(texts) and data is not None:
        ends = np.frombuffer(offsets, np.int32, len(texts) + 1).astype(np.int64)
        _count(np.frombuffer(data, np.uint8), ends, counts)
        if texts.null_count:
            counts[texts.is_null().to_numpy(zero_copy_only=False)] = 0
    return pa.array(counts, pa.int64())
