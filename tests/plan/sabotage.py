"""Ways to make a plan look as good as it was and do harm: each changes the rows of its tables as a forger would."""

import numpy as np
from sabotage_paths import (
    Rows,
    Sabotage,
    call_a_secret_open,
    drop_a_duty_with_its_paths_and_keep_its_name,
    drop_a_path,
    forge_a_carrier,
    forge_a_path,
    forge_a_person,
    forge_the_hours,
    forget_a_duty,
    forget_every_duty,
    give_a_duty_more_time,
    leave_a_duty_without_carriers,
    name_a_duty_twice,
    one_of,
    say_a_path_twice,
    swap_one_person_for_another,
)


def merge(rows: Rows, row: dict[str, object], target: dict[str, object]) -> None:
    """Makes one thing part of another, paths and all."""
    row.update(choice="merge", target_id=target["thing_id"])
    for path in rows["certificate"]:
        if path["carrier_id"] == row["thing_id"]:
            path["thing_id"] = target["thing_id"]


def end_what_carries_a_duty(rows: Rows, rng: np.random.Generator) -> bool:
    used = {row["thing_id"] for row in rows["certificate"]}
    row = one_of([row for row in rows["proposals"] if row["thing_id"] in used and row["choice"] != "dissolve"], rng)
    assert row is not None
    row.update(choice="dissolve", target_id=None)
    return True


