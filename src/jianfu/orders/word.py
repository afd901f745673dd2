"""Page -> a Word document (.docx) in the measures of an office document (公文格式); the same page, the same bytes.

Sizes and margins follow GB/T 9704-2012: A4, 16 point body with 28 point lines, 22 point title, red line under the head.
Chinese type is named, not shipped: the office's own machine has it. python-docx makes the package once; a county has a
hundred orders, so that the body of each is written as text.
"""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

from docx import Document
from docx.shared import Mm

from jianfu.orders.page import Block, Grid, Heading, Page, Posting, Text, Title

BODY, TITLE, HEADING, POSTED = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
LATIN, RED = "Times New Roman", "C00000"
STAMPED = (1980, 1, 1, 0, 0, 0)
"""What every file inside the document says of when it was written."""
TWIPS_A_POINT = 20
TEXT_WIDTH = 8844
"""A4 less both margins, in twentieths of a point."""
MARK = "the body of the document"
NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def draw_word(page: Page) -> bytes:
    """The document's bytes."""
    parts = dict(_frame("zh-CN" if page.language.startswith("zh") else "en-GB"))
    body = "".join([_head(page.head), *map(_block, page.blocks)])
    before, _, after = parts["word/document.xml"].decode().partition(MARK)
    before, after = before[: before.rindex("<w:p>")], after[after.index("</w:p>") + len("</w:p>") :]
    parts["word/document.xml"] = f"{before}{body}{after}".encode()
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(MARK.encode(), _said(page.name).encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as kept:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, STAMPED)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            kept.writestr(entry, content, compresslevel=3)
    return out.getvalue()


@cache
def _frame(language: str) -> Mapping[str, bytes]:
    """The files of an empty document, with a mark where title and body come."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.add_paragraph(MARK)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = MARK, "", ""
    properties.created = properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001 - the format keeps no zone
    properties.language = language
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as archive:
        names = sorted(archive.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return {name: archive.read(name) for name in names}


def _head(words: str) -> str:
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{RED}"/></w:pBdr>'
    return _line(words, size=14, keep=line, place="center", after=24, colour=RED)


def _block(block: Block) -> str:
    match block:
        case Title():
            annex = _line(block.annex, font=HEADING, keep="<w:pageBreakBefore/>") if block.annex else ""
            return annex + _line(
                block.text, font=TITLE, size=22, lines=32, keep="<w:keepNext/>", place="center", after=20
            )
        case Heading():
            return _line(block.text, font=HEADING, keep="<w:keepNext/>", place="body")
        case Text():
            size, lines = {"note": (12, 20), "small": (14, 24)}.get(block.place, (16, 28))
            return _line(block.text, size=size, lines=lines, place=block.place)
        case Posting():
            return _line(block.group, font=POSTED, size=14, keep="<w:keepNext/>") + _line(
                block.text, size=14, lines=24, place="body"
            )
        case Grid():
            return _grid(block)


def _line(  # noqa: PLR0913 - all that tells one paragraph from another
    words: str, *, font: str = BODY, size: int = 16, lines: int = 28, keep: str = "", place: str = "",
    after: int = 0, colour: str = "",
) -> str:  # fmt: skip
    """A paragraph; ``keep``: what Word wants to read before its spacing; ``place``: how it is indented and set."""
    indent = {
        "body": f'<w:ind w:firstLineChars="200" w:firstLine="{2 * size * TWIPS_A_POINT}"/>',
        "small": f'<w:ind w:firstLineChars="200" w:firstLine="{2 * size * TWIPS_A_POINT}"/>',
        "note": f'<w:ind w:firstLineChars="200" w:firstLine="{2 * size * TWIPS_A_POINT}"/>',
        "right": f'<w:ind w:right="{4 * size * TWIPS_A_POINT}"/>',
    }.get(place, "")
    aligned = {"center": "center", "right": "right", "body": "both", "small": "both", "note": "both"}.get(place, "left")
    spacing = (
        f'<w:spacing w:before="0" w:after="{after * TWIPS_A_POINT}" w:line="{lines * TWIPS_A_POINT}" '
        'w:lineRule="exact"/>'
    )
    return (
        f'<w:p><w:pPr>{keep}{spacing}{indent}<w:jc w:val="{aligned}"/></w:pPr>{_run(words, font, size, colour)}</w:p>'
    )


def _run(words: str, font: str, size: int, colour: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{font}" w:cs="{LATIN}"/>'
    paint = f'<w:color w:val="{colour}"/>' if colour else ""
    sizes = f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
    return f'<w:r><w:rPr>{fonts}{paint}{sizes}</w:rPr><w:t xml:space="preserve">{_said(words)}</w:t></w:r>'


def _said(words: str) -> str:
    """Words as XML takes them: what no XML may hold is left out."""
    return escape(words.translate(NOT_IN_XML))


def _grid(block: Grid) -> str:
    widths = [TEXT_WIDTH * width // 100 for width in block.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    shape = (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    rows = [_row(block.header, widths, head=True), *(_row(row, widths) for row in block.rows)]
    return f"<w:tbl>{shape}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(cells: tuple[str, ...], widths: list[int], *, head: bool = False) -> str:
    """A row that is not torn apart; the header comes again on every page."""
    kept = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    font, aligned = (HEADING, "center") if head else (BODY, "left")
    shape = f'<w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{aligned}"/></w:pPr>'
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{shape}{_run(words, font, 11)}</w:p></w:tc>'
        for words, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{kept}{inside}</w:tr>"
