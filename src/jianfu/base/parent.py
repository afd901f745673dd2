"""Processes that end when the one that started them does."""

import ctypes
import os
import signal
import sys

PARENT_DEATH = 1
"""PR_SET_PDEATHSIG of Linux."""


def die_with(parent: int) -> None:
    """Ends this process when the one of this number, which started it, does; elsewhere than on Linux it may outlive it.

    The number is told and not asked for: a parent gone before we could ask has left us to another one, whose number
    (1, or that of whatever reaps orphans here) says nothing.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PARENT_DEATH, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)
