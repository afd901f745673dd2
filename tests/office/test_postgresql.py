"""The office's tests once more on a throw-away PostgreSQL server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from postgresql_server import BINARIES, PostgresqlServer

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def server():
    """One that lives as long as these tests."""
    if not BINARIES:
        pytest.skip("no PostgreSQL server here: apt-get install postgresql")
    made = PostgresqlServer()
    made.start()
    yield made
    made.throw_away()


def test_all_that_holds_on_sqlite_holds_on_postgresql(server) -> None:
    maintenance = f"{server.address}/postgres"
    subprocess.run([str(BINARIES[-1] / "createdb"), "--maintenance-db", maintenance, "office"], check=True)
    environment = os.environ | {
        "JIANFU_DATABASE": f"{server.address}/office",
        "JIANFU_POSTGRESQL_SERVER": str(server.root),
    }
    # Twenty faults in each cell are asked for alone.
    which = ["-s", str(HERE / "test_faults.py")] if os.environ.get("JIANFU_FAULTS") else ["-q", str(HERE)]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *which, "--ignore", __file__,
         "--ignore", str(HERE / "test_office_browser.py")],
        env=environment, capture_output=True, text=True, check=False, timeout=7200,
    )  # fmt: skip
    sys.stdout.write(told.stdout)
    assert told.returncode == 0, told.stdout[-4000:]
