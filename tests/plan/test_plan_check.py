"""The checker accepts every honest plan and rejects every sabotaged one."""

import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up import instance_of, plan_of
from sabotage import SABOTAGES, Rows

from jianfu.plan.columns import cover_rows, make_columns
from jianfu.plan.folder import Plan
from jianfu.plan.search import search
from jianfu.plan.tables import CERTIFICATE, DUTIES, PROPOSALS
from jianfu.plan_check import check_plan

SCHEMAS = {"proposals": PROPOSALS, "duties": DUTIES, "certificate": CERTIFICATE}
SEEDS, ROUNDS = 40, 2


def honest_plan(seed: int, folder: Path, *, limit: int | None = None, **weights: float) -> Plan:
    instance = instance_of(np.random.default_rng(seed), 10, 24, limit=limit, **weights)
    covers = cover_rows(instance)
    return plan_of(instance, search(instance, make_columns(instance, covers), covers), folder)


def rows_of_plan(plan: Path) -> Rows:
    return {name: pq.read_table(plan / f"{name}.parquet").to_pylist() for name in SCHEMAS}


def write_sealed(folder: Path, rows: Rows) -> None:
    """The tables as a forger would leave them: seals and counts made to fit."""
    for name, schema in SCHEMAS.items():
        pq.write_table(pa.Table.from_pylist(rows[name], schema.schema), folder / f"{name}.parquet")
    seals = {
        f"{name}.parquet": hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() for name in SCHEMAS
    }
    (folder / "certificate.json").write_text(json.dumps({"sha256": seals}))
    rewrite(folder, changes=sum(row["choice"] != "keep" for row in rows["proposals"]))


def rewrite(folder: Path, **facts: object) -> None:
    """Other facts in plan.json."""
    plan = json.loads((folder / "plan.json").read_bytes())
    (folder / "plan.json").write_text(json.dumps({**plan, **facts}))


def code_of(folder: Path) -> str:
    """Which fact does not hold; empty where the plan is accepted."""
    violation = check_plan(folder).violation
    return violation.code if violation else ""


@pytest.mark.slow
def test_two_thousand_sabotaged_plans_are_rejected_and_the_honest_ones_accepted(tmp_path: Path) -> None:
    rejected: Counter[str] = Counter()
    for seed in range(SEEDS):
        plan = honest_plan(seed, tmp_path / str(seed))
        assert code_of(plan.folder) == ""
        tables = rows_of_plan(plan.folder)
        forged = tmp_path / str(seed) / "forged"
        shutil.copytree(plan.folder, forged)
        write_sealed(forged, tables)
        assert code_of(forged) == "", "written again by the forger's hand, but honest"
        rng = np.random.default_rng([seed, 1])
        for sabotage in SABOTAGES * ROUNDS:
            rows = {name: [dict(row) for row in some] for name, some in tables.items()}
            if sabotage(rows, rng):
                write_sealed(forged, rows)
                assert code_of(forged) != "", (seed, sabotage.__name__)
                rejected[sabotage.__name__] += 1
    assert rejected.total() >= 2000
    assert min(rejected[sabotage.__name__] for sabotage in SABOTAGES) >= 10, rejected


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_an_honest_plan_under_limits_of_units_is_accepted_and_one_that_hides_a_clash_is_not(
    limit: int, tmp_path: Path
) -> None:
    plan = honest_plan(2, tmp_path, limit=limit)
    assert code_of(plan.folder) == ""
    rewrite(plan.folder, clashes=[])
    assert code_of(plan.folder) == ("unit-over-limit" if plan.record.clashes else "")


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("other-day", {"as_of": "2099-01-01"}),
        ("setting-changed", {"weights": {}}),
        ("setting-changed", {"weights_file": None}),
        ("changes-misstated", {"changes": 0}),
        ("minutes-misstated", {"minutes_after": 0.0}),
        ("minutes-misstated", {"gap": 0.5}),
        ("minutes-misstated", {"status": "kept"}),
        ("other-snapshot", {"snapshot_id": "another"}),
        ("misshapen", {"minutes_before": None}),
    ],
)
def test_facts_of_plan_json_are_held_against_what_stands_elsewhere(
    code: str, facts: dict[str, object], tmp_path: Path
) -> None:
    plan = honest_plan(1, tmp_path)
    rewrite(plan.folder, **facts)
    assert code_of(plan.folder) == code


def test_a_cap_is_that_of_the_office_and_not_of_the_plan(tmp_path: Path) -> None:
    plan = honest_plan(1, tmp_path)
    rewrite(plan.folder, weights={**plan.record.weights, "group_size": 5000.0})
    assert code_of(plan.folder) == "setting-changed"


def test_a_table_changed_after_the_certificate_breaks_its_seal(tmp_path: Path) -> None:
    plan = honest_plan(1, tmp_path)
    rows = pq.read_table(plan.folder / "certificate.parquet")
    pq.write_table(rows.slice(1), plan.folder / "certificate.parquet")
    assert code_of(plan.folder) == "seal-broken"


def test_a_plan_for_another_snapshot_is_rejected(tmp_path: Path) -> None:
    plan = honest_plan(1, tmp_path)
    (tmp_path / "snapshot" / "manifest.json").write_text(json.dumps({"snapshot_id": "later"}))
    assert code_of(plan.folder) == "other-snapshot"
