"""Letters, replies, mirror and delay put together into what the report says about them."""

from collections import Counter
from collections.abc import Mapping

import pyarrow as pa

from jianfu.measure.perfunctory.error import PERFUNCTORY_FROM
from jianfu.measure.perfunctory.model import Model
from jianfu.measure.reply_mirror import KINDS
from jianfu.measure.suppression import SUPPRESSED, is_small
from jianfu.report.figures.causers import UnitNote
from jianfu.report.figures.rounding import share
from jianfu.report.letters.clusters import cluster_rows
from jianfu.report.letters.delays import LATE, OVERDUE, UNANSWERED, delay_rows, states_of
from jianfu.report.letters.departments import Tally, department_rows
from jianfu.report.letters.examples import Replies, examples_of
from jianfu.report.model import KindRow, LettersPicture, ModelNote, SatisfactionRow

Rows = Mapping[str, pa.Table]


def letters_picture(tables: Rows, model: Model, units: Mapping[str, UnitNote]) -> LettersPicture | None:
    """What the report says; nothing where there is no letter.

    ``tables``: ``letter`` and ``reply`` up to the day of the audit, ``reply_mirror`` and ``perfunctory`` row by row
    as ``reply``, ``letter_delay``, ``letter_repeat`` and the findings (``finding``).
    """
    if not tables["letter"].num_rows:
        return None
    replies = replies_of(tables)
    verdict = verdicts(replies)
    states = states_of(tables)
    kinds = Counter(kind for found in replies.kinds for kind in set(found))
    count = len(replies.kinds)
    perfunctory = sum(chance >= PERFUNCTORY_FROM for chance in replies.probability)
    cluster_count, clusters = cluster_rows(replies, units)
    return LettersPicture(
        letters=tables["letter"].num_rows,
        replies=count,
        perfunctory=perfunctory,
        perfunctory_share=share(perfunctory, count),
        copied=sum(bool({"copied_letter", "copied_reply"} & set(found)) for found in replies.kinds),
        waiting=len(states[OVERDUE] | states[UNANSWERED]),
        kind_names=list(KINDS),
        kinds=[
            KindRow(kind, kinds[kind], share(kinds[kind], count), examples_of(kind, replies, model, units))
            for kind in KINDS
            if kinds[kind]
        ],
        departments=department_rows(_tallies(tables, replies, verdict, states), units),
        delays=delay_rows(tables["letter"].num_rows, states),
        satisfaction=_satisfaction(tables["letter"], verdict),
        clusters=clusters,
        cluster_count=cluster_count,
        model=_model_note(model),
    )


def replies_of(tables: Rows) -> Replies:
    """The replies with what was found of them."""
    place = {name: row for row, name in enumerate(tables["letter"]["letter_id"].to_pylist())}
    return Replies(
        letter=tables["letter"],
        reply=tables["reply"],
        mirror=tables["reply_mirror"],
        kinds=[(kinds or "").split() for kinds in tables["reply_mirror"]["kinds"].to_pylist()],
        probability=tables["perfunctory"]["probability"].to_pylist(),
        letter_row=[place.get(name) for name in tables["reply"]["letter_id"].to_pylist()],
    )


def verdicts(replies: Replies) -> dict[int, bool]:
    """Row of a letter -> whether it got nothing better than a perfunctory reply; letters without a reply are left out.

    Of several replies the best one counts: a note that the letter was passed on is no fault where an answer followed.
    """
    best: dict[int, float] = {}
    for row, chance in zip(replies.letter_row, replies.probability, strict=True):
        if row is not None:
            best[row] = min(best.get(row, 1.0), chance)
    return {row: chance >= PERFUNCTORY_FROM for row, chance in best.items()}


def _tallies(
    tables: Rows, replies: Replies, verdict: Mapping[int, bool], states: Mapping[str, set[str]]
) -> dict[str, Tally]:
    names = tables["letter"]["letter_id"].to_pylist()
    desks = [unit or "" for unit in tables["letter"]["unit_id"].to_pylist()]
    tallies = {desk: Tally(0, 0, [0] * (3 + len(KINDS))) for desk in desks}
    for letter, (name, desk) in enumerate(zip(names, desks, strict=True)):
        tally = tallies[desk]
        tally.letters += 1
        tally.counts[0] += verdict.get(letter, False)
        tally.counts[1] += name in states[LATE]
        tally.counts[2] += name in states[UNANSWERED]
    letters_of_kind = {
        (row, kind) for row, found in zip(replies.letter_row, replies.kinds, strict=True) for kind in found
    }
    for row, kind in letters_of_kind:
        if row is not None and kind in KINDS:
            tallies[desks[row]].counts[3 + KINDS.index(kind)] += 1
    for row in replies.letter_row:
        if row is not None:
            tallies[desks[row]].replies += 1
    return tallies


def _satisfaction(letter: pa.Table, verdict: Mapping[int, bool]) -> list[SatisfactionRow]:
    said = letter["satisfied"].to_pylist()
    lines = []
    for perfunctory in (True, False):
        rated = [said[row] for row, found in verdict.items() if found == perfunctory and said[row] is not None]
        small = is_small(len(rated)) or not rated
        pleased = sum(rated)
        lines.append(
            SatisfactionRow(
                perfunctory=perfunctory,
                rated=SUPPRESSED if rated and small else len(rated),
                satisfied=SUPPRESSED if small and rated else pleased,
                share=None if small else share(pleased, len(rated)),
            )
        )
    return lines if any(line.rated for line in lines) else []


def _model_note(model: Model) -> ModelNote:
    error, seen = model.error, model.trained_on
    return ModelNote(
        trained_on=seen.words,
        replies=seen.replies,
        perfunctory=seen.perfunctory,
        folds=model.folds,
        brier=error.brier,
        brier_base=error.brier_base,
        auc=error.auc,
        calibration=error.calibration,
        reliability=list(error.reliability),
    )
