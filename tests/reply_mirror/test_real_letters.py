"""The 120 real letters: what a person who read every reply would say, and nothing else."""

import pytest
from python_calamine import CalamineWorkbook
from replies_by_hand import kinds_of, letters_of, replies_of

FORWARDED = {"51521", "178547", "179558", "179560", "179880", "179893", "172654", "168211", "169546", "159012"}
NOTHING_BUT_A_DATE = {"37459", "37482"}
CUT_OFF_MIDWAY = {"164769"}
"""Told to be off the point: a scrap of a regulation under a letter that asks for a review."""


@pytest.mark.samples
def test_the_empty_replies_are_found_and_no_other(samples) -> None:
    book = CalamineWorkbook.from_path(str(samples / "letters_tipdm_sample" / "示例_附件4_120.xlsx"))
    _, *rows = book.get_sheet_by_index(0).to_python()
    numbers = [str(int(float(row[0]))) for row in rows]
    letters = letters_of(*((number, row[2], row[4]) for number, row in zip(numbers, rows, strict=True)))
    replies = replies_of(*((number, str(row[5]).strip()) for number, row in zip(numbers, rows, strict=True)))
    found = {number: kinds for number, kinds in zip(numbers, kinds_of(letters, replies), strict=True) if kinds}
    assert found == (
        {number: {"forwarded"} for number in FORWARDED}
        | {number: {"template"} for number in NOTHING_BUT_A_DATE}
        | {number: {"off_point"} for number in CUT_OFF_MIDWAY}
    )
