"""Makes work talk in which it is known which message is a copy of which, as one Parquet file.

    python benchmarks/relays/make_texts.py --messages 1000000 --seed 1 OUT.parquet
        --copies-of-one 20000     one of the notices is passed on that often
        --one-template 1000000    that many weekly reports come out of one template, with other numbers

Columns for the program under test: message_id, group_id, sender_id, sent_at, text. The truth:

    kind            ack, chat, report, notice (nobody passes it on); origin, whole, edited, preface, shortened, quoted,
                    reissued, changed (a notice and its copies)
    notice          the number all copies share
    parent_id       the message it was copied from
    twin_of         the notice whose words it has, with other facts
    depth           hands it went through
    edit_share      characters the last hand changed
    digits_edited   how many of them stood in numbers
    change          deadline, number, place: the one fact that differs from the first issue
"""

import argparse
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from grammar import read_phrases
from numpy.typing import NDArray
from write import write_slice

from plan import EDITED, KINDS, Plan, Wanted, make_plan

SLICE = 125_000
THREADS = 2
BEGIN = np.datetime64("2026-03-02T00:00:00", "us")
CHANGES = ("deadline", "number", "place")


def names(letter: str, numbers: NDArray[np.integer], digits: int, missing: bool = False) -> pa.Array:
    """``letter`` and the number with leading zeros; null for a negative one where some are ``missing``."""
    values = numbers.astype(np.int64)
    spelt = np.empty((len(values), digits + 1), np.uint8)
    spelt[:, 0] = ord(letter)
    for place in range(digits, 0, -1):
        spelt[:, place] = 48 + values % 10
        values //= 10
    starts = np.arange(len(values) + 1, dtype=np.int32) * (digits + 1)
    array = pa.StringArray.from_buffers(len(values), pa.py_buffer(starts), pa.py_buffer(spelt))
    if not missing:
        return array
    return pc.if_else(pa.array(numbers >= 0), array, pa.scalar(None, pa.string()))


def chosen(words: tuple[str, ...], numbers: NDArray[np.integer]) -> pa.Array:
    """Words by number, null for a negative one."""
    return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int8), mask=numbers < 0), pa.array(words))


def make_slice(plan: Plan, begin: int, end: int) -> pa.Table:
    """Rows ``begin`` up to ``end`` as a table."""
    written = write_slice(plan, begin, end, PHRASES)
    here = slice(begin, end)
    text = pa.StringArray.from_buffers(end - begin, pa.py_buffer(written.starts), pa.py_buffer(written.text))
    notice, kind = plan.notice[here], plan.kind[here]
    words_of = plan.words_of[np.maximum(notice, 0)]
    share = np.where(kind == EDITED, written.touched / np.maximum(written.length, 1), 0)
    return pa.table(
        {
            "message_id": names("m", np.arange(begin, end), 9),
            "group_id": names("g", plan.group[here], 6),
            "sender_id": names("p", plan.sender[here], 8),
            "sent_at": pa.array(BEGIN + plan.sent[here].astype("timedelta64[s]")),
            "text": text,
            "kind": chosen(KINDS, kind),
            "notice": pa.array(notice, mask=notice < 0),
            "parent_id": names("m", plan.parent[here], 9, missing=True),
            "twin_of": pa.array(words_of, mask=(notice < 0) | (words_of == notice)),
            "depth": plan.depth[here],
            "edit_share": share.astype(np.float32),
            "digits_edited": written.digits,
            "change": chosen(CHANGES, written.change - 1),
        }
    )


PHRASES = read_phrases()


def make_slices(wanted: Wanted) -> Iterator[pa.Table]:
    """The table slice by slice, in order of time."""
    plan = make_plan(wanted)
    pending: list[Future[pa.Table]] = []
    with ThreadPoolExecutor(THREADS) as pool:
        for begin in range(0, wanted.messages, SLICE):
            pending.append(pool.submit(make_slice, plan, begin, min(begin + SLICE, wanted.messages)))
            if len(pending) > 2 * THREADS:
                yield pending.pop(0).result()
        for slice_ in pending:
            yield slice_.result()


def write_texts(wanted: Wanted, out: Path) -> None:
    """Write the file; the same bytes for the same wish."""
    writer = None
    for rows in make_slices(wanted):
        if writer is None:
            writer = pq.ParquetWriter(out, rows.schema, compression="zstd", compression_level=1)
        writer.write_table(rows)
    if writer:
        writer.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--messages", type=int, required=True)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--copies-of-one", type=int, default=0)
    arguments.add_argument("--one-template", type=int, default=0)
    arguments.add_argument("out", type=Path)
    given = arguments.parse_args()
    write_texts(Wanted(given.messages, given.seed, given.copies_of_one, given.one_template), given.out)


if __name__ == "__main__":
    main()
