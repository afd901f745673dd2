"""The gate before the engines: one SELECT in the portable subset, or a ``UserProblem`` that says what to write."""

from collections.abc import Mapping

import sqlglot
from sqlglot import exp, parser
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError, TokenError
from sqlglot.tokenizer_core import Token, TokenType

from jianfu.base.errors import UserProblem
from jianfu.engine.protocol import CheckedQuery
from jianfu.engine.resolve import Resolver, line_of
from jianfu.tables.column import Kind, Table

LONGEST_TEXT = 20_000
MOST_TOKENS = 3_000
DEEPEST_NESTING = 14
DEEPEST_TREE = 120
MOST_SCANS = 40
"""How often tables may be read in all, with every named subquery counted wherever it is used: they can multiply."""


class Portable(Dialect):
    """SQL with no function of its own: every call is read as a plain name and looked up on our list."""

    class Parser(parser.Parser):
        """Knows no built-in function, so none is rewritten before we have seen it."""

        FUNCTIONS = {}  # noqa: RUF012
        NO_PAREN_FUNCTIONS = {}  # noqa: RUF012


_PAIR = frozenset({"this", "expression"})
_ALLOWED: dict[type[exp.Expr], frozenset[str]] = {
    exp.Select: frozenset({"expressions", "from_", "joins", "where", "group", "having", "with_", "distinct"}),
    exp.With: frozenset({"expressions"}),
    exp.CTE: frozenset({"this", "alias"}),
    exp.TableAlias: frozenset({"this"}),
    exp.Union: frozenset({"this", "expression", "with_"}),
    exp.Subquery: frozenset({"this", "alias"}),
    exp.From: frozenset({"this"}),
    exp.Table: frozenset({"this", "alias"}),
    exp.Join: frozenset({"this", "side", "kind", "on"}),
    exp.Where: frozenset({"this"}),
    exp.Having: frozenset({"this"}),
    exp.Group: frozenset({"expressions"}),
    exp.Order: frozenset({"expressions"}),
    exp.Ordered: frozenset({"this", "desc", "nulls_first"}),
    exp.Window: frozenset({"this", "partition_by", "order", "over"}),
    exp.Distinct: frozenset({"expressions"}),
    exp.Alias: frozenset({"this", "alias"}),
    exp.Column: frozenset({"this", "table"}),
    exp.Identifier: frozenset({"this", "quoted"}),
    exp.Literal: frozenset({"this", "is_string"}),
    exp.Boolean: frozenset({"this"}),
    exp.Null: frozenset(),
    exp.Placeholder: frozenset({"this"}),
    exp.Star: frozenset(),
    exp.Anonymous: frozenset({"this", "expressions"}),
    exp.Cast: frozenset({"this", "to"}),
    exp.DataType: frozenset({"this"}),
    exp.Case: frozenset({"this", "ifs", "default"}),
    exp.If: frozenset({"this", "true"}),
    exp.Exists: frozenset({"this"}),
    exp.In: frozenset({"this", "expressions", "query"}),
    exp.Between: frozenset({"this", "low", "high"}),
    exp.Is: _PAIR,
    exp.Like: _PAIR | {"negate"},
    exp.Not: frozenset({"this"}),
    exp.Paren: frozenset({"this"}),
    exp.And: _PAIR,
    exp.Or: _PAIR,
    exp.EQ: _PAIR,
    exp.NEQ: _PAIR,
    exp.LT: _PAIR,
    exp.LTE: _PAIR,
    exp.GT: _PAIR,
    exp.GTE: _PAIR,
    exp.Add: _PAIR,
    exp.Sub: _PAIR,
    exp.Mul: _PAIR,
    exp.Neg: frozenset({"this"}),
}
"""Every kind of node a query may hold, and the parts each may have. All else is refused."""

_INSTEAD: dict[type[exp.Expr], str] = {
    exp.Div: "share_of(part, whole)",
    exp.IntDiv: "share_of(part, whole)",
    exp.Mod: "sample_bucket(text, n)",
    exp.Interval: "add_days(date, n)",
    exp.Limit: "where",
    exp.Offset: "where",
    exp.Filter: "case",
    exp.NullSafeEQ: "is null",
    exp.NullSafeNEQ: "is null",
    exp.ILike: "clean_name(text) like",
    exp.Extract: "weekday(date)",
    exp.TryCast: "cast",
    exp.Parameter: ":name",
    exp.Intersect: "exists",
    exp.Except: "not exists",
    exp.DPipe: "message",
}


