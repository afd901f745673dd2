"""The page in a browser: nothing asked of the network, no side-scrolling on a phone, nothing axe objects to."""

import pytest

from chromium import NEEDS_CHROMIUM, faults_of
from jianfu.base.i18n import LANGUAGES
from jianfu.report.write import write_report

pytestmark = [pytest.mark.browser, NEEDS_CHROMIUM]


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
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address)
    assert faults_of(page) == []
    context.close()
