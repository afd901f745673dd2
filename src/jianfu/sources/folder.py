"""Finds the files to be read in the folders and files the user names."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from jianfu.base.errors import UserProblem
from jianfu.sources.pictures.read import is_picture_file

NOT_DATA = frozenset(
    {".md", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".mp4", ".mp3",
     ".parquet", ".py", ".yaml", ".yml", ".ini", ".log", ".exe", ".lnk", ".tmp", ".db"}
)  # fmt: skip
FOLDERS_PASSED_OVER = frozenset({"truth", "__MACOSX", "__pycache__"})


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files under the paths, each once, in the order of their names; hidden, lock and other files are left.

    A file named by itself is always taken. Links inside a folder are not followed: they lead out of it, or to
    what is found anyway. Raises ``UserProblem`` ``path-missing`` and ``no-files``.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise UserProblem("path-missing", path=path)
        for file in _walk(path) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), file)
    if not found:
        raise UserProblem("no-files", path=", ".join(map(str, paths)))
    return sorted(found.values(), key=lambda file: file.as_posix())


def _walk(top: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(top):
        subfolders[:] = sorted(name for name in subfolders if _is_wanted(name) and name not in FOLDERS_PASSED_OVER)
        for name in sorted(names):
            file = Path(folder, name)
            if _is_wanted(name) and file.is_file() and not file.is_symlink() and _may_be_data(file):
                yield file


def _is_wanted(name: str) -> bool:
    return not name.startswith((".", "~$", "._")) and name.lower() not in ("thumbs.db", "desktop.ini")


def _may_be_data(file: Path) -> bool:
    return is_picture_file(file) or (file.suffix.lower() not in NOT_DATA and not is_mapping_file(file))


def is_mapping_file(path: Path) -> bool:
    """A mapping file in CSV, told by its headings."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(200).removeprefix(b"\xef\xbb\xbf")
    return head.split(b"\n")[0].strip().lower().replace(b" ", b"") == b"file,sheet,heading,column"
