"""Photos, screenshots and locations demanded as proof (索要照片、截图、定位), and how many had to answer."""

from jianfu.tables.column import Table, flag, integer, moment, text

TABLE = Table(
    name="photo_demand",
    zh="留痕索要",
    en="Proof demanded",
    key=("message_id",),
    columns=(
        text("message_id", "索要消息编号", "Demanding message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "索要单位编号", "Demanding unit id"),
        moment("sent_at", "索要时间", "Sent at"),
        flag("asks_photo", "要照片", "Asks for photos"),
        flag("asks_screenshot", "要截图", "Asks for screenshots"),
        flag("asks_location", "要定位", "Asks for locations"),
        integer("responder_count", "应答人数", "Different people answering within 24 hours", unit="person"),
        flag("exempt", "是否豁免", "Exempt"),
    ),
)
