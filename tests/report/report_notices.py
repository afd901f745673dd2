"""Notices that were passed on in the plausible small county, and the messages that did it."""

from datetime import date, datetime, time

Rows = list[dict[str, object]]


def moment(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime.combine(date(2026, month, day), time(hour, minute))


def notices_passed_on() -> dict[str, Rows]:
    """Rows of the measures ``relay`` and ``relay_cluster``."""
    notices = [
        {
            "cluster_id": f"m{n}",
            "group_id": f"g{n:03d}",
            "unit_id": f"d{n}",
            "level": "county",
            "first_at": moment(9, 3 + n, 17, 40),
            "last_at": moment(9, 4 + n, 9, 0),
            "message_count": 48 - 4 * n,
            "group_count": 31 - 3 * n,
            "depth": 2,
            "breadth": 2,
            "level_delays": "[25.0, 60.0]",
            "char_count": 420,
            "reader_count": 3 if n == 2 else 380,
            "rereading_count": 2900 - 250 * n,
            "minutes_low": 3400.0 - 300 * n,
            "minutes_middle": 4600.0 - 400 * n,
            "minutes_high": 6000.0 - 500 * n,
            **dict.fromkeys((f"{kind}_count" for kind in ("whole", "preface", "shortened", "quoted", "reissued")), 1),
            "changed_count": 2,
            "recalled_count": 0,
        }
        for n in range(6)
    ]
    deadline = '[{"kind": "deadline", "before": "9月5日17时", "after": "9月5日12时", "way": "earlier"}]'
    relays = [
        {
            "message_id": name, "cluster_id": "m0", "parent_id": parent, "relation": relation, "similarity": likeness,
            "changed": changed,
        }
        for name, parent, relation, likeness, changed in (
            ("m0", None, "origin", None, None),
            ("m0-1", "m0", "whole", 1.0, None),
            ("m0-2", "m0", "preface", 0.9, None),
            ("m0-3", "m0-1", "changed", 0.8, deadline),
            ("m0-4", "m0-3", "changed", 0.8, deadline),
        )
    ]  # fmt: skip
    relays += [{"message_id": f"m{n}", "cluster_id": f"m{n}", "relation": "origin"} for n in range(1, 6)]
    return {"relay": relays, "relay_cluster": notices}


def copies_sent() -> Rows:
    """The first notice passed on by two townships, then by a village, and there once more."""
    senders = {1: "p-township-staff-000", 2: "p-township-staff-001", 3: "p-village-village_cadre-000"}
    minutes = {1: 45, 2: 50, 3: 52, 4: 59}
    return [
        {
            "group_id": f"g{10 + n:03d}",
            "sent_at": moment(9, 3, 17, minute),
            "message_id": f"m0-{n}",
            "sender_id": senders.get(n, "p-village-village_cadre-001"),
            "kind": "text",
            "text": "各乡镇、各部门：请于今日18时前报送台账",
            "char_count": 20,
        }
        for n, minute in minutes.items()
    ]
