"""Reads a Slack export (zip, old and new layout): channels, members, messages. Direct messages are never read.

Format: https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports
"""

import html
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from jianfu.base.errors import SourceProblem
from jianfu.sources.batch import Batch, Note, Piece, Quarantined
from jianfu.sources.chat_rows import Posts, Stay, kind_of_file, memberships, table_batch
from jianfu.sources.decoding import BROKEN_JSON, Seconds
from jianfu.sources.guard import check_archive
from jianfu.sources.options import ReadOptions
from jianfu.sources.zone_time import day_of

T = TypeVar("T")
ENTRY_BYTES_LIMIT = 500_000_000
TALK = frozenset({"", "bot_message", "me_message", "thread_broadcast", "file_share", "file_comment", "file_mention"})
"""Subtypes somebody wrote; the others are the platform's own notices (topic, name, pins ...)."""
JOINS = frozenset({"channel_join", "group_join"})
LEAVES = frozenset({"channel_leave", "group_leave"})
ARCHIVES = frozenset({"channel_archive", "group_archive"})
_MARKUP = re.compile(r"<([^<>]{1,2000})>")


class Words(msgspec.Struct):
    """A topic or purpose."""

    value: str = ""


class Channel(msgspec.Struct):
    """One line of channels.json or groups.json; times in seconds, as text in the old layout."""

    id: str
    name: str = ""
    created: Seconds | None = None
    creator: str | None = None
    is_archived: bool = False
    members: list[str] = []
    purpose: Words | None = None


class User(msgspec.Struct):
    """One line of users.json; names and mail are not read."""

    id: str
    deleted: bool = False
    is_bot: bool = False


class File(msgspec.Struct):
    """A file shared; deleted files have no type."""

    mimetype: str | None = None
    name: str | None = None


class Message(msgspec.Struct):
    """One message of a day file."""

    ts: str = ""
    type: str = ""
    subtype: str | None = None
    user: str | None = None
    bot_id: str | None = None
    text: str | None = None
    thread_ts: str | None = None
    files: list[File | None] | None = None
    file: File | None = None


def read_slack(path: Path, options: ReadOptions) -> Iterator[Piece]:
    """Groups, persons, memberships and messages, channel by channel in the order of their names."""
    with check_archive(path) as archive:
        days = _day_files(archive)
        root = next(name for name in sorted(archive.namelist()) if name.endswith("users.json"))[: -len("users.json")]
        users = _decoded(archive, f"{root}users.json", list[User], path)
        if users:
            people: list[dict[str, object]] = [
                {"person_id": f"slack:{user.id}", "state": "left" if user.deleted else "active"}
                for user in users
                if not user.is_bot
            ]
            yield table_batch("person", people, list(range(1, len(people) + 1)), "users")
        channels = [
            channel
            for name in ("channels.json", "groups.json")
            if root + name in archive.NameToInfo
            for channel in _decoded(archive, root + name, list[Channel], path)
        ]
        private = sum(name.startswith(("D", "mpdm-")) for name in days.keys() - {c.name for c in channels})
        if private:
            yield Note("single-chats-passed-over", {"count": private})
        for row, channel in enumerate(sorted(channels, key=lambda channel: (channel.name, channel.id)), 1):
            names = days.get(root + channel.name) or days.get(root + channel.id) or []
            yield from _Conversation(archive, path, options, channel).read(names, row)


