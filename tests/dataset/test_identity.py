"""Names have one spelling and things one id."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.tables import identity
from jianfu.tables.identity import clean_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("防汛工作群", "　防汛　工作群 "),
        ("防汛工作群", "【防汛】工作群！"),
        ("２０２６年１号", "2026年1号"),
        ("WeCom 群", "wecom群"),
        ("城关镇\u200b", "城关镇"),
        ("K8s-Dev", "k8s_dev"),
        (None, "  "),
    ],
)
def test_what_differs_only_in_width_case_space_or_punctuation_is_one_name(one: str | None, other: str) -> None:
    assert clean_name(one) == clean_name(other)


def test_a_dash_between_digits_still_keeps_two_groups_apart() -> None:
    assert clean_name("第1-2组") != clean_name("第12组")


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)


@given(st.text(), st.sampled_from(["　", " ", "\t", "\u200b", "。"]))
def test_space_and_punctuation_around_a_name_do_not_matter(text: str, around: str) -> None:
    assert clean_name(around + text + around) == clean_name(text)


def test_a_given_id_is_kept_in_half_width() -> None:
    assert identity.unit_id(" ＸＹ００１ ", "任意") == "XY001"
    assert identity.group_id("wrAbC-1", None, "群", "wecom") == "wrAbC-1"
    assert identity.app_id("u", "x", given="A1") == "A1"


def test_derived_ids_are_pinned_so_that_old_datasets_stay_comparable() -> None:
    assert identity.unit_id(None, "示例县应急管理局") == "unit-b74a33610657"
    assert identity.group_id(None, "U1", "防汛群", "wechat") == "group-ad3df704b7d3"


def test_parts_do_not_run_into_each_other() -> None:
    assert identity.form_id("ab", "c") != identity.form_id("a", "bc")


def test_names_of_punctuation_alone_stay_apart() -> None:
    assert identity.account_id("wechat", "！！！") != identity.account_id("wechat", "？？")


def test_each_part_of_an_exemption_counts() -> None:
    base = {"subject": "g", "rule": None, "from_on": date(2026, 9, 1), "until_on": date(2026, 9, 30)}
    ids = {
        identity.exemption_id(None, **(base | change))  # type: ignore[arg-type]
        for change in ({}, {"subject": "h"}, {"rule": "r"}, {"from_on": None}, {"until_on": None})
    }
    assert len(ids) == 5


@given(st.text(), st.text(), st.text())
def test_any_text_has_an_id(unit: str, name: str, platform: str) -> None:
    assert identity.group_id(None, unit, name, platform).startswith("group-")
    assert identity.letter_id(None, unit=unit, received=name, title=platform).startswith("letter-")
    assert identity.duty_id(None, unit=unit, post=name, name=platform).startswith("duty-")
