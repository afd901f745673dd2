"""The rule files keep the promises the loader cannot see: pairs at the limit, both languages, no number in a query."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
import yaml

import jianfu.packs
from jianfu.detect.load import built_in_packs, load_packs
from jianfu.detect.rule import Case, Parameter, Rule
from jianfu.engine.duckdb import DuckdbEngine
from jianfu.engine.protocol import Engine, Scalar

PACKS = Path(jianfu.packs.__file__).parent
FILES = sorted((PACKS / "national/rules").glob("*.yaml"))
LOADED = {"national": load_packs(), **{name: load_packs([name]) for name in built_in_packs()}}
RULES = LOADED["national"].rules
CHECKS = {
    1: {"group-duplicate"},
    2: {"unit-group-count"},
    3: {"temporary-group-overdue"},
    4: {"group-zombie", "show-off-group"},
    5: {"group-unapproved", "group-unfiled"},
    6: {"group-owner-absent", "group-owner-rank"},
    7: {"leaver-in-group", "member-idle"},
    8: {"off-hours-messages"},
    13: {"deadline-impossible", "deadline-same-day"},
    10: {"chain-reply-demanded", "chain-reply-frequent"},
    9: {"named-criticism", "reply-forced", "acknowledgement-chain", "answer-instant"},
    14: {"rule-text-breaks-rules"},
    17: {"install-rate-demanded", "appraisal-item-rates"},
    18: {"appraisal-by-likes", "appraisal-item-likes"},
    12: {"demand-grown", "notice-repeated"},
    15: {"app-unfiled", "app-number-hidden"},
    16: {"app-forbidden-function"},
    19: {"app-below-county", "app-per-department", "app-function-overlap"},
    20: {"app-no-complaint", "app-stale", "app-idle"},
    21: {"account-stale", "account-zombie", "account-slow", "account-duplicate", "account-no-interaction"},
    22: {"letter-unanswered", "letter-late", "letter-past-due", "letter-closed-unanswered"},
    11: {"photo-demanded-twice", "photo-out-of-date", "photo-used-again", "proof-demanded", "proof-crowd"},
    23: {"reply-copied-letter", "reply-copied-reply", "reply-wrong-case"},
    24: {"form-asked-again", "form-asked-twice", "form-paper-too", "form-unlisted"},
    29: {"app-look-alike", "app-several-builds"},
    25: {
        "account-hosted-idle",
        "account-hosted-replies",
        "account-low-reach",
        "account-poor-value",
        "reduction-missed",
    },
    31: {"account-closed-again", "app-closed-again", "group-closed-again"},
    32: {"app-proxy-entry", "form-proxy-entry"},
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
HOLE = re.compile(r"\{([a-z_]+)\}")


def named(rule: Rule) -> str:
    return rule.id


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = DuckdbEngine()
    yield made
    made.close()


def test_every_check_of_the_first_stage_has_its_rules() -> None:
    found: dict[int, set[str]] = {}
    for rule in RULES:
        found.setdefault(rule.check, set()).add(rule.id)
    assert found == CHECKS


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_query_holds_no_number(rule: Rule) -> None:
    without_texts = re.sub(r"'[^']*'", "''", rule.query.text)
    assert re.findall(r"\b\d[\d.]*", without_texts) == [], "a threshold is a dated parameter with a source"


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_has_at_least_five_cases_of_both_kinds(rule: Rule) -> None:
    firing = [case for case in rule.cases if case.expect]
    assert len(rule.cases) >= 5
    assert firing
    assert len(firing) < len(rule.cases)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_limit_decides(rule: Rule, engine: Engine) -> None:
    """Moving a limit by its smallest step changes the answer of some case: the cases stand right at it."""
    for parameter in rule.parameters.values():
        assert any(_turns(rule, case, parameter, engine) for case in rule.cases), (
            f"no case stands at the limit {parameter.name}: add the pair at and just past it"
        )


def _turns(rule: Rule, case: Case, parameter: Parameter, engine: Engine) -> bool:
    bound = _bound(rule, case)
    if bound is None:
        return False
    plain = sorted(str(row["subject_id"]) for row in case.expect)
    return any(
        _subjects(rule, case, {**bound, parameter.name: value}, engine) != plain
        for value in _steps(bound[parameter.name])
    )


def _bound(rule: Rule, case: Case) -> Mapping[str, Scalar] | None:
    values = {name: held.value for name, parameter in rule.parameters.items() if (held := parameter.at(case.as_of))}
    bound = {"as_of": case.as_of, **values, **case.parameters}
    return bound if set(rule.parameters) <= set(bound) else None


def _steps(value: Scalar) -> tuple[Scalar, ...]:
    if isinstance(value, date):
        return (date.fromordinal(value.toordinal() + 1), date.fromordinal(value.toordinal() - 1))
    if isinstance(value, float):
        return (value * 0.89, value * 1.11)
    assert isinstance(value, int)
    return (value + 1, value - 1)


def _subjects(rule: Rule, case: Case, bound: Mapping[str, Scalar], engine: Engine) -> list[str]:
    found = engine.query(rule.query, case.tables, bound).column("subject_id").to_pylist()
    return sorted(str(subject) for subject in found)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_register_that_states_nothing_accuses_nobody(rule: Rule, engine: Engine) -> None:
    """Every row of the firing cases cut down to its own id."""
    for case in (case for case in rule.cases if case.expect):
        bare = {name: _bare(table) for name, table in case.tables.items()}
        bound = _bound(rule, case)
        assert bound is not None
        assert engine.query(rule.query, bare, bound).num_rows == 0


def _bare(table: pa.Table) -> pa.Table:
    kept = {"group_id", "app_id", "account_id", "letter_id", "message_id", "app_a", "app_b", "form_id"}
    columns = [
        column if name in kept else pa.nulls(len(table), column.type)
        for name, column in zip(table.schema.names, table.columns, strict=True)
    ]
    return pa.table(columns, schema=table.schema)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_in_its_language(path: Path) -> None:
    for pair in _pairs(yaml.safe_load(path.read_text(encoding="utf-8"))):
        assert CHINESE.search(pair["zh"]), pair
        assert not CHINESE.search(pair["en"]), pair
        assert set(HOLE.findall(pair["zh"])) == set(HOLE.findall(pair["en"])), pair


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_article_is_written_in_both_languages(path: Path) -> None:
    articles = re.findall(r"article: \"?([^}\"\n]+)", path.read_text(encoding="utf-8"))
    for article in articles:
        chinese, slash, english = article.partition(" / ")
        assert slash and CHINESE.search(chinese) and not CHINESE.search(english), article


def _pairs(content: object) -> Iterator[Mapping[str, str]]:
    if isinstance(content, dict):
        if {"zh", "en"} <= set(content):
            yield content
        for each in content.values():
            yield from _pairs(each)
    elif isinstance(content, list):
        for each in content:
            yield from _pairs(each)


def test_every_document_cited_is_in_the_register_and_every_one_in_the_register_is_cited() -> None:
    for name, pack in LOADED.items():
        folder = PACKS / name
        register = yaml.safe_load((folder / "citations.yaml").read_text(encoding="utf-8"))
        texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")]
        cited = {key for text in texts for key in re.findall(r"document: ([a-z0-9-]+)", text)}
        assert set(register) <= cited, "a document nobody relies on is no part of the register"
        assert cited <= set(pack.citations)


def test_documents_are_described_in_both_languages_and_never_by_a_mirror() -> None:
    for pack in LOADED.values():
        for citation in pack.citations.values():
            assert CHINESE.search(citation.title["zh"]), citation.key
            assert not CHINESE.search(citation.title["en"]), citation.key
            assert not isinstance(citation.issuer, str), citation.key
            if citation.address:
                host = citation.address.split("/")[2]
                assert host.endswith((".gov.cn", ".stdaily.com", ".xinhuanet.com")), (
                    f"{citation.key}: {host} is not the issuer's"
                )


def test_a_national_number_never_comes_from_a_setting_and_a_local_one_never_from_the_national_pack() -> None:
    for rule in RULES:
        values = [value for parameter in rule.parameters.values() for value in parameter.values]
        if rule.limit == "exact":
            assert all(value.source for value in values), rule.id
        if rule.limit == "exact_local":
            assert values == [], f"{rule.id}: a local number belongs in a county pack"
        if rule.limit == "setting":
            assert all(parameter.values for parameter in rule.parameters.values()), rule.id


def test_the_example_county_wakes_every_local_rule() -> None:
    pack = LOADED["example_county"]
    as_of = date(2026, 9, 30)
    assert [rule.id for rule in pack.rules if rule.limits(as_of) is None] == []
