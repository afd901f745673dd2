"""The relays found on a real Spark are those found on this machine alone."""

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jianfu.measure.relays.find.trace import Tracer
from jianfu.measure.relays.spread.tracing import SpreadTracer
from jianfu.measure.relays.table_messages import TableMessages
from jianfu.measure.relays.tracing import trace_messages

MAKER = Path(__file__).parents[2] / "benchmarks" / "relays" / "make_texts.py"

pytestmark = pytest.mark.spark


def made_up(path: Path, *options: str) -> Path:
    subprocess.run([sys.executable, MAKER, "--seed", "5", *options, path], check=True)
    wanted = ["message_id", "group_id", "sender_id", "sent_at", "text"]
    pq.write_table(pq.read_table(path, columns=wanted), path, row_group_size=3_000)
    return path


def assert_same(engine: object, path: Path) -> None:
    spread = trace_messages(TableMessages(path), SpreadTracer(engine, [path]))
    alone = trace_messages(TableMessages(path), Tracer())
    assert len(alone.table()) > 100
    assert spread.table().equals(alone.table())
    assert spread.counts == alone.counts


def test_spark_finds_the_same_among_talk_with_copies(spark_engine, tmp_path):
    assert_same(spark_engine, made_up(tmp_path / "talk.parquet", "--messages", "3000"))


@pytest.mark.slow
def test_spark_finds_the_same_among_twenty_thousand_messages(spark_engine, tmp_path):
    assert_same(spark_engine, made_up(tmp_path / "talk.parquet", "--messages", "20000"))


@pytest.mark.slow
def test_spark_finds_the_same_where_one_notice_and_one_template_fill_whole_buckets(spark_engine, tmp_path):
    crowd = ("--messages", "20000", "--copies-of-one", "5000", "--one-template", "6000")
    assert_same(spark_engine, made_up(tmp_path / "talk.parquet", *crowd))
