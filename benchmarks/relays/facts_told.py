"""What two texts tell, by a pattern of the benchmark's own and not by the program under test."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FACT = re.compile(
    r"\d+[\u4e00-\u9fff]?|周[一二三四五六日末]|[今明后]天|下班前"
    r"|[\u4e00-\u9fff]{2}(?:村|社区|镇|街道|局|办|委|中心|院|所|队|部|室|站)"
)
"""A number with its unit, a day, or a name: two characters and what kind of body or place it is."""


def apart(texts: Sequence[str], pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Of each pair of texts whether each tells something the other does not."""
    told = [frozenset(FACT.findall(text)) for text in texts]
    return np.array([bool(told[one] - told[other]) and bool(told[other] - told[one]) for one, other in pairs], np.bool_)
