"""The office's tests once more on a throw-away PostgreSQL server."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def server():
    """Address of a server that lives as long as these tests; data is not kept safe, so that it is quick."""
    if not BINARIES:
        pytest.skip("no PostgreSQL server here: apt-get install postgresql")
    root, port = (
        Path(tempfile.mkdtemp(prefix="jianfu-postgresql-")),
        free_port(),
    )  # pytest's own folder is closed to others
    owner = pwd.getpwnam("postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name)
    os.chown(root, owner.pw_uid, owner.pw_gid)

    def run(*words: str) -> None:
        subprocess.run([str(BINARIES[-1] / words[0]), *words[1:]], check=True, user=owner.pw_uid, group=owner.pw_gid,
                       cwd=root, stdout=subprocess.DEVNULL, env={"LANG": "C.UTF-8", "PATH": os.environ["PATH"]})  # fmt: skip

    data = str(root / "data")
    run("initdb", "-D", data, "--no-sync", "-A", "trust", "-U", "jianfu", "-E", "UTF8", "--locale", "C.UTF-8")
    run("pg_ctl", "-D", data, "-w", "-l", str(root / "log"), "-o",
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off", "start")  # fmt: skip
    yield f"postgresql://jianfu@127.0.0.1:{port}"
    run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    shutil.rmtree(root, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_all_that_holds_on_sqlite_holds_on_postgresql(server) -> None:
    subprocess.run([str(BINARIES[-1] / "createdb"), "--maintenance-db", f"{server}/postgres", "office"], check=True)
    environment = os.environ | {"JIANFU_DATABASE": f"{server}/office"}
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE), "--ignore", __file__,
         "--ignore", str(HERE / "test_office_browser.py")],
        env=environment, capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout[-4000:]
