"""The message types of the WeCom session archive (会话内容存档) and what a reader sees of each."""

import msgspec

from jianfu.sources.decoding import BROKEN_JSON, Milliseconds, Size

KINDS = {
    "text": "text", "markdown": "text", "image": "image", "mixed": "mixed", "video": "video", "voice": "voice",
    "location": "location", "file": "file", "qydiskfile": "file", "voip_doc_share": "file", "link": "link",
    "news": "link", "docmsg": "link", "weapp": "link", "sphfeed": "link", "card": "card", "vote": "vote",
    "collect": "form", "todo": "todo", "calendar": "schedule", "schedule": "schedule", "meeting": "meeting",
    "meeting_notification": "meeting", "redpacket": "red_packet", "external_redpacket": "red_packet",
    "emotion": "emotion", "chatrecord": "forward", "revoke": "recall", "meeting_voice_call": "call",
    "voiptext": "call",
}  # fmt: skip
"""Type of the archive -> kind of the message table. A type not listed here is ``other``."""
CHAIN_REPLY_MARK = "#接龙"


class Item(msgspec.Struct, gc=False):
    """One piece of a mixed message; ``content`` is itself JSON."""

    type: str = ""
    content: str = ""


class Content(msgspec.Struct, gc=False):
    """The fields used of any payload; what a type does not have stays empty."""

    content: str | None = None
    title: str | None = None
    description: str | None = None
    md5sum: str | None = None
    filesize: Size | None = None
    filename: str | None = None
    votetitle: str | None = None
    topic: str | None = None
    pre_msgid: str | None = None


class Mixed(msgspec.Struct, gc=False):
    """The payload of a mixed message."""

    item: list[Item] = []


class News(msgspec.Struct, gc=False):
    """The payload of a news message."""

    item: list[Content] = []
    content: str | None = None


class Line(msgspec.Struct, gc=False):
    """One line of the archive: the fields used, the others are passed over undecoded."""

    msgid: str = ""
    action: str = ""
    sender: str = msgspec.field(name="from", default="")
    roomid: str | None = ""
    msgtime: Milliseconds = 0
    msgtype: str = ""
    text: Content | None = None
    image: Content | None = None
    mixed: Mixed | None = None
    revoke: Content | None = None
    markdown: Content | None = None
    info: News | None = None
    file: Content | None = None
    qydiskfile: Content | None = None
    voip_doc_share: Content | None = None
    link: Content | None = None
    news: News | None = None
    docmsg: Content | None = None
    weapp: Content | None = None
    doc: Content | None = None
    vote: Content | None = None
    collect: Content | None = None
    todo: Content | None = None
    calendar: Content | None = None
    meeting: Content | None = None
    chatrecord: Content | None = None


_TITLED = ("link", "weapp", "docmsg", "doc", "vote", "collect", "todo", "calendar", "meeting", "chatrecord")
_FILES = ("file", "qydiskfile", "voip_doc_share")
_mixed_text = msgspec.json.Decoder(Content, strict=False)


def seen_text(line: Line) -> str | None:
    """What a reader sees of a message that is not plain text; null where there is nothing to read."""
    if line.mixed is not None:
        return "".join(_piece(item).content or "" for item in line.mixed.item if item.type == "text") or None
    if line.markdown is not None:
        return line.markdown.content or None
    news = line.news or line.info
    if news is not None:
        parts = (news.content, *(part for item in news.item for part in (item.title, item.description)))
        return "\n".join(part for part in parts if part) or None
    for name in _TITLED:
        content: Content | None = getattr(line, name)
        if content is not None:
            parts = (content.title, content.votetitle, content.topic, content.content, content.description)
            return "\n".join(part for part in parts if part) or None
    for name in _FILES:
        content = getattr(line, name)
        if content is not None:
            return content.filename or None
    return None


def photos_of(line: Line) -> list[tuple[str, int | None]]:
    """Fingerprint and size in bytes of each picture of a message."""
    if line.image is not None:
        return [(line.image.md5sum, line.image.filesize)] if line.image.md5sum else []
    if line.mixed is not None:
        pieces = [_piece(item) for item in line.mixed.item if item.type == "image"]
        return [(piece.md5sum, piece.filesize) for piece in pieces if piece.md5sum]
    return []


def _piece(item: Item) -> Content:
    """A piece of a mixed message; one that is not JSON is taken as the text itself."""
    try:
        return _mixed_text.decode(item.content)
    except BROKEN_JSON:
        return Content(content=item.content) if item.type == "text" else Content()
