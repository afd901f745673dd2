"""The truth about the talk, written beside it while it is made up."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from jianfu.simulate.chat.drafting import REPORT, SYMBOLS
from jianfu.simulate.chat.grammar import read_grammar
from jianfu.simulate.chat.message import FIRST, SYMBOL, Rows
from jianfu.simulate.chat.slots import Desk
from jianfu.simulate.chat.truth.copies import DIGESTS, copies_table, digests_table, set_bench
from jianfu.simulate.chat.truth.copies import SCHEMA as COPIES
from jianfu.simulate.chat.truth.remarks import ACKS, SAME_TEXT, Texts, UInt64s, acks_table
from jianfu.simulate.chat.truth.twins import Twins, own_texts
from jianfu.simulate.chat.truth.units import UnitTruth


class Truth:
    """The six files; complete once the ``with`` block is left without an error."""

    def __init__(self, folder: Path, seed: int, desk: Desk, units: UnitTruth) -> None:
        grammar = read_grammar()
        self.folder, self.seed, self.desk, self.grammar = folder, seed, desk, grammar
        self.bench = set_bench()
        self.units = units
        self.twins = Twins((desk.pens.sent, grammar.symbols[SYMBOLS[REPORT]]))
        self.texts, self.notices = Texts(grammar), Texts(grammar)
        self.copies = pq.ParquetWriter(folder / "copies.parquet", COPIES, compression="zstd")
        self.digests = pq.ParquetWriter(folder / "digests.parquet", DIGESTS, compression="zstd")
        self.acks = pq.ParquetWriter(folder / "acks.parquet", ACKS, compression="zstd")

    def __enter__(self) -> "Truth":
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        self.copies.close()
        self.digests.close()
        self.acks.close()
        if failure is None:
            pq.write_table(self.twins.table(self.seed, self.desk), self.folder / "twins.parquet", compression="zstd")
            for texts, name in ((self.texts, "same_text"), (self.notices, "same_notice")):
                with pq.ParquetWriter(self.folder / f"{name}.parquet", SAME_TEXT, compression="zstd") as file:
                    texts.write(file, self.seed)

    def add_planned(self, rows: Rows) -> None:
        """Notices and their copies, of a day."""
        self.digests.write_table(digests_table(rows, self.seed))
        copies = copies_table(rows, self.seed, self.desk, self.bench)
        self.copies.write_table(copies)
        self.twins.add(rows)
        roots = rows[rows[:, FIRST] == 0]
        prints = np.zeros(len(roots), np.uint64)
        own_texts(roots, self.desk, prints)
        self.units.add(rows, copies, prints)
        self.notices.add(roots, prints)

    def add_said(self, rows: Rows) -> None:
        """Everything said, a shard of a day; notices among it are known already."""
        self.acks.write_table(acks_table(rows, self.grammar, self.seed))
        self.twins.add(rows[rows[:, SYMBOL] != self.desk.pens.sent])

    def add_texts(self, rows: Rows, prints: UInt64s) -> None:
        """Messages as they were spelled, with a number for the text of each."""
        self.texts.add(rows, prints)
