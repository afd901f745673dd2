"""Letters with their answers (群众来信与答复) and hotline tickets (12345 工单), and the truth about them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from jianfu.simulate.registers.habit import PLAIN, Cell
from jianfu.simulate.registers.letter_sketch import KINDS, Letter, allowed_days, sketch_letters
from jianfu.simulate.registers.sheet import Register, write_register
from jianfu.simulate.registers.shelf import Shelf
from jianfu.simulate.settings import limits
from jianfu.simulate.world import Label, World


def write_letters(shelf: Shelf) -> Iterator[Path | Label]:
    """Both registers, then the truth about them."""
    mailbox, tickets = sketch_letters(shelf.world)
    names = shelf.world.units.name.to_pylist()
    folder = shelf.folder / "群众来信"
    as_exported = replace(PLAIN, date_style="slashes")
    yield write_register(
        folder,
        "县长信箱留言与答复",
        Register("mailbox", "县长信箱留言与答复", _mailbox_columns(names, mailbox)),
        as_exported,
    )
    kind = "csv-gb18030" if shelf.world.size == "province" else "xlsx"
    yield write_register(
        folder,
        "12345工单",
        Register("hotline", "12345工单", _hotline_columns(names, tickets)),
        replace(PLAIN, file_kind=kind),
    )
    for letter in (*mailbox, *tickets):
        yield from label_letter(shelf.world, letter)


def _mailbox_columns(names: list[str], letters: list[Letter]) -> dict[str, list[Cell]]:
    """The layout of the 2020 Teddy Cup, with kind and responsible unit."""
    return {
        "number": [letter.number for letter in letters],
        "user": [f"A{row + 10001:08d}" for row in range(len(letters))],
        "title": [letter.title for letter in letters],
        "received_at": [letter.received for letter in letters],
        "text": [f"\n\t\t\t\t\t\n\t\t\t\t\t{letter.text}\n" for letter in letters],
        "kind": [KINDS[letter.kind] for letter in letters],
        "unit": [names[letter.unit] for letter in letters],
        "reply": [letter.reply for letter in letters],
        "replied_at": [letter.replied for letter in letters],
    }


def _hotline_columns(names: list[str], letters: list[Letter]) -> dict[str, list[Cell]]:
    return {
        "number": [letter.number for letter in letters],
        "title": [letter.title for letter in letters],
        "text": [letter.text for letter in letters],
        "kind": [KINDS[letter.kind] for letter in letters],
        "received_at": [letter.received for letter in letters],
        "channel": ["电话" if row % 20 else "网络" for row in range(len(letters))],
        "urgent": ["紧急" if letter.urgent else "一般" for letter in letters],
        "state": ["已办结" if letter.replied else "办理中" for letter in letters],
        "caller": [f"{'王李张刘陈'[row % 5]}{'女士' if row % 2 else '先生'}" for row in range(len(letters))],
        "phone": [f"1390000{row % 10_000:04d}" for row in range(len(letters))],
        "place": [letter.title[:5] for letter in letters],
        "unit": [names[letter.unit] for letter in letters],
        "reply": [letter.reply for letter in letters],
        "replied_at": [letter.replied for letter in letters],
        "satisfied": [letter.satisfied if letter.replied else None for letter in letters],
    }


def label_letter(world: World, letter: Letter) -> Iterator[Label]:
    """Truth of both rules about letters."""
    received = letter.received.date()
    age = (world.as_of - received).days
    if letter.replied is None and age >= limits().unanswered_days:
        real = limits().unanswered_days < age <= limits().window_days
        yield Label("letter-unanswered", "letter", letter.number, real, f"unanswered for {age} days")
    # The mailbox's layout has no column for urgency.
    urgent = letter.urgent and letter.number.startswith("GD")
    allowed = limits().urgent_working_days if urgent else allowed_days(letter.kind)
    if allowed is None:
        if letter.waited > limits().long_working_days:
            yield Label("letter-late", "letter", letter.number, False, "thanks need no answer")
    elif letter.waited >= allowed and (letter.waited > allowed or not urgent):
        real = letter.waited > allowed and received >= limits().late_from
        yield Label("letter-late", "letter", letter.number, real, f"{letter.waited} working days, {allowed} allowed")
