"""What holds for every reply: courtesy and the order of rows change nothing, spans say what they claim."""

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st
from replies_by_hand import PLACES, letters_of, replies_of, town

from jianfu.measure.reply_mirror import FEATURES, KINDS, TABLE, check_reply, mirror_one, mirror_replies, mirror_table

LETTER = (
    "我住在南湖区清泉路幸福里小区3栋，小区东门口的路灯从8月20日起就不亮了，晚上老人小孩出门很不安全，请尽快派人来修。"
)
BODIES = (
    "已于9月3日修好。",
    "小区东门口的路灯从8月20日起就不亮了，晚上老人小孩出门很不安全。",
    "您反映的问题已转相关部门处理。",
    "我单位高度重视，将进一步加强管理。",
    "这点小事也要来投诉，闲得慌。",
    "请您提供路灯的具体地点。",
    "经查，该处线路老化，已更换电缆，当晚恢复照明。",
    "系统自动回复：工作人员将在工作时间内与您联系。",
    "您反映的和平大道锦绣花园5栋下水道堵塞的问题，我们已于9月4日清理完毕。",
)
OPENINGS = (
    "",
    "您好！",
    "尊敬的网友：您好！",
    "市民同志，你好：",
    "网友您好：您的来信已收悉。",
    "您好，感谢您对我们工作的关注。",
)
CLOSINGS = (
    "",
    "感谢您的来信！",
    "特此回复。",
    "感谢您的理解与支持，祝您生活愉快！",
    "谢谢！2024年9月5日",
    "此复。县城市管理局 2024年9月5日",
)
TEXT = st.text(
    st.sampled_from(
        "，。！：“”《》（）、 　\n\t0123456789abcX*您好路灯小区街道村已修转交感谢请提供电话地点收悉关于反映的问题{}🌹é"
    ),
    max_size=80,
)


@given(st.sampled_from(BODIES), st.sampled_from(OPENINGS), st.sampled_from(CLOSINGS))
def test_adding_courtesy_changes_no_kind(body: str, opening: str, closing: str) -> None:
    assert mirror_one(LETTER, f"{opening}{body}{closing}").kinds == mirror_one(LETTER, body).kinds


@given(TEXT, TEXT, TEXT)
@settings(max_examples=150)
def test_every_kind_has_a_stretch_inside_the_texts(letter: str, reply: str, title: str) -> None:
    one = mirror_one(letter, reply, title)
    assert set(one.kinds) == {objection.kind for objection in one.objections}
    assert len(one.features) == len(FEATURES)
    for objection in one.objections:
        begin, end = objection.reply
        assert 0 <= begin < end <= len(reply) or ((begin, end), objection.note) == ((0, 0), "empty")
        if objection.letter is not None:
            assert 0 <= objection.letter[0] < objection.letter[1] <= len(letter)


def test_stretches_slice_what_they_claim() -> None:
    reply = "您好！  小区东门口的路灯从8月20日起就不亮了，\n晚上老人小孩出门很不安全。闲得慌。"
    found = {objection.kind: objection for objection in check_reply(LETTER, reply, "路灯不亮")}
    copied, rude = found["copied_letter"], found["rude"]
    assert reply[slice(*copied.reply)].startswith("小区东门口")
    assert copied.letter is not None
    assert LETTER[slice(*copied.letter)].startswith("小区东门口")
    assert reply[slice(*rude.reply)] == "闲得慌"


def test_what_was_copied_from_the_title_points_to_no_place_in_the_text() -> None:
    (objection,) = check_reply(
        "请尽快派人来看看。", "幸福里小区东门路灯不亮没有人管。", "幸福里小区东门路灯不亮没有人管"
    )
    assert (objection.kind, objection.letter) == ("copied_letter", None)


def test_the_order_of_rows_changes_nothing() -> None:
    letters, dice = town(), random.Random(4)
    rows = [(f"{topic}{number}", dice.choice(BODIES)) for topic in "灯水学" for number in range(len(PLACES))]
    replies = replies_of(*rows)
    first = sorted(map(json.dumps, mirror_replies(letters, replies).to_pylist()))
    order = list(range(len(rows)))
    dice.shuffle(order)
    turned = list(range(letters.num_rows))
    dice.shuffle(turned)
    second = sorted(map(json.dumps, mirror_replies(letters.take(turned), replies.take(order)).to_pylist()))
    assert first == second


def test_rows_stand_in_the_order_given_and_fit_the_table() -> None:
    replies = replies_of(("灯1", "已修好。"), ("水1", "您的来信已收悉。"), ("灯1", "这点小事也要来投诉，闲得慌。"))
    mirrored = mirror_replies(town(), replies)
    assert mirrored["letter_id"].to_pylist() == ["灯1", "水1", "灯1"]
    table = mirror_table(mirrored)
    assert table.schema == TABLE.schema
    assert table["kinds"].to_pylist() == ["", "forwarded", "rude"]


def test_a_reply_without_its_letter_is_judged_by_its_words() -> None:
    mirrored = mirror_replies(town(), replies_of(("unknown", "您的来信已收悉。"), ("unknown", "已修好路灯三盏。")))
    assert mirrored["kinds"].to_pylist() == [["forwarded"], []]


def test_no_letters_and_no_replies_are_no_error() -> None:
    assert mirror_replies(town().slice(0, 0), replies_of(("a", "b")).slice(0, 0)).num_rows == 0
    empty = mirror_replies(letters_of(("a", "", "")), replies_of(("a", "")))
    assert empty["kinds"].to_pylist() == [["template"]]
    assert set(KINDS) >= set(empty["kinds"].to_pylist()[0])
