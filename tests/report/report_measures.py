"""Rows of the measures of a plausible small county."""

from report_letters import delays, judged, mirrored
from report_notices import moment, notices_passed_on
from report_rows import DEPARTMENTS, MEAN, PEOPLE, SHARES, Rows, homes

from jianfu.measure.burden.tables import COMPONENTS


def burden() -> Rows:
    rows: Rows = []
    for (level, post), count in PEOPLE.items():
        for position, home in enumerate(homes(level)):
            here = len(range(position, count, len(homes(level))))
            for cause in range(len(DEPARTMENTS)):
                weight = 2.4 / (cause + 1.6) / 4.2
                for component in COMPONENTS:
                    for night in (False, True):
                        part = (0.32 if night else 0.68) * SHARES[component] * weight
                        minutes = MEAN[level] * 22 * here * part
                        rows.append(
                            {
                                "bearer_level": level,
                                "bearer_post": post,
                                "causer_unit_id": f"d{cause}",
                                "own_unit": home == f"d{cause}",
                                "component": component,
                                "off_hours": night,
                                "minutes_low": minutes * 0.6,
                                "minutes_middle": minutes,
                                "minutes_high": minutes * 1.7,
                            }
                        )
    return rows


def caused() -> Rows:
    """The bill of each department, added up from the flows."""
    bills: dict[str, dict[str, object]] = {}
    for row in burden():
        causer = str(row["causer_unit_id"])
        bill = bills.setdefault(causer, {"causer_unit_id": causer, "people": sum(PEOPLE.values())})
        for name in ("minutes_low", "minutes_middle", "minutes_high"):
            bill[name] = bill.get(name, 0.0) + row[name]
        for name, counts in (
            ("to_others_middle", not row["own_unit"]),
            ("rereading_middle", row["component"] == "rereading"),
            ("off_hours_middle", row["off_hours"]),
        ):
            bill[name] = bill.get(name, 0.0) + row["minutes_middle"] * bool(counts)
    return list(bills.values())


def bearers() -> Rows:
    return [
        {
            "level": level,
            "post": post,
            "people": count,
            "mean_low": mean * 0.6,
            "mean_middle": mean,
            "mean_high": mean * 1.7,
            "median_middle": mean * 0.9,
            "p90_middle": mean * 1.9,
            "off_hours_middle": mean * 0.32,
            "avoidable_middle": mean * 0.45,
            "groups_median": 11.0,
        }
        for (level, post), count in PEOPLE.items()
        for mean in [MEAN[level] * (0.8 if post == "leader" else 1.0)]
    ]


def measures() -> dict[str, Rows]:
    week = [
        {
            "weekday": day,
            "hour": hour,
            "message_count": count,
            "off_hours_count": count if day > 5 or not 9 <= hour < 17 else 0,
        }
        for day in range(1, 8)
        for hour in range(24)
        for count in [
            int((120 if day < 6 else 40) * max(0.0, 1 - abs(hour - 10) / 7) + 60 * max(0.0, 1 - abs(hour - 20) / 4))
        ]
    ]
    activity = [
        {
            "group_id": f"g{n:03d}",
            "first_message_at": moment(9, 1, 8, 0),
            "last_message_at": moment(6, 1, 9, 30) if n % 6 == 0 else moment(9, 29, 18, 5),
            "last_useful_at": None,
            "message_count": 320 - n,
            "useful_count": 40,
            "acknowledgement_count": 240 - n * 5 if n < 12 else 30,
            "praise_count": 4,
            "chain_count": 12,
            "picture_count": 30,
            "off_hours_count": 90,
            "sender_count": 4 if n == 4 else 52,
            "active_days": 21,
            "useful_share": 40 / (320 - n),
        }
        for n in range(60)
    ]
    rounds = [
        {
            "message_id": f"r{n}",
            "group_id": f"g{n % 9:03d}",
            "unit_id": f"d{n % 9}",
            "started_at": moment(9, 1 + n % 28, 20, 0),
            "kind": "chain_reply",
            "demanded": True,
            "participant_count": 2 + n,
            "exempt": False,
        }
        for n in range(60)
    ]
    hours = [
        {
            "unit_id": f"d{n}",
            "group_id": f"g{n:03d}",
            "message_count": 400 - 20 * n,
            "off_hours_count": 120 - 5 * n,
            "exempt_count": 3,
        }
        for n in range(14)
    ]
    return {
        "burden": burden(),
        "burden_bearer": bearers(),
        "burden_causer": caused(),
        "hour_of_week": week,
        **notices_passed_on(),
        "group_activity": activity,
        "chain_reply": rounds,
        "off_hours": hours,
        "letter_delay": delays(),
        "reply_mirror": mirrored(),
        "perfunctory": judged(),
    }
