"""Handing in files for an import (提交文件)."""

import hashlib
import re
import shutil
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from jianfu.base.errors import UserProblem
from jianfu.office import log
from jianfu.office.jobs.queue import enqueue
from jianfu.office.models import Import, Job, Upload, User
from jianfu.office.place import here
from jianfu.office.roles import Right

MOST_FILES = 5000
"""Of one import: an archive comes with its pictures."""
MOST_BYTES = 2 << 30
"""Of one import; an archive of a county's chats is some hundred megabytes."""
LONGEST_NAME = 120
INCOMING = ".incoming-"
_UNSAFE = re.compile(r"[\\/\x00-\x1f\x7f]|^\.+")


def hand_in(by: User, files: Iterable["UploadedFile[bytes]"]) -> Job:
    """Keeps the files under the office's folder and asks for a preview.

    Raises ``UserProblem``: ``not-allowed``, ``upload-none``, ``upload-too-many``, ``upload-too-large``.
    """
    if not by.may(Right.IMPORT):
        raise UserProblem("not-allowed")
    files = list(files)
    if not files:
        raise UserProblem("upload-none")
    if len(files) > MOST_FILES:
        raise UserProblem("upload-too-many", most=MOST_FILES)
    if sum(file.size or 0 for file in files) > MOST_BYTES:
        raise UserProblem("upload-too-large", most=MOST_BYTES >> 20)
    uploads = here().uploads
    incoming = Path(mkdtemp(prefix=INCOMING, dir=uploads))
    try:
        kept = [_keep(number, file, incoming) for number, file in enumerate(files, 1)]
        with transaction.atomic():  # only now: nobody else could write while gigabytes are copied
            of = Import.objects.create(made_by=by)
            for one in kept:
                one.of = of
            Upload.objects.bulk_create(kept)
            job = enqueue("preview", of.pk, by)
            log.append("import-handed-in", f"import/{of.pk}", actor=by.username, files=len(files))
            # SQLite gives a number again whose transaction was cut short; what that one left is nobody's.
            shutil.rmtree(uploads / str(of.pk), ignore_errors=True)
            incoming.rename(uploads / str(of.pk))
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return job


def safe_name(name: str) -> str:
    """A file name that is one, whatever the sender called the file: readers and messages show it."""
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip() or "_"
    stem, suffix = Path(plain).stem, Path(plain).suffix
    return stem[: LONGEST_NAME - len(suffix)] + suffix[:LONGEST_NAME]


def _keep(number: int, file: "UploadedFile[bytes]", folder: Path) -> Upload:
    name = safe_name(file.name or "")
    place = folder / f"{number}" / name
    place.parent.mkdir(mode=0o700, parents=True)
    digest = hashlib.sha256()
    with place.open("xb") as stream:
        for chunk in file.chunks():
            digest.update(chunk)
            stream.write(chunk)
    return Upload(name=name, stored=f"{number}/{name}", size=file.size or 0, sha256=digest.hexdigest())
