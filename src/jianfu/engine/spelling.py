"""Our own functions, one spelling per engine, and the rewriting of a checked tree into one engine's dialect.

Only what both engines are known to answer alike stands in a spelling; ``tests/engine`` compares each with plain Python.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlglot import exp

from jianfu.base.errors import Defect
from jianfu.engine.check import parse_template
from jianfu.engine.protocol import CheckedQuery, Scalar
from jianfu.tables.column import Kind

EDIT_DISTANCE = "jianfu_edit_distance"
CLEAN_NAME = "jianfu_clean_name"
"""Functions of ours that an engine registers from Python where its own answer differs."""

_MILLIONTHS = "cast(floor(cast(:a as double) * 1000000 + 0.5) as bigint)"
"""Sums of decimals depend on the order of addition; sums of whole millionths do not."""


@dataclass(frozen=True)
class Spelling:
    """One function as each engine says it; ``:a``, ``:b`` stand for the arguments, a bare word is a keyword."""

    duckdb: str
    spark: str

    @classmethod
    def same(cls, text: str) -> "Spelling":
        """Both engines say it alike."""
        return cls(text, text)


def _percentile(sorted_values: str, size: str, pick: str) -> str:
    place = f"(:b * ({size.format(sorted_values)} - 1))"
    low = pick.format(sorted_values, f"floor{place}")
    high = pick.format(sorted_values, f"ceil{place}")
    return f"{low} + ({high} - {low}) * ({place} - floor{place})"


SPELLINGS: dict[str, Spelling] = {
    "days_between": Spelling(
        duckdb="cast(date_diff('day', cast(:a as date), cast(:b as date)) as bigint)",
        spark="cast(datediff(cast(:b as date), cast(:a as date)) as bigint)",
    ),
    "hours_between": Spelling(
        duckdb="cast(epoch_us(:b) - epoch_us(:a) as double) / 3600000000",
        spark="cast(timestampdiff(microsecond, :a, :b) as double) / 3600000000",
    ),
    "day_of": Spelling.same("cast(:a as date)"),
    "weekday": Spelling(
        duckdb="cast(isodow(cast(:a as date)) as bigint)",
        spark="cast(weekday(cast(:a as date)) + 1 as bigint)",
    ),
    "add_days": Spelling(
        duckdb="cast(:a + cast(:b as int) as date)",
        spark="date_add(:a, cast(:b as int))",
    ),
    "share_of": Spelling.same("cast(:a as double) / nullif(cast(:b as double), 0)"),
    "edit_distance": Spelling(
        duckdb=f"{EDIT_DISTANCE}(:a, :b)",
        spark="cast(levenshtein(:a, :b) as bigint)",
    ),
    "clean_name": Spelling.same(f"{CLEAN_NAME}(:a)"),
    "sample_bucket": Spelling(
        duckdb="cast('0x' || substr(md5(:a), 1, 8) as bigint) % :b",
        spark="cast(conv(substring(md5(:a), 1, 8), 16, 10) as bigint) % :b",
    ),
    "percentile": Spelling(
        duckdb=_percentile(
            "list_sort(list(cast(:a as double)) filter (where :a is not null))",
            "len({})",
            "list_extract({}, cast({} as bigint) + 1)",
        ),
        spark=_percentile("sort_array(collect_list(cast(:a as double)))", "size({})", "get({}, cast({} as int))"),
    ),
    "round number": Spelling.same("sign(:a) * cast(floor(abs(:a) * :b + 0.5) as double) / :b + cast(0 as double)"),
    "round integer": Spelling.same(":a"),
    "cut": Spelling(duckdb="cast(trunc(:a) as bigint)", spark="cast(:a as bigint)"),
    "sum integer": Spelling.same("cast(sum(:a) as bigint)"),
    "sum number": Spelling.same(f"cast(sum({_MILLIONTHS}) as double) / 1000000"),
    "avg integer": Spelling.same("cast(sum(:a) as double) / nullif(count(:a), 0)"),
    "avg number": Spelling.same(f"cast(sum({_MILLIONTHS}) as double) / 1000000 / nullif(count(:a), 0)"),
    "row_number": Spelling.same("cast(row_number() as bigint)"),
}
"""Functions not named here (count, min, max, coalesce ...) are said alike by both engines under their own name."""

_WINDOWED = frozenset({"sum", "count", "min", "max", "row_number", "lag", "lead"})
_BY_KIND = frozenset({"round", "sum", "avg"})


def spell(query: CheckedQuery, dialect: str, parameters: Mapping[str, Scalar]) -> str:
    """The query in the words of ``duckdb`` or ``spark``, its parameters bound as typed literals of the tree.

    Raises ``Defect`` for a missing parameter or one that is not of its declared kind.
    """
    missing = set(query.parameters) - set(parameters)
    if missing:
        raise Defect("query-parameter-unbound", parameters=", ".join(sorted(missing)))
    bound = {name: typed_literal(parameters[name], query.parameter_kinds[name], name=name) for name in query.parameters}
    tree = _spelled(query.tree.copy(), dialect, bound)
    return str(tree.sql(dialect=dialect, identify=True))


def typed_literal(value: Scalar, kind: Kind, *, name: str = "") -> exp.Expr:
    """A value as a literal whose kind no engine can mistake; raises ``Defect`` where it is not of that kind."""
    if value is None:
        return exp.cast(exp.Null(), _CAST_NAMES[kind])
    if not _fits(value, kind):
        raise Defect("query-parameter-kind", parameter=name, kind=str(kind), found=type(value).__name__)
    if kind is Kind.TEXT:
        return exp.Literal.string(str(value))
    if kind is Kind.FLAG:
        return exp.Boolean(this=value)
    if kind is Kind.INTEGER:
        return exp.cast(exp.Literal.string(str(value)), "bigint")
    if kind is Kind.NUMBER:
        return exp.cast(exp.Literal.string(repr(float(value))), "double")  # type: ignore[arg-type]
    words = value.isoformat(" ") if isinstance(value, datetime) else str(value)
    return exp.cast(exp.Literal.string(words), _CAST_NAMES[kind])


_CAST_NAMES = {
    Kind.TEXT: "varchar", Kind.INTEGER: "bigint", Kind.NUMBER: "double", Kind.FLAG: "boolean", Kind.DATE: "date",
    Kind.MOMENT: "timestamp",
}  # fmt: skip
_FITTING: dict[Kind, Callable[[object], bool]] = {
    Kind.TEXT: lambda value: isinstance(value, str) and "\x00" not in value,
    Kind.INTEGER: lambda value: isinstance(value, int) and not isinstance(value, bool),
    Kind.NUMBER: lambda value: isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value),
    Kind.FLAG: lambda value: isinstance(value, bool),
    Kind.DATE: lambda value: isinstance(value, date) and not isinstance(value, datetime),
    Kind.MOMENT: lambda value: isinstance(value, datetime) and value.tzinfo is None,
}


def _fits(value: Scalar, kind: Kind) -> bool:
    return _FITTING[kind](value)


def _spelled(node: exp.Expr, dialect: str, bound: Mapping[str, exp.Expr]) -> exp.Expr:
    """The same tree with our functions, literals and parameters replaced, from the leaves up."""
    spelled = _respelled(node, dialect, bound)
    spelled.meta["kind"] = node.meta.get("kind")
    return spelled


def _respelled(node: exp.Expr, dialect: str, bound: Mapping[str, exp.Expr]) -> exp.Expr:
    for child in list(node.iter_expressions()):
        replaced = _spelled(child, dialect, bound)
        if replaced is not child:
            child.replace(replaced)
    if isinstance(node, exp.Placeholder):
        return bound[str(node.this)].copy()
    if isinstance(node, exp.Literal) and node.meta.get("kind") is Kind.NUMBER:
        return exp.cast(exp.Literal.string(node.name), "double")
    if isinstance(node, exp.Cast) and (
        node.meta.get("kind") is Kind.INTEGER and node.this.meta.get("kind") is Kind.NUMBER
    ):
        return _filled("cut", dialect, [node.this])
    if isinstance(node, exp.Anonymous) and not isinstance(node.parent, exp.Window):
        return _call(node, dialect)
    if isinstance(node, exp.Window):
        return _window(node, dialect)
    return node


def _call(node: exp.Anonymous, dialect: str) -> exp.Expr:
    name, arguments = node.name, list(node.expressions)
    if name in _BY_KIND:
        first = arguments[0].meta.get("kind") or Kind.INTEGER
        name = f"{name} {first}"
    if node.name == "round":
        digits = int(arguments[1].name) if len(arguments) > 1 else 0
        arguments = [arguments[0], exp.cast(exp.Literal.number(10**digits), "double")]
    if name not in SPELLINGS:
        return node
    return _filled(name, dialect, arguments)


def _filled(name: str, dialect: str, arguments: list[exp.Expr]) -> exp.Expr:
    tree = _template(getattr(SPELLINGS[name], dialect)).copy()
    if isinstance(tree, exp.Placeholder):
        return arguments[0]
    for hole in list(tree.find_all(exp.Placeholder)):
        argument = arguments["ab".index(str(hole.this))].copy()
        simple = isinstance(argument, exp.Column | exp.Literal | exp.Cast | exp.Anonymous | exp.Paren)
        hole.replace(argument if simple else exp.Paren(this=argument))
    return exp.Paren(this=tree) if isinstance(tree, exp.Binary) else tree


@cache
def _template(text: str) -> exp.Expr:
    tree = parse_template(text)
    for word in list(tree.find_all(exp.Column)):
        word.replace(exp.Var(this=word.name))
    return tree


def _window(node: exp.Window, dialect: str) -> exp.Expr:
    """The spelled call, with OVER (...) put behind each aggregate in it: a cast must stand outside the window."""
    spelled = _call(node.this, dialect)
    if spelled is node.this:
        return node
    for call in list(spelled.find_all(exp.Anonymous)):
        if call.name.lower() in _WINDOWED:
            around = node.copy()
            around.set("this", call.copy())
            call.replace(around)
    return spelled
