"""How far a probability can be trusted: its error on replies the model had not seen."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
"""Bins of the reliability table: narrow where most replies are."""
PERFUNCTORY_FROM = 0.5
"""A reply this likely is counted as perfunctory."""
FLOOR = 1e-6
DECIMALS = 4


@dataclass(frozen=True)
class Bin:
    """Replies given a probability in one range: the mean of what was said, and the share that was so."""

    start: float
    stop: float
    replies: int
    said: float
    was: float


@dataclass(frozen=True)
class Error:
    """Figures over replies the model had not seen. Brier score: 0 is perfect; always saying the base rate gives
    ``brier_base``. ``auc``: how often a perfunctory reply is ranked above another. ``calibration``: the mean distance
    between what was said and what was so, over the bins."""

    brier: float
    brier_base: float
    log_loss: float
    auc: float
    calibration: float
    precision: float
    recall: float
    reliability: tuple[Bin, ...]


def error_of(said: Floats, was: Flags) -> Error:
    """The figures for probabilities ``said`` and what ``was`` so; both labels must occur."""
    truth = was.astype(np.float64)
    safe = np.clip(said, FLOOR, 1 - FLOOR)
    bins = _bins(said, truth)
    called = said >= PERFUNCTORY_FROM
    hits = int((called & was).sum())
    return Error(
        brier=_round(np.mean((said - truth) ** 2)),
        brier_base=_round(truth.mean() * (1 - truth.mean())),
        log_loss=_round(-np.mean(truth * np.log(safe) + (1 - truth) * np.log(1 - safe))),
        auc=_round(_auc(said, was)),
        calibration=_round(sum(abs(one.said - one.was) * one.replies for one in bins) / len(said)),
        precision=_round(hits / called.sum() if called.any() else 1.0),
        recall=_round(hits / was.sum()),
        reliability=bins,
    )


def _bins(said: Floats, truth: Floats) -> tuple[Bin, ...]:
    place = np.clip(np.searchsorted(EDGES, said, side="right") - 1, 0, len(EDGES) - 2)
    bins = []
    for number in range(len(EDGES) - 1):
        inside = place == number
        if inside.any():
            bins.append(
                Bin(
                    EDGES[number], EDGES[number + 1], int(inside.sum()),
                    _round(said[inside].mean()), _round(truth[inside].mean()),
                )
            )  # fmt: skip
    return tuple(bins)


def _auc(said: Floats, was: Flags) -> float:
    """Share of pairs (perfunctory, not) ranked rightly; ties count half."""
    ordered = np.sort(said[~was])
    below = np.searchsorted(ordered, said[was], side="left")
    up_to = np.searchsorted(ordered, said[was], side="right")
    return float((below + up_to).sum() / (2 * len(ordered) * was.sum()))


def _round(value: float | np.floating) -> float:
    return round(float(value), DECIMALS)
