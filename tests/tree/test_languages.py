"""Both languages say the same things with the same holes, and nothing the code says is missing."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

from jianfu.base.errors import Defect
from jianfu.base.i18n import LANGUAGES, Translator, language_of

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "src/jianfu/locale"


def holes(node: ast.BaseNode) -> set[str]:
    found: set[str] = set()

    def visit(part: object) -> None:
        if isinstance(part, ast.VariableReference):
            found.add(part.id.name)
        if isinstance(part, ast.BaseNode):
            for value in vars(part).values():
                visit(value)
        elif isinstance(part, list):
            for item in part:
                visit(item)

    visit(node)
    return found


def messages(language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in sorted((LOCALE / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content!r} is not a Fluent message"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{path.name}: {entry.id.name} stands twice"
                found[entry.id.name] = holes(entry)
    return found


def test_both_languages_have_the_same_messages_with_the_same_holes() -> None:
    chinese, english = (messages(language) for language in LANGUAGES)
    assert chinese.keys() == english.keys()
    assert {name for name in chinese if chinese[name] != english[name]} == set()


def test_every_problem_raised_has_words() -> None:
    known = messages("en")
    raised = {
        code
        for path in (ROOT / "src").rglob("*.py")
        for code in re.findall(
            r"(?:UserProblem|SourceProblem|Defect)\(\s*\"([a-z0-9-]+)\"", path.read_text(encoding="utf-8")
        )
    }
    assert raised
    assert {code for code in raised if f"problem-{code}" not in known} == set()


def templates() -> list[tuple[str, str]]:
    folders = (ROOT / "src/jianfu/web/pages", ROOT / "src/jianfu/report")
    return [(path.name, path.read_text(encoding="utf-8")) for folder in folders for path in folder.rglob("*.html")]


def test_no_template_has_words_of_its_own() -> None:
    """Whatever stands between the tags comes from a message or from the data, so that no language is left out."""
    said = {}
    for name, text in templates():
        attributes = re.findall(r'\b(?:aria-label|title|placeholder|alt)="([^"{]+)"', text)
        left = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
        left = re.sub(r"<(script|style)\b.*?</\1>", "", left, flags=re.S)
        words = re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>|&\w+;", "", left, flags=re.S))
        if set(words) - {"SHA"} or attributes:
            said[name] = (words, attributes)
    assert said == {}


def test_every_message_a_template_asks_for_is_there() -> None:
    known = messages("en")
    asked = {name for _, text in templates() for name in re.findall(r'say\("([a-z0-9-]+)"[,)]', text)}
    assert len(asked) > 100
    assert asked - known.keys() == set()


def test_a_missing_hole_is_a_defect_and_never_a_half_sentence() -> None:
    with pytest.raises(Defect):
        Translator("en")("problem-language-unknown")


@pytest.mark.parametrize(
    ("wish", "environment", "language"),
    [
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        (None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "C.UTF-8"}, "zh-Hans"),
        (None, {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN"}, "zh-Hans"),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_locale(wish, environment, language) -> None:
    assert language_of(wish, environment) == language


def test_every_step_of_progress_has_words() -> None:
    known = messages("en")
    steps = {
        step
        for path in (ROOT / "src").rglob("*.py")
        for step in re.findall(r"\.start\(\s*\"([a-z0-9-]+)\"", path.read_text(encoding="utf-8"))
    }
    assert steps
    assert {step for step in steps if f"step-{step}" not in known} == set()
