"""The first contents of an office: files imported and audited, and the demo's county and accounts."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from jianfu.base.errors import Problem
from jianfu.office.actions.audits import start
from jianfu.office.actions.hand_in import hand_in
from jianfu.office.actions.plans import start as start_plan
from jianfu.office.actions.settle_import import apply
from jianfu.office.jobs import queue, turn, worker
from jianfu.office.models import SETUP, Entry, Import, Job, User
from jianfu.office.place import here
from jianfu.office.roles import Role
from jianfu.office.selectors.runs import latest
from jianfu.office.snapshots import standing
from jianfu.simulate.write import simulate
from jianfu.sources.recognise import find_files


def import_and_audit(source: Path, *, packs: Sequence[str] = ()) -> None:
    """The way a user would go, step by step; raises the problem a step ended with."""
    by = _setup_user()
    with turn.held(here()) as lock:
        worker.recover()  # what an earlier filling was cut short in
        if not standing():
            with ExitStack() as files:
                job = hand_in(by, _opened(find_files([source]), files))
            _run(job, lock)
            apply(by, Import.objects.get(pk=job.subject))
        for job in Job.objects.filter(kind="audit", state__in=Job.OPEN) or [start(by, packs=packs)]:
            _run(job, lock)
        for job in Job.objects.filter(kind="plan", state__in=Job.OPEN) or [start_plan(by, latest(), {})]:
            _run(job, lock)


def write_county(folder: Path, size: str, seed: int) -> Path:
    """A made-up county's files."""
    simulate(size=size, seed=seed, out=folder / "county")
    return folder / "county" / "files"


def offer() -> None:
    """One account a role, for a unit with something to see; without a password: only the demo's button opens it."""
    department = Entry.objects.filter(kind="unit", facet="county").exclude(path="").order_by("-path").first()
    township = Entry.objects.filter(kind="unit", facet="township").order_by("key").first()
    people = Entry.objects.filter(kind="person", state="active").order_by("key")
    person = people.filter(unit_id=township.key).first() if township else None
    units = {Role.CLERK: township, Role.DEPARTMENT: department, Role.WORKER: township}
    for role in Role:
        user, made = User.objects.get_or_create(username=f"demo-{role.value}", defaults={"role": role, "is_demo": True})
        if made:
            user.set_unusable_password()
            unit = units.get(role)
            user.unit_id = unit.key if unit else ""
            user.person_id = person.key if role == Role.WORKER and person else ""
            user.save()


def _setup_user() -> User:
    """Whom the log names for what was done before anybody signed in; nobody can sign in as it."""
    user, made = User.objects.get_or_create(username=SETUP, defaults={"role": Role.ANALYST, "is_active": True})
    if made:
        user.set_unusable_password()
        user.save()
    return user


def _opened(paths: Sequence[Path], held: ExitStack) -> Iterator["UploadedFile[bytes]"]:
    for path in paths:
        yield UploadedFile(held.enter_context(path.open("rb")), name=path.name, size=path.stat().st_size)


def _run(job: Job, lock: int) -> None:
    """Waits for one job, done by this process's own child."""
    while (taken := queue.take_next()) is not None:
        worker.run(taken, lock)
    job.refresh_from_db()
    if job.state != Job.DONE:
        raise Problem(job.problem or "job-defect", **job.facts)
