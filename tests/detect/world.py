"""A small pack and a small snapshot for the tests of detection."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from jianfu.tables import TABLES

CITATIONS = """
notice:
  {zh: 通知, en: Notice, number: null, issuer: {zh: 县, en: County}, issued: 2020-05, confidence: B, status: confirmed}
"""

STALE = """
id: group-still
check: 4
title: {zh: 群不活跃, en: Still group}
status: active
limit: setting
subject: group
source: [{document: notice, article: 一, words: {zh: 及时清理, en: clear in time}}]
parameters:
  idle_days:
    unit: day
    zh: 天数
    en: Days
    values:
      - {from: 2020-01-01, value: 90, source: {setting: a quarter}}
      - {from: 2026-01-01, value: 60, source: {document: notice, article: 二}}
limit_parameter: idle_days
exemptions: honoured
reads: [work_group]
needs: [work_group]
query: |
  select g.group_id as subject_id, g.unit_id as unit_id, days_between(g.last_active_on, :as_of) as value, g.name as called
  from work_group g
  where days_between(g.last_active_on, :as_of) > :idle_days
message: {zh: "{called}已{value}天，界限{limit}", en: "{called}: {value} days, limit {idle_days}"}
remedy: {zh: 解散, en: Dissolve}
dispute: {zh: 说明, en: Explain}
evidence: [{table: work_group, match: group_id}]
silences: [group-unnamed]
cases:
  - name: {zh: 超过一天, en: one day past the limit}
    as_of: 2025-03-31
    tables: {work_group: [{group_id: g1, unit_id: u1, last_active_on: 2024-12-30}]}
    expect: [{subject_id: g1, value: 91}]
  - name: {zh: 恰好在界限, en: exactly at the limit}
    as_of: 2025-03-31
    tables: {work_group: [{group_id: g1, unit_id: u1, last_active_on: 2024-12-31}]}
    expect: []
"""

UNNAMED = """
id: group-unnamed
check: 5
title: {zh: 群无名称, en: Group without name}
status: active
limit: exact
subject: group
source: [{document: notice, article: 三, words: {zh: 应有名称, en: a name is needed}}]
parameters: {}
limit_parameter: null
exemptions: not_honoured
reads: [work_group]
needs: [work_group]
query: |
  select g.group_id as subject_id, g.unit_id as unit_id, 1 as value from work_group g where g.name is null
message: {zh: 没有名称, en: No name}
remedy: {zh: 命名, en: Name it}
dispute: {zh: 说明, en: Explain}
evidence: [{table: work_group, match: group_id}]
cases:
  - name: {zh: 无名, en: no name}
    as_of: 2026-03-31
    tables: {work_group: [{group_id: g1}]}
    expect: [{subject_id: g1}]
  - name: {zh: 有名, en: named}
    as_of: 2026-03-31
    tables: {work_group: [{group_id: g1, name: 群}]}
    expect: []
"""


def write_pack(folder: Path, *rules: str, citations: str = CITATIONS) -> Path:
    """A national pack with these rules; a rule's file is named by its id."""
    (folder / "rules").mkdir(parents=True)
    (folder / "citations.yaml").write_text(citations, encoding="utf-8")
    for rule in rules:
        (folder / "rules" / f"{yaml.safe_load(rule)['id']}.yaml").write_text(rule, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class SmallSnapshot:
    """A snapshot in memory; messages lie in a Parquet file as in a real one."""

    folder: Path
    tables: dict[str, pa.Table] = field(default_factory=dict)

    def rows(self, table: str) -> int:
        return self.tables[table].num_rows if table in self.tables else 0

    def read(self, table: str, columns=None) -> pa.Table:
        rows = self.tables.get(table, TABLES[table].schema.empty_table())
        return rows if columns is None else rows.select(columns)

    def files(self, table: str) -> list[Path]:
        if table not in self.tables:
            return []
        path = self.folder / f"{table}.parquet"
        pq.write_table(self.tables[table], path)
        return [path]


def snapshot(folder: Path, **rows: list[dict[str, object]]) -> SmallSnapshot:
    return SmallSnapshot(folder, {name: TABLES[name].arrow(given) for name, given in rows.items()})


def group(group_id: str, **more: object) -> dict[str, object]:
    return {"group_id": group_id, "unit_id": "u1", "name": f"群{group_id}", "last_active_on": date(2026, 1, 1), **more}


def exemption(exemption_id: str, **more: object) -> dict[str, object]:
    return {
        "exemption_id": exemption_id, "subject_kind": "group", "subject_id": "g1", "reason": "security",
        "approved": True, "from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31), **more,
    }  # fmt: skip
