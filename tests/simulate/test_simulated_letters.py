"""The letters of the made-up county: rich, the same for a seed, and true to what is said of them."""

from collections import Counter, defaultdict
from datetime import timedelta
from functools import cache

import pytest

from jianfu.simulate.county import make_world
from jianfu.simulate.letters.editing import sentences_of
from jianfu.simulate.letters.failing import FAILURES
from jianfu.simulate.letters.grammar import place_count, place_name, places, topics
from jianfu.simulate.letters.letter import Letter, Mailbag
from jianfu.simulate.letters.mailbag import write_mailbag
from jianfu.simulate.letters.truth import KINDS
from jianfu.simulate.settings import read_section


@cache
def county(*, seed: int = 1, clean: bool = False) -> Mailbag:
    return write_mailbag(make_world("county", seed, clean=clean))


def test_a_county_writes_some_ten_thousand_letters_of_many_matters() -> None:
    letters = county().letters
    assert 9_000 < len(letters) < 11_000
    assert len({(letter.case.topic.name, letter.case.place) for letter in letters}) > 8_500
    assert len({letter.text for letter in letters}) > 9_000
    assert len({letter.case.topic.name for letter in letters}) == len(topics()) > 30


@pytest.mark.parametrize("area", sorted(places()["kinds"]))
def test_no_two_places_of_an_area_share_a_name(area: str) -> None:
    assert len({place_name(area, number) for number in range(place_count(area))}) == place_count(area)


def test_every_kind_of_failure_is_planted_as_often_as_the_settings_say() -> None:
    outside = [letter for letter in county().letters if letter.register != "bureau"]
    found = Counter(kind for letter in outside for answer in letter.answers for kind in answer.truth.kinds)
    assert set(found) == set(KINDS) == {*FAILURES, "copied_reply"}
    shares = {name: float(str(share)) for name, share in read_section("answer_failures").items()}
    for kind, share in shares.items():
        assert 0.75 * share < found[kind] / len(outside) < 1.05 * share, kind


def test_every_look_alike_is_there_and_is_no_failure() -> None:
    answers = [answer.truth for letter in county().letters for answer in letter.answers]
    looks = Counter(truth.legitimate for truth in answers if truth.legitimate)
    assert set(looks) == {*read_section("answer_look_alikes"), "interim"}
    assert not [truth for truth in answers if truth.legitimate and truth.kinds]


def test_one_bureau_pasted_every_letter_for_seven_years() -> None:
    letters = county().of("bureau")
    assert len(letters) == 2037
    assert len({letter.unit for letter in letters}) == 1
    assert (letters[-1].received - letters[0].received) > timedelta(days=6.9 * 365)
    for letter in letters:
        assert all(answer.truth.kinds == ("copied_letter",) for answer in letter.answers)
    answered = [letter for letter in letters if letter.answers]
    assert len(answered) >= 2030


def test_a_pasted_answer_is_made_of_the_letter() -> None:
    for letter in county().of("bureau"):
        for answer in letter.answers:
            pieces = [piece for piece in sentences_of(letter.text) if piece.strip() in answer.text]
            share = sum(map(len, pieces)) / len(letter.text)
            least = {"whole": 0.95, "reordered": 0.95, "part": 0.25, "edited": 0.0}[answer.truth.how]
            assert share >= least, (letter.number, answer.truth.how)


def test_a_cluster_of_copies_stands_under_at_least_four_different_questions() -> None:
    clusters: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for letter in county().letters:
        for answer in letter.answers:
            if "copied_reply" in answer.truth.kinds:
                clusters[str(answer.truth.cluster)].add((letter.case.topic.name, letter.case.place))
    assert clusters
    assert min(map(len, clusters.values())) >= 4


def test_a_shared_answer_stands_under_one_question_alone() -> None:
    clusters: defaultdict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for letter in county().letters:
        for answer in letter.answers:
            if answer.truth.legitimate == "shared_answer":
                clusters[str(answer.truth.cluster)].add((letter.case.topic.name, letter.case.place, letter.case.told))
    assert clusters
    assert set(map(len, clusters.values())) == {1}


def _by_kind(kind: str, how: str = "") -> list[tuple[Letter, str]]:
    return [
        (letter, answer.text)
        for letter in county().letters
        for answer in letter.answers
        if kind in answer.truth.kinds and how in answer.truth.how
    ]


def test_an_answer_meant_for_another_place_does_not_name_the_letters_own() -> None:
    for letter, text in _by_kind("wrong_case", "place"):
        assert letter.case.place not in text


def test_an_answer_with_another_number_names_a_letter_that_exists() -> None:
    numbers = {letter.number for letter in county().letters}
    wrong = _by_kind("wrong_case", "number")
    for letter, text in wrong:
        assert letter.number not in text
    assert sum(any(number in text for number in numbers) for _, text in wrong) >= len(wrong) - 1


def test_who_asks_back_was_told() -> None:
    for letter, _ in _by_kind("asks_back"):
        assert letter.case.place in letter.text
        assert letter.case.facts["phone"] in letter.text


def test_an_honest_answer_names_its_place_and_a_day() -> None:
    honest = [
        (letter, answer.text)
        for letter in county().letters
        for answer in letter.answers
        if not answer.truth.kinds and answer.truth.legitimate in (None, "courtesy", "legal_paragraph")
    ]
    assert all(letter.case.place in text and "月" in text for letter, text in honest)


def test_what_comes_again_is_what_it_is_said_to_be() -> None:
    letters = {letter.number: letter for letter in county().letters}
    kinds = Counter(happening.kind for happening in county().happenings)
    assert set(kinds) == {"sent_again", "several_desks", "returning", "closed_without_answer", "reopened"}
    for happening in county().happenings:
        members = [letters[number] for number in happening.letters]
        assert members == sorted(members, key=lambda letter: letter.received)
        if happening.kind == "sent_again":
            assert len({letter.asker for letter in members}) == 1
        elif happening.kind == "several_desks":
            assert len({letter.register for letter in members}) == len(members)
        elif happening.kind == "returning":
            assert len({(letter.case.topic.name, letter.case.place) for letter in members}) == 1
        elif happening.kind == "closed_without_answer":
            assert members[0].closed
            assert not members[0].answers


def test_no_two_writers_share_a_telephone() -> None:
    phones: defaultdict[str, set[int]] = defaultdict(set)
    for letter in county().letters:
        phones[letter.case.facts["phone"]].add(letter.asker)
    assert max(map(len, phones.values())) == 1


def test_the_same_seed_writes_the_same_letters_and_another_seed_others() -> None:
    again = write_mailbag(make_world("county", 1))
    assert again == county()
    assert [letter.text for letter in county(seed=2).letters] != [letter.text for letter in again.letters]


def test_in_a_clean_county_every_answer_is_honest_and_in_time() -> None:
    mailbag = county(clean=True)
    assert not [answer for letter in mailbag.letters for answer in letter.answers if answer.truth.kinds]
    assert not [happening for happening in mailbag.happenings if happening.kind != "returning"]
    assert not [letter for letter in mailbag.letters if letter.reopened]


def test_the_number_of_letters_can_be_asked_for() -> None:
    letters = write_mailbag(make_world("hamlet", 1), most=1_000).letters
    assert 950 < len(letters) < 1_150