class _Conversation:
    """One channel: its days in order, then what they say about the group and its members."""

    def __init__(self, archive: zipfile.ZipFile, path: Path, options: ReadOptions, channel: Channel) -> None:
        self.archive = archive
        self.path = path
        self.options = options
        self.channel = channel
        self.posts = Posts()
        self.notices: Counter[str] = Counter()
        self.archived_at: int | None = None
        self.stays = {
            (channel.id, f"slack:{user}"): Stay(role="owner" if user == channel.creator else "member", row=row)
            for row, user in enumerate(channel.members, 1)
        }

    def read(self, names: list[str], channel_row: int) -> Iterator[Piece]:
        row = 0
        for name in names:
            try:
                messages = _messages(self.archive, name, self.path)
            except BROKEN_JSON:
                yield Quarantined(row + 1, "", name, "json-broken", table="message", sheet=self.channel.name)
                continue
            for message in messages:
                row += 1
                if message is None or not _is_moment(message.ts):
                    yield Quarantined(row, "", "", "json-shape", table="message", sheet=self.channel.name)
                else:
                    self._add(message, row)
        if self.notices:
            yield Note("platform-notices-passed-over", {"count": self.notices.total()}, self.channel.name)
        yield self._group(channel_row)
        if self.stays:
            yield memberships(self.stays, self.options.zone, self.channel.name)
        if self.posts.row:
            yield self.posts.batch(self.options.zone, self.channel.name)

    def _add(self, message: Message, row: int) -> None:
        sent = round(float(message.ts) * 1_000_000)
        subtype = message.subtype or ""
        person = f"slack:{message.user}" if message.user else None
        if subtype in JOINS | LEAVES and person:
            stay = self.stays.setdefault((self.channel.id, person), Stay(row=row))
            if subtype in JOINS:
                stay.joined, stay.left = sent if stay.joined is None else stay.joined, None
            else:
                stay.left = sent
        elif subtype in ARCHIVES:
            self.archived_at = sent
        elif subtype not in TALK:
            self.notices[subtype] += 1
        else:
            self._talk(message, row, sent, person)

    def _talk(self, message: Message, row: int, sent: int, person: str | None) -> None:
        text = plain_text(message.text or "")
        files = [file for file in (*(message.files or ()), message.file) if file is not None]
        kind = kind_of_file(files[0].mimetype or "", files[0].name or "") if files else "text"
        posts = self.posts
        posts.group.append(self.channel.id)
        posts.sent.append(sent)
        posts.message.append(f"{self.channel.id}:{message.ts}")
        posts.sender.append(person or (f"slack:{message.bot_id}" if message.bot_id else None))
        posts.kind.append(kind)
        posts.text.append(text or None)
        answers = message.thread_ts if message.thread_ts != message.ts else None
        posts.refers_to.append(f"{self.channel.id}:{answers}" if answers else None)
        posts.row.append(row)

    def _group(self, row: int) -> Batch:
        channel = self.channel
        last = max(self.posts.sent, default=None)
        group: dict[str, object] = {
            "group_id": channel.id,
            "name": channel.name or None,
            "platform": "slack",
            "owner_id": f"slack:{channel.creator}" if channel.creator else None,
            "purpose": plain_text(channel.purpose.value if channel.purpose else "") or None,
            "created_on": day_of(channel.created, "s", self.options.zone),
            "state": "dissolved" if channel.is_archived else "active",
            "dissolved_on": day_of(self.archived_at or last, "us", self.options.zone) if channel.is_archived else None,
            "stated_members": len(channel.members),
        }
        return table_batch("work_group", [group], [row], "channels")


def plain_text(text: str) -> str:
    """Slack's markup as a reader sees it; mentioned persons become a bare ``@``."""
    return html.unescape(_MARKUP.sub(_shown, text)).strip()


def _shown(markup: re.Match[str]) -> str:
    inner, _, label = markup.group(1).partition("|")
    if inner.startswith("@"):
        return "@"
    if inner.startswith("!"):
        return "@" + inner[1:].partition("^")[0]
    return ("#" if inner.startswith("#") else "") + label if label else inner


def _day_files(archive: zipfile.ZipFile) -> dict[str, list[str]]:
    """Folder of a channel -> its day files in order."""
    days: dict[str, list[str]] = {}
    for name in sorted(archive.namelist()):
        folder, slash, file = name.rpartition("/")
        if slash and re.fullmatch(r"\d{4}-\d\d-\d\d\.json", file):
            days.setdefault(folder, []).append(name)
    return days


_messages_of_day = msgspec.json.Decoder(list[Message], strict=False)
_raw_messages = msgspec.json.Decoder(list[msgspec.Raw])
_message = msgspec.json.Decoder(Message, strict=False)


def _messages(archive: zipfile.ZipFile, name: str, path: Path) -> list[Message | None]:
    """The messages of a day; None for one that cannot be read. Raises ``msgspec.DecodeError`` for a broken file."""
    data = _bytes(archive, name, path)
    try:
        return list(_messages_of_day.decode(data))
    except msgspec.ValidationError:
        return [_message_or_none(raw) for raw in _raw_messages.decode(data)]


def _message_or_none(raw: msgspec.Raw) -> Message | None:
    try:
        return _message.decode(raw)
    except BROKEN_JSON:
        return None


def _decoded(archive: zipfile.ZipFile, name: str, kind: type[list[T]], path: Path) -> list[T]:
    try:
        return msgspec.json.decode(_bytes(archive, name, path), type=kind, strict=False)
    except BROKEN_JSON as error:
        raise SourceProblem("export-broken", file=path.name, part=name) from error


def _bytes(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    if archive.getinfo(name).file_size > ENTRY_BYTES_LIMIT:
        raise SourceProblem("file-too-large", file=path.name)
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise SourceProblem("file-truncated", file=path.name) from error


def _is_moment(ts: str) -> bool:
    return bool(re.fullmatch(r"\d{9,10}(\.\d{1,6})?", ts))
