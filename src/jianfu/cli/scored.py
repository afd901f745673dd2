"""A score in words and as JSON."""

import unicodedata

from jianfu.base.i18n import Translator
from jianfu.simulate.score import RuleScore, Score

COLUMNS = (("found", 8), ("true", 8), ("precision", 11), ("recall", 11))
"""Headings after the rule's name, and how wide each column is."""


def score_facts(result: Score, *, details: bool) -> dict[str, object]:
    """The score as plain data; ``details`` adds the wrong and the missed subjects."""
    return {
        "as_of": result.as_of,
        "size": result.size,
        "seed": result.seed,
        "rules": [_rule_facts(rule, details=details) for rule in result.rules],
        "not_scored": list(result.not_scored),
    }


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
    lines = [
        say("score-title", size=result.size, seed=result.seed, day=result.as_of),
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
    return "\n".join(lines)
