"""Tells by its content what a file is, and opens it with the reader of that kind; the extension is not believed."""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from jianfu.base.errors import SourceProblem, UserProblem
from jianfu.sources.batch import Piece, Reading, describe_file
from jianfu.sources.decoding import BROKEN_JSON
from jianfu.sources.delimited import read_delimited
from jianfu.sources.encoding import encoding_of
from jianfu.sources.folder import find_files
from jianfu.sources.guard import check_archive
from jianfu.sources.ledger import Ledger, read_ledger
from jianfu.sources.mattermost import read_mattermost
from jianfu.sources.options import ReadOptions
from jianfu.sources.pictures.read import is_picture_file, open_pictures
from jianfu.sources.slack import read_slack
from jianfu.sources.web_table import read_web_tables
from jianfu.sources.wecom import read_wecom
from jianfu.sources.wecom_groups import read_wecom_groups
from jianfu.sources.workbook import read_workbook

__all__ = ["ReadOptions", "find_files", "open_all", "open_source"]

HEAD_BYTES = 64 << 10
PDF = b"%PDF-"
ZIP, GZIP, OLE = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_DOCUMENTS = frozenset({".doc", ".wps", ".ppt"})
"""They begin like an old workbook."""
ENCRYPTED_WORKBOOK = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Look:
    """A first look at a file: ``head`` are its first bytes, unpacked where it is gzip."""

    path: Path
    head: bytes
    packed: bool
    encoding: str


def open_source(path: Path, options: ReadOptions) -> Reading:
    """The file opened with the reader of its kind.

    Raises ``UserProblem`` for what is no file, ``SourceProblem`` for what cannot be read or recognised; reading on
    may raise ``SourceProblem`` too.
    """
    _ = options.clock_zone
    if not path.exists():
        raise UserProblem("path-missing", path=path)
    if not path.is_file():
        raise UserProblem("path-is-folder", path=path)
    if path.stat().st_size == 0:
        raise SourceProblem("file-empty", file=path.name)
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if head.startswith(PDF):
        raise SourceProblem("file-is-document", file=path.name)
    if head.startswith((ZIP, b"PK\x05\x06")):
        kind, pieces = _zip(path, options)
    elif head.startswith(OLE):
        kind, pieces = _old_workbook(path, options)
    else:
        kind, pieces = _text(_look(path, head), options)
    return Reading(file=describe_file(path, kind), batches=pieces)


def open_all(paths: Iterable[Path], options: ReadOptions) -> Iterator[Reading | SourceProblem]:
    """Each file opened, or the problem in its place: one that cannot be read does not stop the others.

    Picture files come as one reading together, after the others.
    """
    pictures = []
    for path in paths:
        if is_picture_file(path):
            pictures.append(path)
            continue
        try:
            yield open_source(path, options)
        except SourceProblem as problem:
            yield problem
    if pictures:
        yield open_pictures(pictures)


Opened = tuple[str, Iterator[Piece]]


def _zip(path: Path, options: ReadOptions) -> Opened:
    with check_archive(path) as archive:
        names = archive.namelist()
    tops = {name.rsplit("/", 1)[-1] for name in names if name.count("/") <= 1}
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        return "ledger", _workbook(path, options)
    if {"channels.json", "users.json"} <= tops or ("users.json" in tops and "groups.json" in tops):
        return "slack", read_slack(path, options)
    if any(name.endswith(".jsonl") for name in names):
        return "mattermost", read_mattermost(path, options, zipped=True)
    is_document = any(name.startswith(("word/", "ppt/")) for name in names)
    raise SourceProblem("file-is-document" if is_document else "archive-unknown", file=path.name)


def _old_workbook(path: Path, options: ReadOptions) -> Opened:
    if path.suffix.lower() in OLD_DOCUMENTS:
        raise SourceProblem("file-is-document", file=path.name)
    with path.open("rb") as stream:
        while chunk := stream.read(4 << 20):
            if ENCRYPTED_WORKBOOK in chunk:
                raise SourceProblem("workbook-password", file=path.name)
    return "ledger", _workbook(path, options)


def _workbook(path: Path, options: ReadOptions) -> Iterator[Piece]:
    return read_ledger(read_workbook(path), Ledger(path.name, options))


def _look(path: Path, head: bytes) -> Look:
    packed = head.startswith(GZIP)
    if packed:
        try:
            with gzip.open(path) as stream:
                head = stream.read(HEAD_BYTES)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise SourceProblem("file-truncated", file=path.name) from error
    if not head.strip(b"\0 \t\r\n"):
        raise SourceProblem("file-empty", file=path.name)
    encoding = encoding_of(head)
    if encoding is None:
        raise SourceProblem("file-unknown", file=path.name)
    return Look(path, head, packed, encoding)


def _text(look: Look, options: ReadOptions) -> Opened:
    start = look.head.decode(look.encoding, errors="ignore").lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[{", "[\n", "[ ", "[\r")):
        return _json(look, start, options)
    if look.packed:
        raise SourceProblem("gzip-unknown", file=look.path.name)
    ledger = Ledger(look.path.name, options)
    if start[:200].lower().startswith(("<!doctype html", "<html", "<table", "<meta", "<head", "<style")):
        return "ledger", read_ledger(read_web_tables(look.path, encoding=look.encoding), ledger)
    if start.startswith("<?xml"):
        raise SourceProblem("xml-unknown", file=look.path.name)
    return "ledger", read_ledger([read_delimited(look.path, encoding=look.encoding)], ledger)


JsonReader = Callable[..., Iterator[Piece]]


def _json(look: Look, start: str, options: ReadOptions) -> Opened:
    for keys in _objects(start):
        kind, read = _kind_of(keys)
        if read is not None:
            return kind, read(look.path, options, encoding=look.encoding, packed=look.packed)
    raise SourceProblem("json-unknown", file=look.path.name)


def _kind_of(keys: frozenset[str]) -> tuple[str, JsonReader | None]:
    if "msgid" in keys and keys & {"action", "msgtype"}:
        return "wecom", read_wecom
    if "roomid" in keys and keys & {"members", "roomname", "creator"}:
        return "wecom_groups", read_wecom_groups
    if "type" in keys and keys & {"version", "team", "channel", "user", "post"}:
        return "mattermost", read_mattermost
    return "", None


def _objects(start: str) -> Iterator[frozenset[str]]:
    """The keys of the first objects: of each line, or of a list, or of one object over several lines."""
    decoder = msgspec.json.Decoder(dict[str, msgspec.Raw])
    for line in start.splitlines()[:50]:
        try:
            yield frozenset(decoder.decode(line.strip().strip("[],")))
        except BROKEN_JSON:
            continue
    yield frozenset(name for name in _KEYS if f'"{name}"' in start[:4000])


_KEYS = ("msgid", "action", "msgtype", "roomid", "members", "roomname", "creator")
