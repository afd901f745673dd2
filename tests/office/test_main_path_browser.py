"""The whole way in a browser: a finding, its plan, the approval, the deed, the next import, the audit that verifies it.

``JIANFU_SCREENSHOTS=FOLDER`` keeps a picture of each step, to be looked at.
"""

from typing import NamedTuple

import pytest
from browsing import shot, signed_in
from demo_users import user

from chromium import NEEDS_CHROMIUM
from jianfu.office.models import Audit, Case, Entry, Proposal

pytestmark = [pytest.mark.slow, pytest.mark.browser, NEEDS_CHROMIUM]
DONE = "群编号,群名称,主办单位,平台,建群日期,状态,解散日期\n{},{},{},企业微信,{},已解散,{}\n"
LONG = 300_000
"""Milliseconds a job may take on a busy machine."""


class Way(NamedTuple):
    """A silent group: what is proposed for it and the case about it; and who goes the way, on which screen."""

    row: Proposal
    finding: str
    proposal: str
    browser: object
    address: str
    screen: dict[str, object]

    def as_(self, role: str):
        """A page in which the role has signed in, and what the browser complained of."""
        return signed_in(self.browser, self.address, role, **self.screen)


def a_silent_group(browser, address, **screen) -> Way:
    """One that is to be dissolved, and whose unit the demo's clerk is made to answer for."""
    silent = Case.objects.filter(rule_id="group-zombie", state="open")
    row = Proposal.objects.filter(choice="dissolve", thing_id__in=silent.values("subject_id")).order_by("pk").first()
    clerk = user("clerk")
    clerk.unit_id = row.unit_id
    clerk.save()
    case = silent.get(subject_id=row.thing_id)
    return Way(
        row, f"{address}findings/{case.finding_id}", f"{address}plans/1/proposals/{row.pk}", browser, address, screen
    )


def approve(page, way: Way) -> None:
    """From the list of findings by the plan to the proposal, and there the decision."""
    page.goto(f"{way.address}findings?rule=group-zombie&words={way.row.name}")
    page.click(".findings a")
    page.wait_for_url(way.finding)
    shot(page, f"1-finding-{page.viewport_size['width']}")
    page.click(".places a[href='/plans']")
    page.click("tbody th a[href='/plans/1']")
    page.click("a.button[href$=proposals]")
    if not page.is_visible("input[name=words]"):
        page.click(".fold summary")
    page.fill("input[name=words]", way.row.name)
    page.click(".fold button")
    page.wait_for_url("**/proposals?*")
    shot(page, f"2-proposals-{page.viewport_size['width']}")
    page.click("tbody th a")
    page.wait_for_url(way.proposal)
    assert page.locator("p.reason").count() >= 2, "why, and what it risks"
    shot(page, f"3-proposal-{page.viewport_size['width']}")
    page.click("button[value=approve]")
    page.wait_for_selector(".standfirst .p-approved")


def report_done(page, way: Way) -> None:
    """The unit finds its case taken on with the plan, and reports."""
    page.goto(f"{way.address}cases?state=accepted")
    page.click(f"tbody th a[href$='{way.finding.rsplit('/', 1)[1]}']")
    page.click("details:has(#words-act) summary")
    page.fill("#words-act", "9月29日已解散")
    page.click("button[value=act]")
    page.wait_for_selector("#case-title .s-acted")
    shot(page, f"4-acted-{page.viewport_size['width']}")


def bring_in(page, way: Way, folder) -> None:
    """The next ledger, in which the group is dissolved: preview, then the registry."""
    unit, group = Entry.objects.get(kind="unit", key=way.row.unit_id), Entry.objects.get(key=way.row.thing_id)
    day, made = Audit.objects.first().as_of, group.values["created_on"]
    file = folder / "工作群台账 10月.csv"
    file.write_text(DONE.format(group.key, group.name, unit.name, made, day), encoding="utf-8")
    page.goto(f"{way.address}imports")
    page.set_input_files("#files", str(file))
    page.click("form.sheet button")
    page.wait_for_selector("button[value=apply]", timeout=LONG)
    assert group.name in page.content()
    shot(page, f"5-preview-{page.viewport_size['width']}")
    page.click("button[value=apply]")
    page.wait_for_selector("button[value=undo]")


def audit(page, way: Way, number: int) -> None:
    """Starts one and sees it to its end; the page renews itself."""
    page.goto(f"{way.address}audits")
    page.click("form.sheet button")
    page.wait_for_selector(".job[data-open='1']")
    page.wait_for_selector(f"tbody a[href='/audits/{number}']", timeout=LONG)


def way_to_the_deed(way: Way, folder):
    """All of it up to the audit that no longer finds the group; the analyst's page, and what browsers complained of."""
    analyst, said = way.as_("analyst")
    approve(analyst, way)
    clerk, complained = way.as_("clerk")
    report_done(clerk, way)
    clerk.context.close()
    bring_in(analyst, way, folder)
    audit(analyst, way, 2)
    analyst.goto(way.finding)
    analyst.wait_for_selector("#case-title .s-verified")
    assert analyst.inner_text("h1") == way.row.name, "what is gone keeps its name"
    shot(analyst, f"6-verified-{analyst.viewport_size['width']}")
    analyst.goto(way.proposal)
    analyst.wait_for_selector(".standfirst .p-done")
    analyst.goto(f"{way.address}audits/2")
    analyst.click("a[href*=compared]")
    analyst.wait_for_selector(f"main a:has-text('{way.row.name}')")
    shot(analyst, f"7-compared-{analyst.viewport_size['width']}")
    return analyst, said + complained


def test_on_a_phone_the_next_audit_verifies_what_was_approved_and_done(browser, address, tmp_path) -> None:
    way = a_silent_group(browser, address, width=360, locale="zh-CN")
    page, said = way_to_the_deed(way, tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert said == []
    page.context.close()


def test_what_is_verified_and_comes_back_opens_its_case_again(browser, address, tmp_path) -> None:
    way = a_silent_group(browser, address)
    page, said = way_to_the_deed(way, tmp_path)
    page.goto(f"{way.address}imports/2")
    page.click("button[value=undo]")
    page.wait_for_selector("h1 .s-undone")
    page.goto(f"{way.address}registry/work_group/{way.row.thing_id}")
    assert "Taken back" in page.inner_text(".history")
    shot(page, "8-history")
    audit(page, way, 3)
    page.goto(way.finding)
    page.wait_for_selector("#case-title .s-open")
    assert "Came back once" in page.inner_text("main")
    page.goto(f"{way.address}audits/compared?a=2&b=3")
    assert "0 new, 1 returned, 0 gone" in page.inner_text(".standfirst")
    shot(page, "9-returned")
    assert said == []
    page.context.close()


def test_a_department_decides_all_of_its_unit_and_takes_its_order_along(browser, address) -> None:
    way = a_silent_group(browser, address)
    who = user("department")
    who.unit_id = way.row.unit_id
    who.save()
    page, said = way.as_("department")
    page.goto(f"{address}plans/1")
    with page.expect_download() as started:
        page.click(".orders a[href$=docx]")
    assert started.value.suggested_filename.endswith(".docx")
    page.click("a.button[href$=proposals]")
    page.click("details.deed summary")
    page.fill("#by-unit-words", "")
    page.click("button[value=approve]")
    page.wait_for_selector("tbody .p-approved")
    assert page.locator("tbody .p-open").count() == 0
    page.goto(f"{address}findings")
    assert page.locator("button[value=approve]").count() == 0
    assert said == []
    page.context.close()
