"""A search that is interrupted or killed while texts wait on disk: what it leaves, and what the next one makes of it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianfu.relay_cycle import trace_relays

ROWS, ROWS_A_GROUP = 40_000, 100
SCRIPT = """
import sys
from jianfu.cli.main import main
from jianfu.measure.relays.text import texts
texts.SPILLED = 200
main(["relays", *sys.argv[1:], "--json"])
"""
"""Texts go to disk as soon as there are any, as those of a hundred million messages do."""


@pytest.fixture(scope="module")
def messages(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("messages") / "messages.parquet"
    texts = [f"请第{row}村于9月{1 + row % 30}日前报送第{row}份秋季防汛值班台账" for row in range(ROWS)]
    names = [f"m{row}" for row in range(ROWS)]
    pq.write_table(pa.table({"message_id": names, "text": texts}), file, row_group_size=ROWS_A_GROUP)
    return file


@pytest.mark.parametrize(("sent", "code", "left"), [(signal.SIGINT, 130, 0), (signal.SIGKILL, -signal.SIGKILL, 1)])
def test_what_an_interrupted_search_left_is_gone_after_the_next(tmp_path, messages, sent, code, left) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, messages, "--out", tmp_path / "out"], stderr=subprocess.DEVNULL
    )
    while not list(tmp_path.glob(".out.*/texts-*/units.bin")):
        assert running.poll() is None
        time.sleep(0.005)
    running.send_signal(sent)
    assert running.wait() == code
    assert len(list(tmp_path.iterdir())) == left
    table = pa.table({"message_id": ["a", "b"], "text": ["请各村于9月12日前报送秋季防汛值班工作安排台账"] * 2})
    pq.write_table(table, tmp_path / "few.parquet")
    trace_relays(tmp_path / "few.parquet", out=tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["few.parquet", "out"]
