"""A case of a rule as an example to read: the day, the limits, the rows there are, and what is found."""

from collections.abc import Sequence
from datetime import date, datetime

import pyarrow as pa

from jianfu.base.i18n import Translator
from jianfu.detect.rule import Case
from jianfu.engine.protocol import Scalar


def case_section(case: Case, say: Translator) -> str:
    """The case as Markdown: a heading, its tables without the columns that are empty, its findings."""
    given = "".join(f", {name} = {_figure(value)}" for name, value in case.parameters.items())
    parts = [f"### {say.pick(case.name)}", say("rulebook-case-day", day=case.as_of.isoformat(), limits=given)]
    parts += [f"`{name}`\n\n{_rows(rows)}" for name, rows in case.tables.items() if rows.num_rows]
    found = [", ".join(f"{name} {_figure(value)}" for name, value in row.items()) for row in case.expect]
    findings = say.pick({"zh": "；", "en": "; "}).join(found)
    parts.append(say("rulebook-case-fires", findings=findings) if found else say("rulebook-case-silent"))
    return "\n\n".join(parts)


def _rows(rows: pa.Table) -> str:
    stated = [name for name in rows.column_names if rows[name].null_count < rows.num_rows]
    lines = [stated, ["---"] * len(stated), *([_figure(row[name]) for name in stated] for row in rows.to_pylist())]
    return "\n".join(_line(line) for line in lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _figure(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
