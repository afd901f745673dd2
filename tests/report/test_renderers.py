"""What the renderers promise: no computing, no loading, no text taken for markup or formula."""

import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from report_rows import LOUD

from jianfu.base.errors import UserProblem
from jianfu.base.i18n import LANGUAGES, Translator
from jianfu.detect.load import READABLE
from jianfu.report.html.rendering import policy, render_html
from jianfu.report.pdf.typeset import chinese_font, render_pdf
from jianfu.report.write import FORMATS, write_report

SHEETS = {
    "zh-Hans": ["说明", "负担", "发现", "证据", "数据质量"],
    "en": ["About", "Burden", "Findings", "Evidence", "Data quality"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_loads_nothing_and_runs_nothing(run, language) -> None:
    page = render_html(run.document(), language)
    assert not re.search(r"<(?:script|img|link|iframe|object)\b", page)
    assert not re.search(r"(?:src|srcset|href)=\"(?!#)", page)
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert " style=" not in page, "the page's own policy would refuse it"
    assert "default-src &#39;none&#39;" in page


def test_the_policy_names_the_style_sheet_of_the_page(run) -> None:
    page = render_html(run.document(), "en")
    style = re.search(r"<style>(.*?)</style>", page, re.S).group(1)
    assert policy(style).replace("'", "&#39;") in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_name_stays_text(run, language) -> None:
    page = render_html(run.document(), language)
    assert LOUD not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}=1+1" in page


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_document_gives_the_same_bytes(run, tmp_path, form) -> None:
    if form == "pdf":
        pytest.importorskip("typst")
        try:
            render_pdf(run.document(), "en")
        except UserProblem:
            pytest.skip("no Chinese font on this machine")
    first = write_report(run.document(), form=form, language="zh-Hans", out=tmp_path / f"a.{form}")
    second = write_report(run.document(), form=form, language="zh-Hans", out=tmp_path / f"b.{form}")
    assert first.read_bytes() == second.read_bytes()


def test_an_unknown_format_is_refused(run, tmp_path) -> None:
    with pytest.raises(UserProblem, match="report-format"):
        write_report(run.document(), form="doc", language="en", out=tmp_path / "a.doc")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_every_finding_and_evidence_row_as_text(run, tmp_path, language) -> None:
    document = run.document()
    path = write_report(document, form="xlsx", language=language, out=tmp_path / "a.xlsx")
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == SHEETS[language]
    findings = book.get_sheet_by_name(SHEETS[language][2]).to_python()
    assert len(findings) - 1 == document.counts.open + document.counts.muted + document.counts.exempted
    rows = sum(len(item.rows) for notice in document.notices for finding in notice.open for item in finding.evidence)
    assert len(book.get_sheet_by_name(SHEETS[language][3]).to_python()) - 1 == rows
    assert any(LOUD in row for row in findings)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_a_machine_without_chinese_type_is_told_which_package_to_install() -> None:
    with pytest.raises(UserProblem) as raised:
        chinese_font(["DejaVu Sans"])
    assert "fonts-noto-cjk" in Translator("en").problem(raised.value)
    assert chinese_font(["DejaVu Sans", "Noto Sans CJK SC"]) == "Noto Sans CJK SC"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_coded_value_of_every_table_has_a_word(language) -> None:
    translate = Translator(language)
    values = {value for table in READABLE.values() for column in table.columns for value in column.values}
    assert {
        value for value in values if not translate.knows(f"value-{value}") and not translate.knows(f"component-{value}")
    } == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stays_small_however_many_findings_there_are(run, language) -> None:
    document = run.document()
    many = type(document)(
        **{
            **{name: getattr(document, name) for name in document.__dataclass_fields__},
            "notices": document.notices * 300,
        }
    )
    assert len(render_html(many, language)) < 2_000_000
