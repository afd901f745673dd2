"""Findings about the made-up county: open, muted, exempted, with a lapsed exemption."""

import json

from report_rows import AS_OF, DEPARTMENTS, Rows, groups


def finding(rule_id: str, check: int, kind: str, subject_kind: str, subject: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "finding_id": f"f-{rule_id}-{subject}",
        "rule_id": rule_id,
        "check": check,
        "limit_kind": kind,
        "subject_kind": subject_kind,
        "subject_id": subject,
        "cause_id": f"c-{subject}",
        "state": "open",
        "as_of": AS_OF,
        "facts": "{}",
    }
    row.update(more)
    row["facts"] = json.dumps(row["facts"], ensure_ascii=False) if isinstance(row["facts"], dict) else row["facts"]
    return row


def findings() -> Rows:
    names = {str(row["group_id"]): row for row in groups()}
    rows: Rows = []
    for number in range(0, 60, 3):
        group = names[f"g{number:03d}"]
        rows.append(
            finding(
                "group-unapproved",
                5,
                "exact",
                "group",
                f"g{number:03d}",
                subject_name=group["name"],
                unit_id=group["unit_id"],
                value=900.0 - number,
                facts={"created_on": str(group["created_on"])},
            )
        )
    for number in range(0, 60, 6):
        group = names[f"g{number:03d}"]
        rows.append(
            finding(
                "group-zombie",
                4,
                "setting",
                "group",
                f"g{number:03d}",
                subject_name=group["name"],
                unit_id=group["unit_id"],
                value=121.0,
                limit_value=90.0,
                state="muted" if number == 12 else "exempted" if number == 18 else "open",
                because="f-group-unapproved-g012" if number == 12 else "x1" if number == 18 else None,
                facts={"last_seen_on": "2026-06-01"},
            )
        )
    for number in range(9):
        group = names[f"g{number:03d}"]
        rows.append(
            finding(
                "chain-reply-demanded",
                10,
                "exact",
                "group",
                f"g{number:03d}",
                subject_name=group["name"],
                unit_id=group["unit_id"],
                value=6.0,
                lapsed_exemption_id="x2" if number == 4 else None,
                facts={"last_on": "2026-09-27", "participant_count": 3 if number == 5 else 210},
            )
        )
    for number in range(6):
        rows.append(
            finding(
                "off-hours-messages",
                8,
                "setting",
                "unit",
                f"d{number}",
                subject_name=DEPARTMENTS[number],
                unit_id=f"d{number}",
                value=0.31 - 0.02 * number,
                limit_value=0.1,
                facts={"message_count": 400, "off_hours_count": 120},
            )
        )
    return rows
