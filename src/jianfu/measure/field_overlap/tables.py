"""The tables field overlap leaves: what every field means, which forms share fields, what of a form is held already."""

from jianfu.tables.column import Table, flag, integer, number, text

FIELD_MEANING = Table(
    name="field_meaning",
    zh="指标项含义",
    en="Meaning of a field",
    key=("form_id", "position", "part"),
    columns=(
        text("form_id", "报表编号", "Form id"),
        integer("position", "序号", "Position"),
        integer(
            "part",
            "第几部分",
            "Part",
            note=("一个指标项问几件事的，逐件列出", "one row for each thing a composite field asks for"),
        ),
        text("concept", "所问事项", "Concept"),
        text(
            "entity",
            "所问对象",
            "Entity",
            note=("谁的：登记人、户主、配偶、负责人等", "whose: subject, householder, spouse, leader ..."),
        ),
        text("matter", "所指内容", "Matter"),
        text("unit", "计量类别", "Kind of unit", note=("可以换算的单位算一类", "units that convert are of one kind")),
        text("period", "统计期", "Period"),
        flag(
            "formal",
            "是否表单事务项",
            "Formal",
            note=("序号、备注、填表人等，不算数据", "numbering, remarks, who filled it in: no data"),
        ),
        text("meaning", "含义", "Meaning", note=("相同即问的是同一件事", "the same text: the same thing is asked for")),
    ),
)
FIELD_OVERLAP = Table(
    name="field_overlap",
    zh="报表指标项重合",
    en="Field overlap of forms",
    key=("form_a", "form_b"),
    columns=(
        text("form_a", "报表甲", "Form a", note=("编号较小的一张", "the smaller id of the two")),
        text("form_b", "报表乙", "Form b"),
        integer("fields_a", "甲指标项数", "Fields of a", unit="field"),
        integer("fields_b", "乙指标项数", "Fields of b", unit="field"),
        integer("shared", "相同指标项数", "Shared fields", unit="field"),
        number("share_a", "占甲比例", "Share of a"),
        number("share_b", "占乙比例", "Share of b"),
        flag("same_material", "是否同一材料", "The same material"),
    ),
)
FORM_HELD = Table(
    name="form_held",
    zh="报表已有数据",
    en="Data of a form held already",
    key=("form_id",),
    columns=(
        text("form_id", "报表编号", "Form id"),
        integer(
            "fields",
            "指标项数",
            "Fields",
            unit="field",
            note=("不含表单事务项，同义的只计一次", "without formal ones, each meaning once"),
        ),
        integer("held", "已有指标项数", "Fields held already", unit="field"),
        number("held_share", "已有比例", "Share held already"),
        text(
            "nearest_id",
            "最相近报表",
            "Nearest form",
            note=("相同指标项最多的在前报表", "the form before it that shares most"),
        ),
        number("nearest_share", "最相近报表已有比例", "Share the nearest form holds"),
        text(
            "repeats_id",
            "重复的报表",
            "Form it repeats",
            note=("同一材料的在前报表；没有则为空", "the form before it that asks for the same material; else empty"),
        ),
    ),
)
