"""Muting: a finding is told by the open one at the head of its chain, and circles are found before they are run."""

from hypothesis import given
from hypothesis import strategies as st

from jianfu.detect.grouping import Standing, find_cycle, muted_by, stable_id

SUBJECT = ("group", "g1")


def standing(*rules, subject=SUBJECT):
    return [Standing(f"{rule}/{subject[1]}", rule, subject) for rule in rules]


def test_a_muted_finding_passes_its_muting_on_to_the_open_one():
    silences = {"a": ["b"], "b": ["c"]}
    assert muted_by(standing("a", "b", "c"), silences) == {"b/g1": "a/g1", "c/g1": "a/g1"}
    assert muted_by(standing("b", "c"), silences) == {"c/g1": "b/g1"}
    assert muted_by(standing("a", "c"), silences) == {}


def test_findings_on_other_subjects_mute_nothing():
    assert muted_by(standing("a") + standing("b", subject=("group", "g2")), {"a": ["b"]}) == {}
    assert muted_by(standing("a") + standing("b", subject=("app", "g1")), {"a": ["b"]}) == {}


def test_a_circle_of_rules_is_found():
    assert find_cycle({"a": ["b"], "b": ["c"], "c": ["a"]}) == ("a", "b", "c", "a")
    assert find_cycle({"a": ["a"]}) == ("a", "a")
    assert find_cycle({"a": ["b", "c"], "b": ["c"]}) == ()


edges = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=4))


@given(edges, st.sets(st.sampled_from("abcdef")))
def test_without_a_circle_every_chain_ends_at_an_open_finding(silences, fired):
    if find_cycle(silences):
        return
    found = standing(*sorted(fired))
    muted = muted_by(found, silences)
    assert not set(muted.values()) & set(muted)
    for each in found:
        told = any(each.rule_id in silences.get(other, ()) for other in fired)
        assert (each.finding_id in muted) == told


def test_an_id_depends_on_where_one_part_ends():
    assert stable_id("finding", "ab", "c") != stable_id("finding", "a", "bc")
    assert stable_id("finding", "a", "群") == stable_id("finding", "a", "群")
