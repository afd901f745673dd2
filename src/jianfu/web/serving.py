"""Starting an office: its folder, its database, its first contents, the server and the worker beside it."""

import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command
from gunicorn.app.base import BaseApplication

from jianfu.base.errors import UserProblem
from jianfu.base.parent import die_with
from jianfu.office.place import VARIABLE, Place
from jianfu.web.keeping import keep

ADMINISTRATOR = "admin"
PID = "serve.pid"
DEMO_SEED = 1


def open_office(root: Path, *, demo: bool = False, host: str = "127.0.0.1") -> None:
    """Lets Django work on this office, in this process and in those it starts."""
    os.environ[VARIABLE] = str(root)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianfu.web.settings")
    if demo:
        os.environ["JIANFU_DEMO"] = "1"
    if host not in ("127.0.0.1", "localhost"):
        os.environ.setdefault("JIANFU_HOSTS", f"{host},127.0.0.1,localhost" if host != "0.0.0.0" else "*")  # noqa: S104
    Place(root).make()
    django.setup()


def prepare(root: Path, *, demo: bool, host: str) -> None:
    """Opens the office and brings its database to the present shape."""
    open_office(root, demo=demo, host=host)
    call_command("migrate", interactive=False, verbosity=0)
    from jianfu.office.leftovers import sweep  # noqa: PLC0415 - models are there only once Django is
    from jianfu.office.snapshots import point_there  # noqa: PLC0415

    point_there()
    sweep()


def is_empty() -> bool:
    """Whether nothing was ever audited; a first filling that was cut short goes on where it stopped."""
    from jianfu.office.models import Audit  # noqa: PLC0415

    return not Audit.objects.filter(state="finished").exists()


def fill(source: Path | None, *, size: str = "county", packs: Sequence[str] = ()) -> None:
    """Imports ``source``, or a made-up county, and audits it: the same jobs a user would start."""
    from jianfu.web.filling import import_and_audit, write_county  # noqa: PLC0415

    if source is not None:
        import_and_audit(source, packs=packs)
        return
    with TemporaryDirectory(prefix="jianfu-county-") as folder:
        import_and_audit(write_county(Path(folder), size, DEMO_SEED), packs=("example_county",))


def offer_accounts() -> None:
    """The accounts the demo's login page offers."""
    from jianfu.web.filling import offer  # noqa: PLC0415

    offer()


def first_administrator() -> str:
    """Makes the first administrator of an office without users and returns the password; else empty."""
    from jianfu.office.models import User  # noqa: PLC0415
    from jianfu.office.roles import Role  # noqa: PLC0415

    if User.objects.filter(is_demo=False).exclude(role="").exists():
        return ""
    password = secrets.token_urlsafe(12)
    User.objects.create_user(ADMINISTRATOR, password=password, role=Role.ADMINISTRATOR)
    return password


@contextmanager
def listening(host: str, port: int) -> Iterator[tuple[socket.socket, str]]:
    """The socket to serve on and the address people open; port 0 takes a free one."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as cause:
        listener.close()
        raise UserProblem("serve-port", port=port) from cause
    shown = f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104
    try:
        yield listener, f"http://{shown}:{listener.getsockname()[1]}/"
    finally:
        listener.close()


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    def __init__(self, listener: socket.socket, workers: int) -> None:
        self._listener, self._workers = listener, workers
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": [f"fd://{self._listener.fileno()}"], "workers": self._workers, "worker_class": "sync",
            "timeout": 120, "graceful_timeout": 10, "max_requests": 5000, "max_requests_jitter": 500,
            "accesslog": None, "loglevel": "warning", "preload_app": False, "limit_request_line": 8190,
            # One that outlived a server killed at once would keep the port and the database busy.
            "post_fork": lambda _, worker: die_with(worker.ppid),
        }.items():  # fmt: skip
            self.cfg.set(name, value)

    def load(self) -> object:
        from jianfu.web.wsgi import application  # noqa: PLC0415

        return application


def go_on_in_background(root: Path, address: str) -> bool:
    """Forks: true in the process that is to serve, false in the one that may go home, once the other is known.

    The one that serves writes what it has to say to ``serve.log``, and its number to ``serve.pid``, which it locks.
    """
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    sys.stdout.flush()
    known, tell = os.pipe()
    if os.fork():
        os.close(tell)
        os.read(known, 1)
        os.close(known)
        return False
    os.close(known)
    os.setsid()
    said = os.open(root / "serve.log", os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, file in ((0, nothing), (1, said), (2, said)):
        os.dup2(file, number)
    # Held by this process alone, until it ends in whatever way; a number in a file may be another process's by then.
    mine = os.open(root / PID, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.lockf(mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # two were started at the same moment
        os._exit(0)
    os.ftruncate(mine, 0)
    os.write(mine, f"{os.getpid()} {address}".encode("ascii"))
    os.write(tell, b".")
    os.close(tell)
    return True


def running(root: Path) -> tuple[int, str] | None:
    """Process and address of the office of this folder that serves in the background, if there is one."""
    try:
        with (root / PID).open("r+", encoding="ascii") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                number, _, address = file.read().partition(" ")
                return int(number), address
    except FileNotFoundError:
        pass
    return None


def stop(root: Path) -> bool:
    """Ends the office that serves in the background; whether there was one."""
    found = running(root)
    if found is None:
        return False
    os.kill(found[0], signal.SIGTERM)
    for _ in range(300):
        if running(root) != found:
            break
        time.sleep(0.1)
    return True


def serve(listener: socket.socket, workers: int) -> int:
    """Serves until it is told to stop; whatever of server and worker is killed meanwhile is started again."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()

    def answering() -> BaseProcess:
        process = get_context("fork").Process(target=_answer, args=(listener, workers, os.getpid()))
        process.start()
        return process

    def working() -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "jianfu.office.jobs", str(os.getpid())], start_new_session=True
        )

    return keep(answering, working)


def _answer(listener: socket.socket, workers: int, parent: int) -> None:
    die_with(parent)
    _Server(listener, workers).run()
