"""The columns of the blank ledgers: canonical ones, and those by which people name persons and things."""

from dataclasses import dataclass

from jianfu.sources.dictionary import LEDGER_TABLES
from jianfu.tables import TABLES


@dataclass(frozen=True)
class TemplateColumn:
    """A column of a blank ledger: its name in the dictionary of headings, and its two headings."""

    name: str
    zh: str
    en: str


_INSTEAD = {
    ("work_group", "unit_id"): [TemplateColumn("unit_id", "主办单位", "Owning unit")],
    ("work_group", "owner_id"): [TemplateColumn("owner_name", "群主", "Group owner")],
    ("work_group", "approved"): [TemplateColumn("approver", "审批人", "Approved by")],
    ("membership", "group_id"): [
        TemplateColumn("group_id", "群组编号", "Group id"),
        TemplateColumn("group_name", "群名称", "Group name"),
        TemplateColumn("group_unit", "主办单位", "Group unit"),
    ],
    ("membership", "person_id"): [
        TemplateColumn("person_id", "人员编号", "User id"),
        TemplateColumn("person_name", "姓名", "Member name"),
        TemplateColumn("person_unit", "所在单位", "Member unit"),
    ],
    ("person", "person_id"): [
        TemplateColumn("person_id", "企业微信账号", "User id"),
        TemplateColumn("name", "姓名", "Full name"),
    ],
    ("person", "unit_id"): [TemplateColumn("unit_id", "所在单位", "Unit")],
    ("unit", "parent_id"): [TemplateColumn("parent_id", "上级单位", "Parent unit")],
    ("app", "unit_id"): [TemplateColumn("unit_id", "主办单位", "Sponsoring unit")],
    ("app", "state"): [
        TemplateColumn("state", "状态", "State"),
        TemplateColumn("functions", "功能清单", "Functions"),
        TemplateColumn("channels", "下载渠道", "Download channels"),
        TemplateColumn("package_id", "包名", "Package id"),
        TemplateColumn("signature", "签名指纹", "Signature"),
        TemplateColumn("icon_name", "图标名称", "Icon name"),
    ],
    ("app_function", "app_id"): [
        TemplateColumn("app_id", "应用编号", "App id"),
        TemplateColumn("app_name", "应用名称", "App name"),
        TemplateColumn("app_unit", "主办单位", "Sponsoring unit"),
    ],
    ("app_function", "name"): [TemplateColumn("name", "功能名称", "Feature")],
    ("app_use", "app_id"): [
        TemplateColumn("app_id", "应用编号", "App id"),
        TemplateColumn("app_name", "应用名称", "App name"),
        TemplateColumn("app_unit", "主办单位", "Sponsoring unit"),
    ],
    ("app_use", "unit_id"): [TemplateColumn("unit_id", "使用单位", "Using unit")],
    ("account", "unit_id"): [TemplateColumn("unit_id", "主办单位", "Owning unit")],
    ("form", "unit_id"): [TemplateColumn("unit_id", "制发部门", "Issuing unit")],
    ("form_field", "form_id"): [
        TemplateColumn("form_id", "报表编号", "Form id"),
        TemplateColumn("form_name", "报表名称", "Form name"),
        TemplateColumn("form_unit", "制发部门", "Issuing unit"),
    ],
    ("submission", "form_id"): [TemplateColumn("form_name", "报表名称", "Form name")],
    ("submission", "app_id"): [
        TemplateColumn("app_name", "应用名称", "App name"),
        TemplateColumn("tool_unit", "主办单位", "Sponsoring unit"),
    ],
    ("submission", "unit_id"): [TemplateColumn("unit_id", "填报单位", "Filling unit")],
    ("submission", "person_id"): [TemplateColumn("person", "应填报人", "Entered for")],
    ("submission", "typist_id"): [TemplateColumn("typist", "录入人", "Typed by")],
    ("submission", "device_id"): [TemplateColumn("device", "设备号", "Device")],
    ("appraisal_item", "unit_id"): [TemplateColumn("unit_id", "考核单位", "Appraising unit")],
    ("reduction_target", "unit_id"): [TemplateColumn("unit_id", "承诺单位", "Promising unit")],
    ("letter", "unit_id"): [TemplateColumn("unit_id", "办理单位", "Responsible unit")],
    ("letter", "asker_id"): [TemplateColumn("asker", "来信人", "Writer")],
    ("letter", "account_id"): [
        TemplateColumn("account_name", "受理账号", "Receiving account"),
        TemplateColumn("account_platform", "账号平台", "Account platform"),
    ],
    ("letter", "satisfied"): [
        TemplateColumn("satisfied", "是否满意", "Citizen satisfied"),
        TemplateColumn("replied_at", "答复时间", "Date replied"),
        TemplateColumn("reply_text", "答复内容", "Reply text"),
    ],
    ("duty", "unit_id"): [TemplateColumn("unit_id", "责任单位", "Unit to be reached")],
    ("duty", "issuer_id"): [TemplateColumn("issuer_id", "下达单位", "Issuing unit")],
    ("duty", "group_id"): [TemplateColumn("group_name", "现用群组", "Group")],
    ("exemption", "subject_id"): [
        TemplateColumn("subject_id", "对象编号", "Subject id"),
        TemplateColumn("subject_name", "对象名称", "Subject name"),
        TemplateColumn("subject_unit", "所属单位", "Unit"),
    ],
    ("exemption", "approved"): [TemplateColumn("approver", "批准人", "Approved by")],
}  # fmt: skip
"""Canonical columns a person would not fill in as they are, and what the blank ledger asks for instead."""


def _columns(table: str) -> tuple[TemplateColumn, ...]:
    return tuple(
        wanted
        for column in TABLES[table].columns
        for wanted in _INSTEAD.get((table, column.name), [TemplateColumn(column.name, column.zh, column.en)])
    )


TEMPLATE_COLUMNS = {table: _columns(table) for table in LEDGER_TABLES}
"""Table -> the columns of its blank ledger, in order."""
