"""Letters on a page: what the templates need to mark texts and count, and the page of letters alone."""

from collections.abc import Callable, Mapping, Sequence

from jinja2 import Environment
from markupsafe import Markup

from jianfu.base.i18n import translator
from jianfu.measure.suppression import SUPPRESSED
from jianfu.report.charts.letter_kinds import share_bar
from jianfu.report.letter_words import LetterWords
from jianfu.report.model import Cell, LettersPicture, Piece
from jianfu.report.wording import Wording


def add_letters(environment: Environment, picture: LettersPicture | None, language: str) -> None:
    """Gives an environment the words and drawings of ``letters.html``."""
    words = LetterWords(translator(language))
    environment.filters.update(
        kind_title=words.kind, kind_meaning=words.meaning, span_note=words.note, reasons=words.reasons
    )
    environment.globals.update(
        share_bar=share_bar, pieces=_marked, letter_count=_counter(Wording(language)), **_measures(picture)
    )


def _measures(picture: LettersPicture | None) -> Mapping[str, object]:
    """The longest bar, and the kinds the table of departments has a column for: those that occur."""
    if picture is None:
        return {"most_of_kind": 1, "shown_kinds": []}
    occurring = {row.kind for row in picture.kinds}
    return {
        "most_of_kind": max((row.replies for row in picture.kinds), default=1),
        "shown_kinds": [place for place, kind in enumerate(picture.kind_names) if kind in occurring],
    }


def _marked(pieces: Sequence[Piece]) -> Markup:
    """A text with its marks; everything in it is escaped."""
    written = [
        Markup('<mark class="m-{}">{}</mark>').format(piece.mark, piece.text)
        if piece.mark
        else Markup("{}").format(piece.text)
        for piece in pieces
    ]
    return Markup("").join(written)


def _counter(wording: Wording) -> Callable[[Cell], str]:
    def written(value: Cell) -> str:
        if value == SUPPRESSED:
            return wording.fewer()
        return wording.number(value) if isinstance(value, int | float) else str(value)

    return written
