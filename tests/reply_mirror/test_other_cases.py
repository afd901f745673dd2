"""Replies that speak of another case: its place, its citizen, its number; and replies that rightly name something new."""

import pytest
from replies_by_hand import kinds_of, letters_of, replies_of, town

LETTERS = town()


@pytest.mark.parametrize(
    "reply",
    [
        "您反映的锦绣花园东门路灯不亮问题，照明所已于9月2日更换电缆，当晚恢复照明。",
        "9月2日，照明所到锦绣花园现场查看，灯杆镇流器老化，已更换灯具4盏。",
        "经核查和平家园的线路，系电缆被盗，已重新敷设，路灯已恢复。",
        "关于金桂公寓路灯的问题：已更换灯泡。",
    ],
)
def test_the_place_of_another_letter_is_another_case(reply: str) -> None:
    assert "wrong_case" in kinds_of(LETTERS, replies_of(("灯0", reply)))[0]


@pytest.mark.parametrize(
    "reply",
    [
        "幸福里小区东门电缆与锦绣花园共用一路，9月2日锦绣花园配电箱修复后，两处路灯均已恢复。",
        "幸福里东门的灯已修好。",
        "9月2日已派人到现场更换灯具4盏，路灯已恢复。",
        "路灯由照明所管理，地址：建设路12号，电话85551234，已通知其当日维修，现已修好。",
        "因新建滨江大道施工，东门路灯电缆改接，9月2日已恢复。",
        "幸富里小区东门路灯已于9月2日修复。",
    ],
)
def test_a_place_may_rightly_be_new_to_the_letter(reply: str) -> None:
    assert not kinds_of(LETTERS, replies_of(("灯0", reply)))[0]


@pytest.mark.parametrize(
    ("letter", "reply", "kinds"),
    [
        ("我住在青山社区，青山社区的路灯不亮。", "9月2日到临江社区查看，路灯镇流器老化，已更换。", {"wrong_case"}),
        ("我住在青山社区，青山社区的路灯不亮。", "9月2日会同青山社区干部查看，社区居委会已报修，灯已亮。", set()),
        ("我家住在城北水电站工地，路灯不亮。", "9月2日到河东水电站工地查看，路灯已更换。", {"wrong_case"}),
        (
            "公交能不能绕行安康华府。安康华府东门太黑。",
            "公交已绕行丹桂华府，9月2日到丹桂华府装了路灯。",
            {"wrong_case"},
        ),
        ("公交能不能绕行安康华府。安康华府东门太黑。", "公交已绕行安康小区，9月2日到安康小区装了路灯。", set()),
    ],
)
def test_a_place_of_a_kind_the_letter_names_is_held_against_it(letter: str, reply: str, kinds: set[str]) -> None:
    letters = letters_of(("1", "路灯不亮", letter), ("2", "停水", "家里停水三天，请恢复。"))
    assert kinds_of(letters, replies_of(("1", reply)))[0] == kinds


def test_the_number_of_another_letter_is_another_case_and_the_own_one_is_not() -> None:
    letters = letters_of(
        ("GD20240900012", "路灯不亮", "东门的路灯不亮，请维修。写信人陈思远"),
        ("GD20240900013", "停水", "家里停水三天，请恢复。"),
    )
    own = "现就您GD20240900012号来信答复如下：东门路灯9月2日已修复。"
    other = "现就您GD20240900013号来信答复如下：东门路灯9月2日已修复。"
    mine, foreign = kinds_of(letters, replies_of(("GD20240900012", own), ("GD20240900012", other)))
    assert mine == set()
    assert foreign == {"wrong_case"}


@pytest.mark.parametrize(
    ("name", "kinds"), [("陈先生", set()), ("王女士", {"wrong_case"}), ("刘建国同志", {"wrong_case"})]
)
def test_a_citizen_is_addressed_by_the_name_the_letter_states(name: str, kinds: set[str]) -> None:
    letters = letters_of(("1", "路灯不亮", "东门的路灯不亮，请维修。写信人陈思远"), ("2", "停水", "家里停水三天。"))
    assert kinds_of(letters, replies_of(("1", f"{name}：您好！东门路灯9月2日已修复。")))[0] == kinds


def test_no_name_is_held_against_a_letter_that_states_none() -> None:
    letters = letters_of(("1", "路灯不亮", "东门的路灯不亮，请维修。"), ("2", "停水", "家里停水三天。"))
    assert kinds_of(letters, replies_of(("1", "王女士：您好！东门路灯9月2日已修复。")))[0] == set()


@pytest.mark.parametrize(
    "reply",
    [
        "孩子入学请携带户口簿、预防接种证和房产证明，六月十日到学区学校报名，学区划分见教育局公告，义务教育阶段不收学费。",
        "三路公交车早高峰已由四十分钟一班加密到十五分钟一班，末班车延长到二十一点，新增班次自下周一起执行。",
    ],
)
def test_an_answer_to_another_question_is_beside_the_point(reply: str) -> None:
    assert kinds_of(LETTERS, replies_of(("灯0", reply)))[0] == {"off_point"}


@pytest.mark.parametrize(
    "reply",
    [
        "电缆老化，已更换。",
        "镇流器9月3日换新，当晚通电。",
        "需等配电改造后才能解决，预计11月底完成。",
        "路灯归物业管理，已约谈物业并限期一周。",
    ],
)
def test_a_short_answer_need_not_repeat_the_letter(reply: str) -> None:
    assert kinds_of(LETTERS, replies_of(("灯0", reply)))[0] == set()
