"""Reads ledgers sheet by sheet: finds the tables, understands the cells, and says what it could not understand."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache

from jianfu.sources.batch import HeaderMatch, Note, Piece
from jianfu.sources.conversion import Body, contradicted, convert
from jianfu.sources.dictionary import dictionary, fold
from jianfu.sources.header import ROWS_SEARCHED, FoundTable, Place, find_table, looks_like_headings
from jianfu.sources.letter_rows import channel_of
from jianfu.sources.mapping import Rule
from jianfu.sources.options import ReadOptions
from jianfu.sources.shaping import UNIT_FROM_TITLE
from jianfu.sources.sheet import Chunk, Row, Sheet, is_blank

HEADING_LENGTH = 20
EXAMPLE_MARKS = ("示例", "样例", "范例", "例：", "例:", "填写示例", "example", "e.g.")
_TITLE_UNIT = re.compile(
    r"(?:填报单位|报送单位|填表单位|上报单位|单位名称|制表单位|填报部门|单位|部门|unit)"
    r"\s*(?:[（(][^）)]*[)）])?\s*[：:]\s*([^\s：:，,；;（(]++)(?!\s*[：:])",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"^(?:(?:备\s*注|附?注|说\s*明|填\s*表|填\s*报|制\s*表|审\s*核|负责人|单位负责人|主要负责人|分管领导"
    r"|经办|联系人|联系电话|日\s*期|统计人|盖\s*章|单位\s*[（(]|notes?|remarks?|prepared by|signature|filled in)"
    r"[^：:]{0,20}[：:]"
    r"|注\s*\d|[（(]?(?:此处)?盖章|[（(]以下空白|以下无正文|[*※])",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^(?:合|总|小|共)\s*计[：:]?$|^(?:grand |sub)?total:?$", re.IGNORECASE)
NOTE_CHARACTERS = 8
"""A cell alone in its row below a note is a further note if it is longer."""
_UNIT_SHAPE = re.compile(
    r"^[㐀-鿿]{2,20}(?:局|办|办公室|委|委员会|镇|乡|街道|办事处|村|社区|中心|政府|院|厅|处|会|学校|中学|小学"
    r"|大队|支队|部|馆|县|区|市|集团|公司)$"
)
_FILE_PARTS = re.compile(r"[-_—–\s（）()、.．,，【】\[\]]+|20\d\d(?:年)?(?:度)?")


@dataclass(frozen=True)
class Ledger:
    """What is known of a file before its sheets are read."""

    file_name: str
    options: ReadOptions


def read_ledger(sheets: Iterable[Sheet], ledger: Ledger) -> Iterator[Piece]:
    """All tables of all sheets; a hidden sheet is noted and left, unless the mapping file names it."""
    for sheet in sheets:
        rules = _rules_for(ledger, sheet.name)
        if sheet.hidden and not any(rule.sheet == sheet.name for rule in rules):
            yield Note("sheet-hidden", {"rows": sum(len(chunk.rows) for chunk in sheet.chunks)}, sheet.name)
            continue
        yield from _read_sheet(sheet, ledger, rules)


def _rules_for(ledger: Ledger, sheet: str) -> tuple[Rule, ...]:
    return tuple(
        rule
        for rule in ledger.options.mapping.rules
        if fnmatchcase(ledger.file_name, rule.file) and fnmatchcase(sheet, rule.sheet)
    )


def _read_sheet(sheet: Sheet, ledger: Ledger, rules: tuple[Rule, ...]) -> Iterator[Piece]:
    chunks = iter(sheet.chunks)
    first = next(chunks, None)
    if first is None:
        yield Note("sheet-empty", {}, sheet.name)
        return
    titles = first.rows[:ROWS_SEARCHED]
    above = first.first_row - 1
    merged = tuple((top - above, left, bottom - above, right) for top, left, bottom, right in sheet.merged)
    place = Place(fold(ledger.file_name) + fold(sheet.name) + _title_words(titles), rules)
    found = find_table(titles, merged, place)
    if found is None:
        yield Note("sheet-without-table", {"rows": sum(_filled(row) > 0 for row in first.rows)}, sheet.name)
        return
    for heading in contradicted(found, first.rows[found.stop :], ledger.options.clock_zone):
        yield Note("heading-contradicted", {"heading": heading.heading, "column": heading.column}, sheet.name)
        found = found.without(heading)
    reader = _SheetReader(sheet, ledger, place, found, _unit_of(titles[: found.start], ledger.file_name))
    yield from reader.headings()
    yield from reader.read(Chunk(first.first_row + found.stop, first.rows[found.stop :]))
    for chunk in chunks:
        yield from reader.read(chunk)
    yield from reader.notes()


class _SheetReader:
    """Walks down the rows below the headings; another heading row below starts another table."""

    def __init__(self, sheet: Sheet, ledger: Ledger, place: Place, found: FoundTable, unit: tuple[str, str]) -> None:
        self.sheet = sheet
        self.ledger = ledger
        self.place = place
        self.found = found
        self.indexes = [column.index for column in found.used.values()]
        self.unit, self.unit_from = unit
        self.channel = channel_of(ledger.file_name, sheet.name, place.words)
        self.counts: Counter[str] = Counter()
        self.fills = _fills(sheet)
        self.carried: dict[int, object] = {}
        self.in_notes = False

    def headings(self) -> Iterator[Piece]:
        """How each heading was understood."""
        for column in self.found.columns:
            if column.heading:
                yield HeaderMatch(
                    self.sheet.name, column.heading, self.found.table, column.column, column.confidence, column.how
                )

    def read(self, chunk: Chunk) -> Iterator[Piece]:
        """Rows of one chunk."""
        kept: list[Row] = []
        numbers: list[int] = []
        for number, original in enumerate(chunk.rows, chunk.first_row):
            row = self._filled_down(number, original)
            kind = self._kind(row)
            if kind == "headings":
                yield from self._flush(kept, numbers)
                kept, numbers = [], []
                yield from self._other_table(row)
            elif kind:
                self.counts[kind] += 1
            else:
                kept.append(row)
                numbers.append(number)
        yield from self._flush(kept, numbers)

    def notes(self) -> Iterator[Piece]:
        """What was passed over on purpose."""
        for kind in ("example", "below", "repeated"):
            if self.counts[kind]:
                yield Note(f"rows-{kind}", {"count": self.counts[kind]}, self.sheet.name)
        if self.counts["unit"]:
            yield Note(f"unit-from-{self.unit_from}", {"unit": self.unit}, self.sheet.name)

    def _flush(self, rows: list[Row], numbers: list[int]) -> Iterator[Piece]:
        if rows:
            if UNIT_FROM_TITLE.get(self.found.table, "") not in (*self.found.used, ""):
                self.counts["unit"] += bool(self.unit)
            body = Body(rows, numbers, self.ledger.options.clock_zone, self.unit, self.channel)
            for piece in convert(self.found, body):
                yield replace(piece, sheet=self.sheet.name)

    def _filled_down(self, number: int, row: Row) -> Row:
        """A cell merged over several rows holds in each of them."""
        if not self.fills:
            return row
        fills = self.fills.get(number)
        for start in self.fills.get(-number, ()):
            self.carried[start] = row[start] if start < len(row) else None
        if not fills:
            return row
        row = [*row, *[None] * (max(fills) + 1 - len(row))]
        for column in fills:
            row[column] = self.carried.get(column)
        return row

    def _kind(self, row: Row) -> str:
        """Why a row is not data: ``empty``, ``example``, ``below``, ``headings``; or nothing."""
        head = next((cell for cell in row if not is_blank(cell)), None)
        if head is None:
            return "empty"
        if isinstance(head, str) and (kind := self._kind_of_words(head.strip(), row)):
            return kind
        if any(index < len(row) and not is_blank(row[index]) for index in self.indexes):
            self.in_notes = False
            return ""
        return "below" if isinstance(head, str) and not head.strip().isdigit() else "empty"

    def _kind_of_words(self, words: str, row: Row) -> str:
        """What the first words of a row tell of it."""
        if words.casefold().startswith(EXAMPLE_MARKS):
            return "example"
        if len(words) <= HEADING_LENGTH and _is_heading(words) and looks_like_headings(row):
            return "headings"
        few = _filled(row) <= max(3, len(self.found.columns) // 2)
        note = _BELOW.match(words) and (few or all(_is_label(cell) for cell in row))
        note = note or (self.in_notes and len(words) > NOTE_CHARACTERS and _filled(row) == 1)
        self.in_notes = self.in_notes or bool(note)
        return "below" if note or _TOTAL.match(words) else ""

    def _other_table(self, row: Row) -> Iterator[Piece]:
        found = find_table([row], (), self.place)
        if found is None or [c.heading for c in found.columns] == [c.heading for c in self.found.columns]:
            self.counts["repeated"] += 1
            return
        self.found = found
        self.indexes = [column.index for column in found.used.values()]
        yield from self.headings()


@lru_cache(maxsize=10_000)
def _is_heading(words: str) -> bool:
    return fold(words) in dictionary().weights or fold(words) in dictionary().ignored


def _fills(sheet: Sheet) -> dict[int, list[int]]:
    """Row number -> columns to be filled from the merged cell above; minus row number -> columns to remember."""
    fills: dict[int, list[int]] = {}
    for top, left, bottom, _ in sheet.merged:
        if bottom > top:
            fills.setdefault(-(top + 1), []).append(left)
            for row in range(top + 2, bottom + 2):
                fills.setdefault(row, []).append(left)
    return fills


def _title_words(rows: list[Row]) -> str:
    titles = [row for row in rows[:3] if _filled(row) <= 3]
    return "".join(fold(cell) for row in titles for cell in row if isinstance(cell, str))


def _is_label(cell: object) -> bool:
    """Blank, or of the kind ``审核人：（签名）``."""
    return is_blank(cell) or (isinstance(cell, str) and bool(re.search(r"[：:]", cell)))


def _filled(row: Row) -> int:
    return sum(not is_blank(cell) for cell in row)


def _unit_of(titles: list[Row], file_name: str) -> tuple[str, str]:
    """The unit named above the table (填报单位：…), else one that the file name names; and which of them."""
    for row in titles:
        for at, cell in enumerate(row):
            if not isinstance(cell, str):
                continue
            match = _TITLE_UNIT.search(cell)
            if match and match.group(1).strip("_＿ "):
                return match.group(1).strip("_＿ "), "title"
            if re.fullmatch(r"\s*(?:填报|报送)单位\s*(?:[（(][^）)]*[)）])?\s*[：:]?\s*", cell):
                following = next((str(after) for after in row[at + 1 :] if not is_blank(after)), "")
                if following:
                    return following.strip(), "title"
    stem = unicodedata.normalize("NFC", file_name).rsplit(".", 1)[0]
    for part in _FILE_PARTS.split(stem):
        ends = [at for word in _ledger_words() if (at := part.find(word)) >= 0]
        unit = part[: min(ends, default=len(part))]
        if _UNIT_SHAPE.match(unit):
            return unit, "file-name"
    return "", ""


def _ledger_words() -> frozenset[str]:
    hints = {hint for words in dictionary().tables.values() for hint in words.hints}
    return frozenset(hints | {"台账", "清单", "汇总表", "登记表", "统计表", "摸底表", "明细表", "汇总", "名册", "登记"})
