"""Gives every column of a query its source and every source its columns, so that no engine has to guess."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from sqlglot import exp

from jianfu.base.errors import UserProblem
from jianfu.engine.functions import KindOf, unify
from jianfu.engine.kinds import Place, flag_of, holds_aggregate, is_aggregate, kind_of
from jianfu.tables.column import Kind, Table

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Relation:
    """Columns of a table or subquery, and the ones that tell its rows apart (all, where nothing better is known)."""

    columns: Mapping[str, KindOf]
    key: tuple[str, ...]
    persons: frozenset[str] = frozenset()
    """The columns that hold, or were made from, a person's pseudonym."""


@dataclass
class Scope:
    """The sources one SELECT sees, and what stands around it."""

    outer: "Scope | None"
    ctes: dict[str, Relation] = field(default_factory=dict)
    sources: dict[str, Relation] = field(default_factory=dict)
    identity: list[exp.Expr] = field(default_factory=list)
    """The expressions that tell the rows of this SELECT apart."""

    def cte(self, name: str) -> Relation | None:
        """The named subquery visible here under ``name``."""
        return self.ctes.get(name) or (self.outer.cte(name) if self.outer else None)

    def taken(self, alias: str) -> bool:
        """Whether a source of this or a surrounding SELECT has this name."""
        return alias in self.sources or (self.outer is not None and self.outer.taken(alias))


def line_of(node: exp.Expr) -> int:
    """The line the node stands on, as near as the parser tells."""
    for part in node.walk():
        if "line" in part.meta:
            return int(part.meta["line"])
    return line_of(node.parent) if node.parent is not None else 1


