"""Reads text tables (.csv, .tsv and their kind) as one sheet."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from jianfu.base.errors import SourceProblem
from jianfu.sources.cells import CELL_CHARACTERS_LIMIT
from jianfu.sources.sheet import Chunk, Row, Sheet

CHUNK_ROWS = 20_000
CHUNK_CELLS = 2_000_000
DELIMITERS = (",", "\t", ";", "|", "，")
SAMPLE_LINES = 30


def read_delimited(path: Path, *, encoding: str) -> Sheet:
    """The file as a sheet of text cells; row numbers are those of the lines a row begins on."""
    return Sheet(name="", hidden=False, merged=(), chunks=_chunks(path, encoding))


def _chunks(path: Path, encoding: str) -> Iterator[Chunk]:
    csv.field_size_limit(CELL_CHARACTERS_LIMIT * 100)
    plain = "utf-8-sig" if encoding == "utf-8" else encoding
    with path.open(encoding=plain, errors="replace", newline="") as stream:
        sample = stream.read(64 << 10)
        stream.seek(0)
        reader = csv.reader(_without_nul(stream), delimiter=delimiter_of(sample))
        rows: list[Row] = []
        first_row, cells = 1, 0
        # Every row takes one number; a quoted line break inside a cell does not shift it.
        try:
            for row in reader:
                rows.append(list(row))
                cells += len(row)
                if len(rows) == CHUNK_ROWS or cells > CHUNK_CELLS:
                    yield Chunk(first_row, rows)
                    first_row += len(rows)
                    rows, cells = [], 0
        except csv.Error as error:
            # What stood before the cell without end is read all the same.
            if rows:
                yield Chunk(first_row, rows)
            raise SourceProblem("cell-without-end", file=path.name, row=first_row + len(rows)) from error
        if rows:
            yield Chunk(first_row, rows)


def _without_nul(stream: io.TextIOWrapper) -> Iterator[str]:
    return (line.replace("\0", "") for line in stream)


def delimiter_of(sample: str) -> str:
    """The separator that cuts the first lines into the most columns, the same number most often."""
    lines = [line for line in sample.splitlines()[:SAMPLE_LINES] if line.strip()]

    def steadiness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        common = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width), default=1)
        return (widths.count(common) * (common - 1), -DELIMITERS.index(delimiter))

    return max(DELIMITERS, key=steadiness)
