"""Quality notes: what a reader should know about the data before believing a figure."""

from collections.abc import Iterable, Mapping

from jianfu.base.i18n import Translator
from jianfu.dataset.manifest import Fact, QualityNote
from jianfu.sources.batch import SourceFile
from jianfu.tables import TABLES

EXAMPLES = 10


class Notes:
    """Gathers notes; the order they come in does not matter."""

    def __init__(self) -> None:
        self._notes: list[QualityNote] = []

    def carry(self, earlier: Iterable[QualityNote], *, without: Iterable[str]) -> None:
        """Takes over what earlier imports noted about files that are not read again; the rest is noted anew."""
        left_out = set(without)
        self._notes.extend(note for note in earlier if note.sha256 and note.sha256 not in left_out)

    def add(self, code: str, **facts: Fact) -> None:
        """One note about the data as a whole; ``quality-<code>`` puts it into words."""
        self._notes.append(QualityNote(f"quality-{code}", dict(sorted(facts.items()))))

    def about_file(self, file: SourceFile, message: str, facts: Mapping[str, Fact]) -> None:
        """One note about a file; ``message`` is the whole message id."""
        self._notes.append(QualityNote(message, dict(sorted(facts.items())), file.name, file.sha256))

    def count(self, code: str, count: int, **facts: Fact) -> None:
        """A note with a count, unless there is nothing to count."""
        if count:
            self.add(code, count=count, **facts)

    def about_names(self, code: str, names: Iterable[str], **facts: Fact) -> None:
        """A note with a count and the first few names."""
        every = sorted(set(names))
        shown = [name.removeprefix("name:").strip(":") for name in every[:EXAMPLES]]
        self.count(code, len(every), examples="、".join(shown), **facts)

    def all(self) -> tuple[QualityNote, ...]:
        """Every note once, by file, code and facts."""
        by_place = {(note.file, note.sha256, note.code, str(note.facts)): note for note in self._notes}
        return tuple(by_place[place] for place in sorted(by_place))


def spoken(facts: Mapping[str, object], say: Translator) -> Mapping[str, object]:
    """The facts of a note as its message needs them: headings for names, a problem as its sentence."""
    named = headings(facts, say)
    # Datasets of an earlier version keep the code of the problem alone.
    told = "problem" in facts and "file" in facts
    return {**named, "problem": say(f"problem-{facts['problem']}", **facts)} if told else named


def headings(facts: Mapping[str, object], say: Translator) -> Mapping[str, object]:
    """The facts with the headings of tables and columns in place of their names."""
    table = TABLES.get(str(facts.get("table", "")))
    if table is None:
        return facts
    named: dict[str, object] = {**facts, "table": say.pick({"zh": table.zh, "en": table.en})}
    if (column := str(facts.get("column", ""))) in table.names:
        named["column"] = say.pick({"zh": table.column(column).zh, "en": table.column(column).en})
    return named
