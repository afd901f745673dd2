"""Messages (消息). Text is optional: most measures work from the kind alone."""

from jianfu.tables.column import Table, integer, moment, person, text

MESSAGE_KINDS = (
    "text", "image", "mixed", "video", "voice", "location", "file", "link", "card", "chain_reply", "vote",
    "form", "todo", "schedule", "meeting", "red_packet", "emotion", "forward", "recall", "call", "other",
)  # fmt: skip
"""``chain_reply`` 接龙, ``form`` 填表, ``forward`` merged chat record 聊天记录, ``recall`` 撤回."""

MESSAGE = Table(
    name="message",
    zh="消息",
    en="Message",
    key=("group_id", "sent_at", "message_id"),
    columns=(
        text("group_id", "群组编号", "Group id"),
        moment("sent_at", "发送时间", "Sent at"),
        text("message_id", "消息编号", "Message id"),
        person("sender_id", "发送人代号", "Sender pseudonym"),
        text("kind", "消息类型", "Kind", values=MESSAGE_KINDS),
        text(
            "text",
            "文本",
            "Text",
            note=("此类消息没有文本或单位未提供时为空", "empty where the kind has none or the unit kept it back"),
        ),
        integer(
            "char_count",
            "字数",
            "Characters",
            unit="character",
            note=("可见字符数；没有文本时也保留", "visible characters, kept even without text"),
        ),
        text(
            "refers_to", "所指消息编号", "Refers to", note=("被回复或被撤回的消息", "the message answered or recalled")
        ),
    ),
)
