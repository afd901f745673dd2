"""The job behind an import's preview: a trial import beside the dataset, and what it would change (导入预览)."""

import json
import os
import shutil
from collections import Counter
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
from django.db import transaction

from jianfu.base.progress import Progress
from jianfu.dataset.build import ImportSummary, build
from jianfu.dataset.key import office_key
from jianfu.dataset.snapshot import CURRENT, SNAPSHOTS
from jianfu.office import entries, snapshots
from jianfu.office.jobs import queue
from jianfu.office.models import Import, Job
from jianfu.office.place import Place, here
from jianfu.office.registry import Difference, Stated, changed_columns, differences, state_of
from jianfu.sources.mapping import Mapping, mapping_of
from jianfu.sources.options import ReadOptions
from jianfu.sources.recognise import open_all

SHOWN = 200
"""Lines of each list a preview keeps; the counts are whole."""
NAMES = "names.json"
TRIAL = "trial"
NAME_OF_MAPPING = "mapping"


def work(job: Job, progress: Progress) -> None:
    """Imports the files into a trial dataset that starts from the office's snapshot, and writes the preview."""
    of = Import.objects.get(pk=job.subject)
    place = here()
    folder = place.uploads / str(of.pk)
    trial = folder / TRIAL
    shutil.rmtree(trial, ignore_errors=True)
    before = snapshots.standing()
    _begin_from(before, place, trial)
    paths = [folder / one.stored for one in of.files.order_by("name")]
    names: dict[str, str] = {}
    options = ReadOptions(mapping=_mapping(of))
    summary = build(
        open_all(paths, options), into=trial, key=office_key(place.key), zone=options.zone, progress=progress,
        again=bool(of.mapping), names=names,
    )  # fmt: skip
    known = entries.names_held() | names
    held, after = entries.held(), state_of(summary.snapshot, known)
    _keep_names(names, folder / NAMES)
    with transaction.atomic():
        # One that was dropped meanwhile stays so.
        Import.objects.filter(pk=of.pk, state="waiting").update(
            preview=_preview(summary, differences(held, after), held, after), before=before,
            after=summary.snapshot.folder.name, state="preview",
        )  # fmt: skip
        queue.finish(job)


def failed(job: Job) -> None:
    """The import cannot go on; its files stay, so that it can be tried with other headings."""
    Import.objects.filter(pk=job.subject, state="waiting").update(state="failed")


def _begin_from(snapshot: str, place: Place, trial: Path) -> None:
    """Links the snapshot into the trial dataset: the files are never changed, only added to."""
    (trial / SNAPSHOTS).mkdir(parents=True)
    if snapshot:
        shutil.copytree(place.dataset / SNAPSHOTS / snapshot, trial / SNAPSHOTS / snapshot, copy_function=os.link)
        (trial / CURRENT).write_text(f"{snapshot}\n", encoding="ascii")


def _mapping(of: Import) -> Mapping:
    return mapping_of(of.mapping.get("rules", []), NAME_OF_MAPPING)


def _keep_names(names: dict[str, str], file: Path) -> None:
    """Names stay in the office's own folder until the import is applied or dropped."""
    with os.fdopen(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as stream:
        json.dump(names, stream, ensure_ascii=False)


def _preview(
    summary: ImportSummary,
    found: Difference,
    held: dict[tuple[str, str], Stated],
    after: dict[tuple[str, str], Stated],
) -> dict[str, object]:
    """What the page shows."""
    mine = {one.sha256 for one in summary.read}
    quarantine = pq.read_table(summary.snapshot.folder / "quarantine.parquet").to_pylist()
    wrong = [row for row in quarantine if row["sha256"] in mine]
    changed = [
        {"kind": kind, "key": key, "name": after[kind, key].name,
         "columns": changed_columns(held[kind, key].values, after[kind, key].values)}
        for kind, key in found.changed[:SHOWN]
    ]  # fmt: skip
    listed = {
        word: [{"kind": kind, "key": key, "name": state[kind, key].name} for kind, key in places[:SHOWN]]
        for word, places, state in (("new", found.new, after), ("gone", found.gone, held))
    }
    return {
        "read": [msgspec.to_builtins(one) for one in summary.read],
        "skipped": list(summary.skipped),
        "unread": [{"code": one.code, "facts": dict(one.facts)} for one in summary.unread],
        "headings": [msgspec.to_builtins(one) for one in summary.unsure][:SHOWN],
        "wrong": wrong[:SHOWN],
        "wrong_counts": dict(Counter(row["code"] for row in wrong)),
        "counts": found.counts(),
        "rows": dict(summary.rows),
        "changed": changed,
        **listed,
    }  # fmt: skip
