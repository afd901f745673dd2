"""A copy that names another place is told from the next notice of a template by who had the one before."""

import pytest
from test_relay_cascade import sent, traced

BEFORE = "各网格员：近期沙湾街道发生一起触电事故，各村要会同供电所逐户排查飞线充电，请于9月25日16时前报党政办汇总，联系人王芳"
AFTER = BEFORE.replace("沙湾街道", "清水村")


def found(after: str = AFTER, minutes: int = 60, sender: str = "village", group: str = "g2") -> dict[str, object]:
    """The relation of each message found: a notice, and an hour later one that names another place."""
    rows = traced(
        sent("before", 0, "town", "g1", BEFORE),
        sent("said", 1, "village", "g1", "收到"),
        sent("after", minutes, sender, group, after),
        sent("copy", minutes + 30, "hamlet", "g3", after),
    )
    return {name: (row["cluster_id"], row["relation"]) for name, row in rows.items()}


def test_who_had_a_notice_and_names_another_place_has_changed_it() -> None:
    told = found()
    assert told == {"before": ("before", "origin"), "after": ("before", "changed"), "copy": ("before", "whole")}


@pytest.mark.parametrize(
    "other",
    [
        {"sender": "stranger"},  # never had it
        {"sender": "town"},  # sent the one before himself
        {"group": "g1"},  # the next of a series
        {"after": BEFORE.replace("沙湾街道", "清水村").replace("16时", "18时")},
        {"after": BEFORE.replace("党政办", "县教育局")},  # another office
        {"minutes": 361},
    ],
)
def test_else_it_is_another_notice_that_has_copies_of_its_own(other) -> None:
    assert found(**other) == {"after": ("after", "origin"), "copy": ("after", "whole")}


def test_so_soon_it_must_follow() -> None:
    assert found(minutes=360)["after"] == ("before", "changed")


@pytest.mark.parametrize(
    ("before", "after", "changed"), [("党政办", "党致办", True), ("3楼会议室", "4楼会议室", False)]
)
def test_a_mistyped_name_is_a_change_and_another_room_a_notice_of_its_own(before, after, changed) -> None:
    rows = [
        sent("before", 0, "town", "g1", BEFORE.replace("党政办", before)),
        sent("said", 1, "village", "g1", "收到"),
        sent("after", 60, "village", "g2", BEFORE.replace("党政办", after)),
    ]
    assert bool(traced(*rows)) == changed
