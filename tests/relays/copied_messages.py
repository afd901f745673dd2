"""Small made-up talk full of copies, and what a search found in it in a form that does not depend on the order of rows."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from hypothesis import strategies as st

from jianfu.measure.relays.find.keeping import Clusters
from jianfu.measure.relays.find.trace import Loader

NOTICES = (
    "请各村于{day}日17时前将防汛物资清点情况报送镇应急办，逐项核对编织袋、铁锹和救生衣的数量，不得迟报漏报",
    "{day}日下午3点在镇政府三楼会议室召开秋季森林防火工作部署会，各村支书和护林员准时参加，不得请假",
    "县卫健局通知：{day}日起为六十五岁以上老人免费体检，请各社区逐户告知，带好身份证到镇卫生院登记",
    "近期电信诈骗多发，请提醒群众不点陌生链接、不透露验证码，遇到冒充客服退款的电话立即挂断",
)
SLIPS = "的了在镇村请要"
START = np.datetime64("2026-09-01T08:00", "us")


@st.composite
def talks(draw: st.DrawFn, *, most: int = 30) -> pa.Table:
    """Messages that copy a few notices: edited, quoted, with a preface, of other days, short, empty, or word for word."""
    rows = draw(
        st.lists(st.tuples(st.integers(0, 3), st.integers(3, 5), ways(), st.integers(0, 12)), min_size=1, max_size=most)
    )
    return pa.table(
        {
            "message_id": [f"m{number:03}" for number in range(len(rows))],
            "group_id": [f"g{number % 5}" for number in range(len(rows))],
            "sender_id": [f"p{number % 7}" for number in range(len(rows))],
            "sent_at": pa.array([START + np.timedelta64(97 * row[3], "m") for row in rows], pa.timestamp("us")),
            "text": pa.array([made(*row[:3]) for row in rows], pa.string()),
        }
    )


def ways() -> st.SearchStrategy[tuple[str, int]]:
    """What is done to a notice, and where."""
    named = st.sampled_from(["whole", "edit", "edit", "drop", "quote", "preface", "cut", "short", "none"])
    return st.tuples(named, st.integers(0, 40))


def made(notice: int, day: int, way: tuple[str, int]) -> str | None:
    """One message."""
    text = NOTICES[notice].format(day=day)
    name, at = way
    done: dict[str, str | None] = {
        "whole": text,
        "edit": text[:at] + SLIPS[at % len(SLIPS)] + text[at:],
        "drop": text[:at] + text[at + 1 :],
        "quote": f"大家看一下：「{text}」，抓紧落实，今天下班前报我",
        "preface": f"【转】各位：{text}",
        "cut": text[: 20 + at // 2],
        "short": "收到，马上办",
        "none": None,
    }
    return done[name]


def loader(messages: pa.Table) -> Loader:
    """The messages as one batch for a tracer."""

    def load() -> tuple[pa.Array, npt.NDArray[np.int64]]:
        moments = messages["sent_at"].combine_chunks().cast(pa.int64()).to_numpy()
        return messages["text"].combine_chunks(), np.asarray(moments)

    return load


def found_by_message(clusters: Clusters, ids: pa.ChunkedArray) -> dict[str, tuple[int, ...]]:
    """Of each message: its text, that one's parent and root, the first moment, what was stripped."""
    hashes = [*clusters.hashes.tolist(), 0]
    told = {}
    for message, text, marks in zip(ids.to_pylist(), clusters.text.tolist(), clusters.marks.tolist(), strict=True):
        lines = (text, clusters.forest.parent[text], clusters.forest.root[text]) if text >= 0 else (-1, -1, -1)
        moment = int(clusters.first_at[text]) if text >= 0 else 0
        told[message] = (*(hashes[line] for line in lines), moment, marks)
    return told


def clustered(found: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Without the messages whose text stands alone."""
    sizes: dict[int, int] = {}
    for _, _, root, _, _ in found.values():
        sizes[root] = sizes.get(root, 0) + 1
    return {name: told for name, told in found.items() if told[0] and sizes[told[2]] > 1}
