"""The wording of notices and written rules (通知用语): what they demand that the rules forbid."""

from jianfu.measure.wording.find import find_wording
from jianfu.measure.wording.table import KINDS, TABLE

__all__ = ["KINDS", "TABLE", "find_wording"]
