"""Copies of notices (转发): each message that passes on another, and what that made of it."""

from jianfu.measure.relays.tree.relation import NAMES
from jianfu.tables.column import Table, number, text

TABLE = Table(
    name="relay",
    zh="转发",
    en="Relays",
    key=("message_id",),
    columns=(
        text("message_id", "消息编号", "Message id"),
        text(
            "cluster_id",
            "通知编号",
            "Cluster id",
            note=("同一通知首发消息的编号", "message id of the first message of the same notice"),
        ),
        text(
            "parent_id",
            "来源消息编号",
            "Parent id",
            note=("转自哪条消息；首发为空", "the message it was made from; empty for the first"),
        ),
        text("relation", "关系", "Relation", values=NAMES),
        number(
            "similarity",
            "相似度",
            "Similarity",
            note=(
                "与来源文本三字组的杰卡德系数；首发为空",
                "Jaccard of character 3-grams with the parent's text; empty for the first",
            ),
        ),
        text(
            "changed",
            "改动",
            "Changed",
            note=(
                "JSON：改了哪个数字、时限、地点、网址或任务，前后各是什么",
                "JSON: which number, deadline, place, address or duty differs, before and after",
            ),
        ),
    ),
)
