"""Reads one text from a file, whatever its encoding."""

from pathlib import Path

from jianfu.base.errors import UserProblem
from jianfu.sources.encoding import encoding_of

LONGEST = 100_000
BYTES_A_CHARACTER = 4


def read_text(path: Path) -> str:
    """The text of a small file; raises ``UserProblem`` where there is none, or it is no text, or too long."""
    if not path.is_file():
        raise UserProblem("path-missing", path=path)
    if path.stat().st_size > LONGEST * BYTES_A_CHARACTER:
        raise UserProblem("text-long", path=path, most=LONGEST)
    content = path.read_bytes()
    encoding = encoding_of(content)
    if not content.strip():
        raise UserProblem("text-empty", path=path)
    if encoding is None:
        raise UserProblem("text-missing", path=path)
    text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding, errors="replace").strip()
    if not text:
        raise UserProblem("text-empty", path=path)
    if len(text) > LONGEST:
        raise UserProblem("text-long", path=path, most=LONGEST)
    return text
