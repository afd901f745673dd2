"""Groups whose figures nobody is shown: too few members, or known by subtraction from what all groups cost together."""

import pyarrow as pa

from jianfu.measure.suppression import hidden_among_shared


def members_of(group_standing: pa.Table) -> dict[str, int | None]:
    """Group -> its members on the day of the audit; none where nobody knows them."""
    groups, counts = (group_standing[name].to_pylist() for name in ("group_id", "member_count"))
    return {group: count or None for group, count in zip(groups, counts, strict=True)}


def hidden_groups(burden_group: pa.Table, group_standing: pa.Table) -> frozenset[str]:
    """Of the groups that cost anything, those whose cost is hidden wherever costs of groups are shown."""
    known = members_of(group_standing)
    return hidden_among_shared({group: known.get(group) for group in set(burden_group["group_id"].to_pylist())})
