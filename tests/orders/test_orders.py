"""Each unit reads of its own things alone; paper says no more than its reader may know."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from jianfu.orders.html import draw_html
from jianfu.orders.make import make_orders
from jianfu.orders.model import Order
from jianfu.orders.page import file_name, lay_out
from jianfu.orders.word import draw_word
from jianfu.orders.write import write_orders
from jianfu.plan.folder import Plan

SECRET = "专案工作群"
LANGUAGES = ("zh-Hans", "en")


def by_unit(plan: Plan) -> dict[str | None, Order]:
    return {order.unit_id: order for order in make_orders(plan)}


def words_of(document: bytes) -> str:
    read = docx.Document(io.BytesIO(document))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells])


def test_a_unit_that_takes_something_in_has_an_order_too(plan: Plan) -> None:
    orders = by_unit(plan)
    assert set(orders) == {"U1", "U2", "U3"}
    assert orders["U2"].items[0].takes_in == ("防汛值班群",)
    assert orders["U1"].items[0].target_unit == "县应急局"


def test_the_list_of_movers_holds_those_who_are_not_yet_in_the_target(plan: Plan) -> None:
    item = by_unit(plan)["U1"].items[0]
    assert [one.person_id for one in item.movers] == ["p1", "p2"]
    assert len(item.movers) == item.moved


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_only_some_may_know_stands_on_no_paper(plan: Plan, language: str) -> None:
    orders = make_orders(plan)
    assert sum(order.unnamed for order in orders) == 1
    for order in orders:
        page = lay_out(order, language)
        assert SECRET not in draw_html(page)
        assert SECRET not in words_of(draw_word(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_reads_nothing_of_another_ones_other_things(plan: Plan, language: str) -> None:
    told = draw_html(lay_out(by_unit(plan)["U3"], language))
    assert "防汛" not in told
    assert "旧项目群" not in told


def test_minutes_over_fewer_than_five_people_are_not_shown_and_over_five_are(plan: Plan) -> None:
    few = next(item for item in by_unit(plan)["U1"].items if item.thing_id == "g3")
    assert few.minutes_back is None
    assert "7.8" not in draw_html(lay_out(by_unit(plan)["U1"], "zh-Hans"))
    some = next(item for item in by_unit(plan)["U1"].items if item.thing_id == "g1")
    assert some.minutes_back == pytest.approx(12.34)


def test_days_to_object_are_those_of_the_plan_and_the_rest_the_default(plan: Plan) -> None:
    order = by_unit(plan)["U1"]
    assert order.objection_days == 9
    assert [item.days for item in order.items] == [15, 15]
    assert by_unit(plan)["U3"].items[0].days == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_and_page_say_the_same(plan: Plan, language: str) -> None:
    for order in make_orders(plan):
        page = lay_out(order, language)
        word, html = words_of(draw_word(page)), draw_html(page)
        assert page.head in word
        for item in order.items:
            assert item.name in word
            assert item.name in html


def test_the_same_plan_gives_the_same_bytes_whatever_the_place(plan: Plan, tmp_path: Path) -> None:
    first = write_orders(plan, "zh-Hans")
    again = write_orders(plan, "zh-Hans", tmp_path / "again")
    assert [path.name for path in first] == [path.name for path in again]
    for one, other in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes()
        assert one.with_suffix(".html").read_bytes() == other.with_suffix(".html").read_bytes()


@pytest.mark.parametrize("name", ["a/b:c*?", "..", "长" * 200, "行\x07号"])
def test_any_name_of_a_unit_makes_a_file_name_and_a_document(plan: Plan, name: str) -> None:
    order = replace(by_unit(plan)["U1"], unit=name)
    page = lay_out(order, "zh-Hans")
    assert len((file_name(order, "zh-Hans") + ".docx").encode()) <= 255
    assert not set(page.name) & set('<>:"/\\|?*\x07')
    assert words_of(draw_word(page))


def test_names_with_markup_stay_text(plan: Plan) -> None:
    order = replace(by_unit(plan)["U1"], unit="<b>&局</b>")
    page = lay_out(order, "zh-Hans")
    assert "<b>&局</b>：" in words_of(draw_word(page))
    assert "<b>" not in draw_html(page)
