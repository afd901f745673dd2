"""Order -> the blocks of a document in one language (通知的版面内容); HTML and Word draw the same blocks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jianfu.base.i18n import Translator, translator
from jianfu.orders.model import Item, Order
from jianfu.plan.explain_words import explained_words
from jianfu.report.wording import Wording


class Title(NamedTuple):
    """The one title of the document, or of an annex."""

    text: str
    annex: str = ""
    """``Annex 1``: begins a new page."""


class Heading(NamedTuple):
    """A numbered heading."""

    text: str


class Text(NamedTuple):
    """A paragraph; ``place``: ``body``, ``small``, ``addressee``, ``right`` or ``note``."""

    text: str
    place: str = "body"


class Grid(NamedTuple):
    """A table; ``widths`` in parts of a hundred."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


class Posting(NamedTuple):
    """Words to be posted in a group as they stand."""

    group: str
    text: str


Block = Title | Heading | Text | Grid | Posting


class Page(NamedTuple):
    """A document in one language."""

    language: str
    name: str
    """What the file is called, without its ending."""
    head: str
    """Above the red line: whose document it is and that it is a draft."""
    blocks: tuple[Block, ...]


def lay_out(order: Order, language: str) -> Page:
    """The order as a document (``zh-Hans`` or ``en``)."""
    return Page(
        language,
        file_name(order, language),
        translator(language)("order-draft"),
        tuple(_Sheet(order, language).blocks()),
    )


def file_name(order: Order, language: str) -> str:
    """``<unit id> <unit> <title>`` without what file systems refuse, short enough for all of them."""
    name = translator(language)("order-file", id=order.unit_id or "", unit=_unit(order, translator(language)))
    kept = "".join("_" if one in '<>:"/\\|?*' or ord(one) < 32 else one for one in name).strip(" .")
    return kept.encode()[:200].decode(errors="ignore")


def _unit(order: Order, say: Translator) -> str:
    return order.unit or say("order-unit-unknown")


