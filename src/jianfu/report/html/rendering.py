"""Document -> one HTML text in one language. Formats and lays out; computes nothing."""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from jianfu.base.errors import Defect
from jianfu.base.i18n import translator
from jianfu.measure.suppression import SUPPRESSED
from jianfu.report.html.drawing import Charts
from jianfu.report.html.lettering import add_letters
from jianfu.report.model import ColumnCard, Document, Evidence, LettersDocument, Notice
from jianfu.report.wording import Wording

NOTICES_SHOWN = 10
"""Notices shown under each rule; the workbook holds all."""
NOTICES_OPEN = 1
RELAYS_OPEN = 3
"""Trees of notices that stand open, and so are printed."""
ROWS_SHOWN = 5
LINES_SHOWN = 100
LISTED = 30
MACHINE_COLUMNS = ("message_id",)
"""Ids that mean nothing to a reader; the JSON has them."""
NOT_RUN = ("input_missing", "not_applicable", "error")


def render_html(document: Document, language: str) -> str:
    """The report in one language (``zh-Hans`` or ``en``): the same document gives the same bytes."""
    style = template_text("sheet/report.css")
    charts = Charts(document.burden, translator(language))
    page = _environment(document, language).get_template("page.html")
    by_rule: dict[str, list[Notice]] = {}
    for notice in document.notices:
        by_rule.setdefault(notice.rule_id, []).append(notice)
    return page.render(
        document=document,
        language=language,
        style=Markup(style),  # noqa: S704 -- our own file
        policy=policy(style),
        charts=charts,
        rules={rule.rule_id: rule for rule in document.rules},
        notices=by_rule,
        fired=[rule for rule in document.rules if rule.open_count],
        silent=[rule for rule in document.rules if rule.state == "silent"],
        not_run=[rule for rule in document.rules if rule.state in NOT_RUN],
    )


def render_letters(document: LettersDocument, language: str) -> str:
    """The page about letters alone."""
    style = template_text("sheet/report.css")
    page = _environment(document, language).get_template("letters_page.html")
    return page.render(language=language, style=Markup(style), policy=policy(style))  # noqa: S704 -- our own file


def policy(style: str) -> str:
    """The page's own content policy: this one style sheet and nothing else, from nowhere."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _environment(document: Document | LettersDocument, language: str) -> Environment:
    environment = environment_of(language)
    environment.globals.update(document=document)
    add_letters(environment, document.letters, language)
    return environment


def environment_of(language: str) -> Environment:
    """The report's templates with everything they call that does not hang on one document."""
    environment = Environment(
        loader=FunctionLoader(template_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    teach(environment, language)
    return environment


def teach(environment: Environment, language: str) -> None:
    """Gives an environment everything the report's templates call that does not hang on one document."""
    wording = Wording(language)
    environment.filters.update(
        n=wording.number,
        pct=wording.percent,
        word=wording.word,
        component=wording.component,
        limit=wording.limit,
        unit=wording.unit,
        heading=wording.heading,
        bracket=wording.bracket,
        table_names=wording.table_names,
        why_not_run=wording.why_not_run,
        column_name=wording.column_name,
        source_kind=wording.source_kind,
        quarantine_words=wording.quarantine,
        note_words=wording.notes,
        telling_columns=_telling_columns,
    )
    environment.globals.update(
        t=translator(language),
        pick=translator(language).pick,
        suppressed=SUPPRESSED,
        sep=wording.separator(),
        colon=wording.colon(),
        notices_shown=NOTICES_SHOWN,
        notices_open=NOTICES_OPEN,
        relays_open=RELAYS_OPEN,
        rows_shown=ROWS_SHOWN,
        lines_shown=LINES_SHOWN,
        lapsed_shown=LISTED,
        exempted_shown=LISTED,
    )


def _telling_columns(evidence: Evidence, notice: Notice, columns: list[ColumnCard]) -> list[int]:
    """The columns that say something the head of the notice has not said."""
    said = (None, notice.subject_id, notice.subject, notice.unit_id)
    return [
        index
        for index, column in enumerate(columns)
        if column.name not in MACHINE_COLUMNS and any(row[index] not in said for row in evidence.rows)
    ]


def template_text(name: str) -> str:
    """One of the report's templates or its style sheet."""
    resource = files("jianfu.report.html").joinpath(name)
    if not resource.is_file():
        raise Defect("report-template", name=name)
    return resource.read_text(encoding="utf-8")
