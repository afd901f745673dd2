"""Finds the heading rows of a table wherever it stands on a sheet, and which table and columns they name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from jianfu.sources.dictionary import LEDGER_TABLES, dictionary, fold, variants
from jianfu.sources.mapping import Rule
from jianfu.sources.sheet import Row, Span, is_blank

ROWS_SEARCHED = 60
HEADING_CHARACTERS_LIMIT = 80
COLUMNS_SEARCHED = 702
SIMILARITY_LIMIT = 80.0
"""Of 100; below it two headings are not the same word."""
HINT_WEIGHT = 0.75
LEAST_KNOWN_SHARE = 0.4


@dataclass(frozen=True)
class HeadingColumn:
    """One heading: where it stands, what it was taken for (``column`` empty: not used), how sure, and why."""

    index: int
    heading: str
    column: str
    confidence: float
    how: str


@dataclass(frozen=True)
class FoundTable:
    """The table found: its heading rows (from, to; 0-based, ``to`` exclusive) and columns."""

    table: str
    start: int
    stop: int
    columns: tuple[HeadingColumn, ...]
    score: float

    @property
    def used(self) -> dict[str, HeadingColumn]:
        """The headings that name a column, by column."""
        return {column.column: column for column in self.columns if column.column}

    def without(self, heading: HeadingColumn) -> "FoundTable":
        """The table with one heading not used."""
        unused = replace(heading, column="", confidence=0.0, how="unused")
        return replace(self, columns=tuple(unused if column == heading else column for column in self.columns))


@dataclass(frozen=True)
class Place:
    """What is known before looking at the headings: folded words of file, sheet and titles; the user's rules."""

    words: str = ""
    rules: tuple[Rule, ...] = ()


_SAME_WORDS = (
    (re.compile(r"时间|年月|日子|日$"), "日期"),
    (re.compile(r"编码|代码|号码|编号|序号"), "号"),
    (re.compile(r"数量|数目|人数|总数|个数"), "数"),
    (re.compile(r"^(?:是否有|是否设有|是否设置|是否具备|是否|有无|现|目前|当前|主要|具体)|(?:情况|情形)$"), ""),
    (re.compile(r"部门|机构"), "单位"),
    (re.compile(r"所用|现用"), "使用"),
    (re.compile(r"最后|最近一次|最新"), "最近"),
    (re.compile(r"理由|原因"), "事由"),
)
Candidates = tuple[tuple[int, tuple[str, ...]], ...]
"""Column index and the headings it may be read as, the most telling first."""


def find_table(rows: Sequence[Row], merged: Sequence[Span], place: Place) -> FoundTable | None:
    """The best table among the first 60 rows; ``merged`` counts rows from the first of ``rows``."""
    best: FoundTable | None = None
    rows = [row[:COLUMNS_SEARCHED] for row in rows[: ROWS_SEARCHED + 1]]
    for start in range(min(len(rows), ROWS_SEARCHED)):
        if not _worth_a_look(rows[start : start + 2], place.rules):
            continue
        for stop, candidates in _layouts(rows, start, merged):
            for table in LEDGER_TABLES:
                found = _match_table(table, start, stop, candidates, place)
                if found and (best is None or found.score > best.score + 1e-9):
                    best = found
        if best and start > best.start + 3:
            break
    return best


def _worth_a_look(rows: Sequence[Row], rules: tuple[Rule, ...]) -> bool:
    """At least two headings are known as they are: comparing for likeness is slow."""
    known = dictionary().weights.keys() | {fold(rule.heading) for rule in rules}
    forms = [variants(cell) for row in rows for cell in row if isinstance(cell, str) and _heading(cell)]
    return sum(any(form in known for form in names) for names in forms) >= 2


def looks_like_headings(row: Row) -> bool:
    """A quick look: at least three cells, and most of them, are known headings."""
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) < 3 or not all(isinstance(cell, str) for cell in filled[:3]):
        return False
    weights = dictionary().weights
    known = sum(isinstance(cell, str) and len(cell) <= 20 and fold(cell) in weights for cell in filled)
    return known >= 3 and known >= 0.7 * len(filled)


def _layouts(rows: Sequence[Row], start: int, merged: Sequence[Span]) -> Iterator[tuple[int, Candidates]]:
    """The row alone, and together with the one below it where headings stand on two levels."""
    upper = [_heading(cell) for cell in rows[start]]
    if sum(bool(heading) for heading in upper) >= 2:
        yield start + 1, tuple((index, (heading,)) for index, heading in enumerate(upper) if heading)
    if start + 1 >= len(rows) or not any(upper):
        return
    lower = [_heading(cell) for cell in rows[start + 1]]
    if sum(bool(heading) for heading in lower) < 2 or _is_numbered(rows[start + 1], start, merged):
        return
    parents = _spread(upper, lower, start, merged)
    pairs: list[tuple[int, tuple[str, ...]]] = []
    for index in range(max(len(parents), len(lower))):
        parent = parents[index] if index < len(parents) else ""
        child = lower[index] if index < len(lower) else ""
        names = (parent + child, child, parent) if parent and child else (child or parent,)
        if names[0]:
            pairs.append((index, names))
    yield start + 2, tuple(pairs)


