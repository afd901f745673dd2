"""A real chat export of which people had archived nine silent channels: the plan agrees with them."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from jianfu import cycle
from jianfu.plan.folder import Plan
from jianfu.plan.make import make_plan
from jianfu.plan_check import check_plan

EXPORT = Path("chat_slack_houston", "export.zip")


def fates(plan: Plan) -> dict[str, str]:
    return {row["name"]: row["choice"] for row in plan.proposals.to_pylist()}


def never_archived(export: Path, copy: Path) -> set[str]:
    """The export as it was before people archived channels; gives the names of those they archived."""
    archived: set[str] = set()
    with ZipFile(export) as given, ZipFile(copy, "w") as left:
        for name in given.namelist():
            content = given.read(name)
            if name.endswith("channels.json"):
                channels = json.loads(content)
                archived = {channel["name"] for channel in channels if channel["is_archived"]}
                content = json.dumps([{**channel, "is_archived": False} for channel in channels]).encode()
            left.writestr(name, content)
    return archived


@pytest.mark.slow
@pytest.mark.samples
def test_of_a_real_chat_what_talks_is_kept_and_nothing_is_merged(samples: Path, tmp_path: Path) -> None:
    cycle.audit(samples / EXPORT.parent, out=tmp_path / "run")
    plan = make_plan(tmp_path / "run", out=tmp_path / "plan")
    found = fates(plan)
    assert {"general", "meetup-", "datajam", "get_feedback", "sci"} <= found.keys()
    assert set(found.values()) == {"keep"}, found
    assert check_plan(plan.folder).violation is None


@pytest.mark.slow
@pytest.mark.samples
def test_asked_before_people_archived_channels_the_plan_ends_the_ones_they_archived(
    samples: Path, tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    archived = never_archived(samples / EXPORT, tmp_path / "files" / "export.zip")
    cycle.audit(tmp_path / "files", out=tmp_path / "run")
    plan = make_plan(tmp_path / "run", out=tmp_path / "plan")
    found = fates(plan)
    ended = {name for name, choice in found.items() if choice == "dissolve"}
    assert ended <= archived, found
    # In the ninth nobody ever said a word: when it was last used no file tells.
    assert archived - ended == {"meetup"}, found
    assert set(found.values()) == {"keep", "dissolve"}, found
    assert check_plan(plan.folder).violation is None
