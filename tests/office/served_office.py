"""An office served by processes of its own, as ``jianfu serve`` starts them."""

import os
import subprocess
import sys
import time
import urllib.error
from pathlib import Path

from postgresql_server import alive, children_of, free_port
from web_client import WebClient

AWAY = (urllib.error.URLError, ConnectionError, TimeoutError)
"""What somebody meets while the server is gone."""


class Served:
    """An office served in the background, its processes in reach."""

    def __init__(self, place) -> None:
        self.place, self.port = place, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        told = self._command("--demo", "--port", str(self.port), "--background")
        assert told.returncode == 0, told.stderr

    def stop(self) -> None:
        self._command("--stop")

    def processes(self) -> dict[str, list[int]]:
        """Keeper; server and those that answer; worker; its child."""
        keeper = int((self.place.root / "serve.pid").read_text().split()[0])
        parts = children_of(keeper)
        workers = [one for one in parts if b"jianfu.office.jobs\0" in Path(f"/proc/{one}/cmdline").read_bytes()]
        servers = [one for one in parts if one not in workers]
        return {"keeper": [keeper] if alive(keeper) else [], "server": servers, "worker": workers,
                "answering": [child for one in servers for child in children_of(one)],
                "child": [child for one in workers for child in children_of(one)]}  # fmt: skip

    def until_it_answers(self) -> None:
        until(lambda: WebClient(self.address).get("/login")[0] == 200)

    def _command(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "jianfu.cli.main", "serve", str(self.place.root), "--lang", "en", *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=os.environ.copy())


def until(holds, seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except AWAY:
            pass
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.2)
