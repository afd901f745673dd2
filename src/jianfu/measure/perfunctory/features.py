"""What the model looks at: named features of one reply, each a plain function of what the mirror counted."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Floats = npt.NDArray[np.float64]
Columns = dict[str, Floats]

COUNTED = (
    "judged_chars", "copied_share", "shared_share", "forward_share", "fact_count", "action_count", "topic_overlap",
)  # fmt: skip
"""The columns of the mirror the features are made of."""


@dataclass(frozen=True)
class Feature:
    """``sign``: which way it may speak; 1 makes a reply more perfunctory, -1 less. Training may not turn it round."""

    name: str
    sign: int
    of: Callable[[Columns], Floats]


def _own_length(columns: Columns) -> Floats:
    """Characters, on a log scale, that are neither taken from elsewhere nor mere passing on."""
    share = np.prod([1 - columns[name] for name in ("copied_share", "shared_share", "forward_share")], axis=0)
    return _log(columns["judged_chars"] * share)


def _log(values: Floats) -> Floats:
    return np.asarray(np.log1p(np.maximum(values, 0.0)), np.float64)


FEATURES: tuple[Feature, ...] = (
    Feature("own_length", -1, _own_length),
    Feature("copied", 1, lambda columns: columns["copied_share"]),
    Feature("shared", 1, lambda columns: columns["shared_share"]),
    Feature("forwarding", 1, lambda columns: columns["forward_share"]),
    Feature("facts", -1, lambda columns: _log(columns["fact_count"])),
    Feature("actions", -1, lambda columns: _log(columns["action_count"])),
    Feature("on_topic", -1, lambda columns: columns["topic_overlap"]),
    Feature("fault", 1, lambda columns: columns["fault"]),
)
NAMES = tuple(feature.name for feature in FEATURES)
SIGNS = np.array([feature.sign for feature in FEATURES], np.int64)


def features_of(mirror: pa.Table) -> Floats:
    """Rows of the mirror, kinds as a list or as words between spaces -> rows x ``FEATURES``."""
    columns = {name: np.asarray(mirror[name].to_numpy(), np.float64) for name in COUNTED}
    columns["fault"] = np.array([bool(kinds) for kinds in mirror["kinds"].to_pylist()], np.float64)
    if not mirror.num_rows:
        return np.zeros((0, len(FEATURES)))
    return np.column_stack([feature.of(columns) for feature in FEATURES])
