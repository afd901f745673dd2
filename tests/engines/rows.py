"""A table with a column of every kind, for the tests that compare engines."""

from jianfu.engine.check import check
from jianfu.tables.column import Table, flag, integer, moment, number, text
from jianfu.tables.column import date as date_column

ROWS = Table(
    "rows", "行", "Rows", ("k",),
    (integer("k", "k", "k"), text("g", "g", "g"), text("a", "a", "a"), text("b", "b", "b"), integer("i", "i", "i"),
     integer("j", "j", "j"), number("x", "x", "x"), number("y", "y", "y"), date_column("d", "d", "d"),
     date_column("e", "e", "e"), moment("m", "m", "m"), moment("n", "n", "n"), flag("f", "f", "f")),
)  # fmt: skip

LETTERS = "防汛工作群组收到　 ＡＢ１２abAB12-_'\"\\%;:，。😀é\t"


def answer(engine, query, rows, parameters=None, kinds=None):
    checked = check(query, {"rows": ROWS}, kinds or {})
    table = ROWS.arrow([{"k": number, **row} for number, row in enumerate(rows)])
    return engine.query(checked, {"rows": table}, parameters or {}).to_pylist()
