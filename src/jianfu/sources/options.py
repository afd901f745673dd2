"""What the user may set about reading: the zone moments are told in, and corrections to headings."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jianfu.base.errors import UserProblem
from jianfu.sources.mapping import NO_CORRECTIONS, Mapping

DEFAULT_ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class ReadOptions:
    """``zone`` is the IANA zone wall-clock times are told in; ``mapping`` the user's corrections to headings."""

    zone: str = DEFAULT_ZONE
    mapping: Mapping = NO_CORRECTIONS

    @property
    def clock_zone(self) -> ZoneInfo:
        """The zone; raises ``UserProblem`` ``zone-unknown``."""
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise UserProblem("zone-unknown", zone=self.zone) from error
