"""``write_chat``: day by day and shard by shard, numbers first, then lines, then files; and the truth about copies.

One thread makes up the rows (units' and groups' counts run on from day to day), two spell and compress them. Memory is
bounded by a few shards, whatever the size of the world.
"""

import zlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jianfu.simulate.chat.book import TODAY, USED, WORKING, County
from jianfu.simulate.chat.closing import catch_up, find_homes
from jianfu.simulate.chat.compose import compose
from jianfu.simulate.chat.expand import Desk
from jianfu.simulate.chat.message import (
    AT,
    EDIT_RATE,
    EDIT_RATE_2,
    FIRST,
    GROUP,
    KEY,
    RELATIONS,
    ROOT_AT,
    ROOT_KEY,
    SOURCE_AT,
    SOURCE_KEY,
    WIDTH,
    Rows,
)
from jianfu.simulate.chat.month import expected_rows_per_day, set_county, set_desk
from jianfu.simulate.chat.notices import plan_notices
from jianfu.simulate.chat.render import render
from jianfu.simulate.chat.settings import ChatSettings, read_chat_settings
from jianfu.simulate.chat.spell import write_ids
from jianfu.simulate.chat.stage import set_names
from jianfu.simulate.world import World

DAY_MS = 86_400_000
Int32s = NDArray[np.int32]
ARCHIVE_FOLDER = "会话存档"
WRITERS = 2
BUFFER_BYTES = 16_000_000

Progress = Callable[[int, int], None]
"""Told after each day: days written, days in all."""

COPIES = pa.schema(
    [
        ("message_id", pa.string()),
        ("source_id", pa.string()),
        ("root_id", pa.string()),
        ("relation", pa.string()),
        ("edit_rate", pa.float64()),
    ]
)
"""Which message was made from which. ``relation`` is to the source; ``edit_rate`` is the share of characters meant
to be altered by hand against the root (other words for the same; figures stay)."""


def write_chat(world: World, files_folder: Path, truth_folder: Path, progress: Progress | None = None) -> int:
    """Write the period's session archives and ``copies.parquet``; returns the number of messages.

    One file a day on which anything was said, ``会话存档/2026-09-01.jsonl``; big worlds ``2026-09-01-01.jsonl.gz``
    and on. The same world gives the same bytes, whatever the machine.
    """
    settings = read_chat_settings()
    county = set_county(world, settings)
    homes = find_homes(county)
    archive = files_folder / ARCHIVE_FOLDER
    archive.mkdir(parents=True, exist_ok=True)
    truth_folder.mkdir(parents=True, exist_ok=True)
    days, written = len(county.month.days), 0
    with (
        pq.ParquetWriter(truth_folder / "copies.parquet", COPIES, compression="zstd") as truth,
        _Writers(world, county, settings) as writers,
    ):
        pending = np.zeros((0, WIDTH), np.int64)
        for day in range(days):
            planned = plan_day(county, world, day)
            write_copies(truth, planned, world.seed)
            pending = np.concatenate([pending, planned])
            today = (pending[:, AT] - county.month.start_ms) // DAY_MS == day
            name = (world.settings.period.first_day + timedelta(days=day)).isoformat()
            shards = compose_day(county, homes, pending[today], day)
            for number, rows in enumerate(shards, start=1):
                if len(rows):
                    writers.add(archive, name, number, rows)
                written += len(rows)
            pending = pending[~today]
            if progress:
                progress(day + 1, days)
    return written


def plan_day(county: County, world: World, day: int) -> Rows:
    """The notices units issue on a day, with their copies of that day and later ones."""
    parts, unit = [], 0
    county.book.marks[TODAY] = -1
    while unit < len(world.units):
        county.book.marks[USED] = 0
        unit = plan_notices(county, world.units.level, day, unit)
        parts.append(county.book.rows[: county.book.marks[USED]].copy())
    return np.concatenate(parts)


def compose_day(county: County, homes: Int32s, notices: Rows, day: int) -> Iterator[Rows]:
    """The rows of a day, a shard of groups at a time."""
    groups = len(county.month.groups)
    notices = notices[np.lexsort((notices[:, KEY], notices[:, AT], notices[:, GROUP]))]
    notice_from = np.searchsorted(notices[:, GROUP], np.arange(groups + 1))
    begin = 0
    county.book.marks[TODAY] = day
    while begin < groups:
        county.book.marks[USED] = 0
        begin = compose(county, notices, notice_from, day, begin)
        if begin == groups and county.month.days[day, WORKING] and not county.month.clean:
            catch_up(county, homes, day)
        yield county.book.rows[: county.book.marks[USED]].copy()


def write_copies(truth: pq.ParquetWriter, planned: Rows, seed: int) -> None:
    """The planned notices that are copies, with what they were made from."""
    copies = planned[planned[:, FIRST] > 0]
    edited = np.minimum(copies[:, EDIT_RATE] + copies[:, EDIT_RATE_2], 10_000) / 10_000
    columns = [
        write_ids(seed, copies[:, key], copies[:, at])
        for key, at in ((KEY, AT), (SOURCE_KEY, SOURCE_AT), (ROOT_KEY, ROOT_AT))
    ]
    relation = pa.array(np.array(RELATIONS)[copies[:, FIRST]], pa.string())
    truth.write_table(pa.table([*columns, relation, pa.array(edited)], schema=COPIES))


class _Writers:
    """The threads that spell rows and put them into files, a few shards in flight at most."""

    def __init__(self, world: World, county: County, settings: ChatSettings) -> None:
        rows = expected_rows_per_day(county)
        self.compressed = rows >= settings.gzip_from_rows_per_day
        self.sharded = rows >= 0.8 * settings.rows_per_file
        self.desks: SimpleQueue[tuple[Desk, np.ndarray]] = SimpleQueue()
        names = set_names(world)
        for _ in range(WRITERS):
            self.desks.put((set_desk(world, county, names, settings), np.empty(BUFFER_BYTES, np.uint8)))
        self.pool = ThreadPoolExecutor(WRITERS)
        self.flying: deque[Future[None]] = deque()

    def __enter__(self) -> "_Writers":
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(wait=True)
        for task in self.flying:
            task.result()

    def add(self, archive: Path, name: str, number: int, rows: Rows) -> None:
        """Take on one file; waits while too many are under way."""
        stem = f"{name}-{number:02d}" if self.sharded else name
        path = archive / f"{stem}.jsonl{'.gz' if self.compressed else ''}"
        while len(self.flying) > WRITERS:
            self.flying.popleft().result()
        self.flying.append(self.pool.submit(self.write, path, rows))

    def write(self, path: Path, rows: Rows) -> None:
        """Spell the rows in order of time into a file."""
        rows = rows[np.lexsort((rows[:, KEY], rows[:, AT]))]
        desk, buffer = self.desks.get()
        # a gzip header without a time stamp: the same rows are the same bytes
        press = zlib.compressobj(1, zlib.DEFLATED, 31) if self.compressed else None
        begin = 0
        with path.open("wb") as file:
            while begin < len(rows):
                begin, length = render(rows, begin, buffer, desk)
                part = buffer[:length].data
                file.write(press.compress(part) if press else part)
            if press:
                file.write(press.flush())
        self.desks.put((desk, buffer))
