"""Who bears the burden: minutes per person and working day by level and post, small cells hidden."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.burden.tables import BURDEN_BEARER
from jianfu.measure.suppression import SMALLEST_SHOWN, hidden_parts, is_small
from jianfu.report.figures.rounding import figure, share
from jianfu.report.model import BearerRow, Headline, Range
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

Row = Mapping[str, object]
UNKNOWN = "unknown"
"""Level or post of people about whom the data does not say."""
_ORDER = (*LEVELS, UNKNOWN)
_POST_ORDER = (*POSTS, UNKNOWN)


def bearer_rows(burden_bearer: pa.Table) -> list[BearerRow]:
    """One row per level, each followed by its posts, from province to village.

    A hidden row keeps its level and post and loses every figure. Where a level is hidden so are all its posts.
    A percentile is shown only where at least five people stand beyond it.
    """
    by_level = rows_by_level(burden_bearer)
    levels = list(by_level)
    hidden_levels = hidden_parts({level: people_of(by_level[level]) for level in levels})
    rows: list[BearerRow] = []
    for level in levels:
        posts = by_level[level]
        if level in hidden_levels:
            rows.append(BearerRow(level, None, suppressed=True))
            continue
        rows.append(_level_row(level, posts))
        if level == UNKNOWN and len(posts) == 1:
            continue
        hidden_posts = hidden_parts({_post(row): _count(row) for row in posts})
        rows.extend(
            BearerRow(level, _post(row), suppressed=True) if _post(row) in hidden_posts else _post_row(level, row)
            for row in posts
        )
    return rows


def bearers_of_unknown_level(burden_person: pa.Table) -> pa.Table:
    """What stands for ``burden_bearer`` where no person's unit is known: everybody in one row."""
    if not burden_person.num_rows:
        return BURDEN_BEARER.arrow()
    minutes = {case: burden_person[f"minutes_{case}"] for case in ("low", "middle", "high")}
    row: dict[str, object] = {f"mean_{case}": pc.mean(column).as_py() for case, column in minutes.items()}
    row["people"] = burden_person.num_rows
    row["median_middle"], row["p90_middle"] = pc.quantile(minutes["middle"], [0.5, 0.9]).to_pylist()
    row["groups_median"] = pc.quantile(burden_person["groups"], 0.5).to_pylist()[0]
    for part in ("off_hours_middle", "avoidable_middle"):
        row[part] = pc.mean(burden_person[part]).as_py()
    return BURDEN_BEARER.arrow([row])


def headline(burden_bearer: pa.Table, rows: Sequence[BearerRow], hours: Range) -> Headline | None:
    """The means over everybody; none where the data holds fewer than five people."""
    everybody: list[Row] = [row for row in burden_bearer.to_pylist() if _count(row)]
    people = people_of(everybody)
    if not people or is_small(people):
        return None
    minutes = _range(everybody)
    off_hours = weighted_mean(everybody, "off_hours_middle")
    avoidable = weighted_mean(everybody, "avoidable_middle")
    levels = [row for row in rows if row.post is None and row.minutes and row.level != UNKNOWN]
    heaviest = max(levels, key=lambda row: row.minutes.middle if row.minutes else 0.0) if len(levels) > 1 else None
    return Headline(
        people=people,
        minutes=minutes,
        off_hours=figure(off_hours),
        off_hours_share=share(off_hours, weighted_mean(everybody, "mean_middle")),
        avoidable=figure(avoidable),
        avoidable_share=share(avoidable, weighted_mean(everybody, "mean_middle")),
        total_hours=hours,
        heaviest=heaviest,
    )


def rows_by_level(burden_bearer: pa.Table) -> dict[str, list[Row]]:
    """The measure's rows by level, levels and posts in their order; rows without people left out."""
    found: dict[str, list[Row]] = {level: [] for level in _ORDER}
    for row in burden_bearer.to_pylist():
        if _count(row):
            level = row["level"]
            found[level if level in found else UNKNOWN].append(row)
    for posts in found.values():
        posts.sort(key=lambda row: _post_position(row["post"]))
    return {level: posts for level, posts in found.items() if posts}


def people_of(rows: Sequence[Row]) -> int:
    """How many people stand behind these rows."""
    return sum(_count(row) for row in rows)


def weighted_mean(rows: Sequence[Row], column: str) -> float:
    """The mean over all people of these rows."""
    people = people_of(rows)
    return sum(_number(row[column]) * _count(row) for row in rows) / people if people else 0.0


def _level_row(level: str, posts: Sequence[Row]) -> BearerRow:
    return BearerRow(
        level=level,
        post=None,
        people=people_of(posts),
        minutes=_range(posts),
        off_hours=figure(weighted_mean(posts, "off_hours_middle")),
        avoidable=figure(weighted_mean(posts, "avoidable_middle")),
    )


def _post_row(level: str, row: Row) -> BearerRow:
    return BearerRow(
        level=level,
        post=_post(row),
        people=_count(row),
        minutes=_range([row]),
        median=figure(_number(row["median_middle"])) if _count(row) >= 2 * SMALLEST_SHOWN else None,
        p90=figure(_number(row["p90_middle"])) if _count(row) >= 10 * SMALLEST_SHOWN else None,
        off_hours=figure(_number(row["off_hours_middle"])),
        avoidable=figure(_number(row["avoidable_middle"])),
        groups_median=figure(_number(row["groups_median"])) if _count(row) >= 2 * SMALLEST_SHOWN else None,
    )


def _range(rows: Sequence[Row]) -> Range:
    return Range(*(figure(weighted_mean(rows, f"mean_{case}")) for case in ("low", "middle", "high")))


def _post(row: Row) -> str:
    return str(row["post"] or UNKNOWN)


def _count(row: Row) -> int:
    people = row["people"]
    return people if isinstance(people, int) else 0


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _post_position(post: object) -> int:
    return _POST_ORDER.index(post) if post in _POST_ORDER else len(_POST_ORDER)
