"""Debian's Chromium for tests that look at pages, and axe, which objects to what some people cannot use."""

from importlib.resources import files
from pathlib import Path

import pytest

CHROMIUM = next(
    (path for path in (Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser")) if path.exists()), None
)
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


def faults_of(page) -> list[tuple[str, str]]:
    """What axe objects to on a page whose content policy is bypassed: the rule, and the first place."""
    axe = pytest.importorskip("axe_playwright_python")
    page.evaluate(files(axe).joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", AXE_TAGS)
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]]
