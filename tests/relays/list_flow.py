"""Flows without a cluster: pieces are lists of batches, cut and dealt out by chance, as a cluster might."""

from collections.abc import Sequence
from random import Random
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.engine.flow import Step


class ListFlow:
    """See ``Flow``."""

    def __init__(self, pieces: list[list[pa.RecordBatch]], schema: pa.Schema, chance: Random) -> None:
        self.pieces = pieces
        self.schema = schema
        self.chance = chance

    def map(self, step: Step, schema: pa.Schema) -> Self:
        return type(self)([list(step(iter(piece))) for piece in self.pieces], schema, self.chance)

    def exchange(self, by: str, order: Sequence[str]) -> Self:
        table = self.gather()
        count = self.chance.randint(1, 3)
        dealt = [[] for _ in range(count)]
        for row, key in enumerate(table[by].to_pylist()):
            dealt[hash(key) % count].append(row)
        pieces = []
        for rows in dealt:
            part = table.take(pa.array(rows, pa.int64()))
            keys = [(name, "ascending") for name in order]
            part = part.take(pc.sort_indices(part, [(*key, "at_start") for key in keys]))
            pieces.append(self.cut(part))
        return type(self)(pieces, self.schema, self.chance)

    def cut(self, table: pa.Table) -> list[pa.RecordBatch]:
        batches, first = [], 0
        while first < len(table):
            rows = self.chance.choice([1, 2, 3, 7, 50])
            batches += table.slice(first, rows).combine_chunks().to_batches()
            first += rows
        return batches

    def union(self, other: Self) -> Self:
        return type(self)([*self.pieces, *other.pieces], self.schema, self.chance)

    def keep(self) -> Self:
        return self

    def gather(self) -> pa.Table:
        return pa.Table.from_batches([batch for piece in self.pieces for batch in piece], self.schema)


class ListEngine:
    """See ``FlowEngine``."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def flow(self, table: pa.Table) -> ListFlow:
        return ListFlow([[batch] for batch in table.to_batches(1)], table.schema, self.chance)
