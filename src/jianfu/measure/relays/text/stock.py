"""Texts that are never a relay (套话): acknowledgements, praise and rounds, and short ones said by everybody."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import lean_kernel
from jianfu.measure.relays.spool import let_go
from jianfu.measure.relays.text.view import View
from jianfu.measure.relays.text.weight import find_heavy
from jianfu.measure.relays.threads import each
from jianfu.measure.signals import lexicon, read_signals

STOCK = ("acknowledgement", "chain", "checked_in", "flattery")
"""Signals of such texts."""
TEXTS_AT_ONCE = 1 << 15
READ = 40
"""Code units: more than an acknowledgement or praise has; a round is told by its beginning."""
MOST_WIDE = 3
"""Bytes of a code unit."""

Longs = npt.NDArray[np.int64]


def passed_on(view: View, texts: Longs, shortest: int) -> npt.NDArray[np.bool_]:
    """Whether each of these texts may be a notice somebody passes on; ``shortest``: characters it must say."""
    words = lexicon()
    mask = sum(words.bit(name) for name in STOCK)
    found = np.zeros(len(texts), np.bool_)

    def work(first: int) -> None:
        some = texts[first : first + TEXTS_AT_ONCE]
        signals = read_signals(written(view, some, READ), words)
        find_heavy(view, some, shortest, found[first : first + TEXTS_AT_ONCE])
        found[first : first + TEXTS_AT_ONCE] &= signals.mask & mask == 0
        let_go(view.codes)

    each(work, range(0, len(texts), TEXTS_AT_ONCE))
    return found


def written(view: View, places: Longs, most: int) -> pa.Array:
    """The folded texts at these places of a view, as Arrow strings; ``most`` code units of each."""
    sizes = np.minimum(view.starts[places + 1] - view.starts[places], most)
    data, bounds = np.empty(MOST_WIDE * int(sizes.sum()), np.uint8), np.zeros(len(places) + 1, np.int32)
    _write(view, places, sizes, data, bounds)
    return pa.Array.from_buffers(pa.string(), len(places), [None, pa.py_buffer(bounds), pa.py_buffer(data)])


@lean_kernel
def _write(view: View, places: Longs, sizes: Longs, data: npt.NDArray[np.uint8], bounds: npt.NDArray[np.int32]) -> None:
    """Writes the first units of texts as UTF-8, one text after another: folded, each unit is a character."""
    end = 0
    for index in range(len(places)):
        begin = view.starts[places[index]]
        for at in range(begin, begin + sizes[index]):
            unit = view.codes[at]
            if unit < 0x80:
                data[end] = unit
                end += 1
                continue
            if unit < 0x800:
                data[end] = 0xC0 | unit >> 6
            else:
                data[end] = 0xE0 | unit >> 12
                data[end + 1] = 0x80 | unit >> 6 & 0x3F
                end += 1
            data[end + 1] = 0x80 | unit & 0x3F
            end += 2
        bounds[index + 1] = end
