"""``jianfu serve`` as a user starts it: in the background, answered, killed, stopped."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from jianfu.office.place import VARIABLE
from jianfu.web import serving

pytestmark = pytest.mark.slow


def serve(root, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jianfu.cli.main", "serve", str(root), "--lang", "en", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=os.environ.copy())


def test_the_office_serves_in_the_background_until_it_is_stopped(office) -> None:
    started = serve(office.root, "--demo", "--port", "0", "--background")
    assert started.returncode == 0, started.stderr
    address = next(word for word in started.stdout.split() if word.startswith("http://127.0.0.1:"))
    try:
        assert address in serve(office.root, "--demo", "--port", "0", "--background").stdout, "started twice it is one"
        page = urllib.request.urlopen(f"{address}login", timeout=30)
        assert page.status == 200
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        sheet = urllib.request.urlopen(f"{address}static/office.css", timeout=30)
        assert sheet.headers["Content-Type"].startswith("text/css")
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"{address}static/../office.sqlite3", timeout=30)
        assert missing.value.code == 404
    finally:
        stopped = serve(office.root, "--stop")
    assert stopped.stdout.strip() == "Stopped."
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{address}login", timeout=5)
    assert serve(office.root, "--stop").stdout.strip() == "No office of this folder serves in the background."


def test_a_server_killed_hard_takes_its_worker_with_it_and_starts_again(office) -> None:
    def workers() -> list[Path]:
        mine = f"{VARIABLE}={office.root}\0".encode()
        return [
            place
            for place in Path("/proc").glob("[0-9]*")
            if b"jianfu.office.jobs\0" in told(place / "cmdline") and mine in told(place / "environ")
        ]

    def told(place: Path) -> bytes:
        try:
            return place.read_bytes()
        except OSError:  # gone meanwhile
            return b""

    started = serve(office.root, "--demo", "--port", "0", "--background")
    assert started.returncode == 0, started.stderr
    number = int((office.root / "serve.pid").read_text().split()[0])
    assert len(workers()) == 1
    os.kill(number, signal.SIGKILL)
    for _ in range(100):
        if not workers():
            break
        time.sleep(0.1)
    assert workers() == []
    again = serve(office.root, "--demo", "--port", "0", "--background")
    assert again.returncode == 0, again.stderr
    assert serve(office.root, "--stop").stdout.strip() == "Stopped."


def test_an_office_of_ones_own_names_its_first_administrator_once_and_offers_no_accounts(office, tmp_path) -> None:
    root = tmp_path / "own"
    code = (
        "from pathlib import Path; from jianfu.web import serving; import sys;"
        "serving.prepare(Path(sys.argv[1]), demo=False, host='127.0.0.1');"
        "print(len(serving.first_administrator()), repr(serving.first_administrator()));"
        "from django.test import Client;"
        "print(Client(headers={'host': '127.0.0.1'}).post('/login/demo', {'username': 'admin'}).status_code)"
    )
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in ("JIANFU_DEMO", "JIANFU_OFFICE", "JIANFU_DATABASE")
    }
    told = subprocess.run(
        [sys.executable, "-c", code, str(root)], capture_output=True, text=True, check=True, env=clean
    )
    assert told.stdout.split() == ["16", "''", "404"]
    assert oct((root / "secret").stat().st_mode)[-3:] == "600"
    assert serving.ADMINISTRATOR == "admin"
