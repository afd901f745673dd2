"""A draft answer before it is sent: what a reader would object to, and how perfunctory it would seem."""

from dataclasses import dataclass

import pyarrow as pa

from jianfu.measure.perfunctory.error import PERFUNCTORY_FROM
from jianfu.measure.perfunctory.model import Model, Reason, shipped_model
from jianfu.measure.reply_mirror import FEATURES, Objection, mirror_one


@dataclass(frozen=True)
class ReplyCheck:
    """``kinds`` and ``objections`` are what a reader would object to; ``reasons`` what moved the probability."""

    kinds: tuple[str, ...]
    objections: tuple[Objection, ...]
    probability: float
    reasons: tuple[Reason, ...]

    @property
    def clean(self) -> bool:
        """Nothing to object to, and not likely to be taken for perfunctory."""
        return not self.kinds and self.probability < PERFUNCTORY_FROM


def check_draft(letter: str, reply: str, *, title: str = "", model: Model | None = None) -> ReplyCheck:
    """Judges one reply by its letter alone: without a corpus nothing is said about copies of other replies."""
    model = model or shipped_model()
    one = mirror_one(letter, reply, title)
    row = {name: [value] for name, value in zip(FEATURES, one.features, strict=True)}
    mirror = pa.table({**row, "kinds": pa.array([list(one.kinds)], pa.list_(pa.string()))})
    return ReplyCheck(
        kinds=tuple(one.kinds),
        objections=tuple(one.objections),
        probability=float(model.probabilities(mirror)[0]),
        reasons=tuple(model.reasons(mirror)[0]),
    )
