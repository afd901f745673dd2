"""Single entries in forms and apps (填报记录), as a system's log exports them: whose they are, and whose hand typed."""

from jianfu.tables.column import Table, moment, person, text

SUBMISSION = Table(
    name="submission",
    zh="填报记录",
    en="Submission",
    key=("submission_id",),
    columns=(
        text("submission_id", "填报记录编号", "Submission id"),
        text("form_id", "报表编号", "Form id"),
        text("app_id", "应用编号", "App id"),
        text("unit_id", "填报单位编号", "Filling unit id"),
        person("person_id", "应填报人代号", "Person it is entered for"),
        person("typist_id", "录入人代号", "Person who typed it", note=("空：未记录", "empty: not recorded")),
        moment("submitted_at", "提交时间", "Submitted at"),
        person("device_id", "设备代号", "Device pseudonym", note=("空：未导出", "empty: not exported")),
    ),
)
