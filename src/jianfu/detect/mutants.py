"""Breaks a rule in every small way its cases ought to notice: limits, words, comparisons, sums, guards, exemptions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlglot import exp

from jianfu.detect.rule import Rule
from jianfu.engine.protocol import CheckedQuery, Scalar
from jianfu.tables.column import Kind

SMALLEST_SHARE = 0.01
"""The step by which shares and other broken numbers are shifted: a percentage point."""
EXEMPTION = "exemptions: honoured → not_honoured"


@dataclass(frozen=True)
class Mutant:
    """A rule with one thing broken. ``name`` says what, in the words of the rule file."""

    name: str
    query: CheckedQuery
    shift: tuple[str, int] | None = None
    """A limit and the direction in which it is one step off."""
    honoured: bool = True
    """Whether exemptions are still honoured."""


def mutants_of(rule: Rule) -> list[Mutant]:
    """Every mutant of a rule, each with a name of its own."""
    made = [Mutant(f":{name} {sign}1", rule.query, (name, step)) for name in rule.parameters for sign, step in _STEPS]
    made += [Mutant(name, query) for name, query in _broken_queries(rule.query)]
    if rule.exemptions_honoured:
        made.append(Mutant(EXEMPTION, rule.query, honoured=False))
    seen: dict[str, int] = {}
    for at, mutant in enumerate(made):
        seen[mutant.name] = count = seen.get(mutant.name, 0) + 1
        if count > 1:
            made[at] = replace(mutant, name=f"{mutant.name} ({count})")
    return made


_STEPS = (("+", 1), ("-", -1))


def shifted(value: Scalar, step: int) -> Scalar:
    """A limit one smallest step further up or down: a unit, a day, a percentage point."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(step)
    if isinstance(value, float):
        return round(value + step * SMALLEST_SHARE, 9)
    return value + step if isinstance(value, int) else f"{value}?"


def _broken_queries(query: CheckedQuery) -> Iterator[tuple[str, CheckedQuery]]:
    for at, node in enumerate(query.tree.walk()):
        for before, after, change in _changes(node):
            tree = query.tree.copy()
            twin = next(each for place, each in enumerate(tree.walk()) if place == at)
            change(twin)
            yield f"{before} → {after}", replace(query, tree=tree)


Change = tuple[str, str, Callable[[exp.Expr], object]]
"""What stands there, what will, and how to put it there."""

_SWAPPED: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.GT: exp.GTE, exp.GTE: exp.GT, exp.LT: exp.LTE, exp.LTE: exp.LT, exp.EQ: exp.NEQ, exp.NEQ: exp.EQ,
}  # fmt: skip


def _changes(node: exp.Expr) -> Iterator[Change]:
    if type(node) in _SWAPPED:
        yield _as(node, _compared(_SWAPPED[type(node)], node.this, node.expression))
    elif isinstance(node, exp.Between):
        low, high = (node.args[side] for side in ("low", "high"))
        for lower, upper in ((exp.GT, exp.LTE), (exp.GTE, exp.LT)):
            yield _as(node, _compared(exp.And, _compared(lower, node.this, low), _compared(upper, node.this, high)))
    elif isinstance(node, exp.And | exp.Or):
        yield from _one_side(node)
    elif isinstance(node, exp.Not):
        yield _as(node, node.this)
    elif isinstance(node, exp.Where | exp.Having) and not isinstance(node.this.unnest(), exp.And):
        yield _said(node), "", lambda twin: twin.pop()
    elif isinstance(node, exp.Join) and node.side:
        yield f"left join {_said(node.this)}", "join", lambda twin: twin.set("side", None)
    elif isinstance(node, exp.Distinct) and not isinstance(node.parent, exp.Anonymous):
        yield "select distinct", "select", lambda twin: twin.pop()
    elif isinstance(node, exp.Literal | exp.Boolean):
        yield from _other_constant(node)
    else:
        yield from _other_aggregate(node)
        yield from _fewer_parts(node)


