"""What the made-up county says that breaks the rules by its wording, and what only looks so."""

from functools import cache

import numpy as np
import pyarrow as pa
import pytest

from jianfu.measure.wording import find_wording
from jianfu.simulate.chance import stream
from jianfu.simulate.county import make_world
from jianfu.simulate.wording.plan import LUNCH
from jianfu.simulate.wording.spelling import Speaker, Speller, phrases
from jianfu.simulate.world import World

RULES = ("rule-text-breaks-rules", "named-criticism", "install-rate-demanded", "appraisal-by-likes", "show-off-group")
HEADINGS = ("rule_text_message", "install", "appraisal", "criticism")


@cache
def county(*, clean: bool = False) -> World:
    return make_world("county", 1, clean=clean)


def wordings(heading: str, way: str) -> list[str]:
    """Every wording of a heading, its slots filled in several times."""
    world = county()
    speller = Speller(world, stream(1, "speech"))
    group = int(np.argmax(np.diff(world.memberships.offset)))
    speaker = Speaker(group, int(world.groups.owner[group]), int(world.groups.unit[group]), 3)
    return [speller.fill(wording, speaker) for wording in phrases()[heading][way] for _ in range(5)]


@pytest.mark.parametrize("heading", HEADINGS)
def test_nearly_every_planted_wording_is_found_however_its_slots_are_filled(heading: str) -> None:
    texts = wordings(heading, "real")
    found = set(find_wording(pa.array(texts))["text"].to_pylist())
    assert len(found) >= 0.9 * len(texts), [text for at, text in enumerate(texts) if at not in found]


@pytest.mark.parametrize("heading", HEADINGS)
def test_no_planted_look_alike_is_found(heading: str) -> None:
    texts = wordings(heading, "look_alike")
    assert [texts[at] for at in find_wording(pa.array(texts))["text"].to_pylist()] == []


def test_every_rule_on_wording_is_planted_with_look_alikes_and_a_clean_county_has_only_these() -> None:
    for rule in RULES:
        assert {label.real for label in county().labels if label.rule_id == rule} == {True, False}
        assert {label.real for label in county(clean=True).labels if label.rule_id == rule} == {False}


def test_whoever_says_it_is_a_member_and_says_it_in_working_hours() -> None:
    world = county()
    offset, person = world.memberships.offset, world.memberships.person
    for said in world.wordings.spoken:
        assert said.sender in person[offset[said.group] : offset[said.group + 1]]
        assert 8.5 * 3600 <= said.second < 17.5 * 3600
    assert LUNCH[0] < LUNCH[1]


def test_no_planted_text_is_given_to_two_units() -> None:
    spoken = [said for said in county().wordings.spoken if LUNCH[0] <= said.second < LUNCH[1]]
    texts = [said.text for said in spoken if said.text]
    assert len(set(texts)) > 0.98 * len(texts)
