"""Ways to take somebody's path away, or a whole duty, and leave the tables looking as good as they were."""

from collections.abc import Callable

import numpy as np

Rows = dict[str, list[dict[str, object]]]
Sabotage = Callable[[Rows, np.random.Generator], bool]
"""Changes the rows of a plan's tables; False where this plan offers no occasion for it."""


def one_of(rows: list[dict[str, object]], rng: np.random.Generator) -> dict[str, object] | None:
    return rows[int(rng.integers(len(rows)))] if rows else None


def drop_a_path(rows: Rows, rng: np.random.Generator) -> bool:
    rows["certificate"].pop(int(rng.integers(len(rows["certificate"]))))
    return True


def drop_a_duty_with_its_paths_and_keep_its_name(rows: Rows, rng: np.random.Generator) -> bool:
    duty = rows["certificate"][int(rng.integers(len(rows["certificate"])))]["duty_id"]
    rows["certificate"] = [row for row in rows["certificate"] if row["duty_id"] != duty]
    return True


def forge_a_path(rows: Rows, rng: np.random.Generator) -> bool:
    path = one_of(rows["certificate"], rng)
    others = [row["thing_id"] for row in rows["proposals"] if path and row["thing_id"] != path["thing_id"]]
    assert path is not None
    path["thing_id"] = others[int(rng.integers(len(others)))]
    return True


def forge_a_carrier(rows: Rows, rng: np.random.Generator) -> bool:
    path = one_of(rows["certificate"], rng)
    assert path is not None
    carriers = {row["duty_id"]: str(row["carriers"]).split() for row in rows["duties"]}[path["duty_id"]]
    others = [row["thing_id"] for row in rows["proposals"] if row["thing_id"] not in carriers]
    if not others:
        return False
    path["carrier_id"] = others[int(rng.integers(len(others)))]
    return True


def forge_a_person(rows: Rows, rng: np.random.Generator) -> bool:
    path = one_of(rows["certificate"], rng)
    assert path is not None
    path["person_id"] = f"p9{int(rng.integers(100)):02d}"
    return True


def forge_the_hours(rows: Rows, rng: np.random.Generator) -> bool:
    path = one_of(rows["certificate"], rng)
    assert path is not None
    path["hours"] = float(str(path["hours"])) / 2
    return True


def forget_a_duty(rows: Rows, rng: np.random.Generator) -> bool:
    """A duty read from evidence is gone with all its paths: nothing in the plan's own tables misses it."""
    alone = {row["carriers"] for row in rows["duties"] if " " not in str(row["carriers"])}
    row = one_of([row for row in rows["duties"] if row["carriers"] in alone], rng)
    assert row is not None
    rows["duties"].remove(row)
    rows["certificate"] = [path for path in rows["certificate"] if path["duty_id"] != row["duty_id"]]
    return True


def forget_every_duty(rows: Rows, rng: np.random.Generator) -> bool:
    rows["duties"], rows["certificate"] = [], []
    return True


def leave_a_duty_without_carriers(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of([row for row in rows["duties"] if " " not in str(row["carriers"])], rng)
    assert row is not None
    row.update(carriers="", people=0)
    rows["certificate"] = [path for path in rows["certificate"] if path["duty_id"] != row["duty_id"]]
    return True


def give_a_duty_more_time(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of([row for row in rows["duties"] if " " not in str(row["carriers"])], rng)
    assert row is not None
    row.update(within_hours=float(rng.choice([25.0, 1000.0, np.nan, np.inf])))
    return True


def call_a_secret_open(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of([row for row in rows["duties"] if row["restricted"] and " " not in str(row["carriers"])], rng)
    if row is not None:
        row.update(restricted=False)
    return row is not None


def name_a_duty_twice(rows: Rows, rng: np.random.Generator) -> bool:
    row = one_of(rows["duties"], rng)
    assert row is not None
    rows["duties"].append(dict(row))
    return True


def say_a_path_twice(rows: Rows, rng: np.random.Generator) -> bool:
    path = one_of(rows["certificate"], rng)
    assert path is not None
    rows["certificate"].append(dict(path))
    return True


def swap_one_person_for_another(rows: Rows, rng: np.random.Generator) -> bool:
    """The number of paths of the duty stays right."""
    path = one_of(rows["certificate"], rng)
    assert path is not None
    others = {row["person_id"] for row in rows["certificate"]} - {
        row["person_id"] for row in rows["certificate"] if row["duty_id"] == path["duty_id"]
    }
    if not others:
        return False
    path["person_id"] = sorted(map(str, others))[0]
    return True
