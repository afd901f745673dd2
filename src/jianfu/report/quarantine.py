"""Rows the import set aside, read back for the data-quality page."""

from collections.abc import Mapping

from jianfu.dataset.snapshot import Snapshot


def quarantined_rows(snapshot: Snapshot) -> list[Mapping[str, object]]:
    """Where each row or cell in quarantine stood and why."""
    return []
