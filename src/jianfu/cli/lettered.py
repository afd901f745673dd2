"""What was found of letters, in words and as JSON."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jianfu.base.i18n import Translator
from jianfu.measure.perfunctory.error import PERFUNCTORY_FROM
from jianfu.report.letter_words import LetterWords
from jianfu.report.model import ReasonLine, SpanNote
from jianfu.report.wording import Wording

if TYPE_CHECKING:
    from jianfu.letter_cycle import LettersAudit
    from jianfu.measure.perfunctory.desk import ReplyCheck
    from jianfu.measure.perfunctory.model import Model, Reason

NONE = "none"
"""What a message shows nothing for."""
QUOTED = 60
REASONS_SHOWN = 4


def audit_facts(result: "LettersAudit", seconds: float) -> dict[str, object]:
    """The audit as plain data."""
    kinds = Counter(kind for found in result.replies["kinds"].to_pylist() for kind in found)
    members = Counter(name for name in result.replies["cluster_id"].to_pylist() if name)
    return {
        "as_of": result.as_of.isoformat(),
        "letters": result.picture.letters if result.picture else 0,
        "replies": result.replies.num_rows,
        "perfunctory": sum(chance >= PERFUNCTORY_FROM for chance in result.replies["probability"].to_pylist()),
        "kinds": dict(sorted(kinds.items())),
        "clusters": len(members),
        "clustered_replies": sum(members.values()),
        "delays": {row.state: row.letters for row in result.picture.delays} if result.picture else {},
        "unreadable": dict(sorted(result.unreadable.items())),
        "files": {name: str(result.folder / name) for name in ("replies.parquet", "replies.csv", "letters.html")},
        "seconds": seconds,
    }


def audit_words(result: "LettersAudit", facts: Mapping[str, object], say: Translator) -> str:
    """The audit for a person: counts by kind, clusters, what could not be read, where the page lies."""
    lines = _counted(result, facts, say) if facts["letters"] else [say("letters-audit-none")]
    count = sum(result.unreadable.values())
    if count:
        lines.append(say("letters-audit-unreadable", count=count))
        lines += [f"  {_place(row, say)}" for row in result.places]
        lines += [f"  {say('import-more', count=count - len(result.places))}"] if count > len(result.places) else []
    elif facts["letters"]:
        lines.append(say("letters-audit-readable"))
    return "\n".join([*lines, say("letters-audit-page", page=str(result.folder / "letters.html"))])


def _counted(result: "LettersAudit", facts: Mapping[str, object], say: Translator) -> list[str]:
    words, wording = LetterWords(say), Wording(say.language)
    picture = result.picture
    share = wording.percent(picture.perfunctory_share if picture else None)
    told = {name: facts[name] for name in ("letters", "replies", "as_of", "seconds", "perfunctory")}
    lines = [say("letters-audit-done", **told, share=share)]
    kinds = facts["kinds"]
    if isinstance(kinds, dict) and kinds:
        lines.append(say("letters-audit-kinds"))
        order = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        lines += [f"  {say('letters-audit-line', kind=words.kind(kind), count=count)}" for kind, count in order]
    else:
        lines.append(say("letters-audit-clean"))
    lines.append(say("letters-audit-clusters", clusters=facts["clusters"], members=facts["clustered_replies"]))
    for row in picture.delays if picture else []:
        lines.append(say("letters-audit-line", kind=say(f"letters-state-{row.state}"), count=row.letters))
    return lines


def _place(row: Mapping[str, object], say: Translator) -> str:
    facts = row["facts"] if isinstance(row["facts"], Mapping) else {}
    place = {"file": row["file"], "sheet": row["sheet"] or NONE, "row": row["row"]}
    why = say(f"quarantine-{row['code']}", **facts)
    column = Wording(say.language).column_name(str(row["column"])) if row["column"] else NONE
    return say("import-place", **place, column=column, why=why, value=NONE)


def check_facts(result: "ReplyCheck", say: Translator) -> dict[str, object]:
    """The check as plain data; offsets count characters of the text as it stands in the file, trimmed at both ends."""
    words = LetterWords(say)
    return {
        "clean": result.clean,
        "probability": round(result.probability, 4),
        "kinds": list(result.kinds),
        "objections": [
            {
                "kind": one.kind,
                "reply": list(one.reply),
                "letter": list(one.letter) if one.letter else None,
                "note": one.note,
                "words": words.note(_note(one.kind, one.note)),
            }
            for one in result.objections
        ],
        "reasons": [
            {
                "feature": one.feature,
                "value": round(one.value, 4),
                "moves": round(one.moves, 2),
                "words": words.reason(_line(one)),
            }
            for one in result.reasons
        ],
    }


def check_words(result: "ReplyCheck", texts: tuple[str, str], say: Translator) -> str:
    """The check for a person; ``texts``: letter and reply."""
    words, share = LetterWords(say), Wording(say.language).percent(result.probability)
    if result.clean:
        return say("letters-check-clean", share=share)
    lines = [say("letters-check-objections", count=len(result.objections), share=share)]
    for one in result.objections:
        lines.append(
            "  " + say("letters-check-line", kind=words.kind(one.kind), note=words.note(_note(one.kind, one.note)))
        )
        for name, span, text in (("reply", one.reply, texts[1]), ("letter", one.letter, texts[0])):
            if span and span[1] > span[0]:
                quoted = _quoted(text[span[0] : span[1]])
                lines.append("    " + say(f"letters-check-{name}", first=span[0] + 1, last=span[1], text=quoted))
    told = [_line(one) for one in result.reasons if one.moves > 0][:REASONS_SHOWN]
    if told:
        lines.append(say("letters-check-why", reasons=words.reasons(told)))
    return "\n".join(lines)


def model_facts(made: "Model", out: Path) -> dict[str, object]:
    """A trained model's training and error as plain data."""
    error = made.error
    return {
        "model": str(out), "replies": made.trained_on.replies, "perfunctory": made.trained_on.perfunctory,
        "groups": made.trained_on.groups, "folds": made.folds, "brier": error.brier, "brier_base": error.brier_base,
        "log_loss": error.log_loss, "auc": error.auc, "calibration": error.calibration,
        "precision": error.precision, "recall": error.recall,
        "reliability": [vars(one) for one in error.reliability],
    }  # fmt: skip


def model_words(made: "Model", out: Path, say: Translator) -> str:
    """A trained model for a person: what it has seen, how wrong it is, the reliability table."""
    wording, error = Wording(say.language), made.error
    head = say(
        "letters-train-done", replies=made.trained_on.replies, perfunctory=made.trained_on.perfunctory, out=str(out),
        folds=made.folds, brier=error.brier, base=error.brier_base, auc=wording.percent(error.auc),
        precision=wording.percent(error.precision), recall=wording.percent(error.recall),
    )  # fmt: skip
    lines = [
        "  "
        + say(
            "letters-train-line", start=wording.percent(one.start), stop=wording.percent(one.stop),
            replies=one.replies, said=wording.percent(one.said), was=wording.percent(one.was),
        )
        for one in error.reliability
    ]  # fmt: skip
    return "\n".join([head, say("letters-train-head"), *lines])


def _note(kind: str, note: str) -> SpanNote:
    return SpanNote(kind, note.partition(":")[0], note.partition(":")[2])


def _line(reason: "Reason") -> ReasonLine:
    return ReasonLine(reason.feature, reason.value, reason.moves)


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1] + "…"
