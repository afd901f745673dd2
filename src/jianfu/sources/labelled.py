"""Reads replies somebody has judged: a table with the letter, the reply and whether the reply is perfunctory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jianfu.base.errors import SourceProblem, UserProblem
from jianfu.sources.delimited import read_delimited
from jianfu.sources.dictionary import fold
from jianfu.sources.encoding import encoding_of
from jianfu.sources.guard import check_archive
from jianfu.sources.sheet import Row, Sheet
from jianfu.sources.workbook import read_workbook

HEADINGS: dict[str, tuple[str, ...]] = {
    "letter": ("来信", "来信内容", "内容", "留言内容", "留言详情", "诉求内容", "letter", "letter text"),
    "reply": ("答复", "答复内容", "答复意见", "回复", "回复内容", "处置结果", "reply", "reply text"),
    "label": ("标注", "标签", "是否敷衍", "敷衍", "label", "perfunctory"),
    "title": ("标题", "主题", "留言主题", "来信标题", "title", "subject"),
    "group": ("组", "分组", "来源", "group", "source"),
}
NEEDED = ("letter", "reply", "label")
YES = ("是", "敷衍", "1", "true", "yes", "y")
NO = ("否", "不敷衍", "正常", "0", "false", "no", "n")
HEADING_ROWS = 10
LISTED = 8
MOST_ROWS = 200_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD_BYTES = 64 << 10


@dataclass(frozen=True)
class LabelledReply:
    """One judged reply; ``group`` is empty where the table names none."""

    row: int
    title: str
    letter: str
    reply: str
    perfunctory: bool
    group: str


def read_labelled(path: Path) -> list[LabelledReply]:
    """Every row of the first sheet that has the headings.

    Raises ``UserProblem`` where a heading is missing or rows lack a reply or a label that can be read, naming them;
    ``SourceProblem`` where the file cannot be read. A row without anything in it is passed over.
    """
    for sheet in _sheets(path):
        rows = [(chunk.first_row + place, row) for chunk in sheet.chunks for place, row in enumerate(chunk.rows)]
        start, columns = _headings(rows)
        if columns:
            return _replies(path, rows[start:], columns)
    raise UserProblem("labelled-headings", file=path.name, names=", ".join(HEADINGS[name][0] for name in NEEDED))


def _sheets(path: Path) -> Iterator[Sheet]:
    if not path.is_file():
        raise UserProblem("path-missing", path=path)
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head.strip():
        raise SourceProblem("file-empty", file=path.name)
    if head.startswith(ZIP):
        check_archive(path).close()
    if head.startswith((ZIP, OLE)):
        yield from read_workbook(path)
        return
    encoding = encoding_of(head)
    if encoding is None:
        raise SourceProblem("file-unknown", file=path.name)
    yield read_delimited(path, encoding=encoding)


def _headings(rows: list[tuple[int, Row]]) -> tuple[int, dict[str, int]]:
    """Where the rows begin and which column is what; no columns where the needed headings do not stand."""
    known = {fold(word): name for name, words in HEADINGS.items() for word in words}
    for start, (_, row) in enumerate(rows[:HEADING_ROWS], 1):
        found: dict[str, int] = {}
        for place, cell in enumerate(row):
            name = known.get(fold(str(cell or "")))
            if name:
                found.setdefault(name, place)
        if all(name in found for name in NEEDED):
            return start, found
    return 0, {}


def _replies(path: Path, rows: list[tuple[int, Row]], columns: dict[str, int]) -> list[LabelledReply]:
    if len(rows) > MOST_ROWS:
        raise UserProblem("labelled-many", file=path.name, most=MOST_ROWS)
    kept: list[LabelledReply] = []
    empty: list[int] = []
    unread: list[int] = []
    for number, row in rows:
        said = {name: _text(row, place) for name, place in columns.items()}
        if not any(said.values()):
            continue
        label = _label(said["label"])
        if not said["letter"] or not said["reply"]:
            empty.append(number)
        elif label is None:
            unread.append(number)
        else:
            title, group = said.get("title", ""), said.get("group", "")
            kept.append(LabelledReply(number, title, said["letter"], said["reply"], label, group))
    for code, places in (("labelled-empty", empty), ("labelled-label", unread)):
        if places:
            shown = ", ".join(map(str, places[:LISTED])) + (" …" if len(places) > LISTED else "")
            raise UserProblem(code, file=path.name, count=len(places), rows=shown)
    return kept


def _text(row: Row, place: int) -> str:
    cell = row[place] if place < len(row) else None
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _label(said: str) -> bool | None:
    word = fold(said)
    if word in YES:
        return True
    return False if word in NO else None
