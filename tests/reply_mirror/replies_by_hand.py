"""Tables of letters and replies written by hand."""

import pyarrow as pa

from jianfu.measure.reply_mirror import mirror_replies


def letters_of(*rows: tuple[str, str, str]) -> pa.Table:
    """Rows of (number, title, text)."""
    numbers, titles, texts = zip(*rows, strict=True)
    return pa.table({"letter_id": list(numbers), "title": list(titles), "text": list(texts)})


def replies_of(*rows: tuple[str, str]) -> pa.Table:
    """Rows of (number of the letter, text)."""
    numbers, texts = zip(*rows, strict=True)
    return pa.table(
        {
            "letter_id": list(numbers),
            "replied_at": pa.array([None] * len(rows), pa.timestamp("us")),
            "unit_id": pa.array([None] * len(rows), pa.string()),
            "text": list(texts),
        }
    )


def kinds_of(letters: pa.Table, replies: pa.Table) -> list[set[str]]:
    """The kinds of each reply."""
    return [set(kinds) for kinds in mirror_replies(letters, replies)["kinds"].to_pylist()]


TOPICS = {
    "灯": ("小区门口路灯不亮", "{place}东门的路灯从八月起就不亮，晚上一片漆黑，老人摔过两次，请派人维修。"),
    "水": ("家里停水三天", "{place}从周一开始停水，水龙头一滴水也没有，做饭洗澡都成问题，何时能恢复供水？"),
    "学": ("请问入学要什么材料", "孩子今年六岁，户口不在{place}，想问义务教育入学报名需要哪些材料，学区怎么划分。"),
    "车": ("公交车间隔太长", "{place}门口的三路公交车要等四十分钟，早高峰根本挤不上去，希望增加班次。"),
    "狗": ("邻居养狗扰民", "{place}楼上的邻居养了三条大狗，半夜叫个不停，楼道里都是狗粪，请管一管。"),
    "噪": ("工地夜间施工", "{place}旁边的工地凌晨还在打桩，噪声很大，考生没法休息，请制止夜间施工。"),
}
PLACES = ("幸福里小区", "锦绣花园", "和平家园", "东湖苑", "金桂公寓", "翠竹新居", "银杏华府", "北岸嘉园")


def town() -> pa.Table:
    """One letter of every topic from every place: ``灯0`` ... ``噪7``."""
    return letters_of(
        *(
            (f"{topic}{number}", title, text.format(place=place))
            for topic, (title, text) in TOPICS.items()
            for number, place in enumerate(PLACES)
        )
    )
