"""Times of emergency a county pack sets (豁免时段), a flood season say: which groups are exempt from which rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from jianfu.base.errors import UserProblem
from jianfu.base.yaml_file import read_yaml
from jianfu.dataset.snapshot import Snapshot
from jianfu.detect.faults import Fault, Faults
from jianfu.detect.fields import Fields, read_source
from jianfu.detect.rule import Rule, Source, Words
from jianfu.tables.app_function import EXEMPTION_REASONS
from jianfu.tables.exemption import EXEMPTION

LONGEST_DAYS = 184
"""Half a year: what lasts longer is no emergency but the rule."""
MOST_WORDS = 40


@dataclass(frozen=True)
class Season:
    """An exemption of many groups at once, from a day to a day, with the document that grants it."""

    key: str
    title: Words
    reason: str
    start: date
    end: date
    """The last day it holds."""
    rules: tuple[str, ...]
    groups: tuple[str, ...]
    """A group belongs to it whose name or purpose holds one of these words."""
    source: Source


def read_seasons(
    path: Path, rules: Mapping[str, Rule], citations: Mapping[str, object], faults: list[Fault]
) -> dict[str, Season]:
    """The seasons of one pack, by key; none where there is no file."""
    own = Faults(f"{path.parent.name}/{path.name}")
    try:
        fields = Fields(read_yaml(path), own) if path.is_file() else Fields({}, own)
    except UserProblem as problem:
        own.take(".", problem)
        fields = Fields({}, own)
    found = {str(key): _season(str(key), fields.inside(str(key)), rules, citations) for key in fields.content}
    faults.extend(own.found)
    return found


def _season(key: str, item: Fields, rules: Mapping[str, Rule], citations: Mapping[str, object]) -> Season:
    item.only(("zh", "en", "reason", "from", "until", "rules", "groups", "source"))
    start, end = item.day("from"), item.day("until")
    if not 0 <= (end - start).days < LONGEST_DAYS:
        item.fault("until", "season-length", most=LONGEST_DAYS)
    for name in item.names("rules"):
        if name not in rules:
            item.fault("rules", "rule-unknown", rule=name[:60], known=", ".join(sorted(rules)))
        elif not rules[name].exemptions_honoured:
            item.fault("rules", "season-rule", rule=name)
    words = item.names("groups")
    if not item.names("rules") or not words or len(words) > MOST_WORDS or not all(map(str.strip, words)):
        item.fault("groups", "season-empty", most=MOST_WORDS)
    return Season(
        key=key,
        title={"zh": item.text("zh"), "en": item.text("en")},
        reason=item.one_of("reason", EXEMPTION_REASONS),
        start=start,
        end=end,
        rules=item.names("rules"),
        groups=words,
        source=read_source(item.inside("source"), citations, with_words=False),
    )


@dataclass(frozen=True)
class SeasonedSnapshot(Snapshot):
    """A snapshot with the exemptions of a pack beside those of the ledgers; what stands on the disk is as it was."""

    granted: pa.Table = field(default_factory=EXEMPTION.arrow)

    def rows(self, table: str) -> int:
        """See ``Snapshot.rows``."""
        return super().rows(table) + (self.granted.num_rows if table == EXEMPTION.name else 0)

    def read(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """See ``Snapshot.read``."""
        kept = super().read(table, columns)
        if table != EXEMPTION.name:
            return kept
        return pa.concat_tables([kept, self.granted.select(kept.column_names)])


def with_seasons(snapshot: Snapshot, seasons: Sequence[Season]) -> Snapshot:
    """The snapshot in which every group of a season is exempt from its rules while it lasts."""
    if not seasons:
        return snapshot
    groups = snapshot.read("work_group", ["group_id", "name", "purpose"]).to_pylist()
    granted = [row for season in seasons for row in _granted(season, groups)]
    return SeasonedSnapshot(snapshot.folder, snapshot.manifest, EXEMPTION.arrow(granted))


def _granted(season: Season, groups: Sequence[Mapping[str, str | None]]) -> Iterator[dict[str, object]]:
    for group in groups:
        said = f"{group['name'] or ''}\n{group['purpose'] or ''}"
        if any(word in said for word in season.groups):
            for rule_id in season.rules:
                yield {
                    "exemption_id": f"{season.key}/{group['group_id']}/{rule_id}",
                    "subject_kind": "group",
                    "subject_id": group["group_id"],
                    "rule_id": rule_id,
                    "reason": season.reason,
                    "approved": True,
                    "from_on": season.start,
                    "until_on": season.end,
                }
