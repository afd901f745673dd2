"""Pairs of apps that do the same (应用功能重合)."""

from jianfu.tables.column import Table, integer, number, text

TABLE = Table(
    name="app_overlap",
    zh="应用功能重合",
    en="App function overlap",
    key=("app_a", "app_b"),
    columns=(
        text("app_a", "应用甲", "App a", note="app_a < app_b"),
        text("app_b", "应用乙", "App b"),
        integer("shared", "共同功能数", "Shared functions"),
        number("jaccard", "重合度", "Jaccard of function classes"),
    ),
)
