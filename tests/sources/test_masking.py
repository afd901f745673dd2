"""What points at a citizen is masked; dates, amounts and the numbers of documents stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.sources.masking import MASK, without_own_name, without_private_numbers, without_room


@pytest.mark.parametrize(
    "number",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 13812345678",
        "１３８１２３４５６７８",
        "0731-88665544",
        "073188665544",
        "(0731)88665544",
        "010-66554433",
        "110101199003071234",
        "11010119900307123X",
        "110101900307123",
        "6222021234567890123",
        "6222 0212 3456 7890 123",
        "湘A12345",
        "皖A·D12345",
        "someone@example.org",
    ],
)
def test_numbers_of_citizens_are_masked(number: str) -> None:
    assert without_private_numbers(f"我的情况：{number}，请回复") == f"我的情况：{MASK}，请回复"


@pytest.mark.parametrize(
    "text",
    [
        "2019年4月25日 9:32:09",
        "20260901093000",
        "2026090109300012",
        "GD20260901000123",
        "工单LY20260815000203",
        "长发〔2019〕2号",
        "赔偿1234567元",
        "622202-1234",
        "投资12345.67万元",
        "拨打12345或12333",
        "客服电话4008123123",
        "电话：400-812-3123 转 2",
        "统一社会信用代码91430202MA4LEQA393",
        "A市A3区3栋2单元",
        "京A区",
        "第十五条、2026-09-01至2026-09-30",
    ],
)
def test_dates_amounts_and_document_numbers_stay(text: str) -> None:
    assert without_private_numbers(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话8866554", "电话＊＊＊"),
        ("电话：88665544", "电话：＊＊＊"),
        ("联系电话是 8866 5544", "联系电话是 ＊＊＊"),
        ("微信号13812345", "微信号＊＊＊"),
        ("QQ：123456789", "QQ：＊＊＊"),
        ("护照号E12345678", "护照号＊＊＊"),
        ("电话88665", "电话88665"),
    ],
)
def test_a_number_behind_a_word_that_says_whose_it_is_is_masked(text: str, masked: str) -> None:
    assert without_private_numbers(text) == masked


def test_two_numbers_in_one_text_are_both_masked() -> None:
    assert without_private_numbers("13812345678或0731-88665544") == f"{MASK}或{MASK}"


@pytest.mark.parametrize(
    ("text", "writer", "masked"),
    [
        ("网友“A00045581”：您好", "A00045581", f"网友“{MASK}”：您好"),
        ("我叫朱琦梦，住一楼", "朱琦梦", f"我叫{MASK}，住一楼"),
        ("我叫朱琦梦", "王女士", "我叫朱琦梦"),
        ("一二三", "一", "一二三"),
        ("第123号", "123", "第123号"),
        ("无人答复", None, "无人答复"),
    ],
)
def test_the_writers_own_name_is_masked_in_his_row(text: str, writer: str | None, masked: str) -> None:
    assert without_own_name(text, writer) == masked


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ("幸福小区3栋2单元501室", "幸福小区"),
        ("幸福小区3栋", "幸福小区3栋"),
        ("柳河路12号", "柳河路12号"),
        ("3栋501室", None),
        (None, None),
    ],
)
def test_a_place_is_kept_without_the_room(place: str | None, left: str | None) -> None:
    assert without_room(place) == left


@given(st.text(alphabet="0123456789１２３年月日-－ X电话湘A·，", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = without_private_numbers(text)
    assert without_private_numbers(once) == once


@pytest.mark.parametrize("text", ["０７３１－８８６６５５４４", "（0731）88665544", "湘ＡＢ１Ｃ２３４", "a＠b.cn"])
def test_what_is_written_in_full_width_is_masked_as_well(text: str) -> None:
    assert without_private_numbers(text) == MASK
