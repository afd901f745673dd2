"""Work spread over many workers finds what one search finds, however rows are cut and dealt out."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from copied_messages import NOTICES, START, clustered, found_by_message, loader, talks
from hypothesis import given, settings
from hypothesis import strategies as st
from list_flow import ListEngine

from jianfu.measure.relays.find.trace import Tracer
from jianfu.measure.relays.spread.clusters import spread_clusters


def assert_same(talk: pa.Table, *, rows: int, seed: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "messages.parquet"
        pq.write_table(talk, path, row_group_size=rows)
        spread = spread_clusters(ListEngine(seed), [path], Tracer())
    alone = Tracer().clusters([loader(talk)])
    ids = talk["message_id"]
    assert clustered(found_by_message(spread, ids)) == clustered(found_by_message(alone, ids))


@settings(max_examples=60, deadline=None)
@given(talks(), st.integers(1, 9), st.integers(0, 1 << 30))
def test_spread_work_finds_what_one_search_finds(talk: pa.Table, rows: int, seed: int) -> None:
    assert_same(talk, rows=rows, seed=seed)


def test_a_bucket_larger_than_any_batch_is_led_the_same() -> None:
    texts = [f"{NOTICES[0].format(day=5)}，第{number}组由第{number}组长负责清点" for number in range(300)]
    ids = [f"m{number:04}" for number in range(len(texts))]
    sent = pa.array([START] * len(texts), pa.timestamp("us"))
    assert_same(pa.table({"message_id": ids, "sent_at": sent, "text": texts}), rows=100, seed=7)
