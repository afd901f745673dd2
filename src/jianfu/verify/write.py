"""OUT: ``verify.json``, and the same on paper as ``.html`` and ``.docx``."""

from pathlib import Path

import msgspec

from jianfu.base.whole import whole_folder
from jianfu.orders.html import draw_html
from jianfu.orders.word import draw_word
from jianfu.verify.model import Verification
from jianfu.verify.page import lay_out

FILE_NAME = "verify.json"


def write_verification(found: Verification, language: str, out: Path) -> Path:
    """Leaves the folder ``out``, whole or not at all; raises ``UserProblem`` where it cannot be written."""
    page = lay_out(found, language)
    with whole_folder(out, marker=FILE_NAME) as folder:
        (folder / FILE_NAME).write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
        (folder / "verify.html").write_text(draw_html(page), encoding="utf-8", newline="\n")
        (folder / "verify.docx").write_bytes(draw_word(page))
    return out
