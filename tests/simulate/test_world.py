"""The made-up county as numbers: its size, its figures, its sameness per seed."""

from functools import cache

import numpy as np
import pytest

from jianfu.simulate.county import make_world
from jianfu.simulate.labels import label_groups
from jianfu.simulate.settings import read_section
from jianfu.simulate.world import LEVELS, PLATFORMS, World, life_code


@cache
def county(seed: int = 1, *, clean: bool = False) -> World:
    return make_world("county", seed, clean=clean)


def groups_per_person(world: World) -> np.ndarray:
    return np.bincount(world.memberships.person, minlength=len(world.people))


def group_sizes(world: World) -> np.ndarray:
    sizes = np.diff(world.memberships.offset)
    return sizes[sizes > 0]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_county_has_the_units_people_and_groups_of_its_settings(seed: int) -> None:
    world = county(seed)
    levels = np.bincount(world.units.level, minlength=len(LEVELS))
    assert levels.tolist() == [0, 46, 16, 220]
    assert 3200 < len(world.people) < 3600
    assert 900 < len(world.groups) < 1300


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_groups_per_cadre_and_group_sizes_meet_the_sourced_figures(seed: int) -> None:
    world = county(seed)
    per_person, sizes = groups_per_person(world), group_sizes(world)
    assert 18 <= np.median(per_person) <= 26
    assert 42 <= np.percentile(per_person, 90) <= 58
    assert per_person.max() <= 100
    assert 34 <= np.median(sizes) <= 49
    assert 200 < sizes.max() <= 360


def test_the_same_seed_gives_the_same_world_and_another_seed_another() -> None:
    once, again, other = county(), make_world("county", 1), county(2)
    assert once.labels == again.labels
    assert once.groups.name.equals(again.groups.name)
    assert np.array_equal(once.memberships.person, again.memberships.person)
    assert not once.groups.name.equals(other.groups.name)


def test_membership_does_not_depend_on_how_many_groups_are_drawn_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = make_world("hamlet", 5)
    monkeypatch.setattr("jianfu.simulate.members.CHUNK_GROUPS", 7)
    parts = make_world("hamlet", 5)
    assert np.array_equal(whole.memberships.person, parts.memberships.person)
    assert np.array_equal(whole.memberships.offset, parts.memberships.offset)


def test_every_wecom_group_has_its_owner_among_its_members_and_no_member_twice() -> None:
    world = county()
    offset, person = world.memberships.offset, world.memberships.person
    for group in range(len(world.groups)):
        members = person[offset[group] : offset[group + 1]]
        assert len(np.unique(members)) == len(members)
        assert (world.groups.owner[group] in members) == (world.groups.platform[group] == PLATFORMS.index("wecom"))


def test_names_tell_groups_apart_and_persons_within_a_unit() -> None:
    world = county()
    assert len(set(world.groups.name.to_pylist())) == len(world.groups)
    assert len(set(zip(world.people.unit.tolist(), world.people.name.to_pylist(), strict=True))) == len(world.people)
    assert len(set(world.people.userid.to_pylist())) == len(world.people)


def test_units_stand_in_tree_order_so_that_a_subtree_is_a_run() -> None:
    units = county().units
    for unit, parent in enumerate(units.parent.tolist()):
        assert parent < unit
        if parent >= 0:
            assert parent < unit < units.subtree_to[parent]


def test_twins_share_nearly_all_members() -> None:
    world = county()
    offset, person = world.memberships.offset, world.memberships.person
    wecom = world.groups.platform == PLATFORMS.index("wecom")
    twins = [row for row in np.flatnonzero((world.groups.twin_of >= 0) & wecom) if wecom[world.groups.twin_of[row]]]
    assert twins
    shares = []
    for row in twins:
        other = world.groups.twin_of[row]
        one, two = (set(person[offset[at] : offset[at + 1]].tolist()) for at in (row, other))
        shares.append(len(one & two) / len(one | two))
    assert np.median(shares) > 0.85


def test_silent_groups_carry_a_last_activity_and_talking_ones_speak_on_wecom() -> None:
    world = county()
    zombie = world.groups.life == life_code("zombie")
    assert not np.isnat(world.groups.last_active_on[zombie]).any()
    assert not (world.talking() & zombie).any()
    assert (world.groups.platform[world.talking()] == PLATFORMS.index("wecom")).all()


def test_dates_stand_in_the_order_of_life() -> None:
    groups, as_of = county().groups, np.datetime64(county().as_of)
    assert (groups.created_on <= as_of).all()
    for later in (groups.last_active_on, groups.filed_on, groups.task_start_on, groups.dissolved_on):
        known = ~np.isnat(later)
        assert (later[known] >= groups.created_on[known]).all()
        assert (later[known] <= as_of).all()


def test_each_limit_is_met_exactly_and_just_passed() -> None:
    groups, as_of = county().groups, np.datetime64(county().as_of)
    active = np.isnat(groups.dissolved_on)
    overdue = (as_of - groups.task_end_on)[active]
    idle = (as_of - groups.last_active_on)[active]
    for days, past in ((overdue, 7), (idle, 90)):
        assert (days == np.timedelta64(past, "D")).any()
        assert (days == np.timedelta64(past + 1, "D")).any()
    made = groups.created_on[~groups.approved]
    assert (made == np.datetime64("2023-12-17")).any()
    assert (made == np.datetime64("2023-12-18")).any()
    assert {2, 3} <= set(groups.chain_rounds_per_week.tolist())
    owned = [int(label.why.split()[0]) for label in county().labels if label.rule_id == "unit-group-count"]
    assert {20, 21} <= set(owned)


def test_a_valid_exemption_makes_a_finding_none_and_a_lapsed_one_does_not() -> None:
    world = county()
    valid = world.valid_exemption()
    lapsed = ~np.isnat(world.groups.exempt_until) & ~valid
    flood = world.groups.life == life_code("flood")
    real = {label.subject_id for label in world.labels if label.rule_id == "chain-reply-frequent" and label.real}
    ids = np.asarray(world.groups.group_id.to_pylist())
    talking = world.talking()
    assert set(ids[flood & lapsed & talking]) <= real
    assert not set(ids[flood & valid]) & real
    assert (flood & lapsed & talking).any()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_wrong_in_a_clean_county_yet_it_lives(seed: int) -> None:
    world = county(seed, clean=True)
    assert not [label for label in world.labels if label.real]
    assert world.talking().sum() > 500
    assert (world.groups.life == life_code("flood")).any()
    asleep = world.groups.life == life_code("asleep")
    assert asleep.any()
    idle = np.datetime64(world.as_of) - world.groups.last_active_on[asleep]
    assert not (idle > np.timedelta64(90, "D")).any()


def test_a_group_with_everything_in_order_gets_no_label_at_all() -> None:
    world = county(clean=True)
    labels = label_groups(world.groups, np.datetime64(world.as_of), world.valid_exemption())
    assert len({label.subject_id for label in labels}) < len(world.groups)


@pytest.mark.parametrize(
    "section", ["period", "county", "city", "groups", "life", "planted", "apps", "letters", "limits"]
)
def test_every_constant_stands_beside_its_source(section: str) -> None:
    assert read_section(section)


@pytest.mark.slow
def test_a_city_is_counties_side_by_side() -> None:
    world = make_world("city", 1)
    assert 70_000 < len(world.people) < 80_000
    assert 19_000 < len(world.groups) < 22_000
    assert 1_400_000 < len(world.memberships) < 1_900_000
