"""How a fact of identity is packed into 64 bits, and what a moment among them is made of.

Bits 63-60 the kind, 59-8 the value, 7-6 what a moment is for, 5-0 the code units it took. Facts are the same where
all above the low 8 bits is.
"""

from typing import Any

import numpy as np

from jianfu.base.compiled import inlined

MOST_FACTS = 32
"""Facts kept of one text, in the order of the text."""
MOMENT, NUMBER, DIGITS, PLACE, ADDRESS, DUTY, REISSUE = 1, 2, 3, 4, 5, 6, 7
KIND_SHIFT, VALUE_SHIFT = 60, 8
VALUE_BITS = 52
PURPOSE_SHIFT, PURPOSE_BITS = 6, 3
AS_OF, EVENT, DUE = 1, 2, 3
"""What a moment is for: until when something was counted (截至), when something takes place (定于), by when (…前);
0: not told. Those who pass a notice on may ask for things sooner; when a meeting takes place is not theirs to move."""
LONGEST = 63

MINUTE_BITS = 0x7FF
"""Of a moment: minute of the day + 1, 0 where none is told; above it the part of the day."""
HALF_SHIFT, DAY_SHIFT, MONTH_SHIFT, YEAR_SHIFT, WEEKDAY_SHIFT, WEEK_SHIFT, RELATIVE_SHIFT = 11, 14, 19, 23, 30, 33, 35
HALF_BITS, DAY_BITS, MONTH_BITS, YEAR_BITS, WEEKDAY_BITS, WEEK_BITS, RELATIVE_BITS = 7, 31, 15, 127, 7, 3, 15
"""Day and month of the year, year - 1999, weekday 1-7, week, days from the day of sending + 3; 0 where none is told."""
FIRST_YEAR, RELATIVE_ZERO = 1999, 3
THIS_WEEK, NEXT_WEEK, LAST_WEEK = 1, 2, 3
HALVES = {"dawn": 1, "morning": 2, "noon": 3, "afternoon": 4, "evening": 5, "closing": 6}
AFTERNOON, EVENING = 4, 5
DATE_FIELDS = DAY_BITS << DAY_SHIFT | MONTH_BITS << MONTH_SHIFT | YEAR_BITS << YEAR_SHIFT
"""The bits of a moment that tell its date."""
SENDING_FIELDS = WEEKDAY_BITS << WEEKDAY_SHIFT | WEEK_BITS << WEEK_SHIFT | RELATIVE_BITS << RELATIVE_SHIFT
"""The bits that mean another day when the text is sent on another day."""
HALF_FIELD = HALF_BITS << HALF_SHIFT

UNIT_SHIFT = 36
"""Of a number: hundredths in the low 35 bits, then whether it is an ordinal, then the unit's code unit."""
ORDINAL_BIT = 1 << 35
AMOUNT_BITS = ORDINAL_BIT - 1
CLASS_SHIFT = 48
"""Of a place: its last three code units, then the class of its suffix."""
REGION = 3
"""The class of counties, districts and cities: many hold a place of one name, and none is another one misspelt."""


@inlined
def pack_fact(kind: int, value: int, units: int) -> Any:
    """A fact; a value beyond its bits is folded into them."""
    taken = np.uint64(min(units, LONGEST))
    whole = np.uint64(value)
    whole = (whole ^ (whole >> np.uint64(VALUE_BITS))) & np.uint64((1 << VALUE_BITS) - 1)
    return np.uint64(kind) << np.uint64(KIND_SHIFT) | whole << np.uint64(VALUE_SHIFT) | taken


@inlined
def kind_of(fact: np.uint64) -> Any:
    """The kind of a fact."""
    return np.int64(fact >> np.uint64(KIND_SHIFT))


@inlined
def value_of(fact: np.uint64) -> Any:
    """The value of a fact."""
    return np.int64((fact >> np.uint64(VALUE_SHIFT)) & np.uint64((1 << VALUE_BITS) - 1))


@inlined
def units_of(fact: np.uint64) -> Any:
    """Code units a fact took."""
    return np.int64(fact & np.uint64(LONGEST))


@inlined
def purpose_of(fact: np.uint64) -> Any:
    """What a moment is for."""
    return np.int64(fact >> np.uint64(PURPOSE_SHIFT)) & PURPOSE_BITS


@inlined
def is_same(one: np.uint64, other: np.uint64) -> Any:
    """Whether two facts are the same."""
    return (one ^ other) >> np.uint64(VALUE_SHIFT) == np.uint64(0)
