"""Imports: handing files in, the preview, applying it, taking it back."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, File, Router, Schema, Status, UploadedFile

from jianfu.office.actions import settle_import
from jianfu.office.actions.hand_in import hand_in
from jianfu.office.actions.look import preview_seen
from jianfu.office.models import Import, Job
from jianfu.office.roles import Right
from jianfu.web.api.asking import asker, asks
from jianfu.web.api.days import Number
from jianfu.web.api.jobs import JobTold
from jianfu.web.api.paging import AskedNumbered, Numbered, numbered

router = Router(tags=["imports"])
Text = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]


class FileTold(Schema):
    """One file that was handed in."""

    name: str
    size: int
    sha256: str


class ImportLine(Schema):
    """Files handed in together. ``after`` names the snapshot the preview made: send it to apply that very preview."""

    number: int
    state: str
    made_at: datetime
    before: str
    after: str
    applied_at: datetime | None
    undone_at: datetime | None
    files: list[FileTold]


class ImportTold(ImportLine):
    """An import with its preview, and the job that reads the files."""

    preview: dict[str, object]
    job: JobTold | None


class Previewed(Schema, extra="forbid"):
    """Which preview is meant."""

    after: Text


class Correction(Schema, extra="forbid"):
    """What a heading means; ``column`` is a canonical column, or ``-`` to leave it out."""

    file: Text
    sheet: Text = "*"
    heading: Text
    column: Text


class Corrections(Schema, extra="forbid"):
    """Headings corrected by hand."""

    rules: Annotated[list[Correction], Field(max_length=500)]


@router.get("/imports", **asks(Right.IMPORT, Numbered[ImportLine]))
def listed(request: HttpRequest, asked: AskedNumbered) -> dict[str, object]:
    """All imports, the latest first."""
    rows, following = numbered(Import.objects.prefetch_related("files"), asked)
    return {"items": [_line(row) for row in rows], "next": following}


@router.post("/imports", **asks(Right.IMPORT, JobTold, also=(413,), status=202))
def hand(request: HttpRequest, files: Annotated[list[UploadedFile], File(..., min_length=1)]) -> Status[object]:
    """Hands files in; the job reads them, and ``subject`` is the number of the import."""
    return Status(202, hand_in(asker(request), files))


@router.get("/imports/{number}", **asks(Right.IMPORT, ImportTold, also=(404,)))
def one(request: HttpRequest, number: Number) -> dict[str, object]:
    """One import: what it would change; people are named to who has the right ``people``, and that is logged."""
    return _told(request, _import(number))


@router.post("/imports/{number}/apply", **asks(Right.IMPORT, ImportTold, also=(404, 409, 413)))
def apply(request: HttpRequest, number: Number, previewed: Previewed) -> dict[str, object]:
    """Makes the preview the office's; 409 where it was read again, applied or overtaken meanwhile."""
    return _told(request, settle_import.apply(asker(request), _import(number), previewed=previewed.after))


@router.post("/imports/{number}/undo", **asks(Right.IMPORT, ImportTold, also=(404, 409)))
def undo(request: HttpRequest, number: Number) -> dict[str, object]:
    """Takes the last applied import back."""
    return _told(request, settle_import.undo(asker(request), _import(number)))


@router.post("/imports/{number}/drop", **asks(Right.IMPORT, ImportTold, also=(404, 409)))
def drop(request: HttpRequest, number: Number) -> dict[str, object]:
    """Gives up an import that was not applied."""
    return _told(request, settle_import.drop(asker(request), _import(number)))


@router.post("/imports/{number}/again", **asks(Right.IMPORT, JobTold, also=(404, 409, 413), status=202))
def again(request: HttpRequest, number: Number, corrections: Corrections) -> Status[object]:
    """Reads the files again with corrected headings."""
    rules = [rule.model_dump() for rule in corrections.rules]
    return Status(202, settle_import.read_again(asker(request), _import(number), rules))


def _import(number: int) -> Import:
    return get_object_or_404(Import.objects.prefetch_related("files"), pk=number)


def _line(row: Import) -> dict[str, object]:
    names = ("state", "made_at", "before", "after", "applied_at", "undone_at")
    return {"number": row.pk, **{name: getattr(row, name) for name in names}, "files": list(row.files.all())}


def _told(request: HttpRequest, row: Import) -> dict[str, object]:
    preview = preview_seen(asker(request), row, request.path)
    job = Job.objects.filter(kind="preview", subject=row.pk).order_by("-made_at").first()
    return {**_line(row), "preview": preview, "job": job}
