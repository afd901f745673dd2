"""What is said without saying much, and what is said twice by chance.

People who know nothing of each other type the same words: "发错群了，不好意思". Nobody can tell such a coincidence from
a copy by its text, so the truth names all messages that share their text with another; who is to be judged by it may
then count them as copies or leave them out.
"""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jianfu.simulate.chat.grammar import Grammar
from jianfu.simulate.chat.message import AT, KEY, SYMBOL, Rows
from jianfu.simulate.chat.spell import write_ids

ACKS = pa.schema([("message_id", pa.string()), ("kind", pa.string())])
"""Messages that are one stock phrase and no more: ``acknowledgement`` (收到), ``remark`` (稍等), ``praise`` (点赞)."""
SAME_TEXT = pa.schema([("message_id", pa.string()), ("text_id", pa.int32())])
"""Text messages whose letters, digits and Chinese characters, one after another, are those of another message too:
copies letter for letter, and coincidences (巧合). ``text_id`` counts the texts. Stock phrases are left out.

The same of first notices by their own text, without the demands behind it, is ``same_notice.parquet``: a template
filled in the same way twice is the same notice."""
_ROWS_AT_ONCE = 1_000_000

UInt64s = NDArray[np.uint64]


def acks_table(rows: Rows, grammar: Grammar, seed: int) -> pa.Table:
    """The stock phrases among messages, by ``ACKS``."""
    kinds = np.full(len(grammar.symbols), "", object)
    kinds[list(grammar.stock)] = list(grammar.stock.values())
    kind = kinds[rows[:, SYMBOL]]
    stock = np.flatnonzero(kind != "")
    return pa.table([write_ids(seed, rows[stock, KEY], rows[stock, AT]), pa.array(kind[stock])], schema=ACKS)


class Texts:
    """Collects a number for the text of every message that is none of the stock phrases: 16 bytes a message."""

    def __init__(self, grammar: Grammar) -> None:
        self.stock = np.array(sorted(grammar.stock))
        self.parts: list[tuple[UInt64s, NDArray[np.uint32], NDArray[np.uint32]]] = []

    def add(self, rows: Rows, prints: UInt64s) -> None:
        """Take on the messages of a file."""
        kept = np.flatnonzero((prints > 0) & ~np.isin(rows[:, SYMBOL], self.stock))
        moment, key = rows[kept, AT] // 1000, rows[kept, KEY]
        self.parts.append((prints[kept], key.astype(np.uint32), moment.astype(np.uint32)))

    def write(self, file: pq.ParquetWriter, seed: int) -> None:
        """Those that are there more than once, by ``SAME_TEXT``, text by text in order of time."""
        if not self.parts:
            return
        prints, keys, seconds = (np.concatenate([part[column] for part in self.parts]) for column in range(3))
        self.parts.clear()
        order = np.lexsort((keys, seconds, prints))
        prints, keys, seconds = prints[order], keys[order], seconds[order]
        begins = np.r_[True, prints[1:] != prints[:-1]] if len(prints) else np.zeros(0, bool)
        text = np.cumsum(begins) - 1
        again = np.bincount(text)[text] > 1 if len(text) else begins
        keys, seconds = keys[again].astype(np.int64), seconds[again].astype(np.int64)
        number = (np.cumsum(begins[again]) - 1).astype(np.int32)
        for begin in range(0, len(keys), _ROWS_AT_ONCE):
            part = slice(begin, begin + _ROWS_AT_ONCE)
            ids = write_ids(seed, keys[part], seconds[part] * 1000)
            file.write_table(pa.table([ids, pa.array(number[part])], schema=SAME_TEXT))
