"""``jianfu relays --store``, ``jianfu sketch`` and ``jianfu match``, called as a user calls them."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianfu.cli.main import main

NOTICES = (
    "请各村于5日17时前将防汛物资清点情况报送镇应急办，逐项核对编织袋、铁锹和救生衣的数量，不得迟报漏报",
    "县卫健局通知：9日起为六十五岁以上老人免费体检，请各社区逐户告知，带好身份证到镇卫生院登记",
)


@pytest.fixture
def talk(tmp_path: Path) -> pa.Table:
    texts = [NOTICES[0], NOTICES[1], f"【转】{NOTICES[0]}", "收到", f"{NOTICES[0]}，今晚报我", f"转发：{NOTICES[1]}"]
    sent = pa.array([np.datetime64("2026-09-01T08:00", "us") + np.timedelta64(row, "h") for row in range(6)])
    return pa.table(
        {
            "message_id": [f"m{row}" for row in range(6)],
            "group_id": [f"g{row}" for row in range(6)],
            "sender_id": [f"p{row}" for row in range(6)],
            "sent_at": sent,
            "text": texts,
        }
    )


def called(*words: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    return int(left.value.code or 0)


def test_day_by_day_gives_the_file_that_all_at_once_gives(tmp_path: Path, talk: pa.Table) -> None:
    days = [talk.slice(3, 3), talk.slice(0, 2), talk.slice(2, 2)]
    for number, day in enumerate([*days, talk]):
        pq.write_table(day, tmp_path / f"day{number}.parquet")
    for number in range(3):
        file = tmp_path / f"day{number}.parquet"
        assert called("relays", file, "--out", tmp_path / "daily", "--store", tmp_path / "store") == 0
    assert called("relays", tmp_path / "day3.parquet", "--out", tmp_path / "whole") == 0
    daily, whole = ((tmp_path / name / "relays.parquet").read_bytes() for name in ("daily", "whole"))
    assert daily == whole
    assert pq.read_table(tmp_path / "daily" / "relays.parquet").num_rows == 5


def test_a_store_and_a_cluster_together_are_refused(tmp_path: Path, talk: pa.Table, capsys) -> None:
    pq.write_table(talk, tmp_path / "talk.parquet")
    words = ("relays", tmp_path / "talk.parquet", "--out", tmp_path / "out", "--store", tmp_path / "s")
    assert called(*words, "--engine", "spark", "--lang", "en") == 2
    assert "Leave out --store or --engine spark." in capsys.readouterr().err


def test_two_units_hand_in_sketches_and_their_copies_meet(tmp_path: Path, talk: pa.Table, capsys) -> None:
    (tmp_path / "shared.key").write_text("0123456789abcdef0123456789abcdef\n", encoding="ascii")
    files = [tmp_path / f"unit{unit}.parquet" for unit in (0, 1)]
    for unit, file in enumerate(files):
        pq.write_table(talk.slice(2 * unit, 2 + 2 * unit), tmp_path / "talk.parquet")
        assert called("sketch", tmp_path / "talk.parquet", "--key-file", tmp_path / "shared.key", "--out", file) == 0
    capsys.readouterr()
    assert called("match", *files, "--out", tmp_path / "matches", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["messages"], told["clusters"], told["copies"]) == (5, 2, 3)
    matches = pq.read_table(tmp_path / "matches" / "matches.parquet")
    assert set(matches["file"].to_pylist()) == {"unit0.parquet", "unit1.parquet"}


def test_a_key_that_is_not_there_is_asked_for_and_nothing_is_written(tmp_path: Path, talk: pa.Table, capsys) -> None:
    pq.write_table(talk, tmp_path / "talk.parquet")
    words = ("sketch", tmp_path / "talk.parquet", "--key-file", tmp_path / "key", "--out", tmp_path / "unit.parquet")
    assert called(*words, "--lang", "en") == 2
    assert "openssl rand -hex 32" in capsys.readouterr().err
    assert not (tmp_path / "unit.parquet").exists()
    assert not (tmp_path / "key").exists()
