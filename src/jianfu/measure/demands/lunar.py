"""Days of the lunar calendar (农历) as days of ours, for deadlines such as 腊月二十三前 and 正月十五前."""

from datetime import date, timedelta

_YEARS: dict[int, tuple[str, int, str]] = {
    2016: ("0208", 0, "101001011011"),
    2017: ("0128", 6, "0101001010111"),
    2018: ("0216", 0, "010100101011"),
    2019: ("0205", 0, "101010010011"),
    2020: ("0125", 4, "0111010010101"),
    2021: ("0212", 0, "011010101010"),
    2022: ("0201", 0, "101011010101"),
    2023: ("0122", 2, "0100110110101"),
    2024: ("0210", 0, "010010110110"),
    2025: ("0129", 6, "1010010101110"),
    2026: ("0217", 0, "101001001110"),
    2027: ("0206", 0, "110100100110"),
    2028: ("0126", 5, "1110100100110"),
    2029: ("0213", 0, "110101010011"),
    2030: ("0203", 0, "010110101010"),
    2031: ("0123", 3, "0110101101010"),
    2032: ("0211", 0, "100101101101"),
    2033: ("0131", 11, "0100101011101"),
    2034: ("0219", 0, "010010101101"),
    2035: ("0208", 0, "101001001101"),
    2036: ("0128", 6, "1101001001011"),
    2037: ("0215", 0, "110100100101"),
    2038: ("0204", 0, "110101010010"),
    2039: ("0124", 5, "1101101010100"),
    2040: ("0212", 0, "101101011010"),
}
"""Lunar year -> month and day its first day falls on, the month that comes twice (0: none), and of each month in turn
whether it has thirty days. Astronomical facts, the same in every almanac (GB/T 33661-2017)."""
LAST_DAY = 30
"""Stands for a month's last day, be it the 29th: 除夕 is the last day of the twelfth month."""


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The day a lunar date falls on; of a month that comes twice the first. ``None`` outside 2016-2040."""
    if year not in _YEARS or not 1 <= month <= 12 or not 1 <= day <= LAST_DAY:
        return None
    begins, twice, lengths = _YEARS[year]
    place = month - 1 + (0 < twice < month)
    before = sum(29 + int(long) for long in lengths[:place])
    length = 29 + int(lengths[place])
    first = date(year, int(begins[:2]), int(begins[2:]))
    return first + timedelta(before + min(day, length) - 1)


def next_lunar_day(from_day: date, month: int, day: int) -> date | None:
    """The first such lunar date on or after a day; ``None`` where the table ends."""
    found = (lunar_day(year, month, day) for year in (from_day.year - 1, from_day.year, from_day.year + 1))
    return next((each for each in found if each is not None and each >= from_day), None)
