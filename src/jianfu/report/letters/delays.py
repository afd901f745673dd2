"""How letters fared: the states that matter, each letter counted in every state it is in."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from jianfu.report.figures.rounding import share
from jianfu.report.model import DelayRow

LATE, OVERDUE, UNANSWERED = "late", "overdue", "unanswered"
ANSWERED, CLOSED, REOPENED = "answered", "closed_unanswered", "reopened"
REPEATS = ("sent_again", "several_desks", "returning")
STATES = (ANSWERED, LATE, OVERDUE, UNANSWERED, CLOSED, REOPENED, *REPEATS)
LATE_RULE, UNANSWERED_RULE = "letter-late", "letter-unanswered"


def states_of(tables: Mapping[str, pa.Table]) -> dict[str, set[str]]:
    """State -> letters in it.

    Late and overdue are letters past the deadline their own source gives, or past the local limit of their kind
    (findings of ``letter-late``); unanswered are the findings of ``letter-unanswered``.
    """
    delay = tables["letter_delay"]
    answered = _letters(delay, delay["answered"])
    past_due = _letters(delay, delay["past_due"]) | _found(tables["finding"], LATE_RULE)
    repeat = tables.get(
        "letter_repeat", pa.table({"letter_id": pa.array([], pa.string()), "kind": pa.array([], pa.string())})
    )
    return {
        ANSWERED: answered,
        LATE: past_due & answered,
        OVERDUE: past_due - answered,
        UNANSWERED: _found(tables["finding"], UNANSWERED_RULE),
        CLOSED: _letters(delay, delay["closed_unanswered"]),
        REOPENED: _letters(delay, delay["reopened"]),
        **{kind: _letters(repeat, pc.equal(repeat["kind"], kind)) for kind in REPEATS},
    }


def delay_rows(letters: int, states: Mapping[str, set[str]]) -> list[DelayRow]:
    """One line a state; letters answered first, states nobody is in left out."""
    return [
        DelayRow(state, len(states[state]), share(len(states[state]), letters)) for state in STATES if states[state]
    ]


def _letters(rows: pa.Table, flag: pa.ChunkedArray) -> set[str]:
    return set(rows.filter(pc.fill_null(flag, False))["letter_id"].to_pylist())


def _found(finding: pa.Table, rule: str) -> set[str]:
    return set(finding.filter(pc.equal(finding["rule_id"], rule))["subject_id"].to_pylist())
