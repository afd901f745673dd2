"""A verification on paper (核验报告), drawn like the orders it answers."""

from collections.abc import Iterator

from jianfu.base.i18n import Translator, translator
from jianfu.orders.page import Block, Grid, Heading, Page, Text, Title
from jianfu.report.wording import Wording
from jianfu.verify.model import Change, Checked, Figure, Reason, Rebound, Verification


def lay_out(found: Verification, language: str) -> Page:
    """The verification as a document (``zh-Hans`` or ``en``)."""
    say = translator(language)
    return Page(language, say("verify-title"), say("verify-head"), tuple(_Sheet(found, language).blocks()))


def reason_words(reason: Reason, say: Translator) -> str:
    """Why nothing can be concluded, as a sentence."""
    return say(f"verify-reason-{reason.code}", **reason.facts)


def rebound_words(one: Rebound, say: Translator) -> str:
    """A way back as a sentence."""
    facts = dict(one.facts)
    names = facts.pop("names", ())
    named = say("order-between").join(str(name) for name in names) if isinstance(names, list | tuple) else ""
    minutes = "—" if one.minutes is None else Wording(say.language).number(round(one.minutes, 1))
    return say(f"verify-rebound-{one.code}", **facts, names=named, minutes=minutes)


class _Sheet:
    """One verification being written down in one language."""

    def __init__(self, found: Verification, language: str) -> None:
        self._found, self._say, self._wording = found, translator(language), Wording(language)

    def blocks(self) -> Iterator[Block]:
        """Verdict, figures, proposals, rebound, method."""
        say, found = self._say, self._found
        yield Title(say("verify-title"))
        yield Text(say(f"verify-verdict-{found.verdict}"))
        for reason in found.reasons:
            yield Text(reason_words(reason, say))
        for name, period in zip(("before", "after"), found.periods, strict=False):
            facts = {"first": period.first.isoformat(), "last": period.last.isoformat(), "days": period.working_days}
            yield Text(say(f"verify-period-{name}", **facts))
        number = iter(say("verify-numerals"))
        if found.figures:
            yield Heading(say("verify-heading-figures", number=next(number)))
            yield self._figures()
        if found.proposals:
            yield Heading(say("verify-heading-proposals", number=next(number)))
            yield self._proposals()
        yield Heading(say("verify-heading-rebound", number=next(number)))
        for one in found.rebound:
            yield Text(rebound_words(one, say))
        if not found.rebound:
            yield Text(say("verify-no-rebound"))
        for name in found.silent:
            yield Text(say(f"verify-silent-{name}"))
        yield Heading(say("verify-heading-method", number=next(number)))
        yield Text(say("verify-method", errors=found.limits["errors"], margin=100 * found.limits["margin"]))

    def _figures(self) -> Grid:
        header = tuple(self._say(f"verify-column-{name}") for name in ("figure", "before", "after", "range", "outcome"))
        rows = tuple((self._figure_name(one), *self._change(one.change)) for one in self._found.figures)
        return Grid(header, rows, (26, 22, 22, 18, 14))

    def _figure_name(self, figure: Figure) -> str:
        if figure.name.startswith("level-"):
            return self._wording.word(figure.name.removeprefix("level-"))
        return self._say(f"verify-figure-{figure.name}")

    def _change(self, change: Change | None) -> tuple[str, str, str, str]:
        if change is None:
            return (self._say("order-few"), "—", "—", "—")
        sides = tuple(
            self._say("verify-range", middle=self._n(side.middle), low=self._n(side.low), high=self._n(side.high))
            for side in (change.before, change.after)
        )
        moved = self._say("verify-change", least=self._n(change.least), most=self._n(change.most))
        return sides[0], sides[1], moved, self._say(f"verify-outcome-{change.outcome}")

    def _n(self, value: float) -> str:
        return self._wording.number(round(value, 1) + 0.0)

    def _proposals(self) -> Grid:
        header = tuple(self._say(f"verify-column-{name}") for name in ("thing", "choice", "done", "range", "outcome"))
        return Grid(header, tuple(map(self._checked, self._found.proposals)), (33, 22, 14, 18, 14))

    def _checked(self, one: Checked) -> tuple[str, ...]:
        say = self._say
        moved = self._change(one.change)[2]
        named = say("order-thing-short", name=one.name, kind=say(f"plan-kind-{one.kind}"))
        choice, done = say(f"plan-choice-{one.choice}"), say(f"verify-done-{one.done}")
        return (named, choice, done, moved, say(f"verify-outcome-{one.outcome}"))
