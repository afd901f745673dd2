"""The constants of the made-up county: settings.yaml, each value beside its source, as frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from jianfu.base.errors import Defect

SIZES = ("hamlet", "county", "city", "province")


@dataclass(frozen=True)
class PeriodSettings:
    """The days the county lives through and the day the audit looks."""

    first_day: date
    last_day: date
    as_of: date
    flood_first_day: date
    flood_last_day: date


@dataclass(frozen=True)
class SizeSettings:
    """How many of everything; departments, townships and villages are per county."""

    counties: int
    departments: int
    townships: int
    villages: int
    department_staff: int
    township_staff: int
    village_staff: int
    groups_per_unit: float


@dataclass(frozen=True)
class PeopleSettings:
    """Who there is."""

    staff_spread: float
    sociability_sigma: float
    most_groups: int
    left_share: float


@dataclass(frozen=True)
class GroupSettings:
    """How many groups there are, how large, on which platform."""

    groups_per_village: float
    unit_spread: float
    fewest_per_unit: int
    most_per_unit: int
    small_share: float
    small_median: float
    small_sigma: float
    large_median: float
    large_sigma: float
    fewest_members: int
    most_members: int
    home_share: float
    wecom_share: float
    wechat_share: float
    qq_share: float
    dingtalk_share: float
    temporary_share: float
    restricted_share: float
    twin_share: float
    twin_drop: float
    joined_in_period_share: float


@dataclass(frozen=True)
class PlantSettings:
    """How much goes wrong."""

    works_late_share: float
    late_share_low: float
    late_share_high: float
    decent_share_high: float
    unapproved_share: float
    unfiled_share: float
    demands_chain_share: float
    chain_frequent_share: float
    chain_at_limit_share: float
    stale_census_share: float


@dataclass(frozen=True)
class Settings:
    """All constants one size needs."""

    period: PeriodSettings
    size: SizeSettings
    people: PeopleSettings
    groups: GroupSettings
    life: Mapping[str, float]
    planted: PlantSettings


@cache
def _document() -> dict[str, dict[str, dict[str, object]]]:
    text = files("jianfu.simulate").joinpath("settings.yaml").read_text(encoding="utf-8")
    document: dict[str, dict[str, dict[str, object]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return document


def read_section(name: str) -> dict[str, object]:
    """The values of one section, without their sources; a value without a source is a ``Defect``."""
    section = _document()[name]
    for key, entry in section.items():
        if set(entry) != {"value", "source"} or not entry["source"]:
            raise Defect("simulate-setting-without-source", section=name, setting=key)
    return {key: entry["value"] for key, entry in section.items()}


def read_settings(size: str) -> Settings:
    """The settings of one of ``SIZES``."""
    return Settings(
        period=PeriodSettings(**read_section("period")),  # type: ignore[arg-type]
        size=SizeSettings(**read_section(size)),  # type: ignore[arg-type]
        people=PeopleSettings(**read_section("people")),  # type: ignore[arg-type]
        groups=GroupSettings(**read_section("groups")),  # type: ignore[arg-type]
        life=read_section("life"),  # type: ignore[arg-type]
        planted=PlantSettings(**read_section("planted")),  # type: ignore[arg-type]
    )
