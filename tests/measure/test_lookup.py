"""Numbers of names are those a plain search gives, also where two names share a hash."""

from dataclasses import replace

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from jianfu.measure.lookup import lookup_of

names = st.lists(st.text(max_size=6), unique=True, max_size=30)


@given(names, st.lists(st.one_of(st.none(), st.text(max_size=6)), max_size=30))
def test_the_numbers_are_those_of_a_plain_search(known: list[str], others: list[str | None]) -> None:
    wanted = [*others, *known]
    expected = [known.index(name) if name in known else -1 for name in wanted]
    lookup = lookup_of(pa.array(known, pa.string()))
    assert lookup.numbers(pa.array(wanted, pa.string())).tolist() == expected
    assert replace(lookup, certain=False).numbers(pa.array(wanted, pa.string())).tolist() == expected
