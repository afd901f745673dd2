"""Promised reductions (精简目标): how many groups, accounts, apps or forms a unit is to have left, and by when."""

from jianfu.tables.column import Table, date, integer, number, text

REDUCED_KINDS = ("group", "account", "app", "form")

REDUCTION_TARGET = Table(
    name="reduction_target",
    zh="精简目标",
    en="Reduction target",
    key=("reduction_target_id",),
    columns=(
        text("reduction_target_id", "精简目标编号", "Reduction target id"),
        text("unit_id", "承诺单位编号", "Promising unit id", note=("连同其下级单位", "with the units below it")),
        text("kind", "精简对象", "What is reduced", values=REDUCED_KINDS),
        integer("baseline_count", "精简前数量", "Count before", unit="item"),
        number("reduction_share", "承诺压减比例", "Promised reduction", unit="share", note=("0 到 1", "0 to 1")),
        integer(
            "target_count",
            "精简后数量",
            "Promised count",
            unit="item",
            note=("没有写的按精简前数量和压减比例算", "where it is not stated, by the count before and the reduction"),
        ),
        date("due_on", "完成期限", "Due on"),
        integer("reported_count", "上报现有数量", "Count as reported", unit="item"),
    ),
)
