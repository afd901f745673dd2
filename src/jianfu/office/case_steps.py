"""The life of a case as data: which step leads from which state to which, and who may take it (整改流程)."""

from dataclasses import dataclass

from jianfu.office.roles import Right

STATES = ("open", "accepted", "disputed", "exempted", "acted", "verified", "dismissed")
"""待处理, 已认领, 有异议, 已豁免, 已整改待核实, 已核实, 不成立."""
LIVE = ("open", "accepted", "disputed", "acted")
"""States in which somebody still has to do something."""


@dataclass(frozen=True)
class Step:
    """One step. ``days``: working days until the step after it is due; None: nothing is due."""

    action: str
    before: tuple[str, ...]
    after: str
    right: Right | None
    """None: only the next audit takes it, or the approval of a plan's proposal."""
    days: int | None = None
    needs_words: bool = False


FIRST_DAYS = 10
"""Working days to answer a finding. A setting of ours; no document gives one."""
STEPS = {
    step.action: step
    for step in (
        Step("accept", ("open",), "accepted", Right.ANSWER, days=20),
        Step("dispute", ("open", "accepted"), "disputed", Right.ANSWER, days=10, needs_words=True),
        Step("act", ("open", "accepted"), "acted", Right.ANSWER, needs_words=True),
        Step("plan", ("open", "accepted"), "accepted", None, days=20),
        Step("uphold", ("disputed",), "open", Right.JUDGE, days=FIRST_DAYS, needs_words=True),
        Step("dismiss", ("open", "disputed"), "dismissed", Right.JUDGE, needs_words=True),
        Step("exempt", ("open", "accepted", "disputed"), "exempted", Right.JUDGE, needs_words=True),
        Step("verify", LIVE, "verified", None),
        Step("remain", ("acted",), "open", None, days=FIRST_DAYS),
        Step("return", ("verified",), "open", None, days=FIRST_DAYS),
        Step("lapse", ("exempted",), "open", None, days=FIRST_DAYS),
    )
}


def steps_from(state: str, rights: frozenset[Right]) -> list[Step]:
    """The steps a person with these rights may take from a state."""
    return [step for step in STEPS.values() if state in step.before and step.right in rights]