def _is_numbered(row: Row, above: int, merged: Sequence[Span]) -> bool:
    """Numbers stand in the row and no heading above spans columns: the first row of the body, not a second heading."""
    numbers = any(
        (isinstance(cell, int | float) and not isinstance(cell, bool))
        or (isinstance(cell, str) and cell.strip().isdigit())
        for cell in row
    )
    return numbers and not any(top == above and right > left for top, left, _, right in merged)


def _spread(upper: list[str], lower: list[str], row: int, merged: Sequence[Span]) -> list[str]:
    """Upper headings carried to the right over the columns they were merged across."""
    spans = {(top, left): right for top, left, _, right in merged}
    parents = list(upper) + [""] * (len(lower) - len(upper))
    for index, heading in enumerate(upper):
        right = spans.get((row, index))
        if heading and right is None and not merged:
            # No merges known (text files): blank cells to the right with a heading below belong to this one.
            right = index
            while right + 1 < len(parents) and not parents[right + 1] and lower[right + 1 : right + 2] != [""]:
                right += 1
                if right >= len(lower):
                    break
        for column in range(index + 1, (right or index) + 1):
            if heading and column < len(parents):
                parents[column] = heading
    return parents


def _heading(cell: object) -> str:
    if not isinstance(cell, str) or len(cell) > HEADING_CHARACTERS_LIMIT:
        return ""
    return "" if cell.strip().isdigit() else cell.strip()


def _match_table(table: str, start: int, stop: int, candidates: Candidates, place: Place) -> FoundTable | None:
    words = dictionary().tables[table]
    matches = [(index, names, _best_match(table, names, place.rules)) for index, names in candidates]
    taken: dict[str, int] = {}
    for at, (_, _, (column, confidence, _)) in sorted(
        enumerate(matches), key=lambda entry: (-entry[1][2][1], entry[0])
    ):
        if column and confidence:
            taken.setdefault(column, at)
    columns = []
    score = 0.0
    for at, (index, names, (column, confidence, how)) in enumerate(matches):
        if taken.get(column) == at:
            columns.append(HeadingColumn(index, _shown(names), column, confidence, how))
            weight = max(
                (dictionary().weights.get(name, 0.0) for heading in names for name in variants(heading)), default=0.0
            )
            score += confidence * (0.1 + max(weight, 0.1)) + (100 if how == "mapping" else 0)
        else:
            # Known and not wanted (numbering, private persons) is no doubt to be cleared up.
            certain = 1.0 if not column and _is_ignored(names) else 0.0
            columns.append(HeadingColumn(index, _shown(names), "", certain, "unused"))
    known = len(taken) + sum(_is_ignored(names) for _, names, (column, _, _) in matches if not column)
    if len(taken) < 2 or known < LEAST_KNOWN_SHARE * len(matches):
        return None
    if not any(need <= taken.keys() for need in words.need):
        return None
    score += HINT_WEIGHT * any(hint in place.words for hint in words.hints)
    # Of two readings that say the same, the one with fewer heading rows: a title above is not a heading.
    return FoundTable(table, start, stop, tuple(columns), score - 0.01 * (stop - start))


def _shown(names: tuple[str, ...]) -> str:
    """A heading as the user is shown it; of two levels, the upper one before a slash."""
    text = f"{names[2]}/{names[1]}" if len(names) == 3 else names[0]
    return " ".join(text.split())


def _is_ignored(names: tuple[str, ...]) -> bool:
    return any(form in dictionary().ignored for name in names for form in variants(name))


def _best_match(table: str, names: tuple[str, ...], rules: tuple[Rule, ...]) -> tuple[str, float, str]:
    for rule in rules:
        if any(fold(name) == fold(rule.heading) for name in (*names, _shown(names))):
            if not rule.column:
                return "", 0.0, "unused"
            if rule.table == table:
                return rule.column, 1.0, "mapping"
    for name in names:
        column = _known(table, name)
        if column:
            return column, 1.0, "same"
    if _is_ignored(names):
        return "", 0.0, "unused"
    return max((_similar(table, name) for name in names), key=lambda match: match[1])


@lru_cache(maxsize=20_000)
def _known(table: str, name: str) -> str:
    spellings = dictionary().tables[table].spellings
    return next((spellings[form] for form in variants(name) if form in spellings), "")


@lru_cache(maxsize=20_000)
def _similar(table: str, name: str) -> tuple[str, float, str]:
    spellings = dictionary().tables[table].spellings
    best = ("", 0.0, "unused")
    plain = _plain_spellings(table)
    for form in variants(name):
        if _plain_form(form) in plain:
            return plain[_plain_form(form)], 0.95, "similar"
        if len(form) < 3:
            continue
        match = process.extractOne(form, spellings.keys(), scorer=fuzz.ratio, score_cutoff=SIMILARITY_LIMIT)
        if match and match[1] / 100 > best[1]:
            best = (spellings[match[0]], round(match[1] / 100, 2), "similar")
    return best


@lru_cache(maxsize=50_000)
def _plain_form(form: str) -> str:
    """A heading with words of one meaning made the same: 时间 and 日期, 编码 and 编号, 数量 and 数."""
    for words, word in _SAME_WORDS:
        form = words.sub(word, form)
    return form


@cache
def _plain_spellings(table: str) -> dict[str, str]:
    """Plain form -> column, where only one column has it."""
    found: dict[str, set[str]] = {}
    for spelling, column in dictionary().tables[table].spellings.items():
        found.setdefault(_plain_form(spelling), set()).add(column)
    return {form: columns.pop() for form, columns in found.items() if len(columns) == 1 and len(form) > 1}