class Resolver:
    """Resolves one query; afterwards ``tables_used`` and ``parameters_used`` say what it named."""

    def __init__(self, reads: Mapping[str, Table], parameters: Mapping[str, Kind]) -> None:
        self._reads = reads
        self._parameters = parameters
        self.tables_used: set[str] = set()
        self.parameters_used: set[str] = set()

    def query(self, node: exp.Expr, outer: Scope | None, *, unnamed: bool = False) -> Relation:
        """The relation a SELECT or UNION ALL gives; qualifies its columns in place."""
        scope = Scope(outer)
        for cte in node.args["with_"].expressions if node.args.get("with_") else ():
            name = self._name(cte.args["alias"].this)
            if name in self._reads or scope.cte(name):
                raise UserProblem("query-name-twice", name=name, line=line_of(cte))
            scope.ctes[name] = self.query(cte.this, scope)
        if isinstance(node, exp.Subquery):
            return self.query(node.this, scope, unnamed=unnamed)
        if isinstance(node, exp.Union):
            return self._union(node, scope)
        if not isinstance(node, exp.Select):
            raise UserProblem("query-not-portable", what=type(node).__name__.lower(), line=line_of(node))
        return self._select(node, scope, unnamed=unnamed)

    def column(self, node: exp.Column, scope: Scope) -> KindOf:
        """The kind of a column; writes its source into the tree. Raises for an unknown or ambiguous one."""
        if isinstance(node.this, exp.Star):
            raise UserProblem("query-star", line=line_of(node))
        name = self._name(node.this)
        alias = self._name(node.args["table"]) if node.args.get("table") else None
        here: Scope | None = scope
        while here is not None:
            holders = [
                source for source, relation in here.sources.items()
                if name in relation.columns and alias in (None, source)
            ]  # fmt: skip
            if len(holders) > 1:
                raise UserProblem("query-column-ambiguous", column=name, line=line_of(node), tables=", ".join(holders))
            if holders:
                node.set("table", exp.to_identifier(holders[0]))
                return here.sources[holders[0]].columns[name]
            here = here.outer
        known = sorted({each for relation in scope.sources.values() for each in relation.columns})
        shown = f"{alias}.{name}" if alias else name
        raise UserProblem("query-column-unknown", column=shown, line=line_of(node), known=", ".join(known))

    def parameter(self, node: exp.Placeholder) -> Kind:
        """The kind of a named parameter; raises for one that is not declared."""
        name = node.this if isinstance(node.this, str) else ""
        if name not in self._parameters:
            known = ", ".join(f":{each}" for each in sorted(self._parameters))
            raise UserProblem("query-parameter-unknown", parameter=f":{name}", line=line_of(node), known=known)
        self.parameters_used.add(name)
        return self._parameters[name]

    def _name(self, identifier: exp.Expr) -> str:
        name = str(identifier.this).lower()
        if not _NAME.fullmatch(name):
            raise UserProblem("query-name-odd", name=name[:40], line=line_of(identifier))
        identifier.set("this", name)
        return name

    def _union(self, node: exp.Union, scope: Scope) -> Relation:
        left, right = self.query(node.this, scope), self.query(node.expression, scope)
        if len(left.columns) != len(right.columns):
            raise UserProblem("query-union-width", line=line_of(node))
        columns: dict[str, KindOf] = {}
        for (name, ours), theirs in zip(left.columns.items(), right.columns.values(), strict=True):
            try:
                columns[name] = unify((ours, theirs))
            except TypeError as error:
                raise UserProblem("query-kinds-differ", kinds=str(error), line=line_of(node)) from error
        places = {index for side in (left, right) for index, name in enumerate(side.columns) if name in side.persons}
        persons = frozenset(name for index, name in enumerate(columns) if index in places)
        return Relation(columns, tuple(columns), persons)

    def _select(self, node: exp.Select, scope: Scope, *, unnamed: bool) -> Relation:
        if node.args.get("from_"):
            self._add_source(node.args["from_"].this, scope)
        for join in node.args.get("joins") or ():
            self._join(join, scope)
        rows = Place(self, scope)
        if where := node.args.get("where"):
            flag_of(where.this, rows)
        groups = [group.unnest() for group in node.args["group"].expressions] if node.args.get("group") else []
        for group in groups:
            if isinstance(group, exp.Literal | exp.Placeholder):
                raise UserProblem("query-group-by-number", line=line_of(group))
            kind_of(group, rows)
        having = node.args.get("having")
        grouped = bool(groups) or having is not None or any(map(holds_aggregate, node.expressions))
        if grouped:
            scope.identity = groups
        output = Place(self, scope, aggregates=True, windows=True)
        columns = self._outputs(node, output, unnamed=unnamed)
        if having is not None:
            flag_of(having.this, Place(self, scope, aggregates=True))
        if grouped:
            for part in (*node.expressions, *([having.this] if having is not None else ())):
                _require_grouped(part, groups, scope)
        persons = {each.alias for each in node.expressions if _names_person(each, scope)}
        return Relation(columns, self._key(node, scope, columns), frozenset(persons & set(columns)))

    def _outputs(self, node: exp.Select, place: Place, *, unnamed: bool) -> dict[str, KindOf]:
        columns: dict[str, KindOf] = {}
        for position, each in enumerate(node.expressions):
            if isinstance(each, exp.Star):
                raise UserProblem("query-star", line=line_of(node))
            kind = kind_of(each.unalias(), place)
            name = self._name(each.args["alias"]) if isinstance(each, exp.Alias) else each.name if (
                isinstance(each, exp.Column)
            ) else f"_{position}" if unnamed else ""  # fmt: skip
            if not name:
                raise UserProblem("query-column-unnamed", position=position + 1, line=line_of(each))
            if name in columns:
                raise UserProblem("query-name-twice", name=name, line=line_of(each))
            columns[name] = kind
            if isinstance(each, exp.Column):
                each.replace(exp.alias_(each.copy(), name))
        return columns

    def _key(self, node: exp.Select, scope: Scope, columns: Mapping[str, KindOf]) -> tuple[str, ...]:
        shown = {each.unalias(): each.alias for each in node.expressions if each.alias in columns}
        if node.args.get("distinct") or not all(part in shown for part in scope.identity):
            return tuple(columns)
        return tuple(shown[part] for part in scope.identity)

    def _add_source(self, node: exp.Expr, scope: Scope) -> str:
        if isinstance(node, exp.Subquery):
            if not node.alias:
                raise UserProblem("query-column-unnamed", position=1, line=line_of(node))
            alias = self._name(node.args["alias"].this)
            relation = self.query(node.this, Scope(None, ctes=_visible(scope)))
        elif not isinstance(node.this, exp.Identifier):
            raise UserProblem("query-not-portable", what=node.this.name.lower()[:40], line=line_of(node))
        else:
            name = self._name(node.this)
            alias = self._name(node.args["alias"].this) if node.args.get("alias") else name
            relation = scope.cte(name) or self._table(name, node)
        if scope.taken(alias):
            raise UserProblem("query-name-twice", name=alias, line=line_of(node))
        scope.sources[alias] = relation
        scope.identity.extend(exp.column(name, table=alias) for name in relation.key)
        return alias

    def _table(self, name: str, node: exp.Expr) -> Relation:
        table = self._reads.get(name)
        if table is None:
            known = ", ".join(sorted(self._reads))
            raise UserProblem("query-table-undeclared", table=name, line=line_of(node), known=known)
        self.tables_used.add(name)
        persons = frozenset(column.name for column in table.columns if column.person)
        return Relation({column.name: column.kind for column in table.columns}, table.key, persons)

    def _join(self, join: exp.Join, scope: Scope) -> None:
        if (join.side or "", join.kind or "") not in {("", ""), ("", "INNER"), ("LEFT", ""), ("LEFT", "OUTER")}:
            raise UserProblem("query-join-kind", kind=f"{join.side} {join.kind}".strip().lower(), line=line_of(join))
        if not join.args.get("on"):
            raise UserProblem("query-join-without-on", line=line_of(join))
        before = list(scope.identity)
        alias = self._add_source(join.this, scope)
        flag_of(join.args["on"], Place(self, scope))
        condition = join.args["on"].unnest()
        if not any(map(partial(_links, alias=alias), _parts(condition))):
            raise UserProblem("query-join-without-equality", line=line_of(join))
        equal = {
            side.name for part in _parts(condition)
            if isinstance(part, exp.EQ)
            for side in (part.this, part.expression) if isinstance(side, exp.Column) and side.table == alias
        }  # fmt: skip
        if set(scope.sources[alias].key) <= equal:
            scope.identity = before


