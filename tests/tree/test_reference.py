"""The reference pages say what the code says, and every page a reader is sent to exists."""

import re
from pathlib import Path

import pytest

from jianfu.base.i18n import LANGUAGES, translator
from jianfu.cli.reference import SUFFIXES, pages

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in ROOT.rglob("*.md") if not {".venv", "node_modules"} & set(path.parts))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_committed_reference_is_the_one_the_code_gives(language: str) -> None:
    for name, text in pages(translator(language)).items():
        path = ROOT / "docs/reference" / f"{name}.{SUFFIXES[language]}"
        assert path.read_text(encoding="utf-8") == text, "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []
