"""What is taken from other people's JSON: numbers our columns can hold, nesting the decoder can follow."""

from typing import Annotated

import msgspec

LAST_SECOND = 253_402_300_799
"""Of the year 9999, since 1970 in UTC; a later moment is no date."""
LARGEST = (1 << 53) - 1
"""Beyond it a JSON number is not exact."""

BROKEN_JSON = (msgspec.DecodeError, RecursionError)
"""What decoding raises for text that is not JSON; nested deeper than the decoder goes, it is not read either."""
Seconds = Annotated[int, msgspec.Meta(ge=-LAST_SECOND, le=LAST_SECOND)]
Milliseconds = Annotated[int, msgspec.Meta(ge=-LAST_SECOND * 1000, le=LAST_SECOND * 1000)]
Size = Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)]