def _parts(condition: exp.Expr) -> list[exp.Expr]:
    return [part.unnest() for part in condition.flatten()] if isinstance(condition, exp.And) else [condition]


def _links(part: exp.Expr, *, alias: str) -> bool:
    """Whether an equation ties the source ``alias`` to another one; without such a join every row meets every row."""
    if not isinstance(part, exp.EQ):
        return False
    sides = [{column.table for column in side.find_all(exp.Column)} for side in (part.this, part.expression)]
    return {alias} in sides and any(side and alias not in side for side in sides)


def _names_person(node: exp.Expr, scope: Scope) -> bool:
    """Whether a pseudonym, and not only a count of them, reaches this output."""
    counted = {id(part) for call in node.find_all(exp.Anonymous) if call.name == "count" for part in call.walk()}
    return any(
        part.table in scope.sources and part.name in scope.sources[part.table].persons and id(part) not in counted
        for part in node.find_all(exp.Column)
    )


def _visible(scope: Scope) -> dict[str, Relation]:
    outer = _visible(scope.outer) if scope.outer else {}
    return {**outer, **scope.ctes}


def _require_grouped(node: exp.Expr, groups: Iterable[exp.Expr], scope: Scope) -> None:
    if node in groups or is_aggregate(node):
        return
    if isinstance(node, exp.Column) and node.table in scope.sources:
        raise UserProblem("query-not-grouped", column=node.sql(), line=line_of(node))
    for child in node.iter_expressions():
        if not isinstance(node, exp.Window) or child is not node.this:
            _require_grouped(child, groups, scope)
        else:
            for argument in child.iter_expressions():
                _require_grouped(argument, groups, scope)
