"""Pairs of apps that do the same (应用功能重合)."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.inputs import MeasureInput
from jianfu.tables.app_function import FUNCTIONS
from jianfu.tables.column import Table, integer, number, text

UNTOLD = "other"
"""A function of this class is no sign of doing the same."""

TABLE = Table(
    name="app_overlap",
    zh="应用功能重合",
    en="App function overlap",
    key=("app_a", "app_b"),
    columns=(
        text("app_a", "应用甲", "App a", note=("编号较小的一个", "the smaller id of the two")),
        text("app_b", "应用乙", "App b"),
        integer("shared", "共同功能数", "Shared functions"),
        number("jaccard", "重合度", "Jaccard of function classes"),
    ),
)


def compute_app_overlap(given: MeasureInput) -> pa.Table:
    """``TABLE``: every pair of apps in service that share a function class; closed apps are left out."""
    app = given.snapshot.read("app", ["app_id", "state"])
    closed = app.filter(pc.fill_null(pc.equal(app["state"], "closed"), False))["app_id"]
    function = given.snapshot.read("app_function", ["app_id", "function"])
    kept = pc.and_(pc.is_valid(function["function"]), pc.fill_null(pc.not_equal(function["function"], UNTOLD), False))
    function = function.filter(pc.and_(kept, pc.invert(pc.is_in(function["app_id"], closed.combine_chunks()))))
    names = sorted(set(function["app_id"].to_pylist()))
    has = np.zeros((len(names), len(FUNCTIONS)), np.int32)
    row = pc.index_in(function["app_id"], pa.array(names, pa.string())).to_numpy()
    has[row, pc.index_in(function["function"], pa.array(FUNCTIONS)).to_numpy()] = 1
    shared = has @ has.T
    size = has.sum(axis=1)
    a, b = np.nonzero(np.triu(shared, 1))
    both = shared[a, b].astype(np.int64)
    ids = pa.array(names, pa.string())
    return pa.table(
        [ids.take(pa.array(a)), ids.take(pa.array(b)), both, both / (size[a] + size[b] - both)], schema=TABLE.schema
    )
