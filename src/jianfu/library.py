"""The library's functions: the cycle for engineers, with paths as text and every option by name."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from jianfu import cycle, letter_cycle, relay_cycle
from jianfu.base.i18n import language_of
from jianfu.base.progress import Progress, Quiet
from jianfu.dataset.build import ImportSummary
from jianfu.detect.load import load_packs
from jianfu.detect.rule import Rule
from jianfu.detect.what_if import WhatIf
from jianfu.letter_cycle import LettersAudit
from jianfu.measure.burden.constants import default_constants, read_constants
from jianfu.measure.demands import read_demands as demands_of
from jianfu.measure.perfunctory.desk import ReplyCheck, check_draft
from jianfu.measure.perfunctory.model import Model, read_model
from jianfu.measure.relays.find.trace import DEFAULT_THRESHOLD
from jianfu.relay_cycle import TracedRelays
from jianfu.report.run import Run
from jianfu.simulate.score import Score
from jianfu.simulate.score import score as score_run
from jianfu.simulate.write import simulate
from jianfu.sources.mapping import NO_CORRECTIONS, read_mapping
from jianfu.sources.options import DEFAULT_ZONE, ReadOptions
from jianfu.sources.template import write_template as write_blank
from jianfu.what_if_cycle import finished_run

Place = str | Path


def import_files(
    *paths: Place, into: Place, mapping: Place | None = None, zone: str = DEFAULT_ZONE, progress: Progress | None = None
) -> ImportSummary:
    """Reads files and folders into a dataset (导入); what they are is found out from their content.

    Returns what was read: rows by table, what is in quarantine and why, headings understood without certainty.
    Importing the same file twice changes nothing. ``mapping`` corrects headings; ``zone`` is an IANA name.
    Raises ``UserProblem`` (the call or a file must be changed) or ``SourceProblem`` (a file cannot be read).
    """
    options = _reading(mapping, zone)
    return cycle.read_in([Path(path) for path in paths], into=Path(into), options=options, progress=progress or Quiet())


def audit(  # noqa: PLR0913 - every option of an audit, by name
    path: Place,
    *,
    out: Place | None = None,
    engine: str = "duckdb",
    packs: Sequence[str] = (),
    as_of: date | None = None,
    language: str | None = None,
    constants: Place | None = None,
    mapping: Place | None = None,
    zone: str = DEFAULT_ZONE,
    progress: Progress | None = None,
) -> Run:
    """Audits a dataset, or a folder of files (审查), and returns the run.

    ``out`` is the run folder (a new one in the temporary folder if None); ``engine`` is ``duckdb``, ``spark`` or
    ``spark=MASTER``; ``packs`` are county packs; ``constants`` a file with a county's own constants of the burden;
    ``as_of`` the day to judge on (None: the last day of the data).
    The run holds ``findings`` (columns of ``finding``) and ``measure(name)`` (columns of ``MEASURES[name]``; minutes
    low, middle and high), all as ``pyarrow.Table``. Raises ``UserProblem``, ``SourceProblem`` or ``Defect``.
    """
    folder = Path(out) if out is not None else Path(tempfile.mkdtemp(prefix="jianfu-run-"))
    options = cycle.AuditOptions(
        engine=engine,
        packs=packs,
        as_of=as_of,
        language=language_of(language),
        constants=read_constants(Path(constants)) if constants else default_constants(),
        reading=_reading(mapping, zone),
    )
    return cycle.audit(Path(path), out=folder, options=options, progress=progress or Quiet())


def rules(*packs: str) -> tuple[Rule, ...]:
    """The rules (规则) under these county packs, in order of id; raises ``UserProblem`` for a faulty pack."""
    return load_packs(packs).rules


def what_if(run: Run | Place, rule: str, limits: Mapping[str, object], *, packs: Sequence[str] = ()) -> WhatIf:
    """What one rule would find under other limits (如果改界限), from a finished run; nothing is measured again.

    ``limits``: name -> value; ``limit`` stands for the one the findings are held against. ``packs`` where the run was
    made with packs from folders. The result holds ``before`` and ``after`` (open findings), ``levels`` (counts by level
    of unit) and ``changes`` (what appears and vanishes). Raises ``UserProblem`` with the names there are.
    """
    with finished_run(run.folder if isinstance(run, Run) else Path(run), packs) as ask:
        return ask.what_if(ask.rule(rule), limits)


def simulate_county(out: Place, *, size: str = "county", seed: int = 1, clean: bool = False) -> dict[str, object]:
    """Makes up a county (模拟县) under ``out``: ``files/`` and ``truth/``; sizes hamlet, county, city, province.

    Returns the counts. The same size, seed and ``clean`` give the same bytes.
    """
    return simulate(size=size, seed=seed, out=Path(out), clean=clean)


def score(run: Run | Place, truth: Place) -> Score:
    """Precision and recall of every rule of a run against the truth of a made-up county (查准率、查全率)."""
    return score_run(run.folder if isinstance(run, Run) else Path(run), Path(truth))


def audit_letters(  # noqa: PLR0913 - every option of an audit of letters, by name
    path: Place,
    *,
    out: Place | None = None,
    packs: Sequence[str] = (),
    as_of: date | None = None,
    language: str | None = None,
    model: Place | None = None,
    mapping: Place | None = None,
    zone: str = DEFAULT_ZONE,
    progress: Progress | None = None,
) -> LettersAudit:
    """Audits letters and replies (来信答复审查): a dataset, a file, or a folder of files.

    ``out`` is the folder for ``replies.parquet``, ``replies.csv`` and ``letters.html`` (a new one in the temporary
    folder if None); ``model`` a file made by ``train_letters``, else the one that comes with Jianfu. The result holds
    ``replies``: one row a reply with ``letter_id, probability, kinds, spans, cluster_id, delay_days``.
    Raises ``UserProblem`` or ``SourceProblem``.
    """
    folder = Path(out) if out is not None else Path(tempfile.mkdtemp(prefix="jianfu-letters-"))
    options = letter_cycle.LettersOptions(
        packs=packs,
        as_of=as_of,
        language=language_of(language),
        model=read_model(Path(model)) if model else None,
        reading=_reading(mapping, zone),
    )
    return letter_cycle.audit_letters(Path(path), out=folder, options=options, progress=progress)


def check_reply(letter: str, reply: str, *, title: str = "", model: Place | None = None) -> ReplyCheck:
    """What a reader would object to in a draft reply (答复稿检查): kinds, marked spans, probability and its reasons.

    Spans count characters of the texts as given. Looks at this letter alone; a tenth of a second once loaded.
    """
    return check_draft(letter, reply, title=title, model=read_model(Path(model)) if model else None)


def train_letters(labelled: Place, *, out: Place, about: str = "") -> Model:
    """Trains the model of perfunctory replies on judged ones (xlsx, csv) and writes it to ``out`` (训练敷衍答复模型).

    ``about`` says what the labels are and who made them. The result holds ``error``: figures on replies not seen.
    Raises ``UserProblem`` naming the rows that cannot be used, or where there are too few.
    """
    return letter_cycle.train_letters(Path(labelled), out=Path(out), words=about)


def trace_relays(messages: object, *, threshold: float = DEFAULT_THRESHOLD) -> TracedRelays:
    """Which messages pass on which (转发溯源): a Parquet or CSV file, or an Arrow table.

    ``messages`` has the columns ``message_id`` and ``text``, and as far as they are known ``sent_at``, ``group_id`` and
    ``sender_id``; without ``sent_at`` rows are in order of time. Anything with ``__arrow_c_stream__`` will do (Polars).
    ``threshold``: Jaccard similarity of character 3-grams, 0 to 1, from which on a text is a copy.
    The result holds ``table`` (one row a message that was passed on or passes on: message_id, cluster_id, parent_id,
    relation, similarity, changed), ``clusters`` (one row a notice) and ``summary``. Raises ``UserProblem``.
    """
    return relay_cycle.trace_table(messages, threshold=threshold)


def read_demands(
    texts: Sequence[str | None],
    sent_at: Sequence[datetime],
    calendar: pa.Table | None = None,
    *,
    zone: str = DEFAULT_ZONE,
) -> pa.Table:
    """What notices demand (通知要求): who must do what by when, with what proof, answered how.

    ``sent_at``: wall-clock moments, one a text; ``calendar``: a table with the columns ``day`` and ``working``, or None
    for the public working days of ``zone``. One row a text that demands something, with ``place`` (its number from 0)
    and the columns of the measure ``demand`` that words tell. Raises ValueError where the two differ in length.
    """
    return demands_of(texts, sent_at, calendar, zone=zone)


def write_template(out: Place, *, language: str | None = None) -> Path:
    """Writes blank ledgers with drop-downs (空白台账) into one workbook and returns its path."""
    write_blank(Path(out), language_of(language))
    return Path(out)


def _reading(mapping: Place | None, zone: str) -> ReadOptions:
    return ReadOptions(zone=zone, mapping=read_mapping(Path(mapping)) if mapping else NO_CORRECTIONS)
