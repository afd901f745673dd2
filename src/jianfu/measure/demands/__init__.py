"""What notices demand (通知要求): who must do what by when, with what proof, answered how."""

from jianfu.measure.demands.alone import read_demands
from jianfu.measure.demands.asks import Asks
from jianfu.measure.demands.reading import DemandReader
from jianfu.measure.demands.table import TABLE
from jianfu.measure.demands.working_time import WorkingTime

__all__ = ["TABLE", "Asks", "DemandReader", "WorkingTime", "read_demands"]
