"""The model and its file: names, weights, calibration and error as plain text; a file is data and is checked."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import yaml

from jianfu.base.errors import UserProblem
from jianfu.base.yaml_file import read_yaml
from jianfu.measure.perfunctory.error import Bin, Error
from jianfu.measure.perfunctory.features import NAMES, features_of
from jianfu.measure.perfunctory.fit import Calibration, Line

Floats = npt.NDArray[np.float64]
Number = Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
Words = Annotated[str, msgspec.Meta(max_length=2_000)]

KIND = "perfunctory-reply"
VERSION = 1
HEAD = """\
# How likely a reply is perfunctory: log-odds = offset + sum of weight * (feature - center) / scale,
# then slope * log-odds + offset of the calibration. Written by `jianfu letters train`: plain data.
"""


class Weight(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One feature as it was in training, and what it weighs."""

    center: Number
    scale: Annotated[float, msgspec.Meta(gt=0, le=1e6)]
    weight: Number


class ReliabilityLine(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One line of the reliability table."""

    start: Share
    stop: Share
    replies: Count
    said: Share
    was: Share


class ErrorFigures(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """``Error`` as the file states it."""

    brier: Share
    brier_base: Share
    log_loss: Number
    auc: Share
    calibration: Share
    precision: Share
    recall: Share
    reliability: Annotated[list[ReliabilityLine], msgspec.Meta(max_length=50)]


class TrainedOn(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What the model has seen, in words and numbers."""

    words: Words
    replies: Count
    perfunctory: Count
    groups: Count


class CalibrationLine(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """``Calibration`` as the file states it."""

    slope: Number
    offset: Number


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    model: str
    version: int
    trained_on: TrainedOn
    offset: Number
    features: Annotated[dict[str, Weight], msgspec.Meta(max_length=50)]
    calibration: CalibrationLine
    folds: Count
    error: ErrorFigures


@dataclass(frozen=True)
class Reason:
    """One feature of one reply: its value, and by how many log-odds it moves the probability (up is worse)."""

    feature: str
    value: float
    moves: float


@dataclass(frozen=True)
class Model:
    """Probability and reasons of a reply; ``error`` is over replies it had not seen."""

    line: Line
    calibration: Calibration
    trained_on: TrainedOn
    folds: int
    error: Error

    def probabilities(self, mirror: pa.Table) -> Floats:
        """The calibrated probability of every row of the mirror, 0 to 1."""
        return self.calibration.probability(self.line.score(features_of(mirror)))

    def reasons(self, mirror: pa.Table) -> list[list[Reason]]:
        """For every row what moved its probability, the strongest first; what moved nothing is left out."""
        features = features_of(mirror)
        moved = (features - self.line.center) / self.line.scale * self.line.weights * self.calibration.slope
        rows = []
        for values, moves in zip(features.tolist(), moved.tolist(), strict=True):
            told = [Reason(*one) for one in zip(NAMES, values, moves, strict=True) if abs(one[2]) >= 0.05]
            rows.append(sorted(told, key=lambda reason: (-abs(reason.moves), reason.feature)))
        return rows


def read_model(path: Path) -> Model:
    """A model file; raises ``UserProblem`` where it is not one, or does not fit this version's features."""
    content = read_yaml(path)
    try:
        held = msgspec.convert(content, _File)
    except msgspec.ValidationError as cause:
        raise UserProblem("model-unreadable", file=path.name, reason=str(cause)) from cause
    if held.model != KIND or held.version != VERSION:
        raise UserProblem("model-other", file=path.name)
    if set(held.features) != set(NAMES):
        raise UserProblem("model-features", file=path.name, names=", ".join(sorted(set(held.features) ^ set(NAMES))))
    weights = [held.features[name] for name in NAMES]
    center, scale, weight = (_column(weights, part) for part in ("center", "scale", "weight"))
    figures = msgspec.structs.asdict(held.error)
    bins = tuple(Bin(**msgspec.structs.asdict(one)) for one in held.error.reliability)
    error = Error(**{**figures, "reliability": bins})
    calibration = Calibration(held.calibration.slope, held.calibration.offset)
    return Model(Line(center, scale, weight, held.offset), calibration, held.trained_on, held.folds, error)


@cache
def shipped_model() -> Model:
    """The model that comes with Jianfu."""
    with as_file(files("jianfu.measure.perfunctory") / "model.yaml") as path:
        return read_model(path)


def write_model(model: Model, path: Path) -> None:
    """Writes the file whole or not at all; raises ``UserProblem`` where the place cannot be written."""
    held = {
        "model": KIND,
        "version": VERSION,
        "trained_on": msgspec.to_builtins(model.trained_on),
        "offset": model.line.offset,
        "features": {name: _weight(model.line, place) for place, name in enumerate(NAMES)},
        "calibration": {"slope": model.calibration.slope, "offset": model.calibration.offset},
        "folds": model.folds,
        "error": msgspec.to_builtins(model.error),
    }
    text = HEAD + yaml.safe_dump(held, allow_unicode=True, sort_keys=False, width=120)
    part = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as cause:
        part.unlink(missing_ok=True)
        raise UserProblem("output-unwritable", path=path, reason=cause.strerror or str(cause)) from cause


def _weight(line: Line, place: int) -> dict[str, Any]:
    parts = {"center": line.center, "scale": line.scale, "weight": line.weights}
    return {name: float(values[place]) for name, values in parts.items()}


def _column(weights: list[Weight], part: str) -> Floats:
    return np.array([getattr(weight, part) for weight in weights], np.float64)
