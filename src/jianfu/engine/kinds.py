"""The kind of every expression of a query, so that no engine casts where another would not."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlglot import exp

from jianfu.base.errors import UserProblem
from jianfu.engine.functions import INSTEAD, NUMERIC, ROW_FUNCTIONS, SIGNATURES, KindOf, Signature, unify
from jianfu.tables.column import Kind

if TYPE_CHECKING:
    from jianfu.engine.resolve import Resolver, Scope

_LARGEST_INTEGER = 2**63 - 1
_MOST_DIGITS = 6
_CASTS: dict[str, Kind] = {
    "INT": Kind.INTEGER, "BIGINT": Kind.INTEGER, "DOUBLE": Kind.NUMBER, "VARCHAR": Kind.TEXT, "TEXT": Kind.TEXT,
    "DATE": Kind.DATE, "TIMESTAMP": Kind.MOMENT, "BOOLEAN": Kind.FLAG,
}  # fmt: skip
_SAFE_CASTS = frozenset({
    (Kind.INTEGER, Kind.NUMBER), (Kind.INTEGER, Kind.TEXT), (Kind.NUMBER, Kind.INTEGER), (Kind.DATE, Kind.TEXT),
    (Kind.MOMENT, Kind.DATE), (Kind.FLAG, Kind.INTEGER),
})  # fmt: skip
"""Casts that mean the same everywhere; number to integer cuts towards zero."""


@dataclass(frozen=True)
class Place:
    """Where an expression stands, and so what it may hold."""

    resolver: "Resolver"
    scope: "Scope"
    aggregates: bool = False
    windows: bool = False


def kind_of(node: exp.Expr, place: Place) -> KindOf:
    """The kind of one expression, also written into ``node.meta["kind"]``; raises ``UserProblem``."""
    rule = _KINDS.get(type(node))
    if rule is None:
        raise UserProblem("query-not-portable", what=type(node).__name__.lower(), line=_line(node))
    kind = rule(node, place)
    node.meta["kind"] = kind
    return kind


def flag_of(node: exp.Expr, place: Place) -> Kind:
    """The same for a condition: anything but yes/no is refused."""
    if kind_of(node, place) not in (Kind.FLAG, None):
        raise UserProblem("query-condition-not-flag", line=_line(node))
    return Kind.FLAG


def is_aggregate(node: exp.Expr) -> bool:
    """Whether the node is an aggregate call that is not a window."""
    return (
        isinstance(node, exp.Anonymous)
        and node.name.lower() in SIGNATURES
        and SIGNATURES[node.name.lower()].aggregate
        and not isinstance(node.parent, exp.Window)
    )


def holds_aggregate(node: exp.Expr) -> bool:
    """Whether an aggregate of this SELECT (not of a subquery in it) stands in the expression."""
    return any(is_aggregate(part) for part in node.walk(prune=lambda each: isinstance(each, exp.Select)))


def _line(node: exp.Expr) -> int:
    for part in node.walk():
        if "line" in part.meta:
            return int(part.meta["line"])
    return _line(node.parent) if node.parent is not None else 1


def _unified(nodes: list[exp.Expr], place: Place) -> KindOf:
    kinds = [kind_of(node, place) for node in nodes]
    try:
        return unify(kinds)
    except TypeError as error:
        raise UserProblem("query-kinds-differ", kinds=str(error), line=_line(nodes[0])) from error


def _literal(node: exp.Expr, _place: Place) -> KindOf:
    if node.args["is_string"]:
        return Kind.TEXT
    if re.fullmatch(r"\d+", node.name):
        if int(node.name) > _LARGEST_INTEGER:
            raise UserProblem("query-number-too-large", number=node.name[:40], line=_line(node))
        return Kind.INTEGER
    return Kind.NUMBER


def _logic(node: exp.Expr, place: Place) -> KindOf:
    for side in node.iter_expressions():
        flag_of(side, place)
    return Kind.FLAG


def _comparison(node: exp.Expr, place: Place) -> KindOf:
    _unified([node.this, node.expression], place)
    return Kind.FLAG


def _between(node: exp.Expr, place: Place) -> KindOf:
    _unified([node.this, node.args["low"], node.args["high"]], place)
    return Kind.FLAG


def _arithmetic(node: exp.Expr, place: Place) -> KindOf:
    sides = list(node.iter_expressions())
    kind = _unified(sides, place)
    if kind not in NUMERIC:
        instead = "days_between" if isinstance(node, exp.Sub) else "add_days"
        code = "query-arithmetic-on-days" if kind in (Kind.DATE, Kind.MOMENT) else "query-arithmetic-kind"
        raise UserProblem(code, kind=str(kind), line=_line(node), instead=instead)
    return kind


def _is(node: exp.Expr, place: Place) -> KindOf:
    kind_of(node.this, place)
    if isinstance(node.expression, exp.Boolean):
        flag_of(node.this, place)
    elif not isinstance(node.expression, exp.Null):
        raise UserProblem("query-not-portable", what="is", line=_line(node))
    return Kind.FLAG


def _like(node: exp.Expr, place: Place) -> KindOf:
    pattern = node.expression
    if kind_of(node.this, place) not in (Kind.TEXT, None) or kind_of(pattern, place) is not Kind.TEXT:
        raise UserProblem("query-like-pattern", line=_line(node))
    if not isinstance(pattern, exp.Literal) or set("\\_") & set(pattern.name):
        raise UserProblem("query-like-pattern", line=_line(node))
    return Kind.FLAG


def _in(node: exp.Expr, place: Place) -> KindOf:
    if query := node.args.get("query"):
        ours, theirs = kind_of(node.this, place), _one_column(query, place)
        try:
            unify((ours, theirs))
        except TypeError as error:
            raise UserProblem("query-kinds-differ", kinds=str(error), line=_line(node)) from error
    else:
        _unified([node.this, *node.expressions], place)
    return Kind.FLAG


def _one_column(query: exp.Expr, place: Place) -> KindOf:
    relation = place.resolver.query(query, place.scope, unnamed=True)
    if len(relation.columns) != 1:
        raise UserProblem("query-subquery-columns", found=len(relation.columns), line=_line(query))
    return next(iter(relation.columns.values()))


def _exists(node: exp.Expr, place: Place) -> KindOf:
    place.resolver.query(node.this, place.scope, unnamed=True)
    return Kind.FLAG


def _scalar_query(node: exp.Expr, place: Place) -> KindOf:
    kind = _one_column(node.this, place)
    if not (isinstance(node.this, exp.Select) and holds_aggregate(node.this.expressions[0])) or (
        node.this.args.get("group")
    ):
        raise UserProblem("query-subquery-rows", line=_line(node))
    return kind


def _case(node: exp.Expr, place: Place) -> KindOf:
    branches = node.args["ifs"]
    if node.this:
        _unified([node.this, *(branch.this for branch in branches)], place)
    else:
        for branch in branches:
            flag_of(branch.this, place)
    ends = [branch.args["true"] for branch in branches]
    return _unified([*ends, *([node.args["default"]] if node.args.get("default") else [])], place)


def _cast(node: exp.Expr, place: Place) -> KindOf:
    wanted = _CASTS.get(node.args["to"].this.name)
    source = kind_of(node.this, place)
    if wanted is None:
        raise UserProblem("query-cast", kind=str(source), wanted=node.args["to"].sql().lower(), line=_line(node))
    node.args["to"].set("this", exp.DataType.Type.BIGINT if wanted is Kind.INTEGER else node.args["to"].this)
    if source in (None, wanted) or (source, wanted) in _SAFE_CASTS or _is_day_literal(node.this, wanted):
        return wanted
    raise UserProblem("query-cast", kind=str(source), wanted=str(wanted), line=_line(node))


def _is_day_literal(node: exp.Expr, wanted: Kind) -> bool:
    if not (isinstance(node, exp.Literal) and node.args["is_string"]):
        return False
    form = {Kind.DATE: r"\d{4}-\d\d-\d\d", Kind.MOMENT: r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"}.get(wanted)
    if form is None or not re.fullmatch(form, node.name, re.ASCII):
        return False
    try:
        (date if wanted is Kind.DATE else datetime).fromisoformat(node.name)
    except ValueError:
        return False
    return True


def _call(node: exp.Expr, place: Place) -> KindOf:
    name, signature = _signature(node)
    if name in ROW_FUNCTIONS:
        raise UserProblem("query-window-missing", function=name, line=_line(node))
    if signature.aggregate and not place.aggregates:
        raise UserProblem("query-aggregate-here", function=name, line=_line(node))
    return _arguments(node, signature, Place(place.resolver, place.scope, place.aggregates and (
        not signature.aggregate), place.windows and not signature.aggregate))  # fmt: skip


def _signature(node: exp.Expr) -> tuple[str, Signature]:
    name = node.name.lower()
    if name not in SIGNATURES:
        instead = INSTEAD.get(name)
        if instead:
            raise UserProblem("query-function-instead", function=name[:40], line=_line(node), instead=instead)
        raise UserProblem("query-function", function=name[:40], line=_line(node), known=", ".join(sorted(SIGNATURES)))
    node.set("this", name)
    return name, SIGNATURES[name]


def _arguments(node: exp.Expr, signature: Signature, place: Place) -> KindOf:
    name, given = node.name, list(node.expressions)
    if not signature.least <= len(given) <= signature.most:
        raise UserProblem("query-argument-count", function=name, found=len(given), least=signature.least,
                          most=signature.most, line=_line(node))  # fmt: skip
    if name == "count" and isinstance(given[0], exp.Star):
        return Kind.INTEGER
    if name == "count" and isinstance(given[0], exp.Distinct) and len(given[0].expressions) == 1:
        given = given[0].expressions
    kinds: list[KindOf] = []
    for position, each in enumerate(given):
        kind = kind_of(each, place)
        wanted = signature.takes[min(position, len(signature.takes) - 1)]
        if kind is not None and kind not in wanted:
            raise UserProblem("query-argument-kind", function=name, kind=str(kind), line=_line(node),
                              wanted=", ".join(sorted(wanted)))  # fmt: skip
        if position in signature.constant:
            _require_constant(each, name)
        kinds.append(kind)
    try:
        return signature.gives(kinds)
    except TypeError as error:
        raise UserProblem("query-kinds-differ", kinds=str(error), line=_line(node)) from error


def _require_constant(node: exp.Expr, function: str) -> None:
    literal = isinstance(node, exp.Literal)
    if function in ("round", "lag", "lead") and not (literal and int(node.name) <= _MOST_DIGITS):
        raise UserProblem("query-argument-constant", function=function, line=_line(node))
    if not literal and not isinstance(node, exp.Placeholder):
        raise UserProblem("query-argument-constant", function=function, line=_line(node))


def _window(node: exp.Expr, place: Place) -> KindOf:
    call = node.this
    if not place.windows or not isinstance(call, exp.Anonymous):
        raise UserProblem("query-window-here", line=_line(node))
    name, signature = _signature(call)
    if not signature.over:
        raise UserProblem("query-window-function", function=name, line=_line(node))
    inner = Place(place.resolver, place.scope)
    kind = _arguments(call, signature, inner)
    call.meta["kind"] = kind
    around = Place(place.resolver, place.scope, aggregates=place.aggregates)
    order = [each.this for each in node.args["order"].expressions] if node.args.get("order") else []
    columns = [*(node.args.get("partition_by") or []), *order]
    for each in columns:
        kind_of(each, around)
    missing = [part.sql() for part in place.scope.identity if part not in columns]
    if name in ROW_FUNCTIONS and (missing or not order):
        raise UserProblem("query-order-not-total", function=name, line=_line(node), missing=", ".join(missing))
    return kind


_KINDS: dict[type[exp.Expr], Callable[[exp.Expr, Place], KindOf]] = {
    exp.Column: lambda node, place: place.resolver.column(node, place.scope),  # type: ignore[arg-type]
    exp.Placeholder: lambda node, place: place.resolver.parameter(node),  # type: ignore[arg-type]
    exp.Literal: _literal,
    exp.Boolean: lambda _node, _place: Kind.FLAG,
    exp.Null: lambda _node, _place: None,
    exp.Paren: lambda node, place: kind_of(node.this, place),
    exp.And: _logic, exp.Or: _logic, exp.Not: _logic,
    exp.EQ: _comparison, exp.NEQ: _comparison, exp.LT: _comparison, exp.LTE: _comparison, exp.GT: _comparison,
    exp.GTE: _comparison, exp.Between: _between, exp.Is: _is, exp.Like: _like, exp.In: _in, exp.Exists: _exists,
    exp.Add: _arithmetic, exp.Sub: _arithmetic, exp.Mul: _arithmetic, exp.Neg: _arithmetic,
    exp.Subquery: _scalar_query, exp.Case: _case, exp.Cast: _cast, exp.Anonymous: _call, exp.Window: _window,
}  # fmt: skip
