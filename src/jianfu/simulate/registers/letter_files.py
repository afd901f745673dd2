"""Letters with their answers (群众来信与答复): a mailbox, a bureau's own, hotline tickets, a message board."""

from collections.abc import Callable
from dataclasses import replace

from jianfu.simulate.letters.letter import KINDS, REGISTERS, Letter, Mailbag
from jianfu.simulate.registers.account_files import PLATFORM_WORDS
from jianfu.simulate.registers.habit import PLAIN, Cell
from jianfu.simulate.registers.sheet import Register, write_register
from jianfu.simulate.registers.shelf import Shelf

BLANKS = "\n\t\t\t\t\t\n\t\t\t\t\t{}\n"
"""What web pages leave around a text when they are exported."""
FOLDER = "群众来信"


def write_letters(shelf: Shelf, mailbag: Mailbag) -> None:
    """Every register that has letters, each as its kind of system exports it."""
    names = shelf.world.units.name.to_pylist()
    many = shelf.world.size == "province" or len(mailbag.letters) > MOST_IN_WORKBOOKS
    for kind, title, columns in SHEETS:
        letters = mailbag.of(kind.split("_")[0])
        if not letters:
            continue
        habit = replace(PLAIN, date_style="slashes") if kind in ("mailbox", "bureau") else PLAIN
        if many or kind == "board":
            habit = replace(habit, file_kind="csv-gb18030" if kind == "hotline" else "csv-utf8")
        register = Register("mailbox" if kind == "bureau" else kind, title, columns(names, letters))
        write_register(shelf.folder / FOLDER, title, register, habit)


MOST_IN_WORKBOOKS = 30_000
"""Beyond this the registers are text files: workbooks of this size take minutes to write."""


def _written(names: list[str], letters: list[Letter]) -> dict[str, list[Cell]]:
    """What a platform keeps of a letter before it is answered."""
    return {
        "number": [letter.number for letter in letters],
        "user": [user_of(letter) for letter in letters],
        "title": [letter.title for letter in letters],
        "received_at": [letter.received for letter in letters],
        "text": [BLANKS.format(letter.text) for letter in letters],
        "kind": [KINDS[letter.kind] for letter in letters],
        "unit": [names[letter.unit] for letter in letters],
    }


def _mailbox(names: list[str], letters: list[Letter]) -> dict[str, list[Cell]]:
    """The layout of the 2020 Teddy Cup, with kind and responsible unit."""
    return {
        **_written(names, letters),
        "reply": [_last_text(letter) for letter in letters],
        "replied_at": [letter.replied for letter in letters],
    }


def _hotline(names: list[str], letters: list[Letter]) -> dict[str, list[Cell]]:
    """The district work-order sheet, with the outcome."""
    return {
        "number": [letter.number for letter in letters],
        "title": [letter.title for letter in letters],
        "text": [letter.text for letter in letters],
        "kind": [KINDS[letter.kind] for letter in letters],
        "received_at": [letter.received for letter in letters],
        "due_at": [letter.due for letter in letters],
        "channel": ["电话" if letter.asker % 20 else "网络" for letter in letters],
        "urgent": ["紧急" if letter.urgent else "一般" for letter in letters],
        "state": ["已办结" if letter.closed else "办理中" for letter in letters],
        "caller": [f"{letter.case.facts['surname']}{letter.case.facts['sex']}" for letter in letters],
        "phone": [letter.case.facts["phone"] for letter in letters],
        "place": [None if letter.case.is_vague else letter.case.place for letter in letters],
        "unit": [names[letter.unit] for letter in letters],
        "reply": [_last_text(letter) for letter in letters],
        "replied_at": [letter.replied for letter in letters],
        "closed_at": [letter.closed for letter in letters],
        "reopened_at": [letter.reopened for letter in letters],
        "satisfied": [letter.satisfied if letter.answers else None for letter in letters],
    }


def _board(names: list[str], letters: list[Letter]) -> dict[str, list[Cell]]:
    """The columns scrapers of the leaders' message board keep; the answers stand in a sheet apart."""
    return {
        **_written(names, letters),
        "state": ["已办理" if letter.answers else "待回复" for letter in letters],
        "satisfied": [letter.satisfied if letter.answers else None for letter in letters],
    }


def _replies(names: list[str], letters: list[Letter]) -> dict[str, list[Cell]]:
    """One row an answer; a letter may have two."""
    given = [(letter, answer) for letter in letters for answer in letter.answers]
    return {
        "number": [letter.number for letter, _ in given],
        "unit": [names[letter.unit] for letter, _ in given],
        "replied_at": [answer.at for _, answer in given],
        "reply": [answer.text for _, answer in given],
    }


def _comments(names: list[str], letters: list[Letter]) -> dict[str, list[Cell]]:
    """What is exported of the comments on all accounts of a county; the answers stand in a sheet apart."""
    accounts = [letter.account for letter in letters]
    return {
        "number": [letter.number for letter in letters],
        "account": [account.name if account else None for account in accounts],
        "platform": [PLATFORM_WORDS[account.platform] if account else None for account in accounts],
        "user": [user_of(letter) for letter in letters],
        "received_at": [letter.received for letter in letters],
        "text": [letter.text for letter in letters],
        "unit": [names[letter.unit] for letter in letters],
    }


def user_of(letter: Letter) -> str:
    """The name a writer goes by on one platform."""
    return f"{'ABC'[list(REGISTERS).index(letter.register) % 3]}{letter.asker + 10001:08d}"


def _last_text(letter: Letter) -> str | None:
    return letter.answers[-1].text if letter.answers else None


Columns = Callable[[list[str], list[Letter]], dict[str, list[Cell]]]
SHEETS: tuple[tuple[str, str, Columns], ...] = (
    ("mailbox", "县长信箱留言与答复", _mailbox),
    ("bureau", "住建局局长信箱", _mailbox),
    ("hotline", "12345工单", _hotline),
    ("board", "领导留言板", _board),
    ("board_reply", "领导留言板回复", _replies),
    ("comment", "公众账号评论", _comments),
    ("comment_reply", "公众账号评论回复", _replies),
)
