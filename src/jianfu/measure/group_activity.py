"""How alive each group is: all messages, and those that do work (a group that lives on “收到” is not alive)."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import kernel
from jianfu.measure.chain_reply import Rounds
from jianfu.measure.chunk import Chunk
from jianfu.measure.photo_demand import Proof
from jianfu.measure.roster import Roster
from jianfu.measure.windows import Windows
from jianfu.tables.column import Table, integer, moment, number, text

Flags = npt.NDArray[np.bool_]

TABLE = Table(
    name="group_activity",
    zh="群组活跃度",
    en="Group activity",
    key=("group_id",),
    columns=(
        text("group_id", "群组编号", "Group id"),
        moment("first_message_at", "首条消息时间", "First message at"),
        moment("last_message_at", "末条消息时间", "Last message at"),
        moment("last_useful_at", "末条有效消息时间", "Last useful message at"),
        integer("message_count", "消息数", "Messages", unit="message"),
        integer(
            "useful_count",
            "有效消息数",
            "Useful messages",
            unit="message",
            note=(
                "“收到”、接龙、吹捧、晒图以外的消息",
                "neither acknowledgement, chain reply, flattery nor picture shown off",
            ),
        ),
        integer("acknowledgement_count", "收到类消息数", "Acknowledgements", unit="message"),
        integer("praise_count", "吹捧点赞消息数", "Praise messages", unit="message"),
        integer("chain_count", "接龙打卡消息数", "Chain replies and check-ins", unit="message"),
        integer("picture_count", "图片消息数", "Pictures", unit="message"),
        integer(
            "shown_count",
            "晒图数",
            "Pictures shown off",
            unit="message",
            note=("半小时内被吹捧的图片", "praised within half an hour"),
        ),
        integer("off_hours_count", "非工作时间消息数", "Messages outside working hours", unit="message"),
        integer("sender_count", "发言人数", "Senders", unit="person"),
        integer("active_days", "活跃天数", "Active days", unit="day"),
        number(
            "useful_share", "有效消息占比", "Useful share", note=("有效消息数 / 消息数", "useful messages / messages")
        ),
    ),
)


def find_shown_off(chunk: Chunk, windows: Windows) -> Flags:
    """Pictures that are praised within ``windows.praise``."""
    shown = np.zeros(len(chunk.moment), np.bool_)
    _find_shown_off(chunk, windows, shown)
    return shown


@kernel
def _find_shown_off(chunk: Chunk, windows: Windows, shown: Flags) -> None:
    for group in range(len(chunk.group)):
        picture = chunk.starts[group]
        for at in range(chunk.starts[group], chunk.starts[group + 1]):
            if chunk.praises[at]:
                while picture < at:
                    if chunk.moment[at] - chunk.moment[picture] <= windows.praise:
                        shown[picture] = chunk.picture[picture]
                    picture += 1


def find_useful(chunk: Chunk, rounds: Rounds, proof: Proof, shown_off: Flags) -> Flags:
    """Messages that do work: neither acknowledgement, chain reply, praise, picture shown off nor proof on demand."""
    empty = chunk.acknowledges | chunk.praises | (rounds.first >= 0)
    return np.asarray(chunk.works & ~empty & ~shown_off & (proof.answers < 0))


def count_activity(chunk: Chunk, rounds: Rounds, proof: Proof, shown: Flags, roster: Roster) -> pa.Table:
    """``TABLE`` rows of the groups of a chunk; ``shown``: ``find_shown_off``."""
    useful = find_useful(chunk, rounds, proof, shown)
    groups = chunk.group

    def per_group(flags: Flags) -> npt.NDArray[np.int64]:
        return np.add.reduceat(flags.astype(np.int64), chunk.starts[:-1])

    counts = np.diff(chunk.starts)
    useful_count = per_group(useful)
    place = np.where(useful, np.arange(len(useful)), -1)
    last_useful = np.maximum.reduceat(place, chunk.starts[:-1])
    group_of = np.repeat(np.arange(len(groups)), counts)
    new_day = np.diff(chunk.day, prepend=-1) != 0
    new_day[chunk.starts[:-1]] = True
    return pa.table(
        {
            "group_id": roster.groups.take(pa.array(groups)),
            "first_message_at": _moments(chunk.moment[chunk.starts[:-1]]),
            "last_message_at": _moments(chunk.moment[chunk.starts[1:] - 1]),
            "last_useful_at": _moments(chunk.moment[np.maximum(last_useful, 0)], last_useful < 0),
            "message_count": counts,
            "useful_count": useful_count,
            "acknowledgement_count": per_group(chunk.acknowledges),
            "praise_count": per_group(chunk.praises),
            "chain_count": per_group(rounds.first >= 0),
            "picture_count": per_group(chunk.picture),
            "shown_count": per_group(shown),
            "off_hours_count": per_group(chunk.off_hours),
            "sender_count": _distinct_senders(chunk, group_of),
            "active_days": per_group(new_day),
            "useful_share": useful_count / counts,
        },
        TABLE.schema,
    )


def _moments(microseconds: npt.NDArray[np.int64], missing: Flags | None = None) -> pa.Array:
    return pa.array(microseconds, pa.timestamp("us"), mask=missing)


def _distinct_senders(chunk: Chunk, group_of: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    known = chunk.sender >= 0
    people = int(chunk.sender.max(initial=0)) + 1
    distinct = np.unique(group_of[known] * people + chunk.sender[known])
    return np.bincount(distinct // people, minlength=len(chunk.group))
