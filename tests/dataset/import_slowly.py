"""Run as a program: imports the small county slowly enough to be killed at any moment.

usage: import_slowly.py DATASET SECONDS_BETWEEN_PIECES
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from readings_by_hand import KEY, county

from jianfu.dataset.build import build
from jianfu.sources.batch import Piece, Reading


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def slow(pieces: Iterator[Piece], pause: float) -> Iterator[Piece]:
    for piece in pieces:
        time.sleep(pause)
        yield piece


class Pauses:
    """A progress that lingers at every step, so that a kill can hit each of them."""

    def __init__(self, pause: float) -> None:
        self._pause = pause

    def start(self, step: str, total: int | None = None) -> None:
        say(step)
        time.sleep(self._pause)

    def advance(self, amount: int = 1) -> None:
        time.sleep(self._pause / 10)

    def finish(self) -> None:
        time.sleep(self._pause)


def main() -> None:
    into, pause = Path(sys.argv[1]), float(sys.argv[2])
    readings = [Reading(one.file, slow(one.batches, pause / 20)) for one in county()]
    say("begun")
    build(readings, into=into, key=KEY, progress=Pauses(pause))
    say("done")


if __name__ == "__main__":
    main()
