"""The page in a browser: nothing asked of the network, no side-scrolling on a phone, nothing axe objects to."""

from importlib.resources import files
from pathlib import Path

import pytest

from jianfu.base.i18n import LANGUAGES
from jianfu.report.write import write_report

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(
    (path for path in (Path("/usr/bin/chromium"), Path("/usr/bin/chromium-browser")) if path.exists()), None
)
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module", params=LANGUAGES)
def address(request, run, tmp_path_factory) -> str:
    out = tmp_path_factory.mktemp("page") / "report.html"
    return write_report(run.document(), form="html", language=request.param, out=out).as_uri()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_asks_for_nothing_and_does_not_scroll_sideways(browser, address, width) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    assert asked == [address]
    page.close()


def test_text_of_double_size_still_fits_a_phone(browser, address) -> None:
    page = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 800}).new_page()
    page.goto(address)
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_object_to(browser, address, scheme) -> None:
    axe = pytest.importorskip("axe_playwright_python")
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address)
    page.evaluate(files(axe).joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", AXE_TAGS)
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
    context.close()
