"""A score in words and as JSON."""

import unicodedata
from collections.abc import Sequence

from jianfu.base.i18n import Translator
from jianfu.simulate.plan_score import ChoiceScore
from jianfu.simulate.relay_score import RelayScore
from jianfu.simulate.score import RuleScore, Score

COLUMNS = (("found", 8), ("true", 8), ("precision", 11), ("recall", 11))
"""Headings after the rule's name, and how wide each column is."""


def score_facts(result: Score, *, details: bool) -> dict[str, object]:
    """The score as plain data; ``details`` adds the wrong and the missed subjects."""
    facts: dict[str, object] = {
        "as_of": result.as_of,
        "size": result.size,
        "seed": result.seed,
        "rules": [_rule_facts(rule, details=details) for rule in result.rules],
        "not_scored": list(result.not_scored),
    }
    return facts | {"relays": _relay_facts(result.relays, details=details)} if result.relays else facts


SHARES = ("pair_recall", "message_recall", "cluster_precision", "twins_split")
JUDGED = ("digests_found", "parents", "parents_alike", "relation_accuracy")


def _relay_facts(relays: RelayScore, *, details: bool) -> dict[str, object]:
    facts: dict[str, object] = {name: round(getattr(relays, name), 5) for name in (*SHARES, *JUDGED)}
    facts |= {
        name: getattr(relays, name) for name in ("acks_in_clusters", "copies", "found", "coincidences", "relations")
    }
    facts["changes"] = {kind: change._asdict() for kind, change in relays.changes.items()}
    facts["bands"] = [band._asdict() for band in relays.bands]
    return {**facts, "wrong": relays.wrong, "missed": relays.missed} if details else facts


def _rule_facts(rule: RuleScore, *, details: bool) -> dict[str, object]:
    facts: dict[str, object] = {
        "id": rule.id,
        "kind": rule.kind,
        "found": rule.found,
        "true": rule.true,
        "precision": round(rule.precision, 4),
        "recall": round(rule.recall, 4),
    }
    return {**facts, "wrong": list(rule.wrong), "missed": list(rule.missed)} if details else facts


def _right(text: str, width: int) -> str:
    return text.rjust(width - _wide(text))


def _wide(text: str) -> int:
    """How many characters take two columns of a terminal."""
    return sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def score_words(result: Score, say: Translator, *, details: bool) -> str:
    """A table, one rule a line; below it what was wrong or missed, where asked for."""
    title = say("score-title", size=result.size, seed=result.seed, day=result.as_of)
    if result.relays and not result.rules:
        return "\n".join([title, *_relay_words(result.relays, say, details=details)])
    lines = [
        title,
        say("score-rule").ljust(30 - _wide(say("score-rule")))
        + "".join(_right(say(f"score-{name}"), width) for name, width in COLUMNS),
    ]
    for rule in result.rules:
        lines.append(f"{rule.id:<30}{rule.found:>8}{rule.true:>8}{rule.precision:>11.3f}{rule.recall:>11.3f}")
        if details:
            lines += [f"    + {one}  {result.why.get((rule.id, one), '')}" for one in rule.wrong]
            lines += [f"    - {one}  {result.why.get((rule.id, one), '')}" for one in rule.missed]
    if result.not_scored:
        lines.append(say("score-not-scored", rules=", ".join(result.not_scored)))
    if result.relays:
        lines += ["", *_relay_words(result.relays, say, details=details)]
    return "\n".join(lines)


def _relay_words(relays: RelayScore, say: Translator, *, details: bool) -> list[str]:
    """What was traced, a figure a line; then how relations were told apart."""
    names = {name: say(f"score-{name.replace('_', '-')}") for name in (*SHARES, *JUDGED, "acks_in_clusters")}
    width = max(_wide(name) + len(name) for name in names.values()) + 2

    def line(name: str, figure: str) -> str:
        return names[name] + figure.rjust(width + 9 - len(names[name]) - _wide(names[name]))

    lines = [say("score-relays", copies=relays.copies, found=relays.found, coincidences=relays.coincidences)]
    lines += [line(name, f"{getattr(relays, name):.4f}") for name in SHARES]
    lines.append(line("acks_in_clusters", str(relays.acks_in_clusters)))
    lines += [line(name, f"{getattr(relays, name):.4f}") for name in JUDGED]
    lines.append(say("score-relations"))
    for true, found in relays.relations.items():
        counts = ", ".join(
            f"{say(f'score-relation-{one}')} {count}" for one, count in sorted(found.items(), key=lambda pair: -pair[1])
        )
        lines.append(f"  {say(f'score-relation-{true}')} → {counts}")
    if details:
        lines += [f"    + {one}  {first}" for one, first in relays.wrong]
        lines += [f"    - {one}  {root}" for one, root in relays.missed]
    return lines


def plan_facts(scores: Sequence[ChoiceScore], *, details: bool) -> dict[str, object]:
    """The score of a plan as plain data."""
    facts: dict[str, object] = {}
    for score in scores:
        one: dict[str, object] = {"found": score.found, "true": score.true, "fooled": score.fooled}
        one |= {"precision": round(score.precision, 4), "recall": round(score.recall, 4)}
        facts[score.choice] = {**one, "wrong": score.wrong, "missed": score.missed} if details else one
    found, true, right = (sum(getattr(score, name) for score in scores) for name in ("found", "true", "right"))
    whole = {"precision": round(right / found, 4) if found else 1.0, "recall": round(right / true, 4) if true else 1.0}
    return {"plan": facts, **whole}


def plan_words(scores: Sequence[ChoiceScore], say: Translator, *, details: bool) -> str:
    """A table, one kind of change a line."""
    lines = [" " * 30 + "".join(_right(say(f"score-{name}"), width) for name, width in COLUMNS)]
    for score in scores:
        name = say(f"plan-choice-{score.choice}")
        head = name + " " * (30 - _wide(name) - len(name))
        lines.append(f"{head}{score.found:>8}{score.true:>8}{score.precision:>11.3f}{score.recall:>11.3f}")
        if details:
            lines += [f"    + {' '.join(one)}" for one in score.wrong] + [
                f"    - {' '.join(one)}" for one in score.missed
            ]
    return "\n".join(lines)
