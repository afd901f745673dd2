"""A real chat export of which people had already archived nine silent channels: the seven that talk stay."""

from pathlib import Path

import pytest

from jianfu import cycle
from jianfu.plan.make import make_plan
from jianfu.plan_check import check_plan


@pytest.mark.slow
@pytest.mark.samples
def test_of_a_real_chat_what_talks_is_kept_and_nothing_is_merged(samples: Path, tmp_path: Path) -> None:
    cycle.audit(samples / "chat_slack_houston", out=tmp_path / "run")
    plan = make_plan(tmp_path / "run", out=tmp_path / "plan")
    rows = plan.proposals.to_pylist()
    kept = {row["name"] for row in rows if row["choice"] == "keep"}
    told = "\n".join(f"{row['choice']} {row['name']}: {row['people']} people, {row['reason']}" for row in rows)
    assert {"general", "meetup-", "datajam", "get_feedback", "sci"} <= kept, told
    assert not {row["choice"] for row in rows} - {"keep", "dissolve"}, told
    assert check_plan(plan.folder).violation is None
