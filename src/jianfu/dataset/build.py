"""Readings of source files -> a new snapshot in a DATASET folder: adds to what it holds, whole or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jianfu.base.errors import SourceProblem, UserProblem
from jianfu.base.progress import Progress, Quiet
from jianfu.dataset.assemble import assemble
from jianfu.dataset.earlier import carry_over
from jianfu.dataset.intake import Intake, plain_facts
from jianfu.dataset.key import key_check
from jianfu.dataset.manifest import Heading, Input, Manifest, QualityNote
from jianfu.dataset.notes import Notes
from jianfu.dataset.pseudonym import Pseudonyms
from jianfu.dataset.snapshot import Snapshot, current_folder, open_snapshot
from jianfu.dataset.spool import Spool
from jianfu.dataset.statements import Statements
from jianfu.dataset.store import locked, publish
from jianfu.sources.batch import Reading

SURE = 1.0


@dataclass(frozen=True)
class ImportSummary:
    """What an import did, for the command line to tell."""

    snapshot: Snapshot
    read: tuple[Input, ...]
    """The files of this import, with the rows each gave."""
    skipped: tuple[str, ...]
    """Names of files not read because the dataset already holds them."""
    unread: tuple[SourceProblem, ...]
    """Files that could not be opened at all, and why."""
    unsure: tuple[Heading, ...]
    """Headings of this import that were understood with less than full confidence, or not at all."""
    changed: bool
    """Whether the dataset holds anything it did not hold before."""

    @property
    def rows(self) -> Mapping[str, int]:
        """Rows by canonical table, as the dataset now holds them."""
        return {name: table.rows for name, table in self._manifest.tables.items() if table.rows}

    @property
    def duplicates(self) -> Mapping[str, int]:
        """Rows that said again what another row says, by table."""
        return self._manifest.duplicates

    @property
    def quarantine(self) -> Mapping[str, int]:
        """Rows or cells in quarantine, by code."""
        return self._manifest.quarantine

    @property
    def notes(self) -> tuple[QualityNote, ...]:
        """What to know about the data."""
        return self._manifest.notes

    @property
    def _manifest(self) -> Manifest:
        return self.snapshot.manifest


def build(  # noqa: PLR0913 - what is read, where to, and how: all by name
    readings: Iterable[Reading | SourceProblem],
    *,
    into: Path,
    key: bytes,
    zone: str = "Asia/Shanghai",
    progress: Progress | None = None,
    again: bool = False,
    names: dict[str, str] | None = None,
) -> ImportSummary:
    """Adds files to the dataset ``into`` and makes the result its current snapshot.

    The result is that of importing all files at once, in any order. A file the dataset already holds (the same
    bytes) is passed over unless ``again`` (which adds anew what it says; rows of messages read before stay). A
    ``SourceProblem`` stands for a file that could not be opened; the others
    are imported without it, and where there are no others it is raised. ``names`` is filled with pseudonym -> name
    for a caller that may keep names; nothing of it is written. Raises ``UserProblem`` where the dataset is
    in use, was made in another zone or with another key, cannot be read or written, or nothing is there to import.
    """
    progress = progress or Quiet()
    with locked(into) as work:
        earlier = _open_earlier(into, zone=zone, key=key)
        pseudonyms = Pseudonyms(key, names)
        intake = Intake(pseudonyms, Spool(work, pseudonyms.stage), Statements(pseudonyms), Notes())
        held = set() if earlier is None or again else _held(earlier)
        skipped, unread = _take_in(readings, intake, held, progress)
        read = tuple(intake.inputs.values())
        unsure = tuple(heading for heading in intake.headings if heading.confidence < SURE)
        if not read:
            if earlier is None:
                raise unread[0] if unread else UserProblem("nothing-to-import", path=into)
            return ImportSummary(earlier, (), skipped, unread, (), changed=False)
        if earlier is not None:
            carry_over(earlier, intake)
        built = work / "snapshot"
        built.mkdir()
        _, name = assemble(intake, built, zone=zone, key_check=key_check(key), progress=progress)
        changed = earlier is None or earlier.folder.name != name
        publish(into, built, name)
        return ImportSummary(open_snapshot(into), read, skipped, unread, unsure, changed)


def _open_earlier(into: Path, *, zone: str, key: bytes) -> Snapshot | None:
    if current_folder(into) is None:
        return None
    earlier = open_snapshot(into)
    if earlier.zone != zone:
        raise UserProblem("zone-differs", path=into, dataset=earlier.zone, asked=zone)
    if earlier.manifest.key_check != key_check(key):
        raise UserProblem("key-differs", path=into)
    return earlier


def _held(earlier: Snapshot) -> set[str]:
    return {one.sha256 for one in earlier.manifest.inputs}


def _take_in(
    readings: Iterable[Reading | SourceProblem], intake: Intake, held: set[str], progress: Progress
) -> tuple[tuple[str, ...], tuple[SourceProblem, ...]]:
    """Reads every file once; returns the names of those passed over and why others could not be opened."""
    skipped: list[str] = []
    unread: list[SourceProblem] = []
    progress.start("import")
    for reading in readings:
        if isinstance(reading, SourceProblem):
            unread.append(reading)
            intake.notes.add("file-unread", **plain_facts({**reading.facts, "problem": reading.code}))
        elif reading.file.sha256 in held or reading.file.sha256 in intake.inputs:
            skipped.append(reading.file.name)
        else:
            intake.take(reading, progress)
    progress.finish()
    return tuple(sorted(skipped)), tuple(unread)
