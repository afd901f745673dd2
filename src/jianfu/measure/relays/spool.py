"""Arrays that grow piece by piece (暂存): in memory, or in a file where there is too much of them."""

import mmap
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from jianfu.base.errors import UserProblem
from jianfu.dataset.store import FULL


@dataclass
class Spool:
    """One growing array; with ``path`` it stands in that file and is read through the memory of the file system."""

    dtype: npt.DTypeLike
    path: Path | None = None
    pieces: list[npt.NDArray[Any]] = field(default_factory=list)

    def add(self, piece: npt.NDArray[Any]) -> None:
        """Adds entries; a part of an array is copied, for it would hold the whole of it in memory.

        Raises ``UserProblem`` where the disk is full.
        """
        if self.path is None:
            self.pieces.append(piece if piece.base is None else piece.copy())
        elif len(piece):
            try:
                with self.path.open("ab") as file:
                    file.write(np.ascontiguousarray(piece, self.dtype).data)
            except OSError as cause:
                if cause.errno not in FULL:
                    raise
                raise UserProblem("spool-full", path=self.path.parent) from cause

    def take(self) -> npt.NDArray[Any]:
        """All of it, which is forgotten here."""
        if self.path is not None:
            taken = np.fromfile(self.path, self.dtype) if self.path.exists() else np.zeros(0, self.dtype)
            self.path.unlink(missing_ok=True)
            return taken
        pieces, self.pieces = self.pieces, []
        return np.concatenate(pieces) if pieces else np.zeros(0, self.dtype)

    def view(self) -> npt.NDArray[Any]:
        """All of it, to read here and there; it stays where it is."""
        if self.path is not None and self.path.exists():
            return np.memmap(self.path, self.dtype, "r")
        self.pieces = [self.take()]
        return self.pieces[0]


def let_go(array: npt.NDArray[Any], until: int | None = None) -> None:
    """Gives back the memory that reading an array out of a file took; it can be read again.

    ``until``: only of the entries before.
    """
    mapped = getattr(array, "_mmap", None)
    if isinstance(mapped, mmap.mmap):
        size = len(mapped) if until is None else until * array.itemsize // mmap.PAGESIZE * mmap.PAGESIZE
        if size > 0:
            mapped.madvise(mmap.MADV_DONTNEED, 0, size)
