"""Which office writes which rows, and where: many small files in a county, few large ones in a city or province."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from jianfu.simulate.registers.habit import Cell, Habit, draw_habit, write_cells
from jianfu.simulate.registers.sheet import Register, write_register
from jianfu.simulate.world import LEVELS, Int32s, World


@dataclass(frozen=True)
class Shelf:
    """The folder of the files, and the world they are written from."""

    world: World
    folder: Path

    @property
    def is_small(self) -> bool:
        """A hamlet or county: every office writes its own files."""
        return self.world.size in ("hamlet", "county")


def offices(shelf: Shelf, unit: Int32s) -> Int32s:
    """The unit whose office writes the row: department or township; the county in a city; -1 in a province."""
    units = shelf.world.units
    town = np.where(units.level[unit] == LEVELS.index("village"), units.parent[unit], unit)
    if shelf.is_small:
        return town.astype(np.int32)
    if shelf.world.size == "city":
        return np.where(units.level[town] >= LEVELS.index("county"), units.parent[town], town).astype(np.int32)
    return np.full(len(unit), -1, dtype=np.int32)


def shelve(
    shelf: Shelf, register: Register, office: Int32s, folder: str, *, in_batches: bool = False
) -> Iterator[Path]:
    """Writes a register as one file per office, each by its own habits; rows keep their order.

    ``in_batches``: what several offices sent in together; the file bears a number instead of an office's name.
    """
    units = shelf.world.units
    columns = {key: list(values) for key, values in register.columns.items()}
    for number, (writer, rows) in enumerate(_by_office(office), start=1):
        part = columns if len(rows) == len(office) else _pick(columns, rows)
        habit = habit_of(shelf, writer, register.kind)
        name = units.name[writer].as_py() if writer >= 0 and not in_batches else ""
        title = f"{name}{register.title}"
        if shelf.is_small:
            part = _as_used_to(part, habit)
        stem = f"{number:02d}_{title}" if name else f"{title}（第{number}批）" if in_batches else title
        yield write_register(shelf.folder / folder, stem, Register(register.kind, title, part), habit)


def _as_used_to(columns: dict[str, list[Cell]], habit: Habit) -> dict[str, list[Cell]]:
    """The columns as an office lays them out: task dates joined, 县 left out of its own offices' names."""
    if habit.joins_period and "task_end_on" in columns:
        start = write_cells(columns["task_start_on"], "date", replace(habit, date_style="chinese"))
        end = write_cells(columns["task_end_on"], "date", replace(habit, date_style="chinese"))
        both: list[Cell] = [
            f"{first}至{last}" if last != habit.nothing else None for first, last in zip(start, end, strict=True)
        ]
        columns = {("task_period" if key == "task_start_on" else key): values for key, values in columns.items()}
        columns = {**columns, "task_period": both}
        del columns["task_end_on"]
    if habit.drops_county and "unit" in columns and "code" not in columns:
        short: list[Cell] = [str(name)[1:] if str(name).startswith("县") else name for name in columns["unit"]]
        columns = {**columns, "unit": short}
    return columns


def habit_of(shelf: Shelf, office: int, kind: str) -> Habit:
    """The habits of an office, the same for every kind of register but the file kind; large files are plain."""
    rng = np.random.Generator(np.random.PCG64([shelf.world.seed, 77, office + 1, sum(kind.encode())]))
    return draw_habit(rng)


def _by_office(office: Int32s) -> Iterator[tuple[int, np.ndarray]]:
    order = np.argsort(office, kind="stable")
    writers, starts = np.unique(office[order], return_index=True)
    for writer, rows in zip(writers, np.split(order, starts[1:]), strict=True):
        yield int(writer), rows


def _pick(columns: dict[str, list[Cell]], rows: np.ndarray) -> dict[str, list[Cell]]:
    chosen = rows.tolist()
    return {key: [values[row] for row in chosen] for key, values in columns.items()}


def office_batches(shelf: Shelf, unit: Int32s, count: int) -> Int32s:
    """In a county ``count`` offices collect a small register between them; else as ``offices``."""
    if not shelf.is_small:
        return offices(shelf, unit)
    ranks = np.argsort(np.argsort(unit, kind="stable"), kind="stable")
    batch = ranks * count // max(len(unit), 1)
    first = {int(number): int(unit[batch == number].min()) for number in np.unique(batch)}
    return np.asarray([first[int(number)] for number in batch], dtype=np.int32)


def days(values: np.ndarray) -> list[Cell]:
    """Dates as Python dates, None for NaT."""
    found: list[Cell] = values.astype("datetime64[D]").tolist()
    return found
