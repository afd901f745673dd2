"""How precisely the report states a figure: no more digits than the constants behind it carry."""

from math import isfinite


def figure(value: float) -> float:
    """Two decimals below 1, one below 100, none above; ties to even, never ``-0.0``."""
    if not isfinite(value):
        return 0.0
    digits = 2 if abs(value) < 1 else 1 if abs(value) < 100 else 0
    return round(value, digits) + 0.0


def share(part: float, whole: float) -> float:
    """Part of a whole to a tenth of a percent; zero where there is no whole."""
    return round(part / whole, 3) + 0.0 if whole else 0.0
