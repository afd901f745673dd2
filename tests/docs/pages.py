"""What the pages for people tell their reader to type: command lines and examples, taken out of the Markdown."""

import re
import shlex
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "docs/tutorial.md", *sorted((ROOT / "docs/how-to").glob("*.md"))]
ENGLISH = [page for page in PAGES if not page.name.endswith(".zh.md") and page.parts[-2:] != ("how-to", "README.md")]
PLACES = {
    "FOLDER": "try/hamlet/files",
    "folder": "try/hamlet/files",
    "文件夹": "try/hamlet/files",
    "DATASET": "try/data",
    "数据集": "try/data",
    "RUN": "try/run",
    "run": "try/run",
    "结果": "try/run",
    "PLAN": "try/plan",
    "方案": "try/plan",
    "AFTER": "try/run",
    "后一次": "try/run",
    "PROOF": "try/proof",
    "核验": "try/proof",
    "OFFICE": "office",
    "办公目录": "office",
}
"""What a reader puts in place of the names the pages use."""

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
INLINE = re.compile(r"`(?:\.venv/bin/)?(jianfu(?: [^`]+)?)`")


def chinese(page: Path) -> Path:
    return page.with_name(f"{page.stem}.zh.md")


def examples(page: Path, kind: str) -> list[str]:
    """The fenced blocks of one kind, placeholders filled in."""
    blocks = [body for language, body in FENCE.findall(page.read_text(encoding="utf-8")) if language == kind]
    return [re.sub(r'"([^"]+)"', lambda word: f'"{PLACES.get(word[1], word[1])}"', block) for block in blocks]


def shown(page: Path) -> list[tuple[str, ...]]:
    """The words of every ``jianfu`` line that stands by itself, in order."""
    return _calls(line.strip() for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("    "))


def commands(page: Path) -> list[tuple[str, ...]]:
    """Those, and after them every ``jianfu`` call within the text that takes arguments."""
    return shown(page) + _calls(line for line in INLINE.findall(page.read_text(encoding="utf-8")) if " " in line[7:])


def _calls(lines: Iterable[str]) -> list[tuple[str, ...]]:
    calls = [shlex.split(line.removeprefix(".venv/bin/"), comments=True) for line in lines]
    return [tuple(PLACES.get(word, word) for word in call) for call in calls if call and call[0] == "jianfu"]


def mentioned(page: Path) -> set[str]:
    """Every command the text names, with or without arguments."""
    named = [line.split() for line in INLINE.findall(page.read_text(encoding="utf-8"))]
    return {words[1] for words in named if len(words) > 1 and not words[1].startswith("-")}
