"""The tables of the office's database."""

from jianfu.office.models.audits import Audit, Finding
from jianfu.office.models.cases import Case, CaseStep
from jianfu.office.models.jobs import Job
from jianfu.office.models.log import LogEntry
from jianfu.office.models.plans import Plan, Proposal
from jianfu.office.models.registry import Change, Entry, Import, Upload
from jianfu.office.models.second_factors import SecondFactor
from jianfu.office.models.tokens import ApiToken
from jianfu.office.models.users import SETUP, User

__all__ = [
    "SETUP",
    "ApiToken",
    "Audit",
    "Case",
    "CaseStep",
    "Change",
    "Entry",
    "Finding",
    "Import",
    "Job",
    "LogEntry",
    "Plan",
    "Proposal",
    "SecondFactor",
    "Upload",
    "User",
]