def _other_constant(node: exp.Expr) -> Iterator[Change]:
    """A word that is compared with, and yes or no; a guard's own word is tested by leaving the guard out."""
    if isinstance(node, exp.Boolean):
        yield _as(node, _like(node, exp.Boolean(this=not node.this)))
    elif isinstance(node.parent, exp.EQ | exp.NEQ | exp.In):
        yield _as(node, _like(node, exp.Literal.string(f"{node.this}?")))


def _other_aggregate(node: exp.Expr) -> Iterator[Change]:
    """The largest for the smallest, and how many rows for what they add up to.

    Where texts are aggregated any one of a few equals is meant (the unit, the name), and which does not matter.
    """
    if not isinstance(node, exp.Anonymous):
        return
    other = {"min": "max", "max": "min", "sum": "count"}.get(node.name)
    if other and node.meta.get("kind") is not Kind.TEXT:
        changed = _like(node, exp.Anonymous(this=other, expressions=[each.copy() for each in node.expressions]))
        yield _as(node, changed)


def _like(node: exp.Expr, new: exp.Expr) -> exp.Expr:
    """With what was found out about the other."""
    new.meta.update(node.meta)
    return new


def _one_side(node: exp.Expr) -> Iterator[Change]:
    """Each condition of a chain left out in turn; a longer left side is itself such a chain."""
    word = "and" if isinstance(node, exp.And) else "or"
    for removed, left in ((node.this, node.expression), (node.expression, node.this)):
        if type(removed) is not type(node):
            yield f"{word} {_said(removed)}", "", _putting(left)


def _fewer_parts(node: exp.Expr) -> Iterator[Change]:
    if isinstance(node, exp.Anonymous):
        yield from _fewer_arguments(node)
    elif isinstance(node, exp.In) and len(node.expressions) > 1:
        for at, each in enumerate(node.expressions):
            yield f"{_said(node.this)} in (… {_said(each)} …)", "", _dropping("expressions", at)
    elif isinstance(node, exp.Case):
        for at, branch in enumerate(node.args["ifs"]):
            if len(node.args["ifs"]) > 1:
                yield f"when {_said(branch.this)}", "", _dropping("ifs", at)
        if node.args.get("default"):
            yield f"else {_said(node.args['default'])}", "", lambda twin: twin.set("default", None)
    elif isinstance(node, exp.Union) and node.this.named_selects == node.expression.named_selects:
        for side in (node.this, node.expression):
            other = node.expression if side is node.this else node.this
            yield f"union all {_said(other)}", "", _putting(side)


def _fewer_arguments(node: exp.Anonymous) -> Iterator[Change]:
    arguments = node.expressions
    if node.name == "count" and isinstance(arguments[0], exp.Distinct):
        yield "count(distinct …)", "count(…)", lambda twin: twin.set("expressions", twin.expressions[0].expressions)
    if node.name not in ("coalesce", "greatest", "least"):
        return
    for at, each in enumerate(arguments):
        if len(arguments) == 2:
            yield _as(node, arguments[1 - at])
        else:
            yield f"{_said(node)} {_said(each)}", "", _dropping("expressions", at)


def _as(node: exp.Expr, new: exp.Expr) -> Change:
    return _said(node), _said(new), _putting(new)


def _putting(new: exp.Expr) -> Callable[[exp.Expr], object]:
    def put(twin: exp.Expr) -> object:
        fresh = new.copy()
        return twin.replace(exp.Paren(this=fresh) if isinstance(fresh, exp.And | exp.Or) else fresh)

    return put


def _dropping(part: str, at: int) -> Callable[[exp.Expr], object]:
    def drop(twin: exp.Expr) -> None:
        twin.set(part, [each for place, each in enumerate(twin.args[part]) if place != at])

    return drop


def _compared(how: type[exp.Expr], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    made = how(this=left.copy(), expression=right.copy())
    made.meta["kind"] = Kind.FLAG
    return made


def _said(node: exp.Expr) -> str:
    text = " ".join(node.sql().split())
    return text if len(text) <= 110 else f"{text[:70]} … {text[-36:]}"
