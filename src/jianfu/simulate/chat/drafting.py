"""The start of every row: who, where, when, what, and the seeds its text is drawn from."""

from jianfu.simulate.chat.book import DAY_MS, County
from jianfu.simulate.chat.draw import WORDS, below, kernel
from jianfu.simulate.chat.message import AT, DAY, DEADLINE, FACTS_SEED, GROUP, SENDER, SYMBOL, UNIT, WORDS_SEED

SYMBOLS = (
    "notice_sent", "text_ack", "text_report", "chain_sent", "chain_sent_all", "call_all", "vote_sent", "vote_cast",
    "collect_sent", "image", "screenshot", "location", "recall", "file_filled",
)  # fmt: skip
(
    NOTICE, ACK, REPORT, CHAIN, CHAIN_ALL, CALL_ALL, VOTE, CAST, COLLECT, IMAGE, SCREENSHOT, LOCATION,
    RECALL, FILE,
) = range(len(SYMBOLS))  # fmt: skip
"""Places in ``Month.symbols``."""


@kernel
def set_draft(county: County, group: int, at: int, sender: int, symbol: int) -> None:
    """Begin a row with seeds of its own."""
    draft, state = county.book.draft, county.book.state
    draft[:] = 0
    draft[AT], draft[GROUP], draft[SENDER], draft[SYMBOL] = at, group, sender, symbol
    draft[WORDS_SEED] = below(state, WORDS, 1 << 52)
    draft[FACTS_SEED] = below(state, WORDS, 1 << 52)
    draft[UNIT] = county.cast.group_unit[group]
    draft[DAY] = (at - county.month.start_ms) // DAY_MS
    draft[DEADLINE] = (draft[DAY] + 1 + draft[FACTS_SEED] % 4) * 1440 + 60 * (9 + draft[WORDS_SEED] % 9)
