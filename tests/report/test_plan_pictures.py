"""A plan in pictures: the ties afterwards, the page in both languages, nothing lost on a phone or in the dark."""

import re

import pytest
from plan_picture import LOUD, picture

from chromium import NEEDS_CHROMIUM, faults_of
from jianfu.base.i18n import LANGUAGES
from jianfu.report.html.plan_drawing import PlanCharts
from jianfu.report.plan.overlap import FLOOR, knots_of, ties_after
from jianfu.report.plan.page import render_plan, write_page


def test_ties_of_what_ends_are_gone_and_those_of_what_takes_in_are_counted_anew() -> None:
    pairs = [("a", "b", 0.5), ("b", "c", 0.4), ("c", "d", 0.6), ("d", "e", 0.9)]
    members = {"a": frozenset("123456"), "c": frozenset("56"), "d": frozenset("5678"), "e": frozenset("678")}
    after = {"a": "a", "b": "a", "c": "c", "d": "d", "e": None}
    assert ties_after(pairs, after, members) == {("a", "c"): 2 / 6, ("c", "d"): 0.6}


def test_a_tie_begins_at_the_floor_and_not_just_below_it() -> None:
    pairs = [("a", "b", FLOOR), ("b", "c", FLOOR - 1e-9)]
    assert ties_after(pairs, {"a": "a", "b": "b", "c": "c"}, {}) == {("a", "b"): FLOOR}


def test_groups_tied_through_others_make_one_knot() -> None:
    assert knots_of({("a", "b"): 0.5, ("c", "d"): 0.5, ("b", "e"): 0.4}) == [["a", "b", "e"], ["c", "d"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_every_figure_in_words_too_and_hides_the_small_level(language) -> None:
    page = render_plan(picture(), language)
    assert LOUD not in page
    assert page == render_plan(picture(), language)
    assert not re.search(r"<(?:script|img|link|iframe|object)\b| style=", page)
    for told in ("0.4", "0.9", "2.1", "90%", "31%"):
        assert told in page, told
    county = page[page.index("</caption>") :].split("</tr>")[1]
    assert "small-cell" in county
    assert not re.search(r">[\d.]+<", county)


def test_the_table_of_a_knot_holds_both_drawings_numbers() -> None:
    first, second = picture().overlap.knots
    assert PlanCharts.ties(first) == [(1, 2, 0.9, None), (2, 3, 0.31, None)]
    assert PlanCharts.ties(second) == [(1, 2, 0.5, 0.5)]


@pytest.mark.browser
@NEEDS_CHROMIUM
@pytest.mark.parametrize(("width", "scheme", "language"), [(360, "light", "zh-Hans"), (1280, "dark", "en")])
def test_the_page_fits_its_screen_and_axe_has_nothing_to_object_to(browser, tmp_path, width, scheme, language) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(write_page(picture(), language, tmp_path).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert faults_of(page) == []
    context.close()