class _Sheet:
    """One order being written down in one language."""

    def __init__(self, order: Order, language: str) -> None:
        self._order, self._say, self._wording = order, translator(language), Wording(language)

    def blocks(self) -> Iterator[Block]:
        """Everything from the title to the last annex."""
        say, order = self._say, self._order
        yield Title(say("order-title"))
        yield Text(say("order-addressee", unit=_unit(order, say)), "addressee")
        yield Text(say("order-opening", day=self._day(), things=len(order.items)))
        yield Heading(say("order-heading-list"))
        yield self._list()
        yield Text(say("order-list-note"), "note")
        yield Heading(say("order-heading-how"))
        for number, name in enumerate(self._steps()):
            yield Text(say("order-step", number=say("order-numerals")[number], words=say(f"order-step-{name}")))
        yield Heading(say("order-heading-object"))
        yield Text(say("order-object", days=order.objection_days))
        yield Text(say("order-object-how"))
        yield Text(say("order-signature"), "right")
        yield Text(say("order-signed-on"), "right")
        yield Text(say("order-proof", snapshot=order.snapshot_id[:12]), "note")
        yield from self._annexes()

    def _day(self) -> str:
        day = self._order.as_of
        return self._say("order-day", year=str(day.year), month=str(day.month), day=str(day.day))

    def _list(self) -> Grid:
        say = self._say
        header = tuple(say(f"order-column-{name}") for name in ("number", "thing", "action", "reason", "back", "days"))
        rows = tuple(self._row(number, item) for number, item in enumerate(self._order.items, 1))
        return Grid(header, rows, (6, 24, 22, 26, 11, 11))

    def _row(self, number: int, item: Item) -> tuple[str, ...]:
        say = self._say
        back = say("order-few") if item.minutes_back is None else self._wording.number(round(item.minutes_back, 1))
        thing = say("order-thing", name=item.name, kind=say(f"plan-kind-{item.kind}"), people=self._people(item.people))
        return (str(number), thing, self.action(item), say(f"plan-reason-{item.reason}"), back, self._days(item))

    def _people(self, people: int) -> str:
        return self._say("order-few") if 0 < people < 5 else str(people)

    def _days(self, item: Item) -> str:
        return "—" if item.days is None else self._say("order-days", days=item.days)

    def action(self, item: Item) -> str:
        """What is to be done with one thing."""
        say = self._say
        if item.target:
            where = say("order-of-unit", name=item.target, unit=item.target_unit) if item.target_unit else item.target
            return say(f"order-action-{item.choice}", target=where)
        if item.takes_in:
            taken = say("order-action-takes-in", names=say("order-between").join(item.takes_in))
            return (
                taken if item.choice == "keep" else say("order-both", one=say(f"order-do-{item.choice}"), other=taken)
            )
        return say(f"order-do-{item.choice}")

    def _steps(self) -> Sequence[str]:
        """The paragraphs on how to go about it, those alone that this unit needs."""
        items = self._order.items
        choices = {item.choice for item in items}
        kinds = {item.kind for item in items}
        needed = {
            "post": any(item.kind == "group" and item.choice in ("merge", "dissolve") for item in items),
            "move": any(item.moved for item in items),
            "receive": any(item.takes_in for item in items),
            "keep-records": bool(choices & {"merge", "dissolve", "stop", "embed"}),
            "temporary": "temporary" in choices,
            "screen": "screen" in choices,
            "others": bool(kinds - {"group"}),
            "report": True,
        }
        return [name for name, wanted in needed.items() if wanted]

    def _annexes(self) -> Iterator[Block]:
        say, number = self._say, 0
        for title, blocks in (
            ("order-annex-why", self._why()),
            ("order-annex-posting", self._postings()),
            ("order-annex-movers", self._movers()),
            ("order-annex-kept", self._kept()),
        ):
            if blocks:
                number += 1
                yield Title(say(title), say("order-annex", number=number))
                yield from blocks

    def _why(self) -> list[Block]:
        """Item by item whom it helps, why not another way, what it risks, what would change it."""
        say, order = self._say, self._order
        found: list[Block] = []
        for number, item in enumerate(order.items, 1):
            if item.why is not None:
                words = say("order-space").join(explained_words(item.proposal, item.why, order.names, say))
                found.append(Text(say("order-why", number=number, name=item.name, words=words), "small"))
        return [Text(say("order-why-note"), "note"), *found] if found else []

    def _postings(self) -> list[Block]:
        """What the owner posts in each group that goes or gets an end."""
        say = self._say
        found: list[Block] = [
            Posting(
                item.name,
                say(
                    f"order-post-{item.choice}", name=item.name, target=item.target or "", days=item.days or 0,
                    reason=say(f"plan-reason-{item.reason}"), object=self._order.objection_days,
                ),
            )
            for item in self._order.items
            if item.kind == "group" and item.choice in ("merge", "dissolve", "temporary", "screen")
        ]  # fmt: skip
        return [Text(say("order-posting-note"), "note"), *found] if found else []

    def _movers(self) -> list[Block]:
        """Who comes into which group: codes, units and posts."""
        say = self._say
        header = tuple(say(f"order-column-{name}") for name in ("number", "code", "unit", "post", "role"))
        found: list[Block] = []
        for item in self._order.items:
            if item.movers:
                rows = tuple(
                    (str(at), one.person_id, one.unit or "—", self._word(one.post), self._word(one.role))
                    for at, one in enumerate(item.movers, 1)
                )
                found.append(Text(say("order-movers", name=item.name, target=item.target, people=len(rows))))
                found.append(Grid(header, rows, (8, 27, 33, 18, 14)))
        return [Text(say("order-movers-note"), "note"), *found] if found else []

    def _word(self, code: str | None) -> str:
        return self._wording.word(code) if code else "—"

    def _kept(self) -> list[Block]:
        say, order = self._say, self._order
        header = tuple(say(f"order-column-{name}") for name in ("number", "thing", "reason"))
        rows = tuple(
            (
                str(number),
                say("order-thing-short", name=one.name, kind=say(f"plan-kind-{one.kind}")),
                say(f"plan-reason-{one.reason}"),
            )
            for number, one in enumerate(order.kept, 1)
        )
        blocks: list[Block] = [Grid(header, rows, (8, 46, 46))] if rows else []
        return [*blocks, Text(say("order-unnamed", things=order.unnamed), "note")] if order.unnamed else blocks
