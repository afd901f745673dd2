"""What becomes of a previewed import: read again with other headings, applied, dropped, undone (导入的处置)."""

import json
import shutil
from collections.abc import Sequence

from django.db import transaction

from jianfu.base import clock
from jianfu.base.errors import UserProblem
from jianfu.dataset.snapshot import SNAPSHOTS, open_snapshot
from jianfu.dataset.store import locked, publish
from jianfu.office import entries, log, snapshots
from jianfu.office.jobs.preview import NAMES, TRIAL
from jianfu.office.jobs.queue import enqueue
from jianfu.office.models import Import, Job, User
from jianfu.office.place import here
from jianfu.office.registry import state_of
from jianfu.office.roles import Right
from jianfu.sources.mapping import mapping_of

Rules = Sequence[dict[str, str]]


def read_again(by: User, of: Import, rules: Rules) -> Job:
    """A new preview with corrected headings; raises ``UserProblem`` for a correction that names no column."""
    _check(by, of, ("preview", "failed"))
    mapping_of(list(rules), "mapping")
    with transaction.atomic():
        of = Import.objects.select_for_update().get(pk=of.pk)
        _check(by, of, ("preview", "failed"))
        of.mapping, of.state = {"rules": list(rules)}, "waiting"
        of.save()
        job = enqueue("preview", of.pk, by)
        log.append("import-read-again", f"import/{of.pk}", actor=by.username, corrections=len(rules))
    return job


def apply(by: User, of: Import, *, previewed: str | None = None) -> Import:
    """Makes the previewed snapshot the office's, and the registry what it says; whole or not at all.

    ``previewed``: the name of the snapshot that was looked at, where the caller says it.

    Raises ``UserProblem`` ``import-overtaken`` where another import was applied since the preview.
    """
    _check(by, of, ("preview",))
    place = here()
    folder = place.uploads / str(of.pk)
    trial = folder / TRIAL / SNAPSHOTS / of.after
    with locked(place.dataset), transaction.atomic():
        of = Import.objects.select_for_update().get(pk=of.pk)
        _check(by, of, ("preview",))
        if snapshots.standing() != of.before or previewed not in (None, of.after):
            raise UserProblem("import-overtaken")
        if trial.exists():
            publish(place.dataset, trial, of.after)
        names = entries.names_held() | json.loads((folder / NAMES).read_text(encoding="utf-8"))
        found = entries.write(of, state_of(open_snapshot(place.dataset / SNAPSHOTS / of.after), names))
        of.state, of.applied_at = "applied", clock.now()
        of.save()
        log.append("import-applied", f"import/{of.pk}", actor=by.username, snapshot=of.after,
                   new=len(found.new), changed=len(found.changed), gone=len(found.gone))  # fmt: skip
    snapshots.point_there()
    _tidy(of)
    return of


def undo(by: User, of: Import) -> Import:
    """Takes the last applied import back: dataset and registry stand as before it.

    Raises ``UserProblem`` ``import-not-last`` where a later one stands on it.
    """
    _check(by, of, ("applied",))
    with locked(here().dataset), transaction.atomic():
        of = Import.objects.select_for_update().get(pk=of.pk)
        if snapshots.last_applied() != of:
            raise UserProblem("import-not-last")
        entries.write(of, entries.before_import(of), undo=True)
        of.state, of.undone_at = "undone", clock.now()
        of.save()
        log.append("import-undone", f"import/{of.pk}", actor=by.username, snapshot=of.before)
    snapshots.point_there()
    return of


def drop(by: User, of: Import) -> Import:
    """Gives up an import that was not applied; its files go."""
    _check(by, of, ("preview", "failed", "waiting"))
    with transaction.atomic():
        of = Import.objects.select_for_update().get(pk=of.pk)
        _check(by, of, ("preview", "failed", "waiting"))
        of.state = "dropped"
        of.save()
        Job.objects.filter(kind="preview", subject=of.pk, state=Job.WAITING).update(state=Job.CANCELLED)
        Job.objects.filter(kind="preview", subject=of.pk, state=Job.RUNNING).update(wish="cancel")
        log.append("import-dropped", f"import/{of.pk}", actor=by.username)
    _tidy(of)
    return of


def _check(by: User, of: Import, states: tuple[str, ...]) -> None:
    if not by.may(Right.IMPORT):
        raise UserProblem("not-allowed")
    of.refresh_from_db(fields=["state"])
    if of.state not in states:
        raise UserProblem("import-moved", state=of.state)


def _tidy(of: Import) -> None:
    """The files of an import that is settled are no longer needed: what they said stands in the snapshot."""
    shutil.rmtree(here().uploads / str(of.pk), ignore_errors=True)
