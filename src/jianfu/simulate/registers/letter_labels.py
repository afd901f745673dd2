"""The truth about letters: what the rules should find, each answer's kinds, and which letters belong together."""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

import msgspec

from jianfu.simulate.letters.letter import Letter, Mailbag
from jianfu.simulate.letters.waiting import allowed_days
from jianfu.simulate.settings import limits
from jianfu.simulate.world import Label, World

ANSWERS, CASES = "letters.jsonl", "letter_cases.jsonl"
RULES = {
    "reply-copied-letter": ("copied_letter", ("quotes_question",)),
    "reply-copied-reply": ("copied_reply", ("shared_answer",)),
    "reply-wrong-case": ("wrong_case", ("own_number", "own_name")),
}
"""Rule -> the kind it looks for, and the look-alikes it must leave alone."""


def label_letters(world: World, mailbag: Mailbag) -> Iterator[Label]:
    """Truth of every rule about letters and their answers."""
    for letter in mailbag.letters:
        yield from _label_delay(world, letter)
        yield from _label_answers(letter)


def _label_delay(world: World, letter: Letter) -> Iterator[Label]:
    received = letter.received.date()
    age = (world.as_of - received).days
    if letter.replied is None and age >= limits().unanswered_days:
        real = limits().unanswered_days < age <= limits().window_days
        yield Label("letter-unanswered", "letter", letter.number, real, f"unanswered for {age} days")
    yield from _label_closing(world, letter)
    allowed = limits().urgent_working_days if letter.urgent else allowed_days(letter.kind)
    if allowed is None:
        if letter.waited > limits().long_working_days:
            yield Label("letter-late", "letter", letter.number, False, "no limit is set for this kind")
    elif letter.waited >= allowed and (letter.waited > allowed or not letter.urgent):
        real = letter.waited > allowed and received >= limits().late_from
        yield Label("letter-late", "letter", letter.number, real, f"{letter.waited} working days, {allowed} allowed")


def _label_closing(world: World, letter: Letter) -> Iterator[Label]:
    """Closed without an answer, and past the deadline the ticket itself states."""
    if letter.closed and not letter.answers:
        yield Label("letter-closed-unanswered", "letter", letter.number, True, "planted")
    elif letter.reopened:
        yield Label("letter-closed-unanswered", "letter", letter.number, False, "answered, closed and reopened")
    if letter.due:
        until = (letter.replied or datetime.combine(world.as_of, time())).date()
        if until >= letter.due.date():
            real = until > letter.due.date()
            yield Label("letter-past-due", "letter", letter.number, real, f"due on {letter.due.date()}, {until}")


def _label_answers(letter: Letter) -> Iterator[Label]:
    kinds = {kind for answer in letter.answers for kind in answer.truth.kinds}
    excused = {kind for answer in letter.answers for kind in answer.truth.allowed}
    looks = {answer.truth.legitimate or "" for answer in letter.answers}
    for rule, (kind, alike) in RULES.items():
        if kind in kinds:
            yield Label(rule, "letter", letter.number, True, "planted")
        elif looks & set(alike) and kind not in excused:
            yield Label(rule, "letter", letter.number, False, ", ".join(sorted(looks & set(alike))))


def write_letter_truth(mailbag: Mailbag, folder: Path) -> None:
    """``letters.jsonl``, one line an answer, and ``letter_cases.jsonl``, one line a group of letters or a state."""
    encode = msgspec.json.Encoder().encode
    with (folder / ANSWERS).open("wb") as file:
        for letter in sorted(mailbag.letters, key=lambda letter: letter.number):
            for nth, answer in enumerate(letter.answers):
                truth = answer.truth
                line = {
                    "letter_id": letter.number,
                    "nth": nth,
                    "kinds": truth.kinds,
                    "allowed": truth.allowed,
                    "cluster": truth.cluster,
                    "legitimate": truth.legitimate,
                    "perfunctory": bool(truth.kinds),
                    "how": truth.how,
                }
                file.write(encode(line) + b"\n")
    with (folder / CASES).open("wb") as file:
        for happening in mailbag.happenings:
            file.write(encode({"kind": happening.kind, "letters": happening.letters, "place": happening.place}) + b"\n")
