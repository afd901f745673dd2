"""The measures about letters: delay, repeats, mirror, accounts, probability. For an audit and for letters alone."""

from collections.abc import Iterator

import pyarrow as pa

from jianfu.measure.account_replies import compute_account_replies
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.letter_delay import compute_letter_delay
from jianfu.measure.letter_repeat import compute_letter_repeat
from jianfu.measure.letter_rows import letters_until, replies_until
from jianfu.measure.perfunctory.model import Model, shipped_model
from jianfu.measure.perfunctory.table import perfunctory_table
from jianfu.measure.reply_mirror import mirror_replies, mirror_table
from jianfu.measure.roster import Roster


def letter_measures(given: MeasureInput, roster: Roster, model: Model | None = None) -> Iterator[tuple[str, pa.Table]]:
    """Name and table of each; ``model`` judges the replies, the one that comes with Jianfu if None."""
    yield "letter_delay", compute_letter_delay(given, roster)
    yield "letter_repeat", compute_letter_repeat(given)
    letters, replies = letters_until(given.snapshot, given.as_of), replies_until(given.snapshot, given.as_of)
    mirror = mirror_replies(letters, replies)
    yield "reply_mirror", mirror_table(mirror)
    yield "account_replies", compute_account_replies(given, letters, mirror)
    yield "perfunctory", perfunctory_table(mirror, model or shipped_model())
