"""Which official account a comment was left on: by id, by platform and name, by a name only one account bears."""

import pytest

from jianfu.dataset.settle_accounts import AccountBook
from jianfu.tables import TABLES
from jianfu.tables.identity import account_id

ACCOUNTS = TABLES["account"].arrow(
    [
        {"account_id": "w1", "platform": "wechat", "name": "某县发布"},
        {"account_id": "b1", "platform": "weibo", "name": "某县发布"},
        {"account_id": "w2", "platform": "wechat", "name": "某县民政"},
        {"account_id": "n1", "platform": None, "name": "某县交警"},
        {"account_id": "t1", "platform": "toutiao", "name": "某镇资讯"},
        {"account_id": "t2", "platform": "toutiao", "name": "某镇资讯"},
    ]
)


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("w1", "w1"),
        ("某县民政", "w2"),
        ("name:weibo:某县发布", "b1"),
        ("name:wechat: 某县 发布", "w1"),
        ("name::某县民政", "w2"),
        ("name:weibo:某县交警", "n1"),
        ("name:weibo:某县民政", account_id("weibo", "某县民政")),
        ("name::某县发布", account_id(None, "某县发布")),
        ("name:toutiao:某镇资讯", account_id("toutiao", "某镇资讯")),
        ("Z9", "Z9"),
    ],
)
def test_an_account_is_found_where_only_one_can_be_meant(reference: str, found: str) -> None:
    book = AccountBook(ACCOUNTS)
    assert book.resolve(reference) == found
    known = found in ACCOUNTS["account_id"].to_pylist()
    assert book.unresolved == (set() if known else {reference})
