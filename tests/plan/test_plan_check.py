"""The checker accepts every honest plan and rejects every sabotaged one."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up import instance_of, plan_of

from jianfu.plan.columns import cover_rows, make_columns
from jianfu.plan.folder import Plan
from jianfu.plan.search import search
from jianfu.plan.tables import CERTIFICATE, DUTIES, PROPOSALS
from jianfu.plan_check import check_plan

SCHEMAS = {"proposals": PROPOSALS, "duties": DUTIES, "certificate": CERTIFICATE}
ROUNDS = 4
SEEDS = 48

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
    row.update(choice="merge", target_id=target["thing_id"])
    for path in rows["certificate"]:
        if path["carrier_id"] == row["thing_id"]:
            path["thing_id"] = target["thing_id"]
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
    row.update(choice="merge", target_id=target["thing_id"])
    for path in rows["certificate"]:
        if path["carrier_id"] == row["thing_id"]:
            path["thing_id"] = target["thing_id"]
    return True


SABOTAGES: tuple[Sabotage, ...] = (
    drop_a_path, drop_a_duty_with_its_paths_and_keep_its_name, end_what_carries_a_duty, change_what_is_protected,
    merge_into_what_is_protected, merge_everything_into_one, merge_into_what_goes, leave_a_thing_out, say_it_twice,
    forge_a_path, forge_a_carrier, forge_a_person, forge_the_hours, put_haste_on_the_screen, tell_a_secret,
)  # fmt: skip


def honest_plan(seed: int, folder: Path, **weights: float) -> Plan:
    instance = instance_of(np.random.default_rng(seed), 10, 24, **weights)
    covers = cover_rows(instance)
    return plan_of(instance, search(instance, make_columns(instance, covers), covers), folder)


def write_sealed(folder: Path, rows: Rows) -> None:
    """The tables as a forger would leave them: seals and counts made to fit."""
    for name, schema in SCHEMAS.items():
        pq.write_table(pa.Table.from_pylist(rows[name], schema.schema), folder / f"{name}.parquet")
    seals = {
        f"{name}.parquet": hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() for name in SCHEMAS
    }
    (folder / "certificate.json").write_text(json.dumps({"sha256": seals}))
    plan = json.loads((folder / "plan.json").read_bytes())
    plan["changes"] = sum(row["choice"] != "keep" for row in rows["proposals"])
    (folder / "plan.json").write_text(json.dumps(plan))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_sabotaged_plan_is_rejected_and_every_honest_one_accepted(seed: int, tmp_path: Path) -> None:
    plan = honest_plan(seed, tmp_path / "honest")
    assert check_plan(plan.folder).violation is None
    tables = {name: pq.read_table(plan.folder / f"{name}.parquet").to_pylist() for name in SCHEMAS}
    forged = tmp_path / "honest" / "forged"
    shutil.copytree(plan.folder, forged)
    write_sealed(forged, tables)
    assert check_plan(forged).violation is None, "written again by the forger's hand, but honest"
    rng = np.random.default_rng([seed, 1])
    for sabotage in SABOTAGES * ROUNDS:
        rows = {name: [dict(row) for row in some] for name, some in tables.items()}
        if sabotage(rows, rng):
            write_sealed(forged, rows)
            assert check_plan(forged).violation is not None, sabotage.__name__


def test_there_are_two_thousand_sabotaged_plans() -> None:
    assert len(SABOTAGES) * ROUNDS * SEEDS >= 2000


def test_a_table_changed_after_the_certificate_breaks_its_seal(tmp_path: Path) -> None:
    plan = honest_plan(1, tmp_path)
    rows = pq.read_table(plan.folder / "certificate.parquet")
    pq.write_table(rows.slice(1), plan.folder / "certificate.parquet")
    violation = check_plan(plan.folder).violation
    assert violation is not None
    assert violation.code == "seal-broken"


def test_a_plan_for_another_snapshot_is_rejected(tmp_path: Path) -> None:
    plan = honest_plan(1, tmp_path)
    manifest = tmp_path / "snapshot" / "manifest.json"
    manifest.write_text(json.dumps({"snapshot_id": "later"}))
    violation = check_plan(plan.folder).violation
    assert violation is not None
    assert violation.code == "other-snapshot"
