"""Who may do what: six roles, the rights of each, in one table (角色与权限)."""

from enum import StrEnum

from jianfu.base.errors import UserProblem


class Role(StrEnum):
    """A role; one a user."""

    ANALYST = "analyst"
    """减负专班: imports, audits, judges disputes, plans. Sees the whole county, no person's figures."""
    CLERK = "clerk"
    """单位联络员: answers findings of the own unit and those below."""
    DEPARTMENT = "department"
    """发文部门: sees the own bill, answers findings."""
    WORKER = "worker"
    """基层工作人员: sees the own minutes and the county's picture."""
    AUDITOR = "auditor"
    """监督: reads everything the county keeps and the log, changes nothing."""
    ADMINISTRATOR = "administrator"
    """系统管理员: users and the log; no findings, no cases."""


class Right(StrEnum):
    """Something a page or a call needs."""

    PICTURE = "picture"
    """The county's picture, suppressed."""
    MINE = "mine"
    """One's own minutes."""
    REGISTRY = "registry"
    """Reading the registry in scope."""
    PEOPLE = "people"
    """Reading names of people in scope; every view is logged."""
    IMPORT = "import"
    AUDIT = "audit"
    """Starting and cancelling audits."""
    FINDINGS = "findings"
    """Reading findings and cases in scope."""
    ANSWER = "answer"
    """Accepting, disputing, reporting what was done, for the causing unit."""
    JUDGE = "judge"
    """Deciding disputes and exemptions."""
    BILL = "bill"
    """The bill of a unit in scope, and its groups."""
    PLANS = "plans"
    """Reading plans, and their proposals in scope."""
    PLAN = "plan"
    """Having a plan made."""
    APPROVE = "approve"
    """Approving or rejecting proposals in scope."""
    LOG = "log"
    USERS = "users"
    TOKENS = "tokens"
    """Making tokens for programs that act as oneself; no token has it."""
    ACCOUNT = "account"
    """The own account: its password; no token has it."""


_EVERYBODY = frozenset(Role)
RIGHTS: dict[Right, frozenset[Role]] = {
    Right.PICTURE: _EVERYBODY,
    Right.MINE: _EVERYBODY,
    Right.REGISTRY: frozenset({Role.ANALYST, Role.CLERK, Role.DEPARTMENT, Role.AUDITOR}),
    Right.PEOPLE: frozenset({Role.ANALYST, Role.CLERK, Role.AUDITOR}),
    Right.IMPORT: frozenset({Role.ANALYST}),
    Right.AUDIT: frozenset({Role.ANALYST}),
    Right.FINDINGS: frozenset({Role.ANALYST, Role.CLERK, Role.DEPARTMENT, Role.AUDITOR}),
    Right.ANSWER: frozenset({Role.CLERK, Role.DEPARTMENT}),
    Right.JUDGE: frozenset({Role.ANALYST}),
    Right.BILL: frozenset({Role.ANALYST, Role.CLERK, Role.DEPARTMENT, Role.AUDITOR}),
    Right.PLANS: frozenset({Role.ANALYST, Role.CLERK, Role.DEPARTMENT, Role.AUDITOR}),
    Right.PLAN: frozenset({Role.ANALYST}),
    Right.APPROVE: frozenset({Role.ANALYST, Role.CLERK, Role.DEPARTMENT}),
    Right.LOG: frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    Right.USERS: frozenset({Role.ADMINISTRATOR}),
    Right.TOKENS: _EVERYBODY,
    Right.ACCOUNT: _EVERYBODY,
}
WHOLE_COUNTY = frozenset({Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that see every unit; the others see their own unit and those below it."""


def may(role: str, right: Right) -> bool:
    """Whether a role has a right; an unknown role has none."""
    return role in RIGHTS[right]


def roles_named(text: str) -> frozenset[str]:
    """The roles of a setting, comma-separated, or ``all``; raises ``UserProblem`` ``second-factor-role`` for others."""
    named = {name.strip() for name in text.split(",") if name.strip()}
    if named == {"all"}:
        return frozenset(Role)
    for name in sorted(named - set(Role)):
        raise UserProblem("second-factor-role", role=name, roles=", ".join(Role))
    return frozenset(named)
