"""One official account of the made-up county."""

from dataclasses import dataclass
from datetime import date


@dataclass
class Account:
    """One official account."""

    unit: int
    platform: str
    name: str
    opened_on: date
    last_post_on: date
    active: bool
    closed_on: date | None
    interaction: bool
    account_id: str
