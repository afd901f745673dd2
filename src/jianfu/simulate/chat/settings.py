"""The constants of the talk, read from the ``chat`` section of the simulation's settings."""

from dataclasses import dataclass, fields

from jianfu.simulate.settings import read_section


@dataclass(frozen=True)
class ChatSettings:
    """Every number behind the talk; shares are in [0, 1], times in minutes unless the name says otherwise."""

    busy_per_day: float
    normal_per_day: float
    quiet_per_day: float
    ack_only_per_day: float
    show_off_per_day: float
    flood_per_day: float
    flood_week_per_day: float
    merged_per_day: float
    rate_spread: float
    free_day_share: float
    late_workday_held_back: float
    hour_weights: list[float]
    turn_gap: float
    life_share: float
    bland_share: float
    report_share: float
    report_sibling_share: float
    recall_share: float
    notices_per_department: float
    notices_per_township: float
    notices_per_village: float
    notice_second_group_share: float
    notice_template_share: float
    notice_sibling_share: float
    digest_share: float
    reach_township: float
    reach_village: float
    relay_delay_township: float
    relay_delay_village: float
    duplicated_share: float
    relation_whole: float
    relation_preface: float
    relation_shortened: float
    relation_quoted: float
    relation_changed: float
    change_deadline: float
    change_number: float
    edit_none_share: float
    edit_light_share: float
    edit_middle_share: float
    ask_reply: float
    ask_photo: float
    ask_screenshot: float
    ask_location: float
    ask_grows: float
    ack_demanded: float
    ack_most: float
    ack_free: float
    ack_delay: float
    proof_answer: float
    proof_most: float
    chain_answer_demanded: float
    chain_answer_free: float
    chain_most: float
    vote_share: float
    collect_share: float
    tolist_limit: float
    rows_per_file: float
    gzip_from_rows_per_day: float


def read_chat_settings() -> ChatSettings:
    """The ``chat`` section of settings.yaml."""
    return ChatSettings(**read_section("chat"))  # type: ignore[arg-type]


LOOP_NUMBERS = tuple(field.name for field in fields(ChatSettings) if field.name != "hour_weights")
"""The settings the compiled loops read by position."""
