"""``write_chat``: day by day and shard by shard, numbers first, then lines, then files; and the truth about them.

One thread makes up the rows (units' and groups' counts run on from day to day), two spell and compress them. Memory is
bounded by a few shards and sixteen bytes a message.
"""

import zlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianfu.simulate.chat.book import TODAY, USED, WORKING, County
from jianfu.simulate.chat.closing import catch_up, find_homes
from jianfu.simulate.chat.compose import compose
from jianfu.simulate.chat.message import AT, GROUP, KEY, WIDTH, Rows
from jianfu.simulate.chat.month import expected_rows_per_day, set_county, set_desk
from jianfu.simulate.chat.notices import plan_notices
from jianfu.simulate.chat.render import render
from jianfu.simulate.chat.settings import ChatSettings, read_chat_settings
from jianfu.simulate.chat.slots import Desk
from jianfu.simulate.chat.stage import Names, set_names
from jianfu.simulate.chat.truth.units import UnitTruth
from jianfu.simulate.chat.truth.write import Truth
from jianfu.simulate.demands.archive import write_archive
from jianfu.simulate.demands.plan import plan_demands
from jianfu.simulate.demands.truth import DemandTruth
from jianfu.simulate.world import Label, World

DAY_MS = 86_400_000
Int32s = NDArray[np.int32]
UInt64s = NDArray[np.uint64]
ARCHIVE_FOLDER = "会话存档"
WRITERS = 2
BUFFER_BYTES = 16_000_000

Progress = Callable[[int, int], None]
"""Told after each day: days written, days in all."""
Hearer = Callable[[Desk, Rows], None]
"""Told of every shard: what is said, in the order it was made up, before it is spelled."""


def _nobody(_desk: Desk, _rows: Rows) -> None:
    """Nobody listens."""


class Said(NamedTuple):
    """What was written."""

    messages: int
    labels: list[Label]
    """What is true of units by the notices they sent."""


def write_chat(
    world: World, files_folder: Path, truth_folder: Path, progress: Progress | None = None, *, hear: Hearer = _nobody
) -> Said:
    """Write the period's session archives and the truth about them.

    One file a day on which anything was said, ``会话存档/2026-09-01.jsonl``; big worlds ``2026-09-01-01.jsonl.gz``
    and on. The truth: ``copies``, ``digests``, ``twins``, ``acks``, ``same_text``, ``same_asked``, each .parquet (see
    ``chat.truth``). The same world gives the same bytes, whatever the machine.
    """
    settings = read_chat_settings()
    county = set_county(world, settings)
    homes = find_homes(county)
    archive = files_folder / ARCHIVE_FOLDER
    archive.mkdir(parents=True, exist_ok=True)
    truth_folder.mkdir(parents=True, exist_ok=True)
    days, written = len(county.month.days), 0
    names = set_names(world)
    desk = set_desk(world, county, names, settings)
    demands = DemandTruth(world, county, desk)
    plan = plan_demands(world)
    units = UnitTruth(county.cast, world.units.level)
    with _Writers(world, county, names, settings) as writers, Truth(truth_folder, world.seed, desk, units) as truth:
        pending = np.zeros((0, WIDTH), np.int64)
        for day in range(days):
            planned = plan_day(county, world, day)
            truth.add_planned(planned)
            pending = np.concatenate([pending, planned])
            today = (pending[:, AT] - county.month.start_ms) // DAY_MS == day
            name = (world.settings.period.first_day + timedelta(days=day)).isoformat()
            shards = compose_day(county, homes, pending[today], day)
            for number, rows in enumerate(shards, start=1):
                if len(rows):
                    writers.add(archive, name, number, rows)
                    truth.add_said(rows)
                    demands.add(rows)
                    hear(desk, rows)
                written += len(rows)
                for sent, prints in writers.done():
                    truth.add_texts(sent, prints)
            pending = pending[~today]
            if progress:
                progress(day + 1, days)
        for sent, prints in writers.done(all_of_them=True):
            truth.add_texts(sent, prints)
    return Said(
        written + write_archive(world, plan, archive, truth_folder), [*units.labels(world), *demands.labels(plan)]
    )


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


class _Writers:
    """The threads that spell rows and put them into files, a few shards in flight at most."""

    def __init__(self, world: World, county: County, names: Names, settings: ChatSettings) -> None:
        rows = expected_rows_per_day(county)
        self.compressed = rows >= settings.gzip_from_rows_per_day
        self.sharded = rows >= 0.8 * settings.rows_per_file
        self.desks: SimpleQueue[tuple[Desk, np.ndarray]] = SimpleQueue()
        for _ in range(WRITERS):
            self.desks.put((set_desk(world, county, names, settings), np.empty(BUFFER_BYTES, np.uint8)))
        self.pool = ThreadPoolExecutor(WRITERS)
        self.flying: deque[Future[tuple[Rows, UInt64s]]] = deque()

    def __enter__(self) -> "_Writers":
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(wait=True)
        for task in self.flying:
            task.result()

    def add(self, archive: Path, name: str, number: int, rows: Rows) -> None:
        """Take on one file."""
        stem = f"{name}-{number:02d}" if self.sharded else name
        path = archive / f"{stem}.jsonl{'.gz' if self.compressed else ''}"
        self.flying.append(self.pool.submit(self.write, path, rows))

    def done(self, *, all_of_them: bool = False) -> Iterator[tuple[Rows, UInt64s]]:
        """Files that are written, in the order they were taken on: their rows and a number for the text of each.

        Waits while too many are under way.
        """
        while len(self.flying) > (0 if all_of_them else WRITERS):
            yield self.flying.popleft().result()

    def write(self, path: Path, rows: Rows) -> tuple[Rows, UInt64s]:
        """Spell the rows in order of time into a file."""
        rows = rows[np.lexsort((rows[:, KEY], rows[:, AT]))]
        prints = np.zeros(len(rows), np.uint64)
        desk, buffer = self.desks.get()
        # a gzip header without a time stamp: the same rows are the same bytes
        press = zlib.compressobj(1, zlib.DEFLATED, 31) if self.compressed else None
        begin = 0
        with path.open("wb") as file:
            while begin < len(rows):
                begin, length = render(rows, begin, buffer, desk, prints)
                part = buffer[:length].data
                file.write(press.compress(part) if press else part)
            if press:
                file.write(press.flush())
        self.desks.put((desk, buffer))
        return rows, prints
