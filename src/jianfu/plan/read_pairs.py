"""Groups that may become one (可合并的群): the same work by purpose, mostly the same people, the same platform."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu.plan.instance import Floats, Longs, Pairs
from jianfu.plan.read_groups import GroupFacts
from jianfu.plan.run_folder import AuditedRun, place_in
from jianfu.plan.weights import Weights

CLOSE = 0.8
"""Where neither name nor purpose says what a group is for, this overlap of members stands for the same work."""


def group_pairs(run: AuditedRun, groups: GroupFacts, weights: Weights) -> Pairs:
    """Pairs of groups for the same work that nothing tells apart; ``a`` before ``b``."""
    near = run.measure("group_likeness")
    ids = groups.ids
    one, other = place_in(ids, near["group_id"]), place_in(ids, near["other_id"])
    named, purposed = (near[f"{what}_similarity"].fill_null(-1.0).to_numpy() for what in ("name", "purpose"))
    alike = np.maximum(named, purposed)
    jaccard = near["jaccard"].to_numpy()
    least = np.where(alike < 0, CLOSE, weights["same_people"])
    same = ((alike >= weights["same_purpose"]) | (alike < 0)) & (jaccard >= least)
    same &= (one >= 0) & (other >= 0) & near["apart"].is_null().to_numpy()
    a, b, alike, least = np.minimum(one, other)[same], np.maximum(one, other)[same], alike[same], least[same]
    today = _held_in_common(groups, a, b) >= least - 1e-9
    a, b, alike = a[today], b[today], alike[today]
    open_to_change = (groups.protected[a] == 0) & (groups.protected[b] == 0)
    open_to_change &= ~groups.may_end[a] & ~groups.may_end[b]
    for column in ("platform", "type"):
        values = groups.table[column].dictionary_encode().combine_chunks().indices.fill_null(-1).to_numpy()
        open_to_change &= values[a] == values[b]
    a, b, alike = a[open_to_change], b[open_to_change], np.clip(alike[open_to_change], 0.0, 1.0)
    copied_a, copied_b = _copied(run, ids, a, b, weights["same_work_copied"])
    order = np.lexsort((b, a))
    return Pairs(
        a[order].astype(np.int32),
        b[order].astype(np.int32),
        copied_a[order],
        copied_b[order],
        alike[order],
        np.zeros(len(order), np.bool_),
    )


def _held_in_common(groups: GroupFacts, a: Longs, b: Longs) -> Floats:
    """Jaccard of the members of today, without those who have left their post."""
    shared = [
        len(np.intersect1d(groups.people.row(one), groups.people.row(other), assume_unique=True))
        for one, other in zip(a.tolist(), b.tolist(), strict=True)
    ]
    sizes = groups.people.sizes
    return np.asarray(np.asarray(shared) / np.maximum(sizes[a] + sizes[b] - np.asarray(shared), 1), np.float64)


def _copied(run: AuditedRun, ids: list[str], a: Longs, b: Longs, least: float) -> tuple[Floats, Floats]:
    """The share of each one's characters that the other says too, by traced relays; at least the setting."""
    wanted = np.unique(np.concatenate([a, b]))
    notices, said = _notices(run, [ids[one] for one in wanted.tolist()])
    at = {int(group): row for row, group in enumerate(wanted)}
    both = [(at[one], at[other]) for one, other in zip(a.tolist(), b.tolist(), strict=True)]

    def share(one: int, other: int) -> float:
        common = sum(length for notice, length in notices[one].items() if notice in notices[other])
        return max(least, common / said[one]) if said[one] else least

    return (
        np.asarray([share(one, other) for one, other in both], np.float64),
        np.asarray([share(other, one) for one, other in both], np.float64),
    )


def _notices(run: AuditedRun, ids: list[str]) -> tuple[list[dict[str, int]], list[int]]:
    """For each group: characters by traced notice, and characters in all."""
    notices: list[dict[str, int]] = [{} for _ in ids]
    said = [0] * len(ids)
    relay = run.measure("relay").select(["message_id", "cluster_id"])
    for path in run.snapshot.files("message") if ids else []:
        rows = pq.read_table(path, columns=["message_id", "group_id", "char_count"], partitioning=None)
        rows = rows.filter(pc.is_in(rows["group_id"], pa.array(ids)))
        if not rows.num_rows:
            continue
        group = place_in(ids, rows["group_id"])
        sizes = pc.fill_null(rows["char_count"], 0).to_numpy()
        for at, length in enumerate(np.bincount(group, weights=sizes, minlength=len(ids)).tolist()):
            said[at] += int(length)
        traced = pc.index_in(rows["message_id"], relay["message_id"].combine_chunks())
        known = np.flatnonzero(pc.is_valid(traced).to_numpy())
        clusters = relay["cluster_id"].take(pc.drop_null(traced)).to_pylist()
        for at, cluster in zip(known.tolist(), clusters, strict=True):
            kept = notices[int(group[at])]
            kept[cluster] = kept.get(cluster, 0) + int(sizes[at])
    return notices, said
