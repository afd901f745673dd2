"""What files write for units, and which unit they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.dataset.units import Unit, UnitBook, guess_level
from jianfu.tables.identity import unit_id

LISTED = {
    "X000": ("示例县", None),
    "X001": ("示例县应急管理局", "X000"),
    "X002": ("城关镇人民政府", "X000"),
    "X003": ("北山乡人民政府", "X000"),
    "X004": ("城关镇党政办公室", "X002"),
    "X005": ("北山乡党政办公室", "X003"),
    "X006": ("东关村", "X002"),
    "X007": ("东风社区居民委员会", "X002"),
    "X008": ("县水利局", "X000"),
    "X009": ("县委组织部", "X000"),
}


def listed() -> UnitBook:
    book = UnitBook()
    for code, (name, parent) in LISTED.items():
        book.add(Unit(code, name, parent))
    return book


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Ｘ００１", "X001"),
        ("示例县 应急管理局", "X001"),
        ("应急管理局", "X001"),
        ("县应急管理局", "X001"),
        ("城关镇", "X002"),
        ("示例县城关镇", "X002"),
        ("示例县城关镇人民政府", "X002"),
        ("城关镇东关村", "X006"),
        ("示例县城关镇东关村村委会", "X006"),
        ("东风社区", "X007"),
        ("城关镇东风社区居委会", "X007"),
        ("水利局", "X008"),
        ("示例县水利局", "X008"),
        ("示例县委组织部", "X009"),
        ("委组织部", "X009"),
    ],
)
def test_codes_names_and_names_with_or_without_their_place_are_found(text: str, unit: str) -> None:
    assert listed().find(text) == unit


@pytest.mark.parametrize("text", ["党政办公室", "北山乡东关村", "西山镇财政所", "财政局", "邻县水利局办公室"])
def test_what_fits_none_or_several_is_not_guessed(text: str) -> None:
    assert listed().find(text) is None


def test_an_ambiguous_name_becomes_a_unit_of_its_own_and_is_remembered() -> None:
    book = listed()
    assert book.settle(["党政办公室"]) == {"党政办公室": unit_id(None, "党政办公室")}
    assert book.ambiguous == {"党政办公室"}


def test_a_village_is_made_in_the_township_its_name_begins_with() -> None:
    book = listed()
    book.settle(["北山乡西沟村"])
    assert book.units[unit_id(None, "北山乡西沟村")].parent == "X003"


@given(st.permutations(["应急管理局", "示例县应急管理局", "县应急管理局", "示例县应急管理局 "]))
def test_without_a_list_the_fullest_name_becomes_the_unit_in_any_order(texts: list[str]) -> None:
    assert set(UnitBook().settle(texts).values()) == {unit_id(None, "示例县应急管理局")}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("示例县应急管理局", "county"),
        ("县农业农村局", "county"),
        ("乡村振兴局", "county"),
        ("住房和城乡建设局", "county"),
        ("城关镇", "township"),
        ("北山乡人民政府", "township"),
        ("东风街道办事处", "township"),
        ("城关镇农业农村办公室", "township"),
        ("城关镇东关村", "village"),
        ("东风社区", "village"),
        ("某某公司", None),
    ],
)
def test_the_level_a_name_speaks_of(name: str, level: str | None) -> None:
    assert guess_level(name) == level
