"""The table the demands of notices leave."""

from jianfu.tables.column import Table, flag, integer, moment, number, text

TABLE = Table(
    name="demand",
    zh="通知要求",
    en="Demand of a notice",
    key=("message_id",),
    columns=(
        text("message_id", "消息编号", "Message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "提出要求的单位编号", "Demanding unit id"),
        moment("sent_at", "发送时间", "Sent at"),
        text("addressee", "对象", "Addressee", note=("原话，如“各村”", "in its own words")),
        text("action", "要求做什么", "Action", note=("原话", "in its own words")),
        text("form_name", "表名", "Form named"),
        text("deadline", "期限原话", "Deadline in its own words"),
        moment(
            "due_at",
            "截止时间",
            "Due at",
            note=(
                "要数据、表格、材料的期限，没有则为最早的期限；说不准的留空",
                "of what must be handed in, else the earliest; empty where the words leave it open",
            ),
        ),
        integer("minutes_given", "留出的分钟数", "Minutes given", unit="minute"),
        number("working_hours_given", "留出的工作小时数", "Working hours given", unit="hour"),
        integer(
            "answer_minutes",
            "限时应答分钟数",
            "Minutes in which to answer",
            unit="minute",
            note=("“立即回复”为 0；没有限时应答的留空", "0: at once; empty where no time is set for an answer"),
        ),
        flag("asks_data", "要数据、表格、材料", "Asks for data, a form or material"),
        flag("asks_reply", "要求回复“收到”", "Asks for an acknowledgement"),
        flag("asks_round", "要求接龙、打卡、投票、填表", "Asks all to join a round"),
        flag("asks_photo", "要照片", "Asks for photos"),
        flag("asks_screenshot", "要截图", "Asks for screenshots"),
        flag("asks_location", "要定位", "Asks for locations"),
        flag("exempt", "是否豁免", "Exempt"),
    ),
)
