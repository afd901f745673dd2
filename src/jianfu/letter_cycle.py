"""The flow for letters alone: audit a dataset or files, and train a model on replies somebody has judged.

files --read_in--> Snapshot --letter_measures--> delay, mirror, probability --letters_picture--> page and tables
"""

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from jianfu import cycle
from jianfu.base import clock
from jianfu.base.progress import Progress, Quiet
from jianfu.base.version import VERSION
from jianfu.base.whole import whole_folder
from jianfu.dataset.snapshot import Snapshot, is_dataset, open_snapshot
from jianfu.detect.load import load_packs
from jianfu.detect.pack import Pack
from jianfu.detect.run import run_rules
from jianfu.engine.choose import open_engine
from jianfu.measure.census import take_census
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.letter_measures import letter_measures
from jianfu.measure.letter_rows import letters_until, replies_until
from jianfu.measure.perfunctory.model import Model, shipped_model, write_model
from jianfu.measure.perfunctory.training import group_of, train
from jianfu.measure.reply_mirror import mirror_replies
from jianfu.report.html.rendering import render_letters
from jianfu.report.letters.picture import letters_picture
from jianfu.report.letters.rows import reply_rows, write_rows
from jianfu.report.model import LettersDocument, LettersPicture, LettersScope
from jianfu.report.names import unit_notes
from jianfu.report.quarantine import quarantined_rows
from jianfu.sources.labelled import read_labelled
from jianfu.sources.options import ReadOptions
from jianfu.tables.letter import LETTER
from jianfu.tables.reply import REPLY

PARQUET, CSV, PAGE = "replies.parquet", "replies.csv", "letters.html"
SHOWN = 12


@dataclass(frozen=True)
class LettersOptions:
    """How to audit letters; the defaults are those of the command line."""

    packs: Sequence[str] = ()
    """County packs: the working days a letter may wait stand there."""
    as_of: date | None = None
    language: str = "zh-Hans"
    model: Model | None = None
    """Judges the replies; None: the model that comes with Jianfu."""
    reading: ReadOptions = field(default_factory=ReadOptions)


@dataclass(frozen=True)
class LettersAudit:
    """What an audit of letters left."""

    folder: Path
    as_of: date
    replies: pa.Table
    """One row a reply: letter_id, probability, kinds, spans, cluster_id, delay_days."""
    picture: LettersPicture | None
    """What the page shows; None where there is no letter."""
    unreadable: Mapping[str, int]
    """Rows and cells of letters and replies that could not be read, by code."""
    places: list[Mapping[str, object]]
    """The first of them: file, sheet, row, column, why."""


def audit_letters(
    path: Path, *, out: Path, options: LettersOptions | None = None, progress: Progress | None = None
) -> LettersAudit:
    """A dataset, a file, or a folder of files, into the folder ``out``; it is there whole or not at all."""
    options, progress = options or LettersOptions(), progress or Quiet()
    model, pack = options.model or shipped_model(), load_packs(options.packs)
    with whole_folder(out, marker=PARQUET) as folder:
        snapshot = _snapshot_of(path, folder, options.reading, progress)
        as_of = options.as_of or snapshot.last_day or clock.today()
        tables = _measured(snapshot, as_of, model, pack, progress)
        picture = letters_picture(tables, model, unit_notes(snapshot))
        rows = reply_rows(tables)
        write_rows(rows, folder / PARQUET, folder / CSV)
        places = [row for row in quarantined_rows(snapshot) if row["table"] in (LETTER.name, REPLY.name)]
        unreadable = dict(Counter(str(row["code"]) for row in places))
        scope = LettersScope(
            as_of.isoformat(), VERSION, snapshot.snapshot_id, list(pack.names), sum(unreadable.values())
        )
        page = render_letters(LettersDocument(scope, picture), options.language)
        (folder / PAGE).write_text(page, encoding="utf-8", newline="\n")
    return LettersAudit(out, as_of, rows, picture, unreadable, places[:SHOWN])


def train_letters(labelled: Path, *, out: Path, words: str = "") -> Model:
    """A model from replies somebody has judged, written to ``out``; ``words`` says what they are."""
    judged = read_labelled(labelled)
    names = [f"{place:09d}" for place in range(len(judged))]
    letters = LETTER.arrow(
        [{"letter_id": name, "title": one.title, "text": one.letter} for name, one in zip(names, judged, strict=True)]
    )
    replies = REPLY.arrow([{"letter_id": name, "text": one.reply} for name, one in zip(names, judged, strict=True)])
    mirror = mirror_replies(letters, replies)
    groups = [one.group or group_of(one.reply) for one in judged]
    model = train(mirror, [one.perfunctory for one in judged], groups, words or labelled.name)
    write_model(model, out)
    return model


def _snapshot_of(path: Path, folder: Path, reading: ReadOptions, progress: Progress) -> Snapshot:
    if is_dataset(path):
        return open_snapshot(path)
    return cycle.read_in([path], into=folder / "dataset", options=reading, progress=progress).snapshot


def _measured(snapshot: Snapshot, as_of: date, model: Model, pack: Pack, progress: Progress) -> dict[str, pa.Table]:
    """The measures about letters, what the rules about letters found, and the letters and replies themselves."""
    progress.start("measure-letters")
    with closing(open_engine("duckdb")) as engine, tempfile.TemporaryDirectory(prefix="jianfu-letters-") as scratch:
        given = MeasureInput(snapshot, engine, as_of)
        roster, _ = take_census(given, Path(scratch))
        tables = dict(letter_measures(given, roster, model))
        rules = [rule for rule in pack.rules if rule.subject == "letter"]
        tables["finding"] = run_rules(rules, snapshot, tables, engine, as_of).table
    progress.finish()
    return {**tables, "letter": letters_until(snapshot, as_of), "reply": replies_until(snapshot, as_of)}
