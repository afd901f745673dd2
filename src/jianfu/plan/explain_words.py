"""The explanation of a proposal in sentences a group owner reads (处置说明文字); web and paper say the same."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jianfu.base.i18n import Translator
from jianfu.plan.explained import Explanation, Flip, Gain

Row = Mapping[str, object]
GAINS_SHOWN = 6
MANY_GROUPS = 2


class Words(NamedTuple):
    """The sentences of an explanation, by what they tell."""

    gains: tuple[str, ...]
    runner_up: tuple[str, ...]
    risks: tuple[str, ...]
    flips: tuple[str, ...]


def words_of(row: Row, why: Explanation, names: Mapping[str, str], say: Translator) -> Words:
    """Why, for whom, what it risks, what would change it; ``row`` of ``PROPOSALS``, ``names`` of things by id."""
    return Words(
        tuple(_gain_words(why, say)),
        tuple(_runner_up_words(row, why, names, say)),
        tuple(say(f"plan-risk-{risk.code}", count=risk.number) for risk in why.risks),
        tuple(_flip_words(flip, names, say) for flip in why.flips),
    )


def explained_words(row: Row, why: Explanation, names: Mapping[str, str], say: Translator) -> list[str]:
    """The same, one sentence after another."""
    return [sentence for part in words_of(row, why, names, say) for sentence in part]


def _gain_words(why: Explanation, say: Translator) -> Iterator[str]:
    """To whom minutes go back, those with most first; parts under five people are told as hidden."""
    shown = [gain for gain in why.gains if gain.middle is not None]
    if not why.gains:
        return
    ordered = sorted(shown, key=lambda gain: (-abs(gain.middle or 0.0), gain.level, gain.post))[:GAINS_SHOWN]
    parts = [_one(gain, say) for gain in ordered if gain.middle]
    if parts:
        together = say("plan-explain-together", things=len(why.together)) if len(why.together) >= MANY_GROUPS else ""
        yield say("plan-explain-gains", together=together, parts=say("plan-explain-between").join(parts))
    if len(shown) < len(why.gains):
        yield say("plan-explain-hidden")


def _one(gain: Gain, say: Translator) -> str:
    code = "plan-explain-gain" if (gain.middle or 0.0) >= 0 else "plan-explain-added"
    facts = {name: _n(abs(getattr(gain, name) or 0.0)) for name in ("low", "middle", "high")}
    level, post = say(f"value-{gain.level}"), say(f"value-{gain.post}")
    return say(code, level=level, post=post, people=gain.people, **facts)


def _runner_up_words(row: Row, why: Explanation, names: Mapping[str, str], say: Translator) -> Iterator[str]:
    """Why this and not what would have come next."""
    if row.get("protected"):
        yield say("plan-explain-protected")
        return
    if why.runner_up_minutes is None or row["runner_up"] is None:
        yield say("plan-explain-nothing-else")
        return
    other = _choice(str(row["runner_up"]), _text(row["runner_up_target_id"]), names, say)
    if row["runner_up"] == row.get("choice") == "keep":
        other = say("plan-explain-apart")
    minutes, worst, moved = why.runner_up_minutes, why.runner_up_worst or 0.0, why.runner_up_moved or 0
    if float(str(row["runner_up_cost"])) <= 0:
        yield say("plan-explain-as-good", other=other)
        return
    code = "plan-explain-more" if minutes >= 0 else "plan-explain-less"
    yield say(code, other=other, minutes=_n(abs(minutes)), worst=_n(worst), moved=moved)


def _flip_words(flip: Flip, names: Mapping[str, str], say: Translator) -> str:
    """What would change the answer."""
    other = _choice(flip.choice, flip.target_id, names, say)
    return say(f"plan-flip-{flip.code}", now=_n(flip.now or 0.0), at=_n(flip.at or 0.0), other=other)


def _choice(choice: str, target: str | None, names: Mapping[str, str], say: Translator) -> str:
    word = say(f"plan-choice-{choice}")
    return say("plan-explain-into", choice=word, target=names.get(target, target)) if target else word


def _text(value: object) -> str | None:
    return str(value) if value is not None else None


def _n(value: float) -> str:
    """At most two decimals, three for what is smaller than a tenth."""
    text = f"{value:,.3f}" if abs(value) < 0.1 else f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}"
    return text.rstrip("0").rstrip(".")
