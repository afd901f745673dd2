"""The report as ``report.json``: language-neutral, the same bytes for the same run."""

from pathlib import Path

import msgspec

from jianfu.base.errors import UserProblem
from jianfu.report.model import Document

FILE_NAME = "report.json"


def encode_document(document: Document) -> bytes:
    """The document as JSON, fields in the order of the model."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def read_document(run_folder: Path) -> Document:
    """Reads ``report.json`` of a run back.

    Raises ``UserProblem`` ``report-missing`` where there is none, ``report-unreadable`` where it is not ours.
    """
    path = run_folder / FILE_NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=Document)
    except FileNotFoundError as cause:
        raise UserProblem("report-missing", path=run_folder) from cause
    except (OSError, msgspec.MsgspecError) as cause:
        raise UserProblem("report-unreadable", path=path) from cause
