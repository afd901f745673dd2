"""Finds the moments a plain text names, and which of them are deadlines: 明天上午10点前, 三日内, 截止25日17:00."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jianfu.measure.demands.days import DAY, day_named
from jianfu.measure.demands.plain import numeral
from jianfu.measure.demands.when import Clock, Day, DayKind, Half, Span, Unit, When

NUMBER = r"(?:\d{1,4}|[零〇一二两三四五六七八九十廿卅百]{1,4})"
HALVES = {
    "凌晨": Half.DAWN,
    "清晨": Half.MORNING,
    "清早": Half.MORNING,
    "早晨": Half.MORNING,
    "早上": Half.MORNING,
    "早": Half.MORNING,
    "上午": Half.MORNING,
    "中午": Half.NOON,
    "正午": Half.NOON,
    "午后": Half.AFTERNOON,
    "下午": Half.AFTERNOON,
    "傍晚": Half.EVENING,
    "晚上": Half.EVENING,
    "晚间": Half.EVENING,
    "夜间": Half.EVENING,
    "夜里": Half.EVENING,
    "晚": Half.EVENING,
}
_HALF = "|".join(sorted(HALVES, key=len, reverse=True))
CLOCK = (
    rf"(?:(?P<half>{_HALF})的? ?)?(?P<hour>\d{{1,2}}|[零一二两三四五六七八九十]{{1,3}})"
    r"(?:[点时](?!(?:意|建议|要求|间|段|位|候|期|赞))"
    r"(?:(?P<part>半|一刻|三刻)|(?P<minute>\d{1,2}|[零一二三四五六七八九十]{1,3})分?|整|钟)?"
    r"|:(?P<figures>[0-5]\d)(?::[0-5]\d)?)"
)
WORD = r"(?P<closing>(?:下班|收工)(?:时间)?)|(?P<opening>上班)|(?P<noon>中午|正午)|(?P<vague>上午|下午|晚上|傍晚)"
_BESIDE = r"(?:\((?:周|星期)[一二三四五六日天]\))?[,]? ?的?"
BEGINS = r"(?=[\d零一二两三四五六七八九十廿卅大后明次翌今当本这下上周星礼年月国中元端劳春重农阴正冬腊除凌清早午傍晚夜])"
"""What any moment begins with, so that the many ways to name one are not tried at every other place."""
MOMENT = re.compile(
    rf"{BEGINS}(?:(?P<day>{DAY}){_BESIDE}(?:{CLOCK}|{WORD})?|{CLOCK.replace('?P<', '?P<n_')}|(?P<n_closing>下班)"
    rf"|(?P<n_opening>上班)|(?P<n_noon>中午|正午))"
)
SPAN = re.compile(
    r"(?P<amount>半|一刻|两三|三五|\d+(?:\.5)?|[一二两三四五六七八九十百廿]{1,4})(?P<and_half>个半)?"
    r"(?P<unit>分钟|mins?|minutes|钟(?!头)|个?半?小时|个?钟头|h(?![a-z])|个?工作日|天|日|个?星期|个?礼拜|周"
    r"|个?月)(?:时间)?"
    r"(?:之内|以内|内)(?!部|容|有)"
)
RANGE = re.compile(
    rf"(?:{_HALF})?\d{{1,2}}(?:[点时](?:\d{{1,2}}分?|半)?|:\d\d)(?:至|到|-|–|—|~)+(?:{_HALF}"
    rf"|次日)?\d{{1,2}}(?:[点时](?:\d{{1,2}}分?|半)?|:\d\d)(?!之?前|以前)"
)
_FROM_TO = re.compile(r"[\d点时分半][至到\-–—~]")
"""Without this a text names no hours from-to."""
HINT = re.compile(
    r"[0-9点半刻分时日号末底班午晚节整钟秋旦庆夕天假)一二三四五六七八九十上阳宵] ?(?:之前|以前|前|止|截止)"
    r"|[时钟头日天周期拜月年度分hnms] ?(?:时间)?[之以]?内|月份内"
    r"|截止|截稿|最[迟晚]|不得?[晚迟]于|时间|时限|期限|限|[点时0-9半天午晚早日]\S{0,8}?(?:报|交|反馈|收齐|要|给我"
    r"|上传|汇总)"
)
"""Without one of these a sentence names no deadline."""
_AFTER = re.compile(r"(?:之前|以前|前(?![后期往述来面者端台列排段茬去天沿景半几])|(?:为止|止|截止)|[之以]?内(?!部|容))")
_BEFORE = re.compile(
    r"(?:截止(?:时间|日期|期限)?(?:定?为|是|到|至|于)?:?|最[迟晚](?:不超过|不得?晚于|于|在)?|不得?[晚迟]于"
    r"|时限(?:为|是)?:?|"
    r"限(?:于|在|时)?|期限(?:为|是)?:?|报送时间(?:为|是)?:?|截稿:?)$"
)
DELIVERS = re.compile(
    r"^(?:[,]?(?:请|务必|必须|统一|集中|都|均|要|须|需|先|再|就|我|之内|准时|一律|全部|各村|各单位)){0,4}"
    r"(?:上报|报送|报给|报到镇|报我|报(?!名|告会|警|道)|交(?!通|流|接|叉|警)|提交|上交|上传|反馈|收齐|要数|要表"
    r"|要(?:数据|材料|结果)|汇总|给我)"
)
_MINUTES = {"分钟": 1, "min": 1, "mins": 1, "minutes": 1, "小时": 60, "钟头": 60, "h": 60}
_DAYS = {"工作日": (1, Unit.WORKDAY), "天": (1, Unit.DAY), "日": (1, Unit.DAY), "月": (1, Unit.MONTH)}
_ONE = 2
_THAT_DAY = frozenset({"当天", "当日", "当晚", "次日", "翌日"})
OTHER_DAY = re.compile(r"\d[月日号]|[周期拜][一二三四五六日天]|明[天日早晚]|后天")
EXCERPT = re.compile(r"^\s*「|(?:^|[「“\"『:：\n])\s*(?:…|\.{3})")
"""Words taken out of another message: which day they speak of may have been left out (“……结果当天反馈……”)."""
_REPEATS = re.compile(
    r"(?:每(?:个?(?:工作日|季度?|(?:周|星期|礼拜)(?:[一二三四五六日天]|末)?)|[日天晚早月年])?|逐日|天天|每月\d{1,2}[日号])的?$"
)
"""每日16点前: every day, and nobody says from which on."""
_AGO = re.compile(r"(?:未来|近|过去|最近|此前|之前|连续|每|持续|今后)$")
_FOLLOWS = re.compile(r"^(?:将?有|出现|降雨|累计|值班|值守|在岗|待命|我县|我市|最高|最低|气温)")


@dataclass(frozen=True)
class Found:
    """A deadline and where its words stand in the plain text, with the words around that make it one."""

    when: When
    begin: int
    end: int
    that_day: bool = False
    """当天 and the like: the day of the message, unless the text names another before."""


def deadlines_in(text: str) -> Iterator[Found]:
    """The deadlines of one plain sentence, in order; hours from-to (上午9点到11点), what comes round again are none."""
    if not HINT.search(text):
        return
    taken = [found.span() for found in RANGE.finditer(text)] if _FROM_TO.search(text) else []
    for found in SPAN.finditer(text) if "内" in text else ():
        when = _span(found)
        before = text[: found.start()]
        if when and not _AGO.search(before) and not _FOLLOWS.match(text[found.end() :]):
            yield Found(when, found.start(), found.end())
        taken.append(found.span())
    for found in MOMENT.finditer(text):
        if any(begin < found.end() and found.start() < end for begin, end in taken):
            continue
        behind = _AFTER.match(text, found.end())
        named = found["n_closing"] or found["n_opening"] or found["n_noon"]
        called = behind or (not named and _BEFORE.search(text[: found.start()]))
        if not called and (named or not DELIVERS.match(text[found.end() :])):
            continue
        before = text[: found.start()]
        if found["day"] in _THAT_DAY and OTHER_DAY.search(before):
            continue  # 定于9月18日检查，结果当天反馈: the day of the check
        if _REPEATS.search(before):
            continue
        when = _when(found, before=bool(behind))
        if when:
            end = behind.end() if behind else found.end()
            yield Found(when, found.start(), end, found["day"] in _THAT_DAY)


def _span(found: re.Match[str]) -> When | None:
    amount, unit = found["amount"], found["unit"]
    if unit == "钟":
        return When(span=Span(15, Unit.MINUTE)) if amount == "一刻" else None
    halves = _halves(amount, bool(found["and_half"]))
    if halves is None:
        return None
    if "半" in unit and halves == _ONE:
        halves = 1  # 一个半小时 has its half before 个, 半小时 behind nothing
    span = _counted(halves, unit.replace("个", "").replace("半", ""))
    return When(span=span) if span else None


def _counted(halves: int, unit: str) -> Span | None:
    """So many halves of a unit; ``None`` where half of it is no whole number of anything."""
    if unit in _MINUTES:
        return Span(halves * _MINUTES[unit] // 2, Unit.MINUTE) if halves * _MINUTES[unit] % 2 == 0 else None
    if unit == "月" and halves == 1:
        return Span(15, Unit.DAY)
    times, kind = _DAYS.get(unit, (7, Unit.DAY))
    return Span(halves // 2 * times, kind) if halves % 2 == 0 else None


def _halves(amount: str, and_half: bool) -> int | None:
    """An amount in halves: 半 1, 1.5 and 一个半 3."""
    if amount == "半":
        return 1
    if "." in amount:
        return int(amount.partition(".")[0]) * 2 + 1
    number = numeral(amount)
    return None if number is None else number * 2 + and_half


def _when(found: re.Match[str], *, before: bool) -> When | None:
    """``before``: 前 or the like stands behind."""
    if found["day"] is None:
        return _today(found)
    day, half = day_named(found["day"])
    if day is None:
        return None
    if found["hour"]:
        clock = _clock(found, "", half)
        return When(day, clock) if clock else None
    if found["noon"]:
        return When(day, Clock(12, half=Half.NOON))
    half = HALVES[found["vague"]] if found["vague"] else half
    if half is not Half.NONE:
        return _in_part(day, half) if not before else None  # 下午前: before it begins, or before it ends
    return When(day, opens=bool(found["opening"]), closes=not found["opening"])


def _today(found: re.Match[str]) -> When | None:
    """A time without a day."""
    if found["n_closing"] or found["n_opening"]:
        return When(Day(DayKind.SHIFT, 0), closes=bool(found["n_closing"]), opens=bool(found["n_opening"]))
    if found["n_noon"]:
        return When(clock=Clock(12, half=Half.NOON))
    clock = _clock(found, "n_")
    return When(clock=clock) if clock else None


def _in_part(day: Day, half: Half) -> When | None:
    """Some time in a part of a day is by the end of it."""
    clocks = {Half.MORNING: Clock(12, half=Half.NOON), Half.EVENING: Clock(24, exact=True)}
    return When(day, clocks.get(half), closes=half is Half.AFTERNOON)


def _clock(found: re.Match[str], group: str, half: Half = Half.NONE) -> Clock | None:
    hour = numeral(found[group + "hour"])
    half = HALVES[found[group + "half"]] if found[group + "half"] else half
    if found[group + "figures"]:
        minute: int | None = int(found[group + "figures"])
    elif found[group + "part"]:
        minute = {"半": 30, "一刻": 15, "三刻": 45}[found[group + "part"]]
    else:
        minute = numeral(found[group + "minute"]) if found[group + "minute"] else 0
    if hour is None or minute is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return Clock(hour, minute, half, exact=bool(found[group + "figures"]))
