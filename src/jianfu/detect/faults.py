"""What is wrong with a pack: every fault with its file and key, told all at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from jianfu.base.errors import UserProblem


@dataclass(frozen=True)
class Fault:
    """One fault: the file, the key in it (dotted), and what is wrong there."""

    file: str
    key: str
    problem: UserProblem


class PackProblem(UserProblem):
    """A pack that cannot be loaded. ``faults`` holds them all, in order of file and key."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.key, fault.problem.code)))
        where = "; ".join(f"{fault.file} [{fault.key}] {fault.problem.code}" for fault in self.faults[:20])
        super().__init__("pack-faults", count=len(self.faults), where=where)


MOST_FAULTS = 100
"""So many of one file are told; a file with more is not one somebody wrote by hand and got wrong."""


@dataclass
class Faults:
    """Collects the faults of one file."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def add(self, key: str, code: str, **facts: object) -> None:
        """Notes one fault; the message ``problem-<code>`` may use the key and file as holes too."""
        self.take(key, UserProblem(code, file=self.file, key=key, **facts))

    def take(self, key: str, problem: UserProblem) -> None:
        """Notes a fault another step found at this key."""
        if len(self.found) < MOST_FAULTS:
            self.found.append(Fault(self.file, key, problem))
