"""Labelled letters -> a model: mirrors them, fits, and says how wrong it is on what it had not seen."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import xxhash

from jianfu.base.errors import UserProblem
from jianfu.measure.perfunctory.error import error_of
from jianfu.measure.perfunctory.features import SIGNS, features_of
from jianfu.measure.perfunctory.fit import FOLDS, fit_calibrated
from jianfu.measure.perfunctory.model import Model, TrainedOn

LEAST_OF_EACH = 20
"""Below so many replies of either label the figures would say nothing."""


def train(mirror: pa.Table, labels: Sequence[bool], groups: Sequence[str], words: str) -> Model:
    """The model of these replies.

    ``mirror``, ``labels`` (perfunctory or not) and ``groups`` go row by row; ``words`` says where they come from.
    Raises ``UserProblem`` where there are too few of either label, or too few groups to hold any back.
    """
    right = sum(labels)
    if min(right, len(labels) - right) < LEAST_OF_EACH:
        raise UserProblem("labelled-few", perfunctory=right, others=len(labels) - right, least=LEAST_OF_EACH)
    if len(set(groups)) < FOLDS:
        raise UserProblem("labelled-groups", groups=len(set(groups)), least=FOLDS)
    features = features_of(mirror)
    order = sorted(range(len(labels)), key=lambda row: (groups[row], features[row].tolist(), labels[row]))
    flags = np.array([labels[row] for row in order])
    ordered = [groups[row] for row in order]
    fitted = fit_calibrated(features[order], flags, ordered, SIGNS)
    seen = TrainedOn(words, len(labels), right, len(set(groups)))
    return Model(fitted.line, fitted.calibration, seen, FOLDS, error_of(fitted.unseen, flags))


def group_of(reply: str) -> str:
    """The group of a reply none is named for: replies of the same words stay together."""
    return xxhash.xxh64_hexdigest("".join(reply.split()).encode())
