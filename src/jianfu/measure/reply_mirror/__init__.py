"""Replies held against their letters (答复照镜子): copied, empty, beside the point, or really answered."""

from jianfu.measure.reply_mirror.kinds import KINDS
from jianfu.measure.reply_mirror.mirror import TABLE, One, check_reply, mirror_one, mirror_replies, mirror_table
from jianfu.measure.reply_mirror.numbers import FEATURES
from jianfu.measure.reply_mirror.spans import Objection

__all__ = [
    "FEATURES",
    "KINDS",
    "TABLE",
    "Objection",
    "One",
    "check_reply",
    "mirror_one",
    "mirror_replies",
    "mirror_table",
]
