"""Replies in the same words, as clusters: how often, by how many departments, under how many different questions."""

from collections.abc import Mapping
from datetime import datetime

from jianfu.measure.suppression import SMALLEST_SHOWN
from jianfu.report.figures.causers import UnitNote
from jianfu.report.letters.examples import Replies
from jianfu.report.model import ClusterRow

SHOWN = 12
EXCERPT = 160


def cluster_rows(replies: Replies, units: Mapping[str, UnitNote]) -> tuple[int, list[ClusterRow]]:
    """How many clusters of at least five replies there are, and the largest; those that are a finding come first."""
    members: dict[str, list[int]] = {}
    for row, cluster in enumerate(replies.mirror["cluster_id"].to_pylist()):
        if cluster is not None:
            members.setdefault(cluster, []).append(row)
    large = {cluster: rows for cluster, rows in members.items() if len(rows) >= SMALLEST_SHOWN}
    alike = replies.mirror["alike_replies"].to_pylist()
    order = sorted(large, key=lambda name: (not any(alike[row] for row in large[name]), -len(large[name]), name))
    return len(large), [_row(name, large[name], replies, units) for name in order[:SHOWN]]


def _row(name: str, rows: list[int], replies: Replies, units: Mapping[str, UnitNote]) -> ClusterRow:
    taken = replies.mirror.take(rows)
    desks = sorted({unit for unit in taken["unit_id"].to_pylist() if unit})
    days = sorted(moment for moment in taken["replied_at"].to_pylist() if moment)
    texts = [" ".join((text or "").split()) for text in replies.reply["text"].take(rows).to_pylist()]
    only = units.get(desks[0]) if len(desks) == 1 else None
    return ClusterRow(
        cluster_id=name,
        replies=len(rows),
        units=len(desks),
        unit=only.name if only else None,
        finding=any(taken["alike_replies"].to_pylist()),
        first_on=_day(days[0]) if days else None,
        last_on=_day(days[-1]) if days else None,
        excerpt=_cut(min(texts)),
    )


def _cut(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
