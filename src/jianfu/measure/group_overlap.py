"""Pairs of groups that share members (成员重合): Jaccard and containment, every pair past the floor, exact."""

from jianfu.tables.column import Table, integer, number, text

TABLE = Table(
    name="group_overlap",
    zh="群成员重合",
    en="Member overlap",
    key=("group_a", "group_b"),
    columns=(
        text("group_a", "群组甲", "Group a", note="group_a < group_b"),
        text("group_b", "群组乙", "Group b"),
        integer("members_a", "甲成员数", "Members of a", unit="person"),
        integer("members_b", "乙成员数", "Members of b", unit="person"),
        integer("shared", "共同成员数", "Shared members", unit="person"),
        number("jaccard", "重合度", "Jaccard", note="shared / (members_a + members_b - shared)"),
        number("containment", "包含度", "Containment", note="shared / the smaller group"),
    ),
)
