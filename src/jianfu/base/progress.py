"""Progress of long work, told in steps; who shows it (a bar, a web page, nobody) is the caller's affair."""

from typing import Protocol


class Progress(Protocol):
    """Receives what the work is doing. ``step`` is a message id ``step-<name>`` of the locale files."""

    def start(self, step: str, total: int | None = None) -> None:
        """A step begins; ``total`` in its own units where known."""
        ...

    def advance(self, amount: int = 1) -> None:
        """Some more of the current step is done."""
        ...

    def finish(self) -> None:
        """The current step is done."""
        ...


class Quiet:
    """Tells nobody."""

    def start(self, step: str, total: int | None = None) -> None:
        """Nothing to show."""

    def advance(self, amount: int = 1) -> None:
        """Nothing to show."""

    def finish(self) -> None:
        """Nothing to show."""
