"""The time limits of the settings in microseconds, as the compiled kernels take them."""

from typing import NamedTuple

from jianfu.measure.burden.constants import Constants

MINUTE = 60_000_000
HOUR = 60 * MINUTE


class Windows(NamedTuple):
    """Microseconds; each limit itself still counts as inside."""

    burst: int
    demand: int
    notice: int
    run: int
    round: int
    proof: int
    praise: int


def windows_of(constants: Constants) -> Windows:
    """The windows a set of constants gives."""
    return Windows(
        burst=constants.whole("burst_minutes") * MINUTE,
        demand=constants.whole("demand_hours") * HOUR,
        notice=constants.whole("notice_hours") * HOUR,
        run=constants.whole("notice_run_minutes") * MINUTE,
        round=constants.whole("round_hours") * HOUR,
        proof=constants.whole("proof_hours") * HOUR,
        praise=constants.whole("praise_minutes") * MINUTE,
    )
