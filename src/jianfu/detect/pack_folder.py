"""The gate before a pack is read: few plain files of bounded size, none of them a link, a pipe or a device."""

import os
import stat
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from jianfu.detect.faults import Fault, Faults

MOST_FILES = 400
MOST_BYTES = 4_000_000
COUNTY_FILES = ("pack.yaml", "parameters.yaml", "citations.yaml", "exemptions.yaml")
"""All that a county pack is read from. Rules come with Jianfu."""


def sound_folder(place: Path, faults: list[Fault], *, county: bool) -> bool:
    """Whether the files of a pack may be opened at all; notes every file that keeps it from being so.

    Looks at names and sizes only, and at no more than ``MOST_FILES`` of them.
    """
    own = Faults(place.name)
    size = count = 0
    for entry in islice(_entries((place,) if county else (place, place / "rules")), MOST_FILES + 1):
        count += 1
        found = entry.stat(follow_symlinks=False)
        name = entry.name[:60].encode("utf-8", "replace").decode()
        if entry.name.endswith((".yaml", ".yml")) and not stat.S_ISREG(found.st_mode):
            own.add(name, "pack-file-not-plain", found=name)
        elif county and entry.name not in COUNTY_FILES and _looks_read(entry):
            # A misspelt file would leave the county's limits out without a word.
            own.add(name, "pack-file-unknown", found=name, known=", ".join(COUNTY_FILES))
        elif entry.name.endswith(".yaml"):
            size += found.st_size
    if count > MOST_FILES:
        own.add(".", "pack-too-many-files", most=MOST_FILES)
    if size > MOST_BYTES:
        own.add(".", "pack-too-large", most=MOST_BYTES)
    faults.extend(own.found)
    return not own.found


def _entries(folders: Sequence[Path]) -> Iterator["os.DirEntry[str]"]:
    for folder in folders:
        if folder.is_dir():
            with os.scandir(folder) as entries:
                yield from entries


def _looks_read(entry: "os.DirEntry[str]") -> bool:
    return entry.name.endswith((".yaml", ".yml")) or entry.name == "rules"
