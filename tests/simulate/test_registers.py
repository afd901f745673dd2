"""The registers: what a county's files look like, and what is true of them."""

import gzip
import json
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import yaml
from python_calamine import CalamineWorkbook

import jianfu.packs
from jianfu.base.progress import Quiet
from jianfu.simulate.county import make_world
from jianfu.simulate.letters.waiting import day_after_waiting, waited_days
from jianfu.simulate.registers.habit import PLAIN, draw_habit, write_cells
from jianfu.simulate.registers.sheet import Register, headings, write_register
from jianfu.simulate.registers.write_all import write_registers
from jianfu.simulate.settings import limits
from jianfu.simulate.world import Label, World
from jianfu.simulate.write import simulate

PACKS = Path(jianfu.packs.__file__).parent


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path, list[Label]]:
    world = make_world("county", 1)
    folder = tmp_path_factory.mktemp("county")
    return world, folder, [*world.labels, *write_registers(world, folder, Quiet())]


@pytest.mark.slow
def test_every_rule_has_real_findings_and_look_alikes(tmp_path: Path) -> None:
    counts = simulate(size="county", seed=1, out=tmp_path / "out")  # talk and photos have their own labels
    real, looks = (set(counts[label]) for label in ("real", "legitimate"))
    rules = {path.stem for path in (PACKS / "national" / "rules").glob("*.yaml")}
    assert real == rules
    assert looks == rules


def test_no_subject_is_both_real_and_legitimate(county: tuple[World, Path, list[Label]]) -> None:
    seen: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for label in county[2]:
        seen[label.rule_id, label.subject_id].append(label.real)
    assert not [subject for subject, marks in seen.items() if len(marks) > 1]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_clean_county_has_no_planted_truth(seed: int, tmp_path: Path) -> None:
    world = make_world("county", seed, clean=True)
    labels = [*world.labels, *write_registers(world, tmp_path, Quiet())]
    assert [label for label in labels if label.real] == []
    assert [label for label in labels if not label.real]


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_registers(make_world("hamlet", 7), tmp_path / name, Quiet())
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in sorted((tmp_path / name).rglob("*.*"))}
        for name in ("one", "two")
    )
    assert one == two
    assert len(one) > 10


def test_offices_write_workbooks_and_text_in_both_encodings(county: tuple[World, Path, list[Label]]) -> None:
    files = sorted(county[1].rglob("*.csv"))
    marked = [path for path in files if path.read_bytes().startswith(b"\xef\xbb\xbf")]
    assert marked
    plain = [path for path in files if path not in marked]
    assert plain
    for path in plain:
        assert any(word in path.read_text("gb18030") for word in ("县", "镇", "乡"))
        with pytest.raises(UnicodeDecodeError):
            path.read_text("utf-8")
    assert len(list(county[1].rglob("*.xlsx"))) > 100


def test_offices_differ_in_headings_titles_and_sheets(county: tuple[World, Path, list[Label]]) -> None:
    firsts, sheets = set(), set()
    for path in sorted((county[1] / "工作群台账").glob("*.xlsx")):
        book = CalamineWorkbook.from_path(path)
        sheets.add(len(book.sheet_names))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python()
            firsts |= {
                str(cell) for row in rows[:4] for cell in row[1:2] if str(cell) in headings("group")["name"].spellings
            }
    assert len(firsts) >= 4
    assert len(sheets) >= 2


def test_a_city_writes_few_files_and_packs_group_information(tmp_path: Path) -> None:
    world = make_world("hamlet", 1)
    object.__setattr__(world, "size", "province")
    write_registers(world, tmp_path, Quiet())
    assert len({path.parent for path in tmp_path.rglob("*.*")}) == 12
    assert len(list(tmp_path.rglob("*.*"))) == 24  # one of each register
    with gzip.open(tmp_path / "企业微信会话存档" / "群信息.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    assert lines
    assert set(lines[0]) == {"roomid", "roomname", "creator", "room_create_time", "notice", "members"}


def test_group_information_holds_the_members_of_active_wecom_groups(county: tuple[World, Path, list[Label]]) -> None:
    world, folder, _ = county
    lines = (folder / "企业微信会话存档" / "群信息.jsonl").read_text("utf-8").splitlines()
    rooms = {group["roomid"]: group for group in map(json.loads, lines)}
    row = next(at for at, room in enumerate(world.groups.room_id.to_pylist()) if room in rooms)
    offset = world.memberships.offset
    members = world.memberships.person[offset[row] : offset[row + 1]]
    listed = rooms[world.groups.room_id[row].as_py()]["members"]
    assert [member["memberid"] for member in listed] == [world.people.userid[int(one)].as_py() for one in members]
    assert all(member["jointime"] >= 1_500_000_000 for member in listed)


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("chinese", "2026年3月1日"),
        ("dots", "2026.3.1"),
        ("slashes", "2026/3/1"),
        ("serial", 46082),
        ("cell", date(2026, 3, 1)),
    ],
)
def test_a_day_is_written_as_the_office_is_used_to(style: str, written: object) -> None:
    habit = type(PLAIN)(**{**vars(PLAIN), "date_style": style, "nothing": "—"})
    assert write_cells([date(2026, 3, 1), None], "date", habit) == [written, "—"]


