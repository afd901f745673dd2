"""How right clusters are, by what is known of every message."""

from typing import NamedTuple

import numpy as np
from compiled import kernel
from numpy.typing import NDArray


class PairScore(NamedTuple):
    recall: float
    """Of the pairs of copies that are alike, those in one cluster."""
    same_recall: float
    """The same of those pairs of which not each text tells a fact that the other does not."""
    purity: float
    """Of the messages in clusters of two and more, those that belong to the notice most of their cluster belongs to."""


@kernel
def unite(parent, pairs):
    """Union-find over the pairs; afterwards every row has the first row of its cluster."""
    for at in range(len(pairs)):
        one, other = pairs[at, 0], pairs[at, 1]
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        while parent[other] != other:
            parent[other] = parent[parent[other]]
            other = parent[other]
        parent[max(one, other)] = min(one, other)
    for row in range(len(parent)):
        parent[row] = parent[parent[row]]


def clusters_of(pairs: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The first row of each row's cluster."""
    labels = np.arange(count)
    unite(labels, pairs)
    return labels


def own_numbers(notice: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers of notices, and one of its own for each message that belongs to none (-1)."""
    return np.where(notice >= 0, notice, notice.max() + 1 + np.arange(len(notice)))


def purity(labels: NDArray[np.int64], notice: NDArray[np.int64]) -> float:
    """Of the messages in clusters of two and more, those that belong with most of their cluster; 1 without clusters."""
    _, label, size = np.unique(labels, return_inverse=True, return_counts=True)
    inside = size[label] > 1
    keys, seen = np.unique(label[inside] * (notice.max() + 1) + notice[inside], return_counts=True)
    most = np.zeros(len(size), np.int64)
    np.maximum.at(most, keys // (notice.max() + 1), seen)
    return float(most.sum() / inside.sum()) if inside.any() else 1.0


def score_pairs(
    labels: NDArray[np.int64], notice: NDArray[np.int64], alike: NDArray[np.int64], apart: NDArray[np.bool_]
) -> PairScore:
    """Scores of clusters; ``notice`` as of ``own_numbers``, ``alike`` the pairs to be found, ``apart`` of each whether
    each text tells a fact that the other does not."""
    copies = notice[alike[:, 0]] == notice[alike[:, 1]]
    together = labels[alike[:, 0]] == labels[alike[:, 1]]
    recalls = (float(together[part].mean()) for part in (copies, copies & ~apart))
    return PairScore(*recalls, purity(labels, notice))
