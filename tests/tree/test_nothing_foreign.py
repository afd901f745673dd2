"""The repository carries no address of a package index and no secret."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
INDEX = re.compile(
    r"(?:files\.pythonhosted|pypi\.org/simple|registry\.npmjs|--index-url|--find-links|--extra-index-url)"
)
SECRET = re.compile(r"(?:-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16})")


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in names.decode().split("\0") if name]


def test_no_file_names_a_package_index_or_holds_a_secret() -> None:
    found = []
    for path in tracked():
        if path == Path(__file__) or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "ignore")
        if INDEX.search(text) or SECRET.search(text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []
