"""The only place that asks for the time. Everywhere else a date comes in as ``as_of``."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date where this machine stands."""
    return datetime.now().astimezone().date()


def seconds() -> float:
    """A monotonic reading in seconds, for measuring how long a step took."""
    return time.perf_counter()


@contextmanager
def timed(steps: dict[str, float], name: str) -> Iterator[None]:
    """Notes under ``name`` how many seconds the block took."""
    began = seconds()
    yield
    steps[name] = round(seconds() - began, 3)
