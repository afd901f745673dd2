"""Reads a Mattermost bulk export (JSON lines, or the zip around them). Direct messages are never read.

Format: https://docs.mattermost.com/onboard/bulk-loading-data.html
"""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import xxhash

from jianfu.base.errors import SourceProblem
from jianfu.sources.batch import Note, Piece, Quarantined
from jianfu.sources.chat_rows import Posts, Stay, kind_of_file, memberships, table_batch
from jianfu.sources.decoding import BROKEN_JSON, Milliseconds
from jianfu.sources.guard import check_archive
from jianfu.sources.lines import BLOCK_BYTES, Block, cut_into_lines, line_blocks
from jianfu.sources.options import ReadOptions
from jianfu.sources.zone_time import day_of

BATCH_ROWS = 100_000
_JOINED = re.compile(r"^@?(\S+) (?:joined|has joined) the channel\.?$")
_LEFT = re.compile(r"^@?(\S+) (?:left|has left) the channel\.?$")


class Channel(msgspec.Struct):
    """One channel; a deleted one carries the moment, in milliseconds."""

    team: str
    name: str
    display_name: str = ""
    purpose: str = ""
    deleted_at: Milliseconds | None = None


class ChannelOfUser(msgspec.Struct):
    """A channel a user is in."""

    name: str
    roles: str | None = None


class TeamOfUser(msgspec.Struct):
    """A team a user is in."""

    name: str
    channels: list[ChannelOfUser] | None = None


class User(msgspec.Struct):
    """One user; names and mail are not read."""

    username: str
    teams: list[TeamOfUser] | None = None
    delete_at: Milliseconds | None = None


class Attachment(msgspec.Struct):
    """A file attached."""

    path: str = ""


class Reply(msgspec.Struct):
    """An answer in a thread; ``create_at`` in milliseconds."""

    user: str
    create_at: Milliseconds
    message: str = ""
    type: str | None = None
    attachments: list[Attachment] | None = None


class Post(Reply, kw_only=True):
    """A message."""

    team: str
    channel: str
    replies: list[Reply] | None = None


class Line(msgspec.Struct):
    """One line of the export."""

    type: str
    channel: Channel | None = None
    user: User | None = None
    post: Post | None = None


_line = msgspec.json.Decoder(Line, strict=False)


def read_mattermost(
    path: Path, options: ReadOptions, *, encoding: str = "utf-8", packed: bool = False, zipped: bool = False
) -> Iterator[Piece]:
    """Groups, persons, memberships and messages."""
    blocks = _zipped_blocks(path) if zipped else line_blocks(path, encoding=encoding, packed=packed)
    export = _Export(options)
    for block in blocks:
        for number, data in enumerate(block.data.split(b"\n"), block.first_line):
            if not data.strip():
                continue
            try:
                export.add(_line.decode(data), number)
            except msgspec.ValidationError:
                yield Quarantined(number, "", "", "json-shape", table="message")
            except BROKEN_JSON:
                yield Quarantined(number, "", "", "json-broken", table="message")
            if len(export.posts.row) >= BATCH_ROWS:
                yield export.posts.batch(options.zone)
                export.posts = Posts()
    yield from export.pieces()


class _Export:
    """What the lines say, gathered; channels and users come before posts, but their order is not relied on."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self.posts = Posts()
        self.channels: dict[str, tuple[Channel, int]] = {}
        self.users: dict[str, tuple[User, int]] = {}
        self.stays: dict[tuple[str, str], Stay] = {}
        self.passed_over: Counter[str] = Counter()

    def add(self, line: Line, row: int) -> None:
        if line.channel is not None and line.type == "channel":
            self.channels[f"{line.channel.team}/{line.channel.name}"] = (line.channel, row)
        elif line.user is not None and line.type == "user":
            self._user(line.user, row)
        elif line.post is not None and line.type == "post":
            group = f"{line.post.team}/{line.post.channel}"
            top = self._post(line.post, group, row, None)
            for reply in line.post.replies or ():
                self._post(reply, group, row, top)
        elif line.type in ("direct_channel", "direct_post"):
            self.passed_over["direct"] += 1

    def pieces(self) -> Iterator[Piece]:
        zone = self.options.zone
        if self.users:
            users = [(f"mattermost:{name}", user, row) for name, (user, row) in sorted(self.users.items())]
            people: list[dict[str, object]] = [
                {"person_id": name, "state": "left" if user.delete_at else "active"} for name, user, _ in users
            ]
            yield table_batch("person", people, [row for _, _, row in users])
        if self.channels:
            groups = [self._group(group, channel) for group, (channel, _) in sorted(self.channels.items())]
            yield table_batch("work_group", groups, [row for _, (_, row) in sorted(self.channels.items())])
        if self.stays:
            yield memberships(self.stays, zone)
        if self.posts.row:
            yield self.posts.batch(zone)
        if self.passed_over["direct"]:
            yield Note("single-chats-passed-over", {"count": self.passed_over["direct"]})
        if self.passed_over["notice"]:
            yield Note("platform-notices-passed-over", {"count": self.passed_over["notice"]})

    def _group(self, group: str, channel: Channel) -> dict[str, object]:
        return {
            "group_id": group,
            "name": channel.display_name or channel.name,
            "platform": "mattermost",
            "purpose": channel.purpose or None,
            "state": "dissolved" if channel.deleted_at else "active",
            "dissolved_on": day_of(channel.deleted_at or None, "ms", self.options.zone),
        }

    def _user(self, user: User, row: int) -> None:
        self.users[user.username] = (user, row)
        for team in user.teams or ():
            for channel in team.channels or ():
                stay = self._stay(f"{team.name}/{channel.name}", user.username, row)
                stay.role = "admin" if "channel_admin" in (channel.roles or "") else "member"

    def _stay(self, group: str, user: str, row: int) -> Stay:
        return self.stays.setdefault((group, f"mattermost:{user}"), Stay(row=row))

    def _post(self, post: Reply, group: str, row: int, answers: str | None) -> str | None:
        kind = post.type or ""
        joined, left = _JOINED.match(post.message), _LEFT.match(post.message)
        if kind in ("system_join_channel", "system_add_to_channel") or (joined and joined.group(1) == post.user):
            stay = self._stay(group, post.user, row)
            stay.joined = min(post.create_at * 1000, stay.joined or post.create_at * 1000)
            return None
        if kind in ("system_leave_channel", "system_remove_from_channel") or (left and left.group(1) == post.user):
            self._stay(group, post.user, row).left = post.create_at * 1000
            return None
        if kind.startswith("system_"):
            self.passed_over["notice"] += 1
            return None
        posts = self.posts
        words = xxhash.xxh3_64_hexdigest(post.message.encode())[:8]
        name = f"{group}:{post.create_at}:{words}"
        files = post.attachments or ()
        posts.group.append(group)
        posts.sent.append(post.create_at * 1000)
        posts.message.append(name)
        posts.sender.append(f"mattermost:{post.user}")
        posts.kind.append(kind_of_file("", files[0].path) if files else "text")
        posts.text.append(post.message or None)
        posts.refers_to.append(answers)
        posts.row.append(row)
        return name


def _zipped_blocks(path: Path) -> Iterator[Block]:
    with check_archive(path) as archive:
        name = min(name for name in archive.namelist() if name.endswith(".jsonl"))
        try:
            with archive.open(name) as stream:
                yield from cut_into_lines(iter(lambda: stream.read(BLOCK_BYTES), b""))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise SourceProblem("file-truncated", file=path.name) from error
