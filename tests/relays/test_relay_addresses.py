"""Addresses of the network, smileys between colons, and words of letters."""

from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianfu.measure.relays.facts import layout
from jianfu.measure.relays.facts.facts import read_all_facts
from jianfu.measure.relays.facts.tables import fact_tables
from jianfu.measure.relays.find.trace import Tracer
from jianfu.measure.relays.table_messages import open_messages
from jianfu.measure.relays.text.normalise import normalise
from jianfu.measure.relays.tracing import trace_messages

PAGE = "https://github.com/houstondatavis/data-jam-june-2015"
NEXT_PAGE = "https://github.com/houstondatavis/data-jam-august-2015"
FORM = "请各村把汛期值班安排填到这张在线表格里，今天下班前填完 https://docs.qq.com/sheet/"
THANKS = "I enjoyed it! Looking forward to the Datajam"
LETTERS_30 = "slides from our last datajam meetin"
LETTERS_29 = LETTERS_30[:-1]


def folded(*texts: str) -> list[str]:
    done = normalise(pa.array(texts, pa.string()))
    return ["".join(map(chr, done.codes[begin:end])) for begin, end in pairwise([0, *done.ends.tolist()])]


def named(text: str) -> list[int]:
    """What the addresses of a text name."""
    done = normalise(pa.array([text], pa.string()))
    facts = read_all_facts(done.codes, pa.array([0, int(done.ends[0])]).to_numpy(), fact_tables()).values.tolist()
    assert all(fact >> 60 == layout.ADDRESS for fact in facts)
    return [fact >> 8 for fact in facts]


def clusters(*texts: str) -> int:
    """How many clusters the texts make, an hour apart."""
    table = pa.table(
        {
            "message_id": [f"m{at}" for at in range(len(texts))],
            "text": texts,
            "sent_at": [f"2026-09-25 {8 + at:02}:00:00" for at in range(len(texts))],
        }
    )
    table = table.set_column(2, "sent_at", table["sent_at"].cast(pa.timestamp("us")))
    return trace_messages(open_messages(table), Tracer()).counts["clusters"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("见https://www.wjx.cn/vm/Ab9_x.aspx。请填写", "见//www.wjx.cn/vm/ab9_x.aspx 请填写"),
        ("见 http://www.wjx.cn/vm/Ab9_x.aspx请填写", "见//www.wjx.cn/vm/ab9_x.aspx 请填写"),
        ("(see http://a.b/c-d/).", "see//a.b/c-d "),
        ("https://", "https"),
        ("比分是3://略", "比分是3略"),
        ("xhttp:/a.b", "xhttpab"),
    ],
)
def test_an_address_keeps_its_marks_and_ends_where_it_ends(text: str, kept: str) -> None:
    assert folded(text) == [kept]


@given(st.lists(st.sampled_from([PAGE, "http://a", "https:", "//", "://", "通知", ":", ".", " "]), max_size=8))
def test_no_address_takes_more_room_than_it_had(parts: list[str]) -> None:
    texts = ["".join(parts), "http://a", "http://b"]
    assert folded(*texts) == [folded(text)[0] for text in texts]
    assert len(folded(texts[0])[0]) <= len(texts[0].encode())


def test_all_of_a_path_is_what_an_address_names_and_how_it_was_come_by_is_not() -> None:
    assert named(PAGE) != named(NEXT_PAGE)
    assert named("https://youtube.com/watch?v=fThh") != named("https://youtube.com/watch?v=JNMb")
    assert named("https://groups.google.com/forum/#!topic/d3-js/Olz") != named(
        "https://groups.google.com/forum/#!topic/d3-js/ix5"
    )
    assert named(PAGE) == named(PAGE.replace("https", "http") + "/") == named(PAGE + "?utm_source=group&from=timeline")
    assert named("https://docs.google.com/d/1Reb/edit?usp=sharing") == named("http://www.docs.google.com/d/1Reb/")
    assert named(f"{PAGE} {NEXT_PAGE}") == named(PAGE) + named(NEXT_PAGE)


def test_pages_of_one_site_are_not_alike_and_the_same_page_is() -> None:
    assert clusters(PAGE, f"Cleaner data posted to {NEXT_PAGE}") == 0
    assert clusters(PAGE, f"Cleaner data posted to {PAGE}") == 1
    assert clusters(FORM + "DT0xaaBcd", f"转：{FORM}DT0xbbBcd") == 0
    assert clusters(FORM + "DT0xaaBcd", f"转：{FORM}DT0xaaBcd?from=group") == 1


def test_names_between_colons_are_smileys_and_times_are_not() -> None:
    assert folded(":simple_smile:辛苦了:+1::tada:", "8:30:15开会", "地点:A:二楼", "a:smile:b", ":smile") == [
        "",
        "8:30:15开会",
        "地点a二楼",
        "asmileb",
        "smile",
    ]
    assert clusters(":slightly_smiling_face:", ":slightly_smiling_face:") == 0


def test_letters_say_a_third_of_what_characters_say() -> None:
    assert len(folded(LETTERS_30)[0]) == 30 and len(folded(LETTERS_29)[0]) == 29
    assert clusters(LETTERS_30, LETTERS_30.upper()) == 1
    assert clusters(LETTERS_29, LETTERS_29.upper()) == 0
    assert clusters("十个汉字就算一句话了", "十个汉字就算一句话了！") == 1
    assert clusters("that's awesome!", "That's awesome") == 0


def test_short_remarks_of_letters_are_not_alike_for_their_common_grams() -> None:
    reply = "Welcome, Karl! Glad you made it to the data jam. I think it was the best one yet - looking forward to the next one."
    assert clusters(THANKS, reply) == 0
    long = f"{THANKS}, where {reply}"
    assert clusters(long, f"Everybody: {long}") == 1
