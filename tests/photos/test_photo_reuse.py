"""Pictures sent again as proof: which demand each answers, what counts as the same picture, what is common property."""

import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "measure"))

from drawn import edited, look, picture
from worlds import at, measure

from jianfu.sources.pictures.spelling import hash_text, points_text

ASK = "请各村完成后现场拍照发群里"
UNITS = [{"unit_id": f"u{n}"} for n in range(1, 9)]
PEOPLE = [{"person_id": f"p{n}", "unit_id": f"u{n}"} for n in range(1, 9)]


def file(name, one, *, taken_on=None):
    return {
        "fingerprint": name, "quality": one.quality, "hash": hash_text(one), "points": points_text(one),
        "width": 640, "height": 480, "taken_on": taken_on,
    }  # fmt: skip


def asked(group, by, moment):
    return {"group_id": group, "message_id": f"ask-{group}-{moment:%d%H}", "sender_id": by, "sent_at": moment,
            "kind": "text", "text": ASK, "char_count": len(ASK)}  # fmt: skip


def sent(group, by, moment, name):
    message = {"group_id": group, "message_id": f"{group}-{by}-{moment:%d%H%M}", "sender_id": by, "sent_at": moment,
               "kind": "image", "text": None, "char_count": 0}  # fmt: skip
    return message, {"message_id": message["message_id"], "group_id": group, "fingerprint": name, "byte_count": 9}


def reuse(tmp_path, asks, photos, pictures=()):
    tables = {
        "unit": UNITS, "person": PEOPLE, "message": [*asks, *(message for message, _ in photos)],
        "photo": [photo for _, photo in photos], "picture": list(pictures),
    }  # fmt: skip
    return measure(tmp_path, tables)["photo_reuse"]


def said(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def test_the_same_picture_for_a_new_demand_on_a_later_day_is_used_again(tmp_path) -> None:
    plain, turned, other = picture("yard", 3, 0), edited(picture("yard", 3, 0), "turned", 2), picture("yard", 3, 1)
    rows = reuse(
        tmp_path,
        [asked("g1", "p1", at(7, 9)), asked("g1", "p1", at(9, 9)), asked("g1", "p1", at(11, 9))],
        [sent("g1", "p2", at(7, 10), "a"), sent("g1", "p3", at(9, 10), "b"), sent("g1", "p2", at(11, 10), "c")],
        [file("a", look(plain)), file("b", turned), file("c", look(other))],
    )
    assert said(rows, "message_id", "unit_id", "used_before", "several_demanders") == [
        ("g1-p2-071000", "u1", False, False), ("g1-p3-091000", "u1", True, False),
    ]  # fmt: skip


def test_one_picture_for_two_demanders_on_one_day_is_charged_to_both(tmp_path) -> None:
    rows = reuse(
        tmp_path,
        [asked("g1", "p1", at(7, 9)), asked("g2", "p2", at(7, 9))],
        [sent("g1", "p3", at(7, 10), "a"), sent("g2", "p3", at(7, 11), "a")],
    )
    assert said(rows, "unit_id", "same_day_demanders", "used_before") == [("u1", 2, False), ("u2", 2, False)]


def test_sending_it_twice_for_one_demand_is_neither(tmp_path) -> None:
    rows = reuse(
        tmp_path,
        [asked("g1", "p1", at(7, 23))],
        [sent("g1", "p3", at(7, 23) + timedelta(minutes=5), "a"), sent("g1", "p3", at(8, 9), "a")],
    )
    assert said(rows, "used_before", "several_demanders") == [(False, False)] * 2


def test_what_many_units_send_is_common_property(tmp_path) -> None:
    asks = [asked(f"g{n}", "p1", at(7 + n % 2, 9)) for n in range(5)]
    photos = [sent(f"g{n}", f"p{n + 2}", at(7 + n % 2, 10), "a") for n in range(5)]
    assert len(reuse(tmp_path, asks[:3], photos[:3])) == 3
    assert reuse(tmp_path, asks, photos) == []


def test_what_is_mostly_sent_without_being_asked_for_is_no_proof(tmp_path) -> None:
    asks = [asked("g1", "p1", at(7, 9)), asked("g1", "p1", at(9, 9))]
    photos = [sent("g1", "p2", at(7, 10), "a"), sent("g1", "p2", at(9, 10), "a")]
    idle = [sent("g2", "p2", at(day, 10), "a") for day in (1, 2, 3)]
    assert len(reuse(tmp_path, asks, photos + idle[:2])) == 2
    assert reuse(tmp_path, asks, photos + idle) == []


def test_dark_pictures_are_never_the_same_even_as_the_same_file(tmp_path) -> None:
    asks = [asked("g1", "p1", at(7, 9)), asked("g1", "p1", at(9, 9))]
    photos = [sent("g1", "p2", at(7, 10), "a"), sent("g1", "p2", at(9, 10), "a")]
    assert reuse(tmp_path, asks, photos, [file("a", look(picture("dark", 1, 1)))]) == []


def test_the_day_a_picture_states_is_held_against_the_demand(tmp_path) -> None:
    rows = reuse(
        tmp_path,
        [asked("g1", "p1", at(20, 9))],
        [sent("g1", "p2", at(20, 10), "a")],
        [file("a", look(picture("yard", 1, 1)), taken_on=date(2026, 9, 5))],
    )
    assert said(rows, "taken_on", "days_old", "used_before") == [(date(2026, 9, 5), 15, False)]
