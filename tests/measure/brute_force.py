"""The chat burden worked out the slow way: every delivery made, in plain Python, without the code it checks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

Row = Mapping[str, object]
SPEED = (350, 260, 200)
INTERRUPTION = (Fraction(0), Fraction(64) / 4, Fraction(64))
ANSWER_SECONDS = {
    "acknowledgement": (5, 10, 20),
    "chain_reply": (15, 30, 60),
    "check_in": (15, 30, 60),
    "picture": (30, 60, 180),
    "location": (10, 20, 40),
}
ACKNOWLEDGEMENTS = {"收到", "好的"}
REPLY_DEMAND, CHAIN_DEMAND, CHECK_IN_DEMAND, PHOTO_DEMAND = "收到请回复", "请接龙", "请打卡", "拍照发群"
CHECK_IN = "已打卡"


def is_off_hours(moment: datetime, working: Mapping[date, bool]) -> bool:
    minute = moment.hour * 60 + moment.minute
    return not working[moment.date()] or not 510 <= minute < 1050


def folded(text: str) -> str:
    return "".join(character for character in text if character not in "，。！ ")


class BruteForce:
    """One small county's chat, message by message and reader by reader."""

    def __init__(
        self, tables: Mapping[str, Sequence[Row]], working: Mapping[date, bool], notices: Mapping[object, object]
    ) -> None:
        """``notices``: of messages that were passed on or pass on, the notice they belong to."""
        self.working = working
        self.notices = notices
        self.people = {row["person_id"]: row for row in tables["person"]}
        self.level = {row["unit_id"]: row["level"] for row in tables["unit"]}
        self.owner = {row["group_id"]: row["unit_id"] for row in tables["work_group"]}
        self.members: dict[str, list[Row]] = defaultdict(list)
        for row in tables["membership"]:
            self.members[row["group_id"]].append(row)
        self.messages = sorted(tables["message"], key=lambda m: (m["group_id"], m["sent_at"], m["message_id"]))
        for group in {m["group_id"] for m in self.messages} - set(self.members):
            senders = {m["sender_id"] for m in self.messages if m["group_id"] == group and m["sender_id"]}
            self.members[group] = [{"person_id": sender} for sender in sorted(senders)]
        self.flows: dict[tuple, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 3)
        self.by_group: dict[tuple, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 3)
        self.by_person: dict[str, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 3)
        self.seen: dict[object, set[int]] = defaultdict(set)
        self.charge()

    def unit_of(self, person: str | None) -> str:
        return str((self.people.get(person) or {}).get("unit_id") or "")

    def sender_unit(self, message: Row) -> str:
        return self.unit_of(message["sender_id"]) or str(self.owner.get(message["group_id"]) or "")

    def is_acknowledgement(self, message: Row) -> bool:
        return message["kind"] == "text" and folded(str(message["text"] or "")) in ACKNOWLEDGEMENTS

    def is_notice(self, message: Row) -> bool:
        text = str(message["text"] or "")
        if self.round_kind(message) or any(word in folded(text) for word in (CHAIN_DEMAND, CHECK_IN_DEMAND)):
            return REPLY_DEMAND in text
        return REPLY_DEMAND in text or (message["kind"] == "text" and len(text) >= 12)

    def round_kind(self, message: Row) -> str | None:
        text = folded(str(message["text"] or ""))
        if message["kind"] == "chain_reply":
            return "chain_reply"
        if message["kind"] == "text" and (text == CHECK_IN or CHECK_IN_DEMAND in text):
            return "check_in"
        return None

    def readers(self, message: Row) -> list[str]:
        day = message["sent_at"].date()
        return [
            row["person_id"]
            for row in self.members[message["group_id"]]
            if (row.get("joined_on") or date.min) <= day < (row.get("left_on") or date.max)
            and row["person_id"] != message["sender_id"]
        ]

    def charge(self) -> None:
        had: dict[str, set[object]] = defaultdict(set)
        first_causer: dict[object, str] = {}
        causers = {m["message_id"]: self.causer(at) for at, m in enumerate(self.messages)}
        for message in sorted(self.messages, key=lambda m: (m["sent_at"], m["group_id"], m["message_id"])):
            notice = self.notices.get(message["message_id"])
            causer, answer = causers[message["message_id"]]
            first_causer.setdefault(notice, causer)
            length = len(str(message["text"] or "")) or message["char_count"]
            for reader in self.readers(message):
                component, charged = "reading", causer
                if self.is_acknowledgement(message):
                    component = "reading_acknowledgements"
                elif notice and notice in had[reader]:
                    component, charged = "rereading", first_causer[notice]
                self.add(message, reader, charged, component, [Fraction(length, speed) for speed in SPEED])
                if self.begins_burst(message):
                    self.add(message, reader, causer, "interruption", [seconds / 60 for seconds in INTERRUPTION])
            if notice:
                for person in (*self.readers(message), message["sender_id"]):
                    had[person].add(notice)
            if answer and message["sender_id"]:
                seconds = [Fraction(case, 60) for case in ANSWER_SECONDS[answer]]
                self.add(message, message["sender_id"], causer, "response", seconds)

    def add(self, message: Row, bearer: str, causer: str, component: str, minutes: list[Fraction]) -> None:
        off = is_off_hours(message["sent_at"], self.working)
        unit = self.unit_of(bearer)
        post = str((self.people.get(bearer) or {}).get("post") or "other")
        keys = (
            (self.flows, (self.level.get(unit), post, causer, unit == causer, component, off)),
            (self.by_group, (message["group_id"], component, off)),
            (self.by_person, bearer),
        )
        for table, key in keys:
            table[key] = [total + minute for total, minute in zip(table[key], minutes, strict=True)]

    def earlier(self, at: int, hours: int) -> list[int]:
        """Earlier messages of the same group up to so many hours ago, the latest first."""
        message = self.messages[at]
        return [
            place
            for place in range(at - 1, -1, -1)
            if self.messages[place]["group_id"] == message["group_id"]
            and message["sent_at"] - self.messages[place]["sent_at"] <= timedelta(hours=hours)
        ]

    def latest(self, at: int, word: str, hours: int) -> int | None:
        """The latest earlier message that is no acknowledgement and holds a word."""
        told = (place for place in self.earlier(at, hours) if word in folded(str(self.messages[place]["text"] or "")))
        return next(told, None)

    def begins_burst(self, message: Row) -> bool:
        at = self.messages.index(message)
        before = self.messages[at - 1] if at else None
        return (
            before is None
            or before["group_id"] != message["group_id"]
            or message["sent_at"] - before["sent_at"] > timedelta(minutes=5)
        )

    def causer(self, at: int) -> tuple[str, str | None]:
        """The unit a message is charged to, and the kind of answer it gives."""
        message = self.messages[at]
        if self.is_acknowledgement(message):
            target = self.acknowledged(at)
            if target is None:
                return self.sender_unit(message), None
            return self.sender_unit(self.messages[target]), "acknowledgement"
        kind = self.round_kind(message)
        if kind:
            return self.of_round(at, kind)
        if message["kind"] in ("image", "location"):
            word = PHOTO_DEMAND if message["kind"] == "image" else "发定位"
            for place in self.earlier(at, 24):
                demand = self.messages[place]
                if word in folded(str(demand["text"] or "")) and demand["sender_id"] != message["sender_id"]:
                    return self.sender_unit(demand), "picture" if message["kind"] == "image" else "location"
        return self.sender_unit(message), None

    def acknowledged(self, at: int) -> int | None:
        """The message an acknowledgement answers: one a person, and a mere 好的 the remark right before it."""
        message, before = self.messages[at], at - 1
        demand = self.latest(at, REPLY_DEMAND, 24 * 365)
        notices = [p for p in self.earlier(at, 24 * 365) if self.is_notice(self.messages[p])]
        notice = notices[0] if notices else None
        told = [target for target in (demand, notice) if target is not None]
        candidates = [(demand, 4), (notice, 24)]
        assents = folded(str(message["text"])) == "好的"
        if assents and told and before > (-1 if demand is None else demand):
            previous = self.messages[before]
            if not self.is_acknowledgement(previous):
                if previous["sender_id"] != message["sender_id"] and before != notice:
                    return None
                candidates = [(notice, 24)]
        for target, hours in candidates:
            if target is None or message["sent_at"] - self.messages[target]["sent_at"] > timedelta(hours=hours):
                continue
            person = message["sender_id"]
            known = person is not None and (self.messages[target]["sender_id"] == person or target in self.seen[person])
            if not known:
                if person is not None:
                    self.seen[person].add(target)
                return target
        return None

    def of_round(self, at: int, kind: str) -> tuple[str, str | None]:
        first = self.first_of_round(at, kind)
        demand_word = CHAIN_DEMAND if kind == "chain_reply" else CHECK_IN_DEMAND
        text = folded(str(self.messages[first]["text"] or ""))
        demander = first if demand_word in text else self.latest(first, demand_word, 4)
        origin = first if demander is None else demander
        return self.sender_unit(self.messages[origin]), None if origin == at else kind

    def first_of_round(self, at: int, kind: str) -> int:
        """The entry a round began with: no gap over 24 hours, no new demanded check-in, in between."""
        while True:
            text = folded(str(self.messages[at]["text"] or ""))
            if kind == "check_in" and CHECK_IN_DEMAND in text:
                return at
            before = next((p for p in self.earlier(at, 24) if self.round_kind(self.messages[p]) == kind), None)
            if before is None:
                return at
            at = before
