"""Writes every register of the made-up county and gathers what is true of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from jianfu.base.progress import Progress
from jianfu.simulate.letters.letter import Mailbag
from jianfu.simulate.letters.mailbag import write_mailbag
from jianfu.simulate.registers.account_comments import label_comments, with_comments
from jianfu.simulate.registers.account_files import write_accounts
from jianfu.simulate.registers.app_files import write_apps
from jianfu.simulate.registers.appraisal_files import write_appraisals
from jianfu.simulate.registers.form_files import write_forms
from jianfu.simulate.registers.group_files import write_group_info, write_group_ledgers
from jianfu.simulate.registers.letter_files import write_letters
from jianfu.simulate.registers.letter_labels import label_letters
from jianfu.simulate.registers.promise_files import write_promises
from jianfu.simulate.registers.seen_files import write_seen
from jianfu.simulate.registers.shelf import Shelf
from jianfu.simulate.registers.submission_files import write_submissions
from jianfu.simulate.registers.unit_files import write_duties, write_exemptions, write_people, write_units
from jianfu.simulate.world import Label, World

WRITERS: tuple[Callable[[Shelf], Iterator[Path | Label]], ...] = (
    write_units,
    write_people,
    write_duties,
    write_exemptions,
    write_group_ledgers,
    write_group_info,
    write_seen,
    write_apps,
    write_accounts,
    write_forms,
    write_submissions,
    write_appraisals,
    write_promises,
)
ABOUT_UNITS = (write_units,)
"""What letters alone need beside them."""


def write_registers(
    world: World, folder: Path, progress: Progress, mailbag: Mailbag | None = None, *, letters_only: bool = False
) -> list[Label]:
    """Writes the registers under ``folder``; the truth about apps, accounts and letters."""
    shelf = Shelf(world, folder)
    labels: list[Label] = []
    writers = ABOUT_UNITS if letters_only else WRITERS
    progress.start("registers", len(writers) + 1)
    for write in writers:
        labels.extend(made for made in write(shelf) if isinstance(made, Label))
        progress.advance()
    mailbag = mailbag or with_comments(world, write_mailbag(world))
    write_letters(shelf, mailbag)
    labels.extend(label_letters(world, mailbag))
    if not letters_only:
        labels.extend(label_comments(world))
    progress.advance()
    progress.finish()
    return labels
