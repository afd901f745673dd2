"""``jianfu relays`` as people and scripts call it."""

import json

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from test_commands import call

NOTICE = "请各村于9月12日17时前将独居老人用火用电安全隐患排查台账报镇应急管理办公室王静处，逾期通报"
TABLE = pa.table({"message_id": ["a", "b", "c"], "text": [NOTICE, "请抓紧落实：" + NOTICE, "收到"]})


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_table_of_messages_is_traced(tmp_path, form) -> None:
    file = tmp_path / f"messages.{form}"
    (pq.write_table if form == "parquet" else pa_csv.write_csv)(TABLE, file)
    done = call("relays", file, "--out", tmp_path / "out", "--json")
    facts = json.loads(done.stdout)
    assert {"messages", "distinct", "clusters", "copies", "stages", "seconds", "peak_mb"} == facts.keys()
    assert (facts["messages"], facts["clusters"], facts["copies"]) == (3, 1, 1)
    rows = pq.read_table(tmp_path / "out/relays.parquet").to_pylist()
    assert [(row["message_id"], row["parent_id"]) for row in rows] == [("a", None), ("b", "a")]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["relays.parquet"]  # texts that waited are gone


def test_what_was_copied_most_is_named(tmp_path) -> None:
    file = tmp_path / "messages.parquet"
    pq.write_table(TABLE, file)
    words = call("relays", file, "--out", tmp_path / "out").stdout
    assert "1 notices were passed on, in 1 copies" in words
    assert "请各村于9月12日17时前" in words


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("messages.csv", "message_id,body\na,b\n", "lacks the columns: text"),
        ("messages.csv", "message_id,text,sent_at\na,b,soon\n", "row 1"),
        ("messages.parquet", "no table", "cannot be read as a table"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_in_words(tmp_path, name, content, words) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    refused = call("relays", tmp_path / name, "--out", tmp_path / "out")
    assert refused.returncode == 2
    assert words in refused.stderr
    assert not (tmp_path / "out").exists()
