"""What each message does, read from its text: acknowledges, demands, praises, asks for proof."""

from jianfu.measure.signals.kernel import Signals, read_signals
from jianfu.measure.signals.lexicon import Lexicon, lexicon

__all__ = ["Lexicon", "Signals", "lexicon", "read_signals"]
