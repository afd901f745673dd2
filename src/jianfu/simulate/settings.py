"""The constants of the made-up county: settings.yaml, each value beside its source, as frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

import yaml

from jianfu.base.errors import Defect

Record = TypeVar("Record")

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
class AppSettings:
    """Government apps."""

    department_share: float
    second_app_share: float
    township_share: float
    most: int
    fewest_functions: int
    most_functions: int
    enrolled_median: int
    forbidden_share: float
    exempt_share: float


@dataclass(frozen=True)
class AccountSettings:
    """Official accounts."""

    per_county: int
    wechat_share: float
    weibo_share: float
    video_share: float
    toutiao_share: float
    douyin_share: float
    slow_share: float
    stale_share: float
    zombie_share: float
    at_limit_share: float
    closed_share: float
    no_interaction_share: float
    doubled_share: float
    outsourced_share: float
    yearly_cost: int
    fans_median: int


@dataclass(frozen=True)
class FormSettings:
    """Forms to be filled in."""

    per_county: int
    submissions_per_form: float
    system_share: float
    paper_share: float
    listed_share: float
    fields_mean: int


@dataclass(frozen=True)
class LetterSettings:
    """Citizens' letters and hotline tickets."""

    tickets_per_day: int
    hotline_days: int
    mailbox_per_month: int
    board_per_month: int
    months_back: int
    bureau_letters: int
    bureau_years: int
    satisfied_share: float
    satisfied_if_failed_share: float
    late_share: float
    at_limit_share: float
    unanswered_share: float
    closed_unanswered_share: float
    reopened_share: float
    urgent_share: float
    interim_share: float
    sent_again_share: float
    several_desks_share: float
    returning_share: float


@dataclass(frozen=True)
class LimitSettings:
    """The limits the truth holds for; days unless the name says otherwise."""

    groups_per_unit: int
    overdue_days: int
    zombie_group_days: int
    approval_since: date
    chains_per_week: int
    measures_from: date
    existing_until: date
    app_stale_days: int
    grown_notices: int
    repeated_notices: int
    repeat_likeness: float
    repeat_days: int
    repeat_share: float
    overlap: float
    settling_days: int
    fewest_enrolled: int
    idle_share: float
    account_slow_days: int
    account_stale_days: int
    account_zombie_days: int
    short_working_days: int
    long_working_days: int
    urgent_working_days: int
    late_from: date
    unanswered_days: int
    window_days: int
    held_share: float
    fewest_fields: int
    duplicate_overlap: float
    fewest_fans: int
    reach_share: float
    yuan_a_minute: float
    minutes_a_read: float
    failed_answers: float
    least_answered: int
    back_likeness: float
    idle_days: int
    idle_member_share: float
    acknowledgements: int
    answer_minutes: int
    responders: int
    tight_hours: int
    days_given: int


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


def read_record(record: type[Record], name: str) -> Record:
    """One section as its record; a missing or unknown constant raises TypeError."""
    return record(**read_section(name))


@cache
def limits() -> LimitSettings:
    """The limits the truth holds for."""
    return read_record(LimitSettings, "limits")


def read_settings(size: str) -> Settings:
    """The settings of one of ``SIZES``."""
    return Settings(
        period=read_record(PeriodSettings, "period"),
        size=read_record(SizeSettings, size),
        people=read_record(PeopleSettings, "people"),
        groups=read_record(GroupSettings, "groups"),
        life={name: float(str(share)) for name, share in read_section("life").items()},
        planted=read_record(PlantSettings, "planted"),
    )
