"""The office in a browser, desktop and phone, both languages: the way of a case, nothing refused, nothing axe objects to."""

import os
import subprocess
import sys

import pyotp
import pytest

from chromium import NEEDS_CHROMIUM, faults_of

pytestmark = [pytest.mark.slow, pytest.mark.browser, NEEDS_CHROMIUM]
PAGES = {
    "analyst": [
        "county",
        "findings",
        "cases",
        "bills",
        "notices",
        "registry/work_group",
        "audits",
        "plans",
        "plans/1",
        "plans/1/proposals",
        "imports",
        "imports/1",
    ],
    "worker": ["county", "mine", "account/second-factor"],
    "administrator": ["users", "log?verify=1"],
}
CSV = "群名称,主办单位,平台,建群日期,成员数\n浏览器测试群,青石镇,企业微信,2026-09-01,12\n"


@pytest.fixture(autouse=True)
def both_in_one_thread(monkeypatch):
    """Playwright keeps a loop running in this thread; Django need not fear for its connection, nothing here is concurrent."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def address(both_in_one_thread, office):
    """Where the office of this test is served."""
    command = [sys.executable, "-m", "jianfu.cli.main", "serve", str(office.root), "--lang", "en"]
    started = subprocess.run([*command, "--demo", "--port", "0", "--background"], capture_output=True, text=True,
                             check=True, timeout=120, env=os.environ.copy())  # fmt: skip
    yield next(word for word in started.stdout.split() if word.startswith("http://"))
    subprocess.run([*command, "--stop"], check=True, timeout=60, capture_output=True, env=os.environ.copy())


def signed_in(browser, address: str, role: str, *, width: int = 1280, locale: str = "en-GB", bypass: bool = False):
    """A page in which the demo's account of the role has signed in, and what the browser complained of."""
    context = browser.new_context(viewport={"width": width, "height": 850}, locale=locale, bypass_csp=bypass)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith(address) else None)
    page.goto(f"{address}login")
    page.click(f"button[value=demo-{role}]")
    return page, said


@pytest.mark.parametrize(("width", "locale"), [(360, "zh-CN"), (1280, "en-GB")])
def test_every_page_fits_its_screen_and_asks_nobody_else(browser, address, width, locale) -> None:
    for role, places in PAGES.items():
        page, said = signed_in(browser, address, role, width=width, locale=locale)
        for place in places:
            page.goto(f"{address}{place}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place
        assert said == []
        page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_has_nothing_to_object_to(browser, address, width, scheme) -> None:
    for role, places in PAGES.items():
        page, _ = signed_in(browser, address, role, width=width, locale="zh-CN", bypass=True)
        page.emulate_media(color_scheme=scheme)
        for place in [*places, *(["findings/first"] if role == "analyst" else [])]:
            if place.endswith("first"):
                page.goto(f"{address}findings")
                page.click(".findings a")
            else:
                page.goto(f"{address}{place}")
            assert faults_of(page) == [], (role, place)
        page.context.close()


def test_a_finding_goes_from_its_unit_to_the_analyst_and_back(browser, address) -> None:
    clerk, _ = signed_in(browser, address, "clerk", width=390)
    clerk.goto(f"{address}cases")
    clerk.click("tbody th a")
    where = clerk.url
    clerk.click("summary:has-text('Dispute')")
    clerk.fill("#words-dispute", "这个群上月已经解散")
    clerk.click("button[value=dispute]")
    assert "disputed" in clerk.inner_text("#case-title")
    analyst, _ = signed_in(browser, address, "analyst")
    analyst.goto(where)
    assert "这个群上月已经解散" in analyst.inner_text(".history")
    analyst.click("summary:has-text('Uphold')")
    analyst.fill("#words-uphold", "群里昨天还有消息")
    analyst.click("button[value=uphold]")
    clerk.goto(where)
    clerk.click("summary:has-text('Report what was done')")
    clerk.fill("#words-act", "已解散")
    clerk.click("button[value=act]")
    assert "to be verified" in clerk.inner_text("#case-title")
    clerk.context.close()
    analyst.context.close()


def test_files_become_a_preview_then_the_registry_then_an_audit(browser, address, tmp_path) -> None:
    file = tmp_path / "新群 台账.csv"
    file.write_text(CSV, encoding="utf-8")
    page, said = signed_in(browser, address, "analyst")
    page.goto(f"{address}imports")
    page.set_input_files("#files", str(file))
    page.click("button:has-text('Hand in')")
    page.wait_for_selector("button[value=apply]", timeout=120_000)
    assert "浏览器测试群" in page.content()
    page.click("button[value=apply]")
    page.goto(f"{address}registry/work_group?words=浏览器")
    assert page.inner_text("tbody th") == "浏览器测试群"
    page.goto(f"{address}audits")
    page.click("button:has-text('Start an audit')")
    page.wait_for_selector("text=Audit 2", timeout=10_000)
    page.wait_for_selector("a:has-text('Audit 2')", timeout=300_000)
    page.goto(f"{address}audits/compared?a=1&b=2")
    assert "stayed" in page.inner_text(".standfirst")
    assert said == []
    page.context.close()


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
    assert page.evaluate(size) >= before * 1.2
    for place in ("cases", "findings", "bills", "county", "registry/work_group"):
        page.goto(f"{address}{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, place
    page.emulate_media(media="print")
    assert not page.is_visible(".places")
    assert page.is_visible("h1")
    page.context.close()
