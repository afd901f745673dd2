"""Precision and recall (查准率、查全率), and where the truth stands: what every score begins with."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Counted:
    """How many were found, how many are real, how many of the found are."""

    found: int
    true: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the found that is real; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the real that is found; 1 where there is none."""
        return self.right / self.true if self.true else 1.0


def truth_in(folder: Path) -> Path:
    """The folder of the truth, given it or the whole simulation."""
    return folder / "truth" if (folder / "truth").is_dir() else folder
