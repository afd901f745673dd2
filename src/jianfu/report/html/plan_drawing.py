"""The charts of one plan, bound to its figures and language, as the templates call them."""

from markupsafe import Markup

from jianfu.report.charts import given_back, legend, overlap_map, pareto
from jianfu.report.charts.svg import bar, element
from jianfu.report.model.plan import GivenBackRow, Knot, PlanPicture
from jianfu.report.wording import Wording


class PlanCharts:
    """Each method draws one piece of a chart."""

    def __init__(self, picture: PlanPicture, language: str) -> None:
        self._picture = picture
        self._number = Wording(language).number
        self._scale = given_back.scale_of(picture.given_back)

    def gap(self) -> str:
        """How far at most the plan is from the best one, never less than what is proven."""
        return f"{max(100 * self._picture.gap, 0.001):.3f}%"

    def back_bar(self, row: GivenBackRow) -> Markup:
        """What one level is given back."""
        return given_back.back_bar(row, self._scale)

    def back_scale(self) -> Markup:
        """The scale below them."""
        return given_back.scale_line(self._scale)

    def curve(self, of: str) -> Markup:
        """``minutes_back`` or ``worst_tenth_back`` against changes."""
        return pareto.curve(
            self._picture.pareto,
            lambda row: row.minutes_back if of == "minutes_back" else row.worst_tenth_back,
            self._tick,
        )

    def knot(self, knot: Knot, when: str) -> Markup:
        """A knot ``before`` or ``after``."""
        return overlap_map.knot_before(knot) if when == "before" else overlap_map.knot_after(knot)

    @staticmethod
    def ties(knot: Knot) -> list[tuple[int, int, float | None, float | None]]:
        """The numbers behind both drawings: two groups, and the share of members in both before and after."""
        before, after = ({(tie.a, tie.b): tie.share for tie in ties} for ties in (knot.before, knot.after))
        return [(*pair, before.get(pair), after.get(pair)) for pair in sorted(before.keys() | after.keys())]

    def knot_mark(self, mark: str) -> Markup:
        """A mark of the map's legend."""
        return overlap_map.swatch(mark)

    def key(self, mark: str) -> Markup:
        """A mark of the other legends: ``day``, ``whisker`` or ``ring``."""
        if mark == "whisker":
            return legend.whisker()
        if mark == "ring":
            rings = (("3", "dot"), ("7", "ring"))
            return legend.key(
                *(element("circle", cx="50%", cy="9", r=size, class_=name) for size, name in rings), height=18
            )
        return legend.key(bar(5, 95, top=2, height=10, class_=mark))

    def _tick(self, value: float) -> str:
        return self._number(int(value) if float(value).is_integer() else value)
