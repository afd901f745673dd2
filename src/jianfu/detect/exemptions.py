"""Which exemption covers a finding, and which would have but has lapsed: never honoured, never silent."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

NOTICE_DAYS = 30
"""So many days ahead it is told that an exemption will lapse."""


@dataclass(frozen=True)
class Exemption:
    """One row of the exemption table."""

    exemption_id: str
    subject_kind: str | None
    subject_id: str | None
    rule_id: str | None
    reason: str | None
    approved: bool | None
    from_on: date | None
    until_on: date | None

    def valid_on(self, as_of: date) -> bool:
        """Approved, with a reason, begun, with an end that has not passed; one without end is not honoured."""
        return self._granted(as_of) and self.until_on is not None and as_of <= self.until_on

    def lapsed_on(self, as_of: date) -> bool:
        """It held once, and its end has passed."""
        return self._granted(as_of) and self.until_on is not None and self.until_on < as_of

    def _granted(self, as_of: date) -> bool:
        begun = self.from_on is None or self.from_on <= as_of
        return bool(self.approved) and self.reason is not None and begun


class Exemptions:
    """The exemptions of a snapshot, found by subject."""

    def __init__(self, rows: pa.Table) -> None:
        self._by_subject: dict[tuple[str, str], list[Exemption]] = {}
        names = Exemption.__dataclass_fields__
        for row in rows.select(list(names)).sort_by("exemption_id").to_pylist():
            exemption = Exemption(**row)
            if exemption.subject_kind and exemption.subject_id:
                key = (exemption.subject_kind, exemption.subject_id)
                self._by_subject.setdefault(key, []).append(exemption)

    def all(self) -> Iterator[Exemption]:
        """Every one, in order of subject and id."""
        for key in sorted(self._by_subject):
            yield from self._by_subject[key]

    def of(self, rule_id: str, subject: tuple[str, str], unit_id: str | None) -> list[Exemption]:
        """Those that speak of this rule and of the subject or of its unit, the subject's own first."""
        places = [subject] if unit_id is None or subject == ("unit", unit_id) else [subject, ("unit", unit_id)]
        return [
            exemption for place in places for exemption in self._by_subject.get(place, ())
            if exemption.rule_id in (None, rule_id)
        ]  # fmt: skip


def covering(exemptions: Iterable[Exemption], as_of: date) -> str | None:
    """The first exemption that is valid on the day."""
    return next((each.exemption_id for each in exemptions if each.valid_on(as_of)), None)


def lapsed(exemptions: Iterable[Exemption], as_of: date) -> Exemption | None:
    """The one that lapsed last."""
    gone = [each for each in exemptions if each.lapsed_on(as_of)]
    return max(gone, key=lambda each: (each.until_on or date.min, each.exemption_id), default=None)


def notices(found: Iterable[tuple[Exemption, str]]) -> tuple[Mapping[str, object], ...]:
    """Every lapsed exemption that would have covered an open finding, with those findings, in order of id."""
    by_id: dict[str, tuple[Exemption, list[str]]] = {}
    for exemption, finding_id in found:
        by_id.setdefault(exemption.exemption_id, (exemption, []))[1].append(finding_id)
    return tuple(
        {
            "exemption_id": exemption_id,
            "subject_kind": exemption.subject_kind,
            "subject_id": exemption.subject_id,
            "rule_id": exemption.rule_id,
            "until_on": exemption.until_on.isoformat() if exemption.until_on else None,
            "findings": sorted(findings),
        }
        for exemption_id, (exemption, findings) in sorted(by_id.items())
    )


def expiring(
    exemptions: Iterable[Exemption],
    used: Mapping[str, Iterable[str]],
    as_of: date,
    name_of: Callable[[str, str], str],
) -> tuple[Mapping[str, object], ...]:
    """What will lapse within ``NOTICE_DAYS`` and is not renewed: one line a subject and last day.

    ``used``: exemption -> the findings it covers now; ``name_of``: kind and id of a subject -> what it is called.
    """
    held = [each for each in exemptions if each.valid_on(as_of)]
    lines: dict[tuple[date, str, str], list[Exemption]] = {}
    for each in held:
        kind, subject, until = each.subject_kind or "", each.subject_id or "", each.until_on or date.max
        if until <= as_of + timedelta(NOTICE_DAYS) and not any(_outlasts(other, each) for other in held):
            lines.setdefault((until, kind, subject), []).append(each)
    return tuple(
        {
            "subject_kind": kind,
            "subject_id": subject,
            "subject_name": name_of(kind, subject),
            "until_on": until.isoformat(),
            "rules": sorted({each.rule_id for each in ending if each.rule_id}),
            "findings": sorted({finding for each in ending for finding in used.get(each.exemption_id, ())}),
        }
        for (until, kind, subject), ending in sorted(lines.items())
    )


def _outlasts(other: Exemption, one: Exemption) -> bool:
    """Whether ``other`` goes on for the same subject, and for the same rule at least, when ``one`` ends."""
    alike = (other.subject_kind, other.subject_id) == (one.subject_kind, one.subject_id)
    return alike and other.rule_id in (None, one.rule_id) and (other.until_on or date.min) > (one.until_on or date.min)