def check(text: str, reads: Mapping[str, Table], parameters: Mapping[str, Kind]) -> CheckedQuery:
    """The query as a checked tree, every column resolved and every expression of one kind.

    ``reads``: the tables it may name; ``parameters``: the kinds of the named parameters it may bind.
    Raises ``UserProblem`` with the line and, where there is one, what to write instead.
    """
    tree = _parse(text)
    _allow(tree)
    if (scans := _scans(tree, {})) > MOST_SCANS:
        raise UserProblem("query-too-many-scans", scans=scans, most=MOST_SCANS)
    resolver = Resolver(reads, parameters)
    relation = resolver.query(tree, None)
    for name, kind in relation.columns.items():
        if kind is None:
            raise UserProblem("query-kind-unknown", column=name)
    return CheckedQuery(
        text=text,
        reads=tuple(sorted(resolver.tables_used)),
        parameters=tuple(sorted(resolver.parameters_used)),
        columns=tuple((name, kind) for name, kind in relation.columns.items() if kind is not None),
        parameter_kinds={name: parameters[name] for name in sorted(resolver.parameters_used)},
        persons=tuple(sorted(relation.persons)),
        tree=tree,
    )


def _parse(text: str) -> exp.Expr:
    if len(text) > LONGEST_TEXT:
        raise UserProblem("query-too-long", characters=len(text), most=LONGEST_TEXT)
    dialect = Portable()
    try:
        tokens = dialect.tokenize(text)
        _bound(tokens)
        statements = dialect.parser().parse(tokens, text)
    except ParseError as error:
        first = error.errors[0] if error.errors else {}
        raise UserProblem(
            "query-syntax", line=first.get("line") or 1, near=str(first.get("highlight") or "")[:40]
        ) from error
    except TokenError as error:
        raise UserProblem("query-syntax", line=1, near=text.strip()[:40]) from error
    except RecursionError as error:
        raise UserProblem("query-too-deep", most=DEEPEST_NESTING) from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Select | exp.Union):
        raise UserProblem("query-not-one-select", found=len(statements))
    return statements[0]


_OPENING = frozenset({TokenType.L_PAREN, TokenType.CASE, TokenType.L_BRACKET, TokenType.L_BRACE})
_CLOSING = frozenset({TokenType.R_PAREN, TokenType.END, TokenType.R_BRACKET, TokenType.R_BRACE})


def _bound(tokens: list[Token]) -> None:
    if len(tokens) > MOST_TOKENS:
        raise UserProblem("query-too-many-words", words=len(tokens), most=MOST_TOKENS)
    depth = 0
    for token in tokens:
        depth += (token.token_type in _OPENING) - (token.token_type in _CLOSING)
        if depth > DEEPEST_NESTING:
            raise UserProblem("query-too-deep", most=DEEPEST_NESTING)


def _allow(tree: exp.Expr) -> None:
    """Refuses nodes, and parts of nodes, that are not on the list; no recursion, so no depth can hurt it."""
    pending: list[tuple[exp.Expr, int]] = [(tree, 0)]
    while pending:
        node, depth = pending.pop()
        if depth > DEEPEST_TREE:
            raise UserProblem("query-too-deep", most=DEEPEST_NESTING)
        parts = _ALLOWED.get(type(node))
        if parts is None:
            _refuse(node)
        for part, content in node.args.items():
            if content in (None, False, []):
                continue
            if part not in (parts or ()):
                _refuse(content if isinstance(content, exp.Expr) else node, part)
            pending.extend(
                (child, depth + 1)
                for child in (content if isinstance(content, list) else [content])
                if isinstance(child, exp.Expr)
            )


def _scans(node: exp.Expr, known: Mapping[str, int]) -> int:
    """How many tables a query reads once its named subqueries are put in place."""
    if isinstance(node, exp.Table):
        return known.get(node.name.lower(), 1)
    known = dict(known)
    with_ = node.args.get("with_")
    for cte in with_.expressions if with_ else ():
        known[cte.alias.lower()] = _scans(cte.this, known)
    return sum(_scans(child, known) for child in node.iter_expressions() if child is not with_)


def _refuse(node: exp.Expr, part: str = "") -> None:
    instead = _INSTEAD.get(type(node), "")
    what = (part.rstrip("_") or type(node).__name__).lower()
    code = "query-not-portable-instead" if instead else "query-not-portable"
    raise UserProblem(code, what=what, line=line_of(node), **({"instead": instead} if instead else {}))


def parse_template(text: str) -> exp.Expr:
    """One expression of our own, read without any rewriting; for ``spelling.py``."""
    return sqlglot.parse_one(text, read=Portable)
