"""The folder an office lives in: its database, dataset, runs, uploads and secrets (办公目录)."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "JIANFU_OFFICE"
DATABASE = "JIANFU_DATABASE"


@dataclass(frozen=True)
class Place:
    """Where everything of one office stands; made readable for its owner alone."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file, used unless ``JIANFU_DATABASE`` names a server."""
        return self.root / "office.sqlite3"

    @property
    def dataset(self) -> Path:
        """The dataset imports go into."""
        return self.root / "dataset"

    @property
    def runs(self) -> Path:
        """One run folder an audit."""
        return self.root / "runs"

    @property
    def plans(self) -> Path:
        """One plan folder a plan."""
        return self.root / "plans"

    @property
    def uploads(self) -> Path:
        """One folder an import: the files as they came, and the trial dataset made of them."""
        return self.root / "uploads"

    @property
    def key(self) -> Path:
        """The office's key for pseudonyms."""
        return self.root / "key"

    def make(self) -> None:
        """Makes what is missing."""
        for folder in (self.root, self.runs, self.plans, self.uploads):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def secret(self) -> str:
        """The secret sessions are signed with; made on first use. Without a folder, one for this process alone."""
        file = self.root / "secret"
        if file.is_file():
            return file.read_text(encoding="ascii")
        made = secrets.token_urlsafe(48)
        if not self.root.is_dir():
            return made
        try:
            with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
                stream.write(made)
        except FileExistsError:  # another process was quicker
            return file.read_text(encoding="ascii")
        return made


def here() -> Place:
    """The office this process works for: the folder ``JIANFU_OFFICE`` names, else ``./office``."""
    return Place(Path(os.environ.get(VARIABLE, "office")).resolve())
