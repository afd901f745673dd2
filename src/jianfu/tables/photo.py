"""Pictures sent as messages (照片), by fingerprint only; pixels are not kept."""

from jianfu.tables.column import Table, integer, text

PHOTO = Table(
    name="photo",
    zh="照片",
    en="Photo",
    key=("message_id", "fingerprint"),
    columns=(
        text("message_id", "消息编号", "Message id"),
        text("group_id", "群组编号", "Group id"),
        text(
            "fingerprint",
            "文件指纹",
            "File fingerprint",
            note=("平台给出的文件 MD5 值", "the platform's MD5 of the file"),
        ),
        integer("byte_count", "文件大小", "Size", unit="byte"),
    ),
)
