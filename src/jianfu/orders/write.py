"""PLAN/orders: one ``.docx`` and one ``.html`` for each owning unit; ``orders.json`` lists them.

``write_orders`` leaves the folder. Whoever shows or prints a single order calls ``make_orders`` (all of a plan),
``lay_out`` (one in one language) and ``draw_html`` or ``draw_word``.
"""

from pathlib import Path

import msgspec

from jianfu.base.errors import UserProblem
from jianfu.base.whole import whole_folder
from jianfu.orders.html import draw_html
from jianfu.orders.make import make_orders
from jianfu.orders.page import lay_out
from jianfu.orders.word import draw_word
from jianfu.plan.folder import Plan

FOLDER, LIST = "orders", "orders.json"


def write_orders(plan: Plan, language: str, out: Path | None = None) -> list[Path]:
    """The orders of a plan in one language (``zh-Hans`` or ``en``), into PLAN/orders unless told otherwise.

    The folder is there whole or not at all; the same plan gives the same bytes. Returns the Word documents.
    Raises ``UserProblem``: ``dataset-missing``, ``order-unwritable``.
    """
    out = out or plan.folder / FOLDER
    entries, names = [], list[str]()
    with whole_folder(out, marker=LIST) as folder:
        for order in make_orders(plan):
            page = lay_out(order, language)
            try:
                (folder / f"{page.name}.html").write_text(draw_html(page), encoding="utf-8", newline="\n")
                (folder / f"{page.name}.docx").write_bytes(draw_word(page))
            except OSError as cause:
                raise UserProblem("order-unwritable", path=out, reason=cause.strerror or str(cause)) from cause
            names.append(page.name)
            entries.append(
                {"unit_id": order.unit_id, "unit": order.unit, "file": page.name, "things": len(order.items)}
            )
        (folder / LIST).write_bytes(msgspec.json.format(msgspec.json.encode(entries), indent=1) + b"\n")
    return [out / f"{name}.docx" for name in names]
