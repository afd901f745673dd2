"""Fits the model: ridge logistic regression by Newton's steps, calibrated and judged on replies it had not seen.

Everything is a sum over rows in a fixed order, so the same rows in any order give the same model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xxhash

Floats = npt.NDArray[np.float64]
Wholes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PENALTY = 1.0
"""On the squared weights of standardised features: keeps a feature that tells all from growing without end."""
STEPS = 60
CLOSE = 1e-10
FOLDS = 10
DECIMALS = 6


@dataclass(frozen=True)
class Line:
    """A fitted line: score = offset + features · weights, over standardised features."""

    center: Floats
    scale: Floats
    weights: Floats
    offset: float

    def score(self, features: Floats) -> Floats:
        """The log-odds before calibration, one a row."""
        scores: Floats = self.offset + ((features - self.center) / self.scale) @ self.weights
        return scores


@dataclass(frozen=True)
class Calibration:
    """Log-odds of the line -> log-odds that hold (Platt 1999): ``slope * score + offset``."""

    slope: float
    offset: float

    def probability(self, scores: Floats) -> Floats:
        """0 to 1."""
        return logistic(self.slope * scores + self.offset)


@dataclass(frozen=True)
class Fitted:
    """The model of all rows, and what it said of every row when it had not seen it."""

    line: Line
    calibration: Calibration
    unseen: Floats
    """Probability of each row by a line and a calibration made without its fold."""


def logistic(scores: Floats) -> Floats:
    """Log-odds as a probability."""
    probabilities: Floats = 1.0 / (1.0 + np.exp(-np.clip(scores, -40.0, 40.0)))
    return probabilities


def fit_calibrated(features: Floats, labels: Flags, groups: Sequence[str], signs: Wholes) -> Fitted:
    """Fits and cross-validates.

    ``features`` is rows x features; ``signs`` says which way a feature may speak (1, -1, or 0 for either); ``groups``
    names what belongs together: a group is never split between what is learnt from and what is judged. Rows must come
    in an order of their own, not that of the file.
    """
    folds = folds_of(labels, groups)
    scores = np.zeros(len(labels))
    for fold in range(FOLDS):
        held = folds == fold
        if held.any():
            scores[held] = fit_line(features[~held], labels[~held], signs).score(features[held])
    unseen = np.zeros(len(labels))
    for fold in range(FOLDS):
        held = folds == fold
        unseen[held] = calibrate(scores[~held], labels[~held]).probability(scores[held])
    return Fitted(fit_line(features, labels, signs), calibrate(scores, labels), unseen)


def folds_of(labels: Flags, groups: Sequence[str]) -> Wholes:
    """The fold of every row: whole groups, dealt out so that every fold has its share of both labels."""
    share: dict[str, list[bool]] = {}
    for group, label in zip(groups, labels.tolist(), strict=True):
        share.setdefault(group, []).append(label)
    order = sorted(share, key=lambda name: (sum(share[name]) * 2 > len(share[name]), _stable(name), name))
    place = {name: number % FOLDS for number, name in enumerate(order)}
    return np.array([place[group] for group in groups], np.int64)


def fit_line(features: Floats, labels: Flags, signs: Wholes) -> Line:
    """The line over all features that speak the way they may; one that would not is left out, worst first."""
    center = features.mean(axis=0)
    spread = features.std(axis=0)
    scale = np.where(spread > CLOSE, spread, 1.0)
    standard = (features - center) / scale
    used = spread > CLOSE
    while True:
        weights = np.zeros(features.shape[1])
        offset, weights[used] = _newton(standard[:, used], labels.astype(np.float64), PENALTY)
        against = np.where(weights * signs < 0, np.abs(weights), 0.0)
        if not against.any():
            return Line(_rounded(center), _rounded(scale), _rounded(weights), round(offset, DECIMALS))
        used[int(against.argmax())] = False


def calibrate(scores: Floats, labels: Flags) -> Calibration:
    """Platt's line through the scores, with his targets that leave room for the rows not seen."""
    right, wrong = int(labels.sum()), int((~labels).sum())
    targets = np.where(labels, (right + 1) / (right + 2), 1 / (wrong + 2))
    offset, weights = _newton(scores[:, None], targets, 0.0)
    return Calibration(round(float(weights[0]), DECIMALS), round(offset, DECIMALS))


def _newton(features: Floats, targets: Floats, penalty: float) -> tuple[float, Floats]:
    """Offset and weights of greatest penalised likelihood; the offset is not penalised."""
    design = np.column_stack([np.ones(len(features)), features])
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 0.0
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        expected = logistic(design @ beta)
        slope = design.T @ (targets - expected) - ridge * beta
        weight = np.maximum(expected * (1 - expected), CLOSE)
        step = np.linalg.solve((design * weight[:, None]).T @ design + np.diag(ridge + CLOSE), slope)
        largest = float(np.abs(step).max())
        # A full step can leap over the top where the labels are all but separable.
        beta += step * min(1.0, 5.0 / largest) if largest else step
        if largest < CLOSE:
            break
    return float(beta[0]), beta[1:]


def _rounded(values: Floats) -> Floats:
    return np.round(values, DECIMALS) + 0.0


def _stable(name: str) -> int:
    return xxhash.xxh64_intdigest(name.encode())
