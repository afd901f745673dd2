"""Keeping the server and the worker of an office going: one that is killed is started again."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess

LOOK = 0.5
"""Seconds between two looks; also the pause before one is started again."""
GRACE = 15
"""Seconds a part is given to finish what it is answering."""


def keep(answering: Callable[[], BaseProcess], working: Callable[[], "subprocess.Popen[bytes]"]) -> int:
    """Starts both and starts them again until this process is told to stop, or the server ends by itself.

    Returns the server's code: one that cannot start would not do so the next time either. A worker is started again
    however it ended.
    """
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: sys.exit(0))
    server, worker = answering(), working()
    try:
        while True:
            time.sleep(LOOK)
            if worker.poll() is not None:
                worker = working()
            if server.exitcode is not None:
                if server.exitcode >= 0:
                    return server.exitcode
                server = answering()
    finally:
        server.terminate()
        worker.terminate()
        server.join(GRACE)
        server.kill()
        worker.wait(GRACE)
