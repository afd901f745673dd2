"""A PostgreSQL server of one's own, thrown away afterwards, that can be killed and started again."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

SERVER = "JIANFU_DATABASE"
"""The address of the database the office's tests run on; SQLite where there is none."""
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


class PostgresqlServer:
    """``root``: the folder of one that was made before; else a new one. Not safe from power cuts, so that it is quick."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or Path(tempfile.mkdtemp(prefix="jianfu-postgresql-"))  # pytest's own is closed to others
        self.data = self.root / "data"
        if root is None:
            owner = self._owner()
            os.chown(self.root, owner.pw_uid, owner.pw_gid)
            self._run("initdb", "-D", str(self.data), "--no-sync", "-A", "trust", "-U", "jianfu", "-E", "UTF8",
                      "--locale", "C.UTF-8")  # fmt: skip
            (self.root / "port").write_text(str(free_port()))
        self.port = int((self.root / "port").read_text())

    @property
    def address(self) -> str:
        return f"postgresql://jianfu@127.0.0.1:{self.port}"

    def start(self) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.root / "log"), "-o",
                  f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off "
                  "-c full_page_writes=off", "start")  # fmt: skip

    def start_again(self) -> None:
        """After a kill: one of the processes may still hold the memory they shared, for a moment."""
        for _ in range(30):
            try:
                return self.start()
            except subprocess.CalledProcessError:
                time.sleep(1)
        return self.start()

    def kill(self) -> None:
        """Every process of it at once."""
        parent = int((self.data / "postmaster.pid").read_text().split()[0])
        for one in [parent, *children_of(parent)]:
            with_luck(one, signal.SIGKILL)
        for _ in range(100):
            if not alive(parent):
                break
            time.sleep(0.1)

    def throw_away(self) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")
        shutil.rmtree(self.root, ignore_errors=True)

    def _owner(self) -> pwd.struct_passwd:
        return pwd.getpwnam("postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name)

    def _run(self, *words: str) -> None:
        owner = self._owner()
        subprocess.run([str(BINARIES[-1] / words[0]), *words[1:]], check=True, user=owner.pw_uid, group=owner.pw_gid,
                       cwd=self.root, stdout=subprocess.DEVNULL, env={"LANG": "C.UTF-8", "PATH": os.environ["PATH"]})  # fmt: skip


def ask_server(statement: str) -> None:
    """Says one thing to the server the tests run on, outside any database of theirs."""
    with psycopg.connect(os.environ[SERVER].rsplit("/", 1)[0] + "/postgres", autocommit=True) as server:
        server.execute(statement)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children_of(parent: int) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if int((place / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(place.name))
        except OSError:  # gone meanwhile
            continue
    return sorted(found)


def with_luck(process: int, sign: int) -> None:
    """Sends a signal to a process that may be gone."""
    try:
        os.kill(process, sign)
    except ProcessLookupError:
        return
