"""A picture of a plan with something of everything: a hidden level, a merge, a group that ends, a knot too large."""

from jianfu.report.model.burden import Range
from jianfu.report.model.plan import (
    GivenBackRow,
    Knot,
    KnotGroup,
    Overlap,
    ParetoRow,
    PlanPicture,
    PlanScope,
    Tie,
)

LOUD = "<script>alert(1)</script>"


def picture() -> PlanPicture:
    """The same picture every time."""
    groups = [
        KnotGroup(1, "g1", f"一组{LOUD}", "u1", "青石镇", 40, "keep"),
        KnotGroup(2, "g2", "二组", "u1", "青石镇", 38, "merge", 1),
        KnotGroup(3, "g3", "三组", "u2", None, None, "dissolve"),
    ]
    knots = [
        Knot(groups, [Tie(1, 2, 0.9), Tie(2, 3, 0.31)], [], 2),
        Knot(groups[:2], [Tie(1, 2, 0.5)], [Tie(1, 2, 0.5)]),
    ]
    return PlanPicture(
        scope=PlanScope("2026-09-30", "0123456789abcdef", "0.1.0"), status="optimal", gap=1e-6, changes=3, moved=2,
        minutes_before=900, minutes_after=850, worst_tenth_before=60.5, worst_tenth_after=55.0,
        choices={"group-keep": 1, "group-merge": 1, "group-dissolve": 1},
        given_back=[
            GivenBackRow("county", suppressed=True),
            GivenBackRow("township", 40, Range(20.0, 50.0, 110.0), Range(0.4, 0.9, 2.1)),
            GivenBackRow("village", 60, Range(10.0, 30.0, 90.0), Range(-0.1, 0.0, 0.0)),
        ],
        pareto=[ParetoRow(0, 0, 0.0, 0.0), ParetoRow(1, 0, 30, 0.5), ParetoRow(3, 2, 50, 0.6, chosen=True)],
        overlap=Overlap(0.3, 2, 0, 3, 0, knots, 9),
        duties={"protected": 3, "proposed": 2, "uncarried": 1},
    )  # fmt: skip
