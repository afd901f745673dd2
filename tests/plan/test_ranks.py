"""Whoever is told of as one of a level and post is the same person in every table of a plan."""

from pathlib import Path

from small_county import county, said

from jianfu.plan.ranks import NO_LEVEL, NO_POST, read_ranks
from jianfu.tables.person import POSTS
from jianfu.tables.unit import LEVELS

PEOPLE = {
    "p1": {},
    "p2": {"unit_id": "u2"},
    "p3": {"state": "left"},
    "p4": {"unit_id": "nowhere"},
    "p5": {"post": None},
}
TOWN, STAFF = LEVELS.index("township"), POSTS.index("staff")


def test_people_stand_at_the_level_of_their_unit_and_leavers_and_strangers_nowhere(tmp_path: Path) -> None:
    run = county(tmp_path, {"g1": list(PEOPLE)}, [said("m1", "g1")], people=PEOPLE, shuffled=1)
    ranks = read_ranks(run, [*PEOPLE, "nobody"])
    village = LEVELS.index("village")
    assert ranks.level.tolist() == [TOWN, village, NO_LEVEL, NO_LEVEL, TOWN, NO_LEVEL]
    assert ranks.post.tolist() == [STAFF, STAFF, NO_POST, STAFF, NO_POST, NO_POST]
