"""The office in a browser, desktop and phone, both languages: every page fits and nothing axe objects to; keyboard, type.

``JIANFU_SCREENSHOTS=FOLDER`` keeps a picture of each page, to be looked at.
"""

import pyotp
import pytest
from browsing import shot, signed_in

from chromium import NEEDS_CHROMIUM, faults_of
from jianfu.office.models import Entry, Finding, Proposal

pytestmark = [pytest.mark.slow, pytest.mark.browser, NEEDS_CHROMIUM]
PAGES = {
    "analyst": [
        "county", "method", "findings", "findings?unit=nobody", "finding", "cases", "bills", "group", "notices",
        "registry/work_group", "registry/person", "entry", "audits", "audits/1", "audits/compared?a=1&b=1",
        "plans", "plans/1", "plans/1/proposals", "proposal", "plans/compared?a=1&b=1", "imports", "imports/1",
        "account", "tokens", "account/second-factor", "no-such-page",
    ],
    "worker": ["county", "mine", "findings"],
    "administrator": ["users", "users?user=demo-clerk", "mine", "log?verify=1"],
}  # fmt: skip


def placed(page, address: str, place: str) -> None:
    """Goes to a page; some names stand for one thing of its kind."""
    key = Entry.objects.filter(kind="work_group").order_by("key").values_list("key", flat=True)[0]
    named = {
        "finding": lambda: f"findings/{Finding.objects.filter(state='open').order_by('pk')[0].finding_id}",
        "proposal": lambda: f"plans/1/proposals/{Proposal.objects.filter(choice='dissolve').order_by('pk')[0].pk}",
        "group": lambda: f"groups/{key}",
        "entry": lambda: f"registry/work_group/{key}",
    }
    page.goto(address + (named[place]() if place in named else place))


@pytest.mark.parametrize(
    ("width", "locale", "large"), [(360, "zh-CN", True), (360, "en-GB", False), (1280, "en-GB", False)]
)
def test_every_page_fits_its_screen_and_asks_nobody_else(browser, address, width, locale, large) -> None:
    for role, places in PAGES.items():
        page, said = signed_in(browser, address, role, width=width, locale=locale)
        if large:
            page.click("button[name=type]")
            page.wait_for_selector("html.large")
        for place in places:
            placed(page, address, place)
            shot(page, f"{role}-{place}-{width}-{locale}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place
        assert [one for one in said if "status of 40" not in one] == [], "pages that are not there say so"
        page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_has_nothing_to_object_to(browser, address, width, scheme) -> None:
    for role, places in PAGES.items():
        page, _ = signed_in(browser, address, role, width=width, locale="zh-CN", bypass=True)
        page.emulate_media(color_scheme=scheme)
        for place in places:
            placed(page, address, place)
            assert faults_of(page) == [], (role, place)
        page.context.close()
    page = browser.new_context(viewport={"width": width, "height": 850}, bypass_csp=True).new_page()
    page.goto(f"{address}login")
    assert faults_of(page) == []
    page.context.close()


def test_a_finding_goes_from_its_unit_to_the_analyst_and_back(browser, address) -> None:
    clerk, _ = signed_in(browser, address, "clerk", width=390)
    clerk.goto(f"{address}cases")
    clerk.click("tbody th a")
    clerk.wait_for_url("**/findings/*")
    where = clerk.url
    clerk.click("summary:has-text('Dispute')")
    clerk.fill("#words-dispute", "这个群上月已经解散")
    clerk.click("button[value=dispute]")
    clerk.wait_for_selector("#case-title:has-text('disputed')")
    analyst, _ = signed_in(browser, address, "analyst")
    analyst.goto(where)
    assert "这个群上月已经解散" in analyst.inner_text(".history")
    analyst.click("summary:has-text('Uphold')")
    analyst.fill("#words-uphold", "群里昨天还有消息")
    analyst.click("button[value=uphold]")
    analyst.wait_for_selector("#case-title .s-open")
    clerk.goto(where)
    clerk.click("summary:has-text('Report what was done')")
    clerk.fill("#words-act", "已解散")
    clerk.click("button[value=act]")
    clerk.wait_for_selector("#case-title:has-text('to be verified')")
    clerk.context.close()
    analyst.context.close()


def tab_to(page, selector: str, most: int = 80) -> None:
    """Presses Tab until what is meant has the focus; everything must be within reach, and show that it is reached."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"{selector} does not show its focus"
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def test_a_case_is_answered_by_keyboard_alone(browser, address) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 850}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}login")
    tab_to(page, "button[value=demo-clerk]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/county")
    tab_to(page, ".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.reload()
    tab_to(page, ".places a[href='/cases']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases")
    tab_to(page, "tbody th a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/findings/*")
    tab_to(page, "summary:has(+ form #words-act), .deed summary, summary")
    while "Report what was done" not in page.evaluate("document.activeElement.textContent"):
        tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "#words-act")
    page.keyboard.type("dissolved")
    tab_to(page, "button[value=act]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#case-title:has-text('to be verified')")
    context.close()


def test_each_role_finds_what_it_came_for(browser, address) -> None:
    for role, place, wanted in [
        ("department", "bills", "table caption"),
        ("worker", "mine", ".headline .number"),
        ("worker", "method", "td[data-label]"),
        ("auditor", "log?verify=1", "p.right"),
        ("administrator", "users", "th:has-text('demo-clerk')"),
    ]:
        page, said = signed_in(browser, address, role, width=390)
        page.goto(f"{address}{place}")
        assert page.query_selector(wanted), (role, place)
        here = page.locator(".places [aria-current]").bounding_box()
        assert here["x"] >= 0, "the place one is at is in sight"
        assert here["x"] + here["width"] <= 390
        assert said == []
        page.context.close()


def test_a_second_factor_is_set_up_on_a_phone_and_asked_for(browser, address) -> None:
    page, said = signed_in(browser, address, "worker", width=360, locale="zh-CN")
    page.goto(f"{address}account/second-factor")
    page.click("button[value=begin]")
    assert page.locator(".qr-frame svg").bounding_box()["width"] >= 200
    app = pyotp.TOTP(page.text_content("code.token").replace(" ", ""))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.fill("#code", app.now())
    page.click("button[value=confirm]")
    recovery = page.text_content(".recovery code")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert said == [], "the content policy lets the picture be drawn"
    page.context.close()
    again, _ = signed_in(browser, address, "worker", width=360, locale="zh-CN", bypass=True)
    assert again.url.endswith("/login/code")
    assert faults_of(again) == []
    again.fill("#code", recovery)
    again.click("main button")
    again.wait_for_url("**/county")
    again.goto(f"{address}account/second-factor")
    assert faults_of(again) == []
    again.context.close()


def test_large_type_is_larger_and_still_fits_and_print_leaves_the_menu_out(browser, address) -> None:
    page, _ = signed_in(browser, address, "clerk", width=390, locale="zh-CN")
    page.goto(f"{address}cases")
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    before = page.evaluate(size)
    page.click("button[name=type]")
    page.wait_for_selector("html.large")
    assert page.evaluate(size) >= before * 1.2
    page.emulate_media(media="print")
    assert not page.is_visible(".places")
    assert page.is_visible("h1")
    page.context.close()
