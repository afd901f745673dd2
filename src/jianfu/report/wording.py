"""How figures, codes and names are written in one language; used by every renderer."""

from collections.abc import Sequence
from dataclasses import dataclass

from jianfu.base.i18n import translator
from jianfu.dataset.notes import spoken
from jianfu.detect.load import READABLE
from jianfu.report.model import Cell, ColumnCard, NoteLine, ParameterLine, QuarantineLine, RuleCard

_COLUMNS = {column.name: {"zh": column.zh, "en": column.en} for table in READABLE.values() for column in table.columns}


@dataclass(frozen=True)
class SaidOnce:
    """A note in words and the files it is about."""

    words: str
    files: list[str]


class Wording:
    """Writes values in one language."""

    def __init__(self, language: str) -> None:
        self._translate = translator(language)

    def number(self, value: float | None) -> str:
        """A number with thousands apart, at most two decimals; a dash where there is none."""
        if value is None:
            return "—"
        if isinstance(value, int):
            return f"{value:,}"
        text = f"{value:,.2f}"
        return text.rstrip("0").rstrip(".")

    def percent(self, value: float | None) -> str:
        """A share as a percentage: whole from 10 % on, else one decimal."""
        if value is None:
            return "—"
        digits = 0 if abs(value) >= 0.0995 or value == 0 else 1
        return f"{value * 100:.{digits}f}%"

    def word(self, value: Cell) -> str:
        """A code of ours in words; a code without a word stands as it is."""
        name = f"value-{value}"
        return self._translate(name) if value and self._translate.knows(name) else str(value)

    def flag(self, value: bool) -> str:
        """Yes or no."""
        return self._translate("report-yes" if value else "report-no")

    def fewer(self) -> str:
        """What stands where a figure over fewer than five people was."""
        return self._translate("report-fewer")

    def component(self, value: str) -> str:
        """A component of the burden."""
        return self._translate(f"component-{value}")

    def limit(self, parameter: ParameterLine) -> str:
        """A limit with its unit."""
        if isinstance(parameter.value, int | float):
            return self.quantity(parameter.value, parameter.unit)
        return str(parameter.value or "—")

    def quantity(self, value: float | None, unit: str) -> str:
        """A number with its unit."""
        if value is None:
            return "—"
        if unit in ("share", "percent"):
            return self.percent(value if unit == "share" else value / 100)
        name = f"unit-{unit.replace('_', '-')}"
        text = self.number(int(value) if float(value).is_integer() else value)
        return self._translate(name, count=text) if self._translate.knows(name) else f"{text} {unit}".strip()

    def why_not_run(self, rule: RuleCard) -> str:
        """Why a rule gave no answer."""
        if rule.state == "input_missing":
            return self._translate("report-state-input_missing", tables=self.table_names(rule.missing))
        return self._translate(f"report-state-{rule.state}")

    def unit(self, unit: str) -> str:
        """A unit of a constant."""
        name = f"measured-in-{unit.replace('/', '-per-').replace(' ', '-')}"
        return self._translate(name) if self._translate.knows(name) else unit

    def heading(self, column: ColumnCard) -> str:
        """The heading of an evidence column; where names stand for ids it does not say “id”."""
        title = self._translate.pick(column.title)
        return title.removesuffix("编号").removesuffix(" id") if column.name.endswith("_id") else title

    def separator(self) -> str:
        """What stands between the items of a list."""
        return self._translate("report-list-separator").replace("_", " ")

    def table_names(self, names: Sequence[str]) -> str:
        """Tables by their titles, as a list."""
        titles = [
            self._translate.pick({"zh": READABLE[name].zh, "en": READABLE[name].en}) if name in READABLE else name
            for name in names
        ]
        return self.separator().join(titles) or "—"

    def column_name(self, name: str) -> str:
        """A canonical column by its heading."""
        return self._translate.pick(_COLUMNS[name]) if name in _COLUMNS else name

    def source_kind(self, kind: str) -> str:
        """What kind of file it is."""
        name = f"source-{kind}"
        return self._translate(name) if self._translate.knows(name) else kind

    def quarantine(self, line: QuarantineLine) -> str:
        """Why rows were set aside."""
        name = f"quarantine-{line.code}"
        return self._translate(name, **line.facts) if self._translate.knows(name) else line.code

    def notes(self, lines: Sequence[NoteLine]) -> list[SaidOnce]:
        """What the import noticed; what it says of several files is said once."""
        files: dict[str, list[str]] = {}
        for line in lines:
            known = files.setdefault(self.note(line), [])
            known.extend(file for file in line.files if file not in known)
        return [SaidOnce(words, files[words]) for words in files]

    def colon(self) -> str:
        """What stands between a name and what is said of it."""
        return self._translate("report-colon").replace("_", " ")

    def bracket(self, text: str) -> str:
        """A text in brackets."""
        return self._translate("report-bracket", text=text).replace("_", " ")

    def note(self, line: NoteLine) -> str:
        """A note of the import."""
        for name in (line.code, f"note-{line.code}"):
            if self._translate.knows(name):
                return self._translate(name, **spoken(line.facts, self._translate))
        return line.code
