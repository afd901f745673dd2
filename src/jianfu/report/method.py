"""The constants behind the figures, each with its source, as the method part lists them."""

from jianfu.measure.burden.constants import Constants, Rate, Setting
from jianfu.report.model import ConstantLine

NO_SOURCE = {"zh": "设定值", "en": "a setting"}


def constant_lines(constants: Constants) -> list[ConstantLine]:
    """Every rate in its three cases, then every setting."""
    rates = [_rate(name, rate) for name, rate in constants.rates.items()]
    return rates + [_setting(name, setting) for name, setting in constants.settings.items()]


def _rate(name: str, rate: Rate) -> ConstantLine:
    return ConstantLine(
        name=name,
        title={"zh": rate.zh, "en": rate.en},
        unit=rate.unit,
        low=rate.low,
        middle=rate.middle,
        high=rate.high,
        source={"zh": rate.source.zh, "en": rate.source.en},
        assumption=rate.basis == "assumption",
    )


def _setting(name: str, setting: Setting) -> ConstantLine:
    return ConstantLine(
        name=name,
        title={"zh": setting.source.zh, "en": setting.source.en},
        unit=setting.unit,
        low=None,
        middle=setting.value,
        high=None,
        source=NO_SOURCE,
        assumption=True,
    )