def change_what_is_protected(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of([row for row in rows["proposals"] if row["protected"]], rng)
    if row is not None:
        row.update(choice=str(rng.choice(["dissolve", "temporary", "screen"])))
    return row is not None


def merge_into_what_is_protected(rows: Rows, rng: np.random.Generator) -> bool:
    target = one_of([row for row in rows["proposals"] if row["protected"]], rng)
    row = one_of([row for row in rows["proposals"] if not row["protected"] and row["choice"] == "keep"], rng)
    if row is None or target is None:
        return False
    merge(rows, row, target)
    return True


def merge_everything_into_one(rows: Rows, rng: np.random.Generator) -> bool:
    target = one_of([row for row in rows["proposals"] if row["choice"] == "keep"], rng)
    assert target is not None
    for row in rows["proposals"]:
        if row is not target:
            row.update(choice="merge", target_id=target["thing_id"])
    for path in rows["certificate"]:
        path["thing_id"] = target["thing_id"]
    return True


def merge_into_what_goes(rows: Rows, rng: np.random.Generator) -> bool:
    goes = one_of([row for row in rows["proposals"] if row["choice"] in ("merge", "dissolve")], rng)
    row = one_of([row for row in rows["proposals"] if row["choice"] == "keep"], rng)
    if goes is None or row is None:
        return False
    row.update(choice="merge", target_id=goes["thing_id"])
    return True


def leave_a_thing_out(rows: Rows, rng: np.random.Generator) -> bool:
    rows["proposals"].pop(int(rng.integers(len(rows["proposals"]))))
    return True


def say_it_twice(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of(rows["proposals"], rng)
    assert row is not None
    rows["proposals"].append(dict(row))
    return True


def put_haste_on_the_screen(rows: Rows, rng: np.random.Generator) -> bool:
    hasty = {
        carrier
        for row in rows["duties"]
        if float(str(row["within_hours"])) < 8
        for carrier in str(row["carriers"]).split()
    }
    used = {
        row["carrier_id"]
        for row in rows["certificate"]
        if row["duty_id"] in {one["duty_id"] for one in rows["duties"] if float(str(one["within_hours"])) < 8}
    }
    row = one_of(
        [
            row
            for row in rows["proposals"]
            if row["thing_id"] in hasty & used and row["choice"] == "keep" and not row["protected"]
        ],
        rng,
    )
    if row is None or any(other["target_id"] == row["thing_id"] for other in rows["proposals"]):
        return False
    row.update(choice="screen")
    for path in rows["certificate"]:
        if path["thing_id"] == row["thing_id"]:
            path["hours"] = 8.0
    return True


def tell_a_secret(rows: Rows, rng: np.random.Generator) -> bool:
    """A restricted carrier takes in another group."""
    secret = {carrier for row in rows["duties"] if row["restricted"] for carrier in str(row["carriers"]).split()}
    target = one_of([row for row in rows["proposals"] if row["thing_id"] in secret], rng)
    row = one_of([row for row in rows["proposals"] if row["thing_id"] not in secret and row["choice"] == "keep"], rng)
    if target is None or row is None:
        return False
    merge(rows, row, target)
    return True


def forget_a_duty_and_end_its_group(rows: Rows, rng: np.random.Generator) -> bool:
    free = {row["thing_id"] for row in rows["proposals"] if row["choice"] == "keep" and not row["protected"]}
    free -= {row["target_id"] for row in rows["proposals"]}
    one = one_of([row for row in rows["duties"] if row["carriers"] in free], rng)
    if one is None:
        return False
    gone = {row["duty_id"] for row in rows["duties"] if one["carriers"] in str(row["carriers"]).split()}
    rows["duties"] = [row for row in rows["duties"] if row["duty_id"] not in gone]
    rows["certificate"] = [path for path in rows["certificate"] if path["duty_id"] not in gone]
    for row in rows["proposals"]:
        if row["thing_id"] == one["carriers"]:
            row.update(choice="dissolve", target_id=None)
    return True


def make_up_a_group(rows: Rows, rng: np.random.Generator) -> bool:
    """A group that is nowhere takes in one that is somewhere."""
    row = one_of([row for row in rows["proposals"] if row["choice"] == "keep" and not row["protected"]], rng)
    if row is None or any(other["target_id"] == row["thing_id"] for other in rows["proposals"]):
        return False
    rows["proposals"].append({**row, "thing_id": "g999", "name": "made up"})
    row.update(choice="merge", target_id="g999")
    for path in rows["certificate"]:
        if path["carrier_id"] == row["thing_id"]:
            path["thing_id"] = "g999"
    return True


def end_what_still_lives(rows: Rows, rng: np.random.Generator) -> bool:
    """A group that carries a duty of its own ends, and every duty it carried is forgotten."""
    own = {row["carriers"] for row in rows["duties"]}
    alive = [row for row in rows["proposals"] if row["choice"] in ("keep", "merge") and row["thing_id"] in own]
    gone = one_of([row for row in alive if not row["protected"]], rng)
    if gone is None:
        return False
    duties = {row["duty_id"] for row in rows["duties"] if gone["thing_id"] in str(row["carriers"]).split()}
    gone.update(choice="dissolve", target_id=None, moved=0)
    rows["duties"] = [row for row in rows["duties"] if row["duty_id"] not in duties]
    rows["certificate"] = [path for path in rows["certificate"] if path["duty_id"] not in duties]
    return True


def let_a_lasting_group_run_out(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of([row for row in rows["proposals"] if row["choice"] == "keep" and row["name"] == "lasting"], rng)
    if row is not None:
        row.update(choice="temporary")
    return row is not None


def give_a_group_the_fate_of_an_app(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of([row for row in rows["proposals"] if row["choice"] == "keep"], rng)
    assert row is not None
    row.update(choice=str(rng.choice(["stop", "embed", "", "KEEP"])))
    return True


def merge_into_itself(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of([row for row in rows["proposals"] if row["choice"] == "keep"], rng)
    assert row is not None
    row.update(choice="merge", target_id=row["thing_id"])
    return True


def promise_more_minutes(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of(rows["proposals"], rng)
    assert row is not None
    row["minutes_back"] = float(str(row["minutes_back"])) + 1.0
    return True


def hide_who_is_moved(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of(rows["proposals"], rng)
    assert row is not None
    column = str(rng.choice(["moved", "people"]))
    row[column] = int(str(row[column])) + 1
    return True


def leave_a_cell_empty(rows: Rows, rng: np.random.Generator) -> bool:
    cells = {
        "proposals": ("kind", "thing_id", "choice", "people", "moved"),
        "duties": ("duty_id", "within_hours", "carriers", "people"),
        "certificate": ("duty_id", "person_id", "carrier_id", "thing_id", "hours"),
    }
    table = str(rng.choice(sorted(cells)))
    row = one_of(rows[table], rng)
    assert row is not None
    row[str(rng.choice(cells[table]))] = None
    return True


SABOTAGES: tuple[Sabotage, ...] = (
    drop_a_path, drop_a_duty_with_its_paths_and_keep_its_name, end_what_carries_a_duty, change_what_is_protected,
    merge_into_what_is_protected, merge_everything_into_one, merge_into_what_goes, leave_a_thing_out, say_it_twice,
    forge_a_path, forge_a_carrier, forge_a_person, forge_the_hours, put_haste_on_the_screen, tell_a_secret,
    forget_a_duty, forget_every_duty, forget_a_duty_and_end_its_group, leave_a_duty_without_carriers,
    give_a_duty_more_time, call_a_secret_open, name_a_duty_twice, say_a_path_twice, swap_one_person_for_another,
    make_up_a_group, end_what_still_lives, let_a_lasting_group_run_out, give_a_group_the_fate_of_an_app,
    merge_into_itself, promise_more_minutes, hide_who_is_moved, leave_a_cell_empty,
)  # fmt: skip
