"""One made-up row for each blank ledger; places and people in it do not exist."""

_UNIT = "某县民政局"
EXAMPLES: dict[str, dict[str, str]] = {
    "work_group": {
        "name": "某县救助工作群", "platform": "企业微信", "unit_id": _UNIT, "owner_name": "张三", "type": "固定",
        "purpose": "救助政策通知", "audience": "乡镇民政干部", "created_on": "2026-03-01", "state": "在用",
        "approver": "李四", "filing_no": "备2026001", "filed_on": "2026-03-05", "last_active_on": "2026-09-28",
        "stated_members": "46", "restricted": "否",
    },
    "membership": {
        "group_name": "某县救助工作群", "group_unit": _UNIT, "person_name": "王五", "person_unit": "某镇人民政府",
        "joined_on": "2026-03-02", "role": "成员",
    },
    "unit": {
        "unit_id": "370001", "name": _UNIT, "parent_id": "某县人民政府", "level": "县级", "kind": "部门",
    },
    "person": {
        "person_id": "zhangsan", "name": "张三", "unit_id": _UNIT, "post": "中层", "state": "在职",
    },
    "app": {
        "name": "某县民政通", "unit_id": _UNIT, "audience": "基层", "launched_on": "2024-05-01",
        "filing_no": "政移备2026-000001", "filed_on": "2026-06-30", "number_shown": "是", "complaint_function": "是",
        "last_updated_on": "2026-09-01", "enrolled_users": "1200", "monthly_users": "800", "state": "在用",
        "functions": "通知公告、数据填报、打卡签到（应急）", "channels": "省应用市场、二维码",
        "package_id": "cn.gov.example.mzt", "signature": "3A:5F:90:1C", "icon_name": "民政通",
    },
    "app_function": {
        "app_name": "某县民政通", "app_unit": _UNIT, "function": "打卡签到", "name": "防汛值守打卡",
        "exemption_reason": "应急",
    },
    "app_use": {
        "app_name": "某县民政通", "app_unit": _UNIT, "unit_id": "某镇人民政府", "users": "35", "logins_per_day": "2.5",
        "check_ins_per_day": "1", "required_minutes_per_day": "0",
    },
    "account": {
        "name": "某县民政", "platform": "微信", "unit_id": _UNIT, "opened_on": "2019-06-01", "state": "在用",
        "filing_no": "新媒备00001", "filed_on": "2019-06-03", "last_post_on": "2026-09-28", "interaction": "是",
        "fans": "5200", "reads_last_year": "86000", "yearly_cost": "0", "outsourced": "否",
    },
    "form": {
        "name": "困难群众月报表", "unit_id": _UNIT, "basis": "某民函〔2025〕3号", "level": "乡镇", "frequency": "每月",
        "yearly_submissions": "12", "channel": "系统", "paper_copy": "否", "field_count": "18", "listed": "是",
    },
    "form_field": {
        "form_name": "困难群众月报表", "form_unit": _UNIT, "position": "1", "label": "户主姓名", "format": "文本",
    },
    "submission": {
        "submission_id": "20260901-0001", "form_name": "困难群众月报表", "tool_unit": _UNIT, "unit_id": "某镇人民政府",
        "person": "wangwu", "typist": "zhangsan", "submitted_at": "2026-09-01 09:30:00", "device": "A1B2C3",
    },
    "letter": {
        "letter_id": "20260901001", "unit_id": _UNIT, "kind": "咨询", "urgent": "否",
        "received_at": "2026-09-01 09:30:00", "title": "临时救助如何申请", "text": "请问临时救助需要哪些材料？",
        "state": "办结", "satisfied": "是", "replied_at": "2026-09-03 15:00:00", "reply_text": "请携带……",
    },
    "appraisal_item": {
        "unit_id": _UNIT, "document": "2026年度民政工作考核细则", "name": "临时救助按时办结率",
        "standard": "每低一个百分点扣0.1分", "points": "5", "issued_on": "2026-02-10",
    },
    "reduction_target": {
        "unit_id": _UNIT, "kind": "工作群", "baseline_count": "50", "reduction_share": "0.6", "target_count": "20",
        "due_on": "2026-12-31", "reported_count": "22",
    },
    "duty": {
        "duty_id": "D001", "name": "临时救助政策通知", "unit_id": "某镇人民政府", "post": "民政专干",
        "issuer_id": _UNIT, "within_hours": "24", "restricted": "否", "group_name": "某县救助工作群",
    },
    "exemption": {
        "exemption_id": "豁001", "subject_kind": "群组", "subject_name": "某县防汛群", "subject_unit": "某县水利局",
        "reason": "应急", "approver": "李四", "from_on": "2026-06-01", "until_on": "2026-10-31",
    },
}  # fmt: skip
