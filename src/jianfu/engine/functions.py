"""The functions a checked query may call, and what each takes and gives. How an engine says them: ``spelling.py``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jianfu.tables.column import Kind

KindOf = Kind | None
"""The kind of an expression; ``None`` for a bare NULL."""

NUMERIC = frozenset({Kind.INTEGER, Kind.NUMBER})
TEXTS = frozenset({Kind.TEXT})
FLAGS = frozenset({Kind.FLAG})
DAYS = frozenset({Kind.DATE, Kind.MOMENT})
ANY = frozenset(Kind)
ORDERED = ANY - FLAGS

COMPARISONS = frozenset({"eq", "neq", "lt", "lte", "gt", "gte"})


def unify(kinds: Sequence[KindOf]) -> KindOf:
    """The one kind of expressions that must agree; raises ``TypeError`` where engines would cast differently."""
    known = {kind for kind in kinds if kind is not None}
    if known <= NUMERIC and len(known) == 2:
        return Kind.NUMBER
    if len(known) > 1:
        raise TypeError(", ".join(sorted(known)))
    return next(iter(known), None)


@dataclass(frozen=True)
class Signature:
    """What a function takes and gives. ``takes`` repeats its last entry up to ``most`` arguments."""

    takes: tuple[frozenset[Kind], ...]
    gives: Callable[[Sequence[KindOf]], KindOf]
    least: int
    most: int
    aggregate: bool = False
    over: bool = False
    """May stand before OVER (...)."""
    constant: frozenset[int] = frozenset()
    """Arguments that must be literals or parameters."""


def _always(kind: Kind) -> Callable[[Sequence[KindOf]], KindOf]:
    return lambda _kinds: kind


def _first(kinds: Sequence[KindOf]) -> KindOf:
    return kinds[0]


def _scalar(
    takes: tuple[frozenset[Kind], ...],
    gives: Callable[[Sequence[KindOf]], KindOf],
    *,
    most: int | None = None,
    least: int | None = None,
    constant: frozenset[int] = frozenset(),
) -> Signature:
    count = len(takes)
    return Signature(takes, gives, count if least is None else least, most or count, constant=constant)


def _aggregate(takes: frozenset[Kind], gives: Callable[[Sequence[KindOf]], KindOf]) -> Signature:
    return Signature((takes,), gives, 1, 1, aggregate=True, over=True)


SIGNATURES: dict[str, Signature] = {
    "days_between": _scalar((DAYS, DAYS), _always(Kind.INTEGER)),
    "hours_between": _scalar((frozenset({Kind.MOMENT}),) * 2, _always(Kind.NUMBER)),
    "day_of": _scalar((DAYS,), _always(Kind.DATE)),
    "weekday": _scalar((DAYS,), _always(Kind.INTEGER)),
    "add_days": _scalar((frozenset({Kind.DATE}), frozenset({Kind.INTEGER})), _always(Kind.DATE)),
    "share_of": _scalar((NUMERIC, NUMERIC), _always(Kind.NUMBER)),
    "edit_distance": _scalar((TEXTS, TEXTS), _always(Kind.INTEGER)),
    "clean_name": _scalar((TEXTS,), _always(Kind.TEXT)),
    "sample_bucket": _scalar((TEXTS, frozenset({Kind.INTEGER})), _always(Kind.INTEGER), constant=frozenset({1})),
    "percentile": Signature((NUMERIC, NUMERIC), _always(Kind.NUMBER), 2, 2, aggregate=True, constant=frozenset({1})),
    "abs": _scalar((NUMERIC,), _first),
    "round": _scalar((NUMERIC, frozenset({Kind.INTEGER})), _first, least=1, constant=frozenset({1})),
    "coalesce": _scalar((ANY,), unify, least=2, most=8),
    "greatest": _scalar((ORDERED,), unify, least=2, most=8),
    "least": _scalar((ORDERED,), unify, least=2, most=8),
    "nullif": _scalar((ANY, ANY), lambda kinds: kinds[0] if unify(kinds) else None),
    "count": _aggregate(ANY, _always(Kind.INTEGER)),
    "sum": _aggregate(NUMERIC, _first),
    "avg": _aggregate(NUMERIC, _always(Kind.NUMBER)),
    "min": _aggregate(ORDERED, _first),
    "max": _aggregate(ORDERED, _first),
    "row_number": Signature((), _always(Kind.INTEGER), 0, 0, over=True),
    "lag": Signature((ANY, frozenset({Kind.INTEGER})), _first, 1, 2, over=True, constant=frozenset({1})),
    "lead": Signature((ANY, frozenset({Kind.INTEGER})), _first, 1, 2, over=True, constant=frozenset({1})),
}
"""Every function on the list. ``lag``, ``lead`` and ``row_number`` stand only before OVER (...)."""

ROW_FUNCTIONS = frozenset({"row_number", "lag", "lead"})
"""They depend on the order of rows, so their window must order the rows totally."""

INSTEAD = {
    "date_diff": "days_between", "datediff": "days_between", "timestampdiff": "hours_between",
    "date_sub": "add_days", "date_add": "add_days", "dateadd": "add_days", "dayofweek": "weekday", "dow": "weekday",
    "isodow": "weekday", "extract": "weekday", "date": "day_of", "to_date": "day_of", "date_trunc": "day_of",
    "levenshtein": "edit_distance", "editdist3": "edit_distance", "trim": "clean_name", "lower": "clean_name",
    "upper": "clean_name", "replace": "clean_name", "hash": "sample_bucket", "md5": "sample_bucket",
    "random": "sample_bucket", "rand": "sample_bucket", "quantile_cont": "percentile", "median": "percentile",
    "percentile_cont": "percentile", "mode": "row_number", "first": "min", "any_value": "min", "last": "max",
    "ifnull": "coalesce", "nvl": "coalesce", "if": "case", "iff": "case", "current_date": ":as_of", "now": ":as_of",
    "current_timestamp": ":as_of", "today": ":as_of", "mean": "avg", "div": "share_of", "mod": "sample_bucket",
    "floor": "round", "ceil": "round", "trunc": "round", "rank": "row_number", "dense_rank": "row_number",
}  # fmt: skip
"""What to write in place of the usual function that answers differently on two engines."""
