"""Work handed to threads (并行): kernels, NumPy and Arrow let go of the interpreter while they work."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

THREADS = 2

Result = TypeVar("Result")


def ahead(pool: ThreadPoolExecutor, work: Callable[..., Result], items: Iterable[object]) -> Iterator[Result]:
    """What ``work`` makes of each item, in order; no more than two items a thread are under way."""
    waiting = []
    for item in items:
        waiting.append(pool.submit(work, item))
        if len(waiting) > THREADS + 1:
            yield waiting.pop(0).result()
    for task in waiting:
        yield task.result()


def in_threads(work: Callable[..., Result], items: Iterable[object]) -> Iterator[Result]:
    """The same in threads of its own."""
    with ThreadPoolExecutor(THREADS) as pool:
        yield from ahead(pool, work, items)


def each(work: Callable[..., None], items: Iterable[object]) -> None:
    """Does ``work`` with every item; what it makes it writes where it belongs."""
    for _ in in_threads(work, items):
        pass