def test_full_width_digits_and_people_counted_as_people() -> None:
    habit = type(PLAIN)(**{**vars(PLAIN), "full_width": True, "people_suffix": "人"})
    assert write_cells([12], "people", habit) == ["１２人"]


def test_what_nobody_stated_is_never_written_as_no() -> None:
    for seed in range(40):
        habit = draw_habit(np.random.Generator(np.random.PCG64([3, seed])))
        assert write_cells([None], "flag", habit) == [""]


def test_a_formula_stays_text(tmp_path: Path) -> None:
    path = write_register(tmp_path, "x", Register("unit", "单位名录", {"code": ["=1+1"], "name": ["甲"]}), PLAIN)
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1][0] == "=1+1"


@pytest.mark.parametrize("waited", [0, 1, 3, 13])
def test_an_answer_on_the_last_day_waited_exactly_so_long(waited: int) -> None:
    for day in range(60):
        received = date(2026, 8, 1) + timedelta(days=day)
        answered = day_after_waiting(received, waited)
        assert waited_days(received, answered) == waited or (waited == 0 and answered == received)


def test_make_up_workdays_and_holidays_count_as_the_calendar_says() -> None:
    assert waited_days(date(2026, 9, 18), date(2026, 9, 20)) == 1
    assert waited_days(date(2026, 9, 24), date(2026, 9, 27)) == 0


def test_the_limits_of_the_truth_are_those_of_the_packs() -> None:
    rules = {
        path.stem: yaml.safe_load(path.read_text("utf-8"))["parameters"]
        for path in (PACKS / "national" / "rules").glob("*.yaml")
    }
    local = yaml.safe_load((PACKS / "example_county" / "parameters.yaml").read_text("utf-8"))
    for rule, changes in local.items():
        rules[rule] |= changes["parameters"]
    stated = {
        (rule, name): entry["values"][-1]["value"] for rule, names in rules.items() for name, entry in names.items()
    }
    expected = {
        ("unit-group-count", "group_count"): limits().groups_per_unit,
        ("temporary-group-overdue", "overdue_days"): limits().overdue_days,
        ("group-zombie", "idle_days"): limits().zombie_group_days,
        ("group-unapproved", "in_force_on"): limits().approval_since,
        ("chain-reply-frequent", "rounds_per_week"): limits().chains_per_week,
        ("account-hosted-replies", "failed_share"): limits().failed_answers,
        ("account-hosted-replies", "least_people"): limits().least_answered,
        ("account-poor-value", "fewest_fans"): limits().fewest_fans,
        ("group-duplicate", "overlap_if_alike"): limits().duplicate_overlap,
        ("member-idle", "idle_share"): limits().idle_member_share,
        ("acknowledgement-chain", "acknowledgement_count"): limits().acknowledgements,
        ("answer-instant", "answer_minutes"): limits().answer_minutes,
        ("proof-crowd", "responder_count"): limits().responders,
        ("deadline-impossible", "working_hours"): limits().tight_hours,
        ("deadline-same-day", "days_given"): limits().days_given,
        ("app-unfiled", "in_force_on"): limits().measures_from,
        ("app-unfiled", "existing_until"): limits().existing_until,
        ("app-stale", "update_days"): limits().app_stale_days,
        ("app-function-overlap", "function_overlap"): limits().overlap,
        ("app-idle", "settling_days"): limits().settling_days,
        ("app-idle", "minimum_enrolled"): limits().fewest_enrolled,
        ("app-idle", "active_share"): limits().idle_share,
        ("account-slow", "update_days"): limits().account_slow_days,
        ("account-stale", "stale_days"): limits().account_stale_days,
        ("account-zombie", "zombie_days"): limits().account_zombie_days,
        ("letter-late", "short_days"): limits().short_working_days,
        ("letter-late", "long_days"): limits().long_working_days,
        ("letter-late", "urgent_days"): limits().urgent_working_days,
        ("letter-late", "received_from"): limits().late_from,
        ("letter-unanswered", "unanswered_days"): limits().unanswered_days,
        ("letter-unanswered", "window_days"): limits().window_days,
        ("form-asked-again", "held_share"): limits().held_share,
        ("form-asked-again", "fewest_fields"): limits().fewest_fields,
    }
    assert {key: stated[key] for key in expected} == expected


def test_the_signatures_stand_below_every_row_even_where_blank_rows_part_the_table(tmp_path: Path) -> None:
    names = [f"青山县第{number}局" for number in range(100)]
    habit = replace(PLAIN, blank_rows=True, notes_below=True)
    path = write_register(tmp_path, "单位名录", Register("unit", "单位名录", {"name": names, "code": names}), habit)
    column = [row[0] for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()]
    assert [cell for cell in column if cell in set(names)] == names
    assert column.index("填表人：（签名）") > column.index(names[-1])
