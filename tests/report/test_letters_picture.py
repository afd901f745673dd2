"""What the report says about letters: departments without persons, small counts hidden, marks where they belong."""

import re
from dataclasses import replace

import pytest
from report_letters import HOSTILE, KINDS, LETTERS, kinds_of

from jianfu.base.i18n import LANGUAGES, translator
from jianfu.measure.perfunctory.features import NAMES
from jianfu.measure.suppression import SUPPRESSED
from jianfu.report.figures.causers import UnitNote
from jianfu.report.html.rendering import render_html, render_letters
from jianfu.report.letter_words import LetterWords
from jianfu.report.letters.departments import Tally, department_rows
from jianfu.report.letters.examples import Replies
from jianfu.report.letters.marks import LONGEST, Span, letter_pieces, reply_pieces
from jianfu.report.letters.picture import verdicts
from jianfu.report.model import LettersDocument, LettersScope, ReasonLine, SpanNote

UNITS = {name: UnitNote(f"{name}局", "county") for name in "abcdef"} | {"v": UnitNote("某村", "village")}


@pytest.fixture(scope="module")
def picture(run):
    return run.document().letters


def tallies(**letters: tuple[int, int]) -> dict[str, Tally]:
    return {name: Tally(count, count, [perfunctory, 0, 0]) for name, (count, perfunctory) in letters.items()}


def test_letters_replies_and_kinds_are_counted(picture) -> None:
    assert (picture.letters, picture.replies) == (LETTERS, LETTERS - 1)
    assert picture.perfunctory == sum(bool(kinds_of(number)) for number in range(LETTERS - 1))
    assert {row.kind: row.replies for row in picture.kinds} == {
        kind: sum(kind in kinds_of(number) for number in range(LETTERS - 1)) for kind, _ in KINDS
    }


def test_a_department_of_five_letters_stands_alone_and_one_of_four_does_not() -> None:
    rows = department_rows(tallies(a=(5, 0), b=(4, 0), c=(9, 0)), UNITS)
    assert [(row.unit_id, row.letters) for row in rows] == [("c", 9), (None, 9)]
    rows = department_rows(tallies(a=(5, 0), b=(5, 0), c=(9, 0)), UNITS)
    assert [row.unit_id for row in rows] == ["a", "b", "c"]


def test_departments_stand_by_name_whatever_was_found_of_them_and_villages_are_never_named() -> None:
    rows = department_rows(tallies(c=(50, 49), a=(50, 0), v=(50, 20), b=(50, 7)), UNITS)
    assert [row.unit for row in rows] == ["a局", "b局", "c局", None]
    assert rows[-1].unit_count == 1


def test_a_count_under_five_is_hidden_and_so_is_what_would_give_it_away() -> None:
    rows = department_rows(tallies(a=(50, 4), b=(50, 9), c=(50, 30)), UNITS)
    assert [row.perfunctory for row in rows] == [SUPPRESSED, SUPPRESSED, 30]
    rows = department_rows(tallies(a=(50, 5), b=(50, 9), c=(50, 30)), UNITS)
    assert [row.perfunctory for row in rows] == [5, 9, 30]
    rows = department_rows(tallies(a=(50, 0), b=(50, 9)), UNITS)
    assert [row.perfunctory for row in rows] == [0, 9]


def test_the_best_of_several_replies_counts() -> None:
    replies = Replies(None, None, None, [[], [], []], [0.95, 0.1, 0.6], [0, 0, 1])
    assert verdicts(replies) == {0: False, 1: True}


def test_satisfaction_is_told_for_both_and_letters_without_a_verdict_are_left_out(picture) -> None:
    told = {row.perfunctory: (row.rated, row.satisfied) for row in picture.satisfaction}
    rated = [number for number in range(LETTERS - 1) if number % 3]
    assert told == {
        True: (sum(bool(kinds_of(number)) for number in rated), 0),
        False: (sum(not kinds_of(number) for number in rated),) * 2,
    }


def test_a_cluster_of_five_is_shown_and_one_of_four_is_not_and_a_fair_one_is_no_finding(picture) -> None:
    assert [(row.cluster_id, row.replies, row.finding) for row in picture.clusters] == [
        ("c-1", 5, True),
        ("c-3", 6, False),
    ]


def test_marks_cut_a_text_and_lose_none_of_it() -> None:
    text = "一二三四五六七八九十"
    spans = [Span("copied_letter", (2, 6), (0, 3), ""), Span("forwarded", (4, 99), None, "")]
    pieces = reply_pieces(text, spans)
    assert [(piece.text, piece.mark) for piece in pieces] == [
        ("一二", ""), ("三四五六", "copied_letter"), ("七八九十", "forwarded"),
    ]  # fmt: skip
    assert [(piece.text, piece.mark) for piece in letter_pieces(text, spans)] == [
        ("一二三", "copied_letter"), ("四五六七八九十", ""),
    ]  # fmt: skip


def test_a_long_text_is_cut_and_says_so() -> None:
    assert reply_pieces("字" * LONGEST, [])[-1].text != "…"
    assert reply_pieces("字" * (LONGEST + 1), [])[-1].text == "…"
    assert reply_pieces("", []) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_a_citizen_wrote_becomes_part_of_the_page(run, language) -> None:
    page = render_html(run.document(), language)
    assert HOSTILE not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>丹桂苑" not in page
    assert not re.search(r"<script|\son\w+=|style=", page)
    assert 'id="letters"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_alone_make_a_page_and_none_make_one_that_says_so(picture, language) -> None:
    scope = LettersScope("2026-09-30", "0.1.0", "a" * 40, [], 3)
    page = render_letters(LettersDocument(scope, picture), language)
    assert "style-src &#39;sha256-" in page
    assert page.count("<mark ") > 9
    empty = render_letters(LettersDocument(scope, None), language)
    assert translator(language)("letters-none") in empty


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_and_every_reason_has_words(language) -> None:
    words = LetterWords(translator(language))
    for kind, note in KINDS:
        code, _, detail = note.partition(":")
        assert words.note(SpanNote(kind, code, detail))
        assert words.kind(kind) != kind
    for code in ("received", "empty", "person", "number", "worker_note", "placeholder", "unheard-of"):
        assert words.note(SpanNote("wrong_case", code, "3"))
    for name in NAMES:
        for moves in (1.0, -1.0):
            assert words.reason(ReasonLine(name, 0.5, moves))


def test_a_run_without_letters_says_nothing_of_them(run) -> None:
    page = render_html(replace(run.document(), letters=None), "en")
    assert 'id="letters"' not in page
    assert 'href="#letters"' not in page
