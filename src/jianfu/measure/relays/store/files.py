"""The files of a relay store (溯源库文件): columns that grow, files written anew, a manifest of what counts.

What a killed append left stands beyond what the manifest counts, or in files it does not name: the next append cuts
the one off and removes the other.
"""

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from jianfu.base.errors import UserProblem

MANIFEST = "manifest.json"
FORMAT = 4
LOCK = ".lock"
_FRESH = "manifest.json.new"
_OURS = re.compile(r"[a-z_]+(-\d+)?\.bin|messages-\d+\.parquet|manifest\.json(\.new)?|\.lock")
_UNWRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENOTDIR, errno.EEXIST)

Array = npt.NDArray[Any]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a whole store was made with."""

    made_by: str
    """The version of Jianfu."""
    threshold: float
    names: str
    """Hash of the names of places and units."""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What counts in a store."""

    settings: Settings
    format: int = FORMAT
    generation: int = 0
    """Appends so far."""
    messages: int = 0
    texts: int = 0
    sizes: dict[str, int] = {}
    """Entries of each column that grows."""
    runs: tuple[str, ...] = ()
    """Files of keys in order, the oldest and largest first."""
    batches: tuple[str, ...] = ()
    """Files of messages."""


class StoreFiles:
    """A store's folder; arrays are read as they are and changed by writing them again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def manifest(self, settings: Settings) -> Manifest:
        """What counts, or an empty manifest where there is no store yet.

        Raises ``UserProblem``: ``relay-store-unreadable`` for a damaged or foreign manifest, ``relay-store-settings``
        where it was made with other settings or by another version.
        """
        path = self.folder / MANIFEST
        try:
            found = msgspec.json.decode(path.read_bytes(), type=Manifest)
        except FileNotFoundError:
            return Manifest(settings)
        except (msgspec.DecodeError, NotADirectoryError) as cause:
            raise UserProblem("relay-store-unreadable", path=path) from cause
        if found.settings != settings or found.format != FORMAT:
            raise UserProblem(
                "relay-store-settings",
                path=self.folder,
                version=found.settings.made_by,
                threshold=found.settings.threshold,
            )
        return found

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the store for one append.

        Raises ``UserProblem``: ``relay-store-busy`` while another append runs, ``output-not-ours`` for a folder with
        something else in it, ``relay-store-unwritable``.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            foreign = any(_OURS.fullmatch(path.name) is None for path in self.folder.iterdir())
            if foreign and not (self.folder / MANIFEST).exists():
                raise UserProblem("output-not-ours", path=self.folder)
            with (self.folder / LOCK).open("w", encoding="ascii") as lock:
                try:
                    fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as cause:
                    raise UserProblem("relay-store-busy", path=self.folder) from cause
                yield
        except OSError as cause:
            if cause.errno not in _UNWRITABLE:
                raise
            reason = cause.strerror or str(cause)
            raise UserProblem("relay-store-unwritable", path=self.folder, reason=reason) from cause

    def sweep(self, manifest: Manifest) -> None:
        """Removes what a killed append left, and what the last one no longer needs."""
        kept = {*manifest.runs, *manifest.batches, *(f"{name}.bin" for name in manifest.sizes), MANIFEST, LOCK}
        present = f"-{manifest.generation}.bin"
        for path in sorted(self.folder.iterdir()):
            if path.name not in kept and not path.name.endswith(present) and _OURS.fullmatch(path.name):
                path.unlink()

    def grow(self, manifest: Manifest, name: str, values: Array) -> int:
        """Adds entries to a column behind those that count; returns how many there are then."""
        row = values.itemsize * (values.shape[1] if values.ndim > 1 else 1)
        size = manifest.sizes.get(name, 0)
        with (self.folder / f"{name}.bin").open("ab") as file:
            file.truncate(size * row)
            file.seek(0, os.SEEK_END)
            np.ascontiguousarray(values).tofile(file)
            os.fsync(file.fileno())
        return size + len(values)

    def column(self, manifest: Manifest, name: str, kind: Any, width: int = 1) -> Array:
        """A column that grows, mapped into memory; changes to the array never reach the disk."""
        return _mapped(self.folder / f"{name}.bin", manifest.sizes.get(name, 0), kind, width)

    def changing(self, manifest: Manifest, name: str, kind: Any, width: int = 1) -> Array:
        """An array of the manifest's generation, one entry a text."""
        return _mapped(self.folder / _of(name, manifest.generation), manifest.texts, kind, width)

    def run(self, name: str) -> npt.NDArray[np.uint64]:
        """Keys in order."""
        path = self.folder / name
        return _mapped(path, path.stat().st_size // 8, np.uint64, 1)

    def write(self, name: str, generation: int, values: Array) -> str:
        """Writes a file of a generation whole; returns its name."""
        with (self.folder / _of(name, generation)).open("wb") as file:
            np.ascontiguousarray(values).tofile(file)
            os.fsync(file.fileno())
        return _of(name, generation)

    def publish(self, manifest: Manifest) -> None:
        """Makes the manifest the one that counts, in one rename."""
        fresh = self.folder / _FRESH
        with fresh.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(manifest)))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.folder / MANIFEST)
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mapped(path: Path, size: int, kind: Any, width: int) -> Array:
    shape = (size, width) if width > 1 else (size,)
    if size == 0:
        return np.zeros(shape, kind)
    return np.asarray(np.memmap(path, kind, "c", 0, shape))


def _of(name: str, generation: int) -> str:
    return f"{name}-{generation}.bin"
