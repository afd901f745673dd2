"""Failures as values: a code and facts, put into words only at the edge (cli, report)."""

from collections.abc import Mapping
from pathlib import Path


class Problem(Exception):  # noqa: N818 - the word users meet; its kinds are below
    """Something went wrong that a person can read about.

    ``code`` names a message ``problem-<code>`` in the locale files; ``facts`` are its named holes.
    A fact is a number, text, path or date: never a sentence, never personal data.
    """

    exit_code = 3

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts: Mapping[str, object] = {
            name: str(value) if isinstance(value, Path) else value for name, value in facts.items()
        }
        super().__init__(code, *(f"{name}={value}" for name, value in self.facts.items()))


class UserProblem(Problem):
    """The call or an input file must be changed by its user: file, row, column and what to do."""

    exit_code = 2


class SourceProblem(Problem):
    """The data is like this (truncated, hostile, unreadable); the rest of the work may go on without it."""

    exit_code = 2


class Defect(Problem):
    """A fault of ours."""
