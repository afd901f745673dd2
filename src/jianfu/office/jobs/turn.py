"""One worker an office: a lock that a worker shares with its child, so that whoever gets it knows both are gone."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from jianfu.office.place import Place

LOCK = "worker.lock"


@contextmanager
def held(place: Place) -> Iterator[int]:
    """Waits until no worker of this office, and no child one left behind, lives; yields what a child must be given."""
    with (place.root / LOCK).open("w", encoding="ascii") as lock:
        fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        yield lock.fileno()
