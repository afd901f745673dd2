"""Units (单位): who issues, who bears."""

from jianfu.tables.column import Table, integer, text

LEVELS = ("province", "city", "county", "township", "village")
UNIT_KINDS = ("department", "government", "party", "institution", "other")

UNIT = Table(
    name="unit",
    zh="单位",
    en="Unit",
    key=("unit_id",),
    columns=(
        text(
            "unit_id",
            "单位编号",
            "Unit id",
            note=("台账中的编码；没有则由名称生成", "the ledger's code, else derived from the name"),
        ),
        text("name", "单位名称", "Unit name"),
        text("parent_id", "上级单位编号", "Parent unit id"),
        text("level", "层级", "Level", values=LEVELS),
        text("kind", "单位性质", "Kind of unit", values=UNIT_KINDS),
        integer(
            "residents",
            "常住人口",
            "Residents",
            unit="person",
            note=("乡镇、街道、村、社区辖区内", "of the township or village the unit governs"),
        ),
    ),
)
