"""The charts of one report, bound to its figures and language, as the templates call them."""

from markupsafe import Markup

from jianfu.base.i18n import Translator
from jianfu.report.charts import burden_by_level, components, evenings, flows, legend, who_causes
from jianfu.report.charts.svg import bar
from jianfu.report.model import BearerRow, BurdenPicture, CauserRow
from jianfu.report.wording import Wording

_PATTERNS = {"night": "url(#hatch-night)", "copies": "url(#hatch-copies)"}


class Charts:
    """Each method draws one piece of a chart."""

    def __init__(self, picture: BurdenPicture, translate: Translator) -> None:
        self._picture = picture
        self._translate = translate
        self._scale = burden_by_level.scale_of(picture.bearers)
        self._longest_bill = who_causes.longest(picture.causers)
        self._longest_stack = components.longest(picture.components, len(picture.levels))

    def bearer_bar(self, row: BearerRow) -> Markup:
        """Minutes of one level or post."""
        return burden_by_level.bearer_bar(row, self._scale)

    def bearer_scale(self) -> Markup:
        """The scale below them."""
        return burden_by_level.scale_line(self._scale)

    def causer_bar(self, row: CauserRow) -> Markup:
        """One unit's bill."""
        return who_causes.causer_bar(row, self._longest_bill)

    def stacked_bar(self, level: int) -> Markup:
        """The components of one level, by its place in ``levels``."""
        return components.stacked_bar(self._picture.components, level, self._longest_stack)

    def swatch(self, component: str) -> Markup:
        """The pattern of a component."""
        return components.swatch(component)

    def week_card(self) -> Markup:
        """Messages by weekday and hour."""
        return evenings.week_card(
            self._picture.evenings, [self._translate(f"report-weekday-{day}") for day in range(1, 8)]
        )

    def flows(self) -> Markup:
        """From the causing to the bearing levels."""
        wording = Wording(self._translate.language)
        words = flows.FlowWords(
            names={end.level: wording.word(end.level) for end in self._picture.flow_ends},
            hours=lambda hours: self._translate("report-hours", hours=wording.number(hours)),
            headings=(self._translate("report-flow-causer"), self._translate("report-flow-bearer")),
        )
        return flows.ribbons(self._picture.flows, self._picture.flow_ends, words)

    def key(self, mark: str) -> Markup:
        """The mark of a legend entry."""
        if mark == "whisker":
            return legend.whisker()
        return legend.key(bar(5, 95, top=2, height=10, class_=mark, fill=_PATTERNS.get(mark)))
