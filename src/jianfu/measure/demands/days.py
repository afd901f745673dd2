"""The days a deadline names: 今天, 9月25日, 25号, 下周三, 月底, 三季度末, 国庆节前, 腊月二十三."""

import re

from jianfu.measure.demands.lunar import LAST_DAY
from jianfu.measure.demands.plain import numeral
from jianfu.measure.demands.when import Day, DayKind, Half

_N = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_SHIFTS = {
    "大后天": 3,
    "后天": 2,
    "明天": 1,
    "明日": 1,
    "明儿": 1,
    "次日": 1,
    "翌日": 1,
    "今天": 0,
    "今日": 0,
    "当天": 0,
    "当日": 0,
    "本日": 0,
}
_HALVED = {
    "今晚": (0, Half.EVENING),
    "今夜": (0, Half.EVENING),
    "当晚": (0, Half.EVENING),
    "明晚": (1, Half.EVENING),
    "后晚": (2, Half.EVENING),
    "今早": (0, Half.MORNING),
    "今晨": (0, Half.MORNING),
    "明早": (1, Half.MORNING),
    "明晨": (1, Half.MORNING),
}
_EVES = {
    "国庆": (10, 1), "十一": (10, 1), "元旦": (1, 1), "五一": (5, 1), "劳动": (5, 1), "春节": (-1, 1, 1),
    "端午": (-1, 5, 5), "中秋": (-1, 8, 15), "元宵": (-1, 1, 15), "重阳": (-1, 9, 9),
}  # fmt: skip
"""Clear of 清明, whose day moves between 4 and 6 April with the sun."""
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
LAST_OF_MONTH = 31
_WEEKDAYS = "一二三四五六日"
_WEEKS = {"": -1, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1, "下下": 2}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_BEFORE = r"(?=之?前|以前)"
_TIMED = r"(?=[日号]|之?前|以前|上午|下午|中午|晚| \d{1,2}[:点时])"
DAY = (
    rf"{'|'.join(_SHIFTS)}|{'|'.join(_HALVED)}"
    rf"|(?:国庆|中秋|元旦|端午|五一|十一|劳动|春节|元宵|重阳)(?:节|假期|长假|放假)*{_BEFORE}"
    rf"|(?:农历|阴历)?(?:正|冬|腊)月(?:初[一二三四五六七八九十]|[一二]?十[一二三四五六七八九]?"
    rf"|廿[一二三四五六七八九]?|三十|\d{{1,2}})[日号]?"
    rf"|(?:农历|阴历){_N}月(?:初?{_N})[日号]?|除夕{_BEFORE}"
    rf"|(?:\d{{4}}年|明年|今年)?{_N}月{_N}[日号](?!楼|线|文|令|店|院|机|房|门|召|印)"
    rf"|(?:\d{{4}}[./-])?\d{{1,2}}[./-]\d{{1,2}}{_TIMED}[日号]?"
    rf"|(?:本月|当月|这个月|下个?月|次月)?{_N}[日号](?![内楼线文令店院机房门])"
    rf"|(?<!每)(?:本|这个?|下个?|下下|上)?(?:周|星期|礼拜)[一二三四五六日天](?![次个小份期]|至|到)"
    rf"|(?:本|这个?|下个?)?(?:周|星期|礼拜)(?=之?内|以内)"
    rf"|(?:本|这个?|下个?|当)?月(?:底|末)|{_N}月(?:底|末)|(?:本|这个?|下个?|当)月(?=之?内|以内)|{_N}月份?(?=之?内"
    rf"|以内)"
    rf"|(?:[一二三四1-4]|本)季度(?:底|末|(?=之?内|以内))|(?:今|本|明|当)?年(?:底|末|(?=之?内|以内))"
)
_EVE = re.compile(r"(国庆|中秋|元旦|端午|五一|十一|劳动|春节|元宵|重阳)")
_LUNAR = re.compile(r"(?:农历|阴历)?([正冬腊]|[一二三四五六七八九十]{1,3}|\d{1,2})月初?(.+?)[日号]?$")
_DATE = re.compile(rf"(?:(\d{{4}})年|(明年|今年))?({_N})月({_N})[日号]")
_DOTTED = re.compile(r"(?:(\d{4})[./-])?(\d{1,2})[./-](\d{1,2})[日号]?")
_MONTH_DAY = re.compile(rf"(本月|当月|这个月|下个?月|次月)?({_N})[日号]")
_WEEK = re.compile(r"(本|这个?|下个?|下下|上)?(?:周|星期|礼拜)([一二三四五六日天])?")
_MONTH = re.compile(rf"(?:(本|这个?|下个?|当)|({_N}))?月")


def day_named(words: str) -> tuple[Day | None, Half]:
    """The day some words name, and the part of it they say with it (今晚); ``None`` where they name none for certain.

    本周 and 本月 are the end of the week or month: they stand before 内.
    """
    if words in _SHIFTS:
        return Day(DayKind.SHIFT, _SHIFTS[words]), Half.NONE
    if words in _HALVED:
        return Day(DayKind.SHIFT, _HALVED[words][0]), _HALVED[words][1]
    return _feast(words) or _period(words) or _calendar_day(words), Half.NONE


def _feast(words: str) -> Day | None:
    if words == "除夕":
        return Day(DayKind.LUNAR, 12, LAST_DAY)
    if found := _EVE.match(words):
        return Day(DayKind.EVE, *_EVES[found[1]])
    if (words.startswith(("农历", "阴历")) or words[0] in _LUNAR_MONTHS) and (found := _LUNAR.fullmatch(words)):
        month, day = _LUNAR_MONTHS.get(found[1]) or numeral(found[1]), numeral(found[2])
        return Day(DayKind.LUNAR, month, day) if month and day else None
    return None


def _period(words: str) -> Day | None:
    if "季度" in words:
        return Day(DayKind.QUARTER_END, _QUARTERS.get(words[0], 0))
    if words.endswith(("年底", "年末", "年")):
        return Day(DayKind.YEAR_END, int(words[0] == "明"))
    return _week(found) if (found := _WEEK.fullmatch(words)) else None


def _calendar_day(words: str) -> Day | None:
    if (found := _DATE.fullmatch(words)) or (found := _DOTTED.fullmatch(words)):
        return _date(found)
    if found := _MONTH_DAY.fullmatch(words):
        day = numeral(found[2])
        shift = -1 if not found[1] else int(found[1][0] in "下次")
        return Day(DayKind.MONTH_DAY, shift, day) if day and day <= LAST_OF_MONTH else None
    return _month_end(words)


def _date(found: re.Match[str]) -> Day | None:
    *years, month, day = found.groups()
    numbers = numeral(month), numeral(day)
    if not numbers[0] or not numbers[1]:
        return None
    year = int(years[0] or 0)
    if len(years) > 1 and years[1]:
        year = -1 if years[1] == "明年" else 0
    return Day(DayKind.DATE, year, numbers[0], numbers[1])


def _week(found: re.Match[str]) -> Day | None:
    if found[1] == "上":
        return None
    week = _WEEKS[found[1] or ""]
    if found[2] is None:
        return Day(DayKind.WEEK_END, max(week, 0))
    return Day(DayKind.WEEKDAY, week, _WEEKDAYS.index(found[2].replace("天", "日")) + 1)


def _month_end(words: str) -> Day | None:
    found = _MONTH.match(words)
    if not found:
        return None
    if found[2]:
        month = numeral(found[2])
        return Day(DayKind.MONTH_END, -1, month) if month and month <= 12 else None
    return Day(DayKind.MONTH_END, int(bool(found[1]) and found[1][0] == "下"))
