"""Letters in the dataset: writers are pseudonyms, later exports add what has happened since."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianfu.dataset.build import build
from jianfu.dataset.earlier_columns import with_columns
from jianfu.dataset.snapshot import Snapshot
from jianfu.sources.options import ReadOptions
from jianfu.sources.recognise import open_source
from jianfu.tables import TABLES

KEY = b"0" * 32
ORDERS = "工单编号,诉求内容,区交办时间,求助人员,求助号码,处置结果,答复时间,办结时间,重办时间\n"


def imported(folder: Path, **files: str) -> Snapshot:
    """The snapshot of some .csv files."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    readings = [open_source(folder / f"{name}.csv", ReadOptions()) for name in sorted(files)]
    return build(readings, into=folder / "dataset", key=KEY).snapshot


def test_a_writer_is_one_pseudonym_in_every_file_and_nowhere_a_name_or_number(tmp_path: Path) -> None:
    snapshot = imported(
        tmp_path,
        tickets=f"{ORDERS}1,灯不亮,2026-09-01 09:00:00,赵铁柱,13812345678,赵铁柱您好,2026-09-02 09:00:00,,\n",
        more=f"{ORDERS}2,我是赵铁柱 路不平 电话13812345678,2026-09-03 09:00:00,赵铁柱,138 1234 5678,,,,\n",
    )
    writers = snapshot.read("letter")["asker_id"].to_pylist()
    assert len(set(writers)) == 1
    assert len(str(writers[0])) == 16
    told = [
        text
        for path in snapshot.folder.rglob("*.parquet")
        for column in pq.read_table(path, partitioning=None).columns
        if pa.types.is_string(column.type)
        for text in column.to_pylist()
        if text
    ]
    assert not [text for text in told if "赵铁柱" in text or "13812345678" in text]
    assert "13812345678" not in (snapshot.folder / "manifest.json").read_text(encoding="utf-8")


def test_a_later_export_says_when_the_letter_was_closed_and_taken_up_again(tmp_path: Path) -> None:
    snapshot = imported(
        tmp_path,
        one=f"{ORDERS}1,灯不亮,2026-09-01 09:00:00,,,已修,2026-09-02 09:00:00,2026-09-02 09:00:00,\n",
        two=f"{ORDERS}1,灯不亮,2026-09-01 09:00:00,,,又修,2026-09-09 09:00:00,2026-09-09 09:00:00,2026-09-05 09:00:00\n",
    )
    row = snapshot.read("letter").to_pylist()[0]
    assert (row["closed_at"], row["reopened_at"]) == (datetime(2026, 9, 9, 9), datetime(2026, 9, 5, 9))  # noqa: DTZ001
    assert snapshot.read("reply")["text"].to_pylist() == ["已修", "又修"]


def test_a_reply_whose_date_nobody_can_read_is_kept(tmp_path: Path) -> None:
    snapshot = imported(tmp_path, one=f"{ORDERS}1,灯不亮,2026-09-01 09:00:00,,,已修,上周,,\n")
    assert snapshot.read("reply").select(["letter_id", "replied_at", "text"]).to_pylist() == [
        {"letter_id": "1", "replied_at": None, "text": "已修"}
    ]
    assert snapshot.manifest.quarantine == {"not-a-date": 1}


def test_a_column_an_earlier_version_did_not_write_is_empty() -> None:
    old = pa.table({"letter_id": ["1"], "gone": [3]})
    rows = with_columns(old, TABLES["letter"].schema)
    assert rows.schema.equals(TABLES["letter"].schema)
    assert rows.to_pylist()[0] == {**dict.fromkeys(TABLES["letter"].names), "letter_id": "1"}


def test_a_table_of_an_earlier_version_is_read_without_the_columns_it_lacks(tmp_path: Path) -> None:
    snapshot = imported(tmp_path, one=f"{ORDERS}1,灯不亮,2026-09-01 09:00:00,,,,,,\n")
    (path,) = snapshot.files("letter")
    pq.write_table(pq.read_table(path).drop_columns(["account_id"]), path)
    rows = snapshot.read("letter", ["letter_id", "account_id"]).to_pylist()
    assert rows == [{"letter_id": "1", "account_id": None}]


def test_a_column_that_cannot_be_of_its_type_is_refused() -> None:
    with pytest.raises(pa.ArrowInvalid):
        with_columns(pa.table({"received_at": ["soon"]}), TABLES["letter"].schema)


def test_a_comment_points_at_its_account_however_both_sheets_name_the_platform(tmp_path: Path) -> None:
    snapshot = imported(
        tmp_path,
        accounts="账号名称,平台,主办单位,是否外包运营\n某县发布,微博,县委办,是\n某县发布,微信公众号,县委办,否\n",
        comments="评论编号,账号名称,账号平台,评论用户,评论时间,评论内容,回复内容,回复时间\n"
        "1,某县发布,新浪微博,网友甲,2026-09-01 09:00:00,路灯不亮,自动回复,2026-09-01 09:01:00\n"
        "2,某县快报,微博,网友乙,2026-09-01 10:00:00,停水了,,\n",
    )
    accounts = {row["platform"]: row["account_id"] for row in snapshot.read("account").to_pylist()}
    letters = {row["letter_id"]: row["account_id"] for row in snapshot.read("letter").to_pylist()}
    assert letters["1"] == accounts["weibo"]
    assert letters["2"] not in accounts.values()
    assert snapshot.read("reply")["letter_id"].to_pylist() == ["1"]
    notes = [note.facts for note in snapshot.manifest.notes if note.facts.get("table") == "account"]
    assert [facts["count"] for facts in notes] == [1]
