"""An office of a made-up hamlet: filled once, then a copy for each test, on SQLite or on the server JIANFU_DATABASE names."""

# ruff: noqa: E402 - models are there only once Django is
import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
import pytest

ROOT = Path(tempfile.mkdtemp(prefix="jianfu-office-"))
atexit.register(shutil.rmtree, ROOT, ignore_errors=True)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "jianfu.web.settings",
    "JIANFU_OFFICE": str(ROOT / "office"),
    "JIANFU_DEMO": "1",
    # A browser keeps a loop running in this thread; Django need not fear for its connection, nothing is concurrent.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}
django.setup()

from django.db import connection, connections
from django.test import Client
from postgresql_server import SERVER, ask_server

from jianfu.office.place import Place
from jianfu.web import serving


@pytest.fixture(scope="session")
def filled():
    """The office after import, audit and making of the demo's accounts; not to be changed."""
    root = ROOT / "office"
    serving.prepare(root, demo=True, host="127.0.0.1")
    serving.fill(None, size="hamlet")
    serving.offer_accounts()
    connections.close_all()
    return root


@pytest.fixture
def office(filled, tmp_path, monkeypatch):
    """A copy of it to do with as one likes."""
    root = tmp_path / "office"
    shutil.copytree(filled, root)
    monkeypatch.setenv("JIANFU_OFFICE", str(root))
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = _copy(name, root)
    monkeypatch.setenv(SERVER, _address(connection.settings_dict))
    yield Place(root)
    connection.close()
    _forget(connection.settings_dict["NAME"], name)
    connection.settings_dict["NAME"] = name


def _address(settings: dict[str, str]) -> str:
    """What a child process must be told to find the copy; empty for SQLite, which stands in the folder."""
    server = os.environ.get(SERVER, "")
    return server.rsplit("/", 1)[0] + f"/{settings['NAME']}" if server else ""


def _copy(name: str, root: Path) -> str:
    if not os.environ.get(SERVER):
        return str(root / "office.sqlite3")
    made = f"copy_{abs(hash(str(root)))}"
    ask_server(f'create database "{made}" template "{name}"')
    return made


def _forget(made: str, name: str) -> None:
    if os.environ.get(SERVER) and made != name:
        ask_server(f'drop database "{made}" with (force)')


@pytest.fixture
def signed_in(office):
    """``signed_in("clerk")``: a browser in which the demo's account of that role has signed in."""

    def sign_in(role: str, *, language: str = "en") -> Client:
        client = Client(headers={"host": "127.0.0.1"})
        client.cookies["jianfu_language"] = language
        assert client.post("/login/demo", {"username": f"demo-{role}"}).status_code == 302
        return client

    return sign_in


@pytest.fixture
def address(office):
    """Where the office of this test is served, for a browser."""
    command = [sys.executable, "-m", "jianfu.cli.main", "serve", str(office.root), "--lang", "en"]
    started = subprocess.run([*command, "--demo", "--port", "0", "--background"], capture_output=True, text=True,
                             check=True, timeout=120, env=os.environ.copy())  # fmt: skip
    yield next(word for word in started.stdout.split() if word.startswith("http://"))
    subprocess.run([*command, "--stop"], check=True, timeout=60, capture_output=True, env=os.environ.copy())
