"""Loads packs: the national rules and, laid over them, limits and exemptions counties set, each with its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import jianfu.packs
from jianfu.base.errors import UserProblem
from jianfu.base.yaml_file import read_yaml
from jianfu.detect.citations import read_citations
from jianfu.detect.faults import Fault, Faults, PackProblem
from jianfu.detect.fields import Fields, read_values
from jianfu.detect.grouping import find_cycle
from jianfu.detect.pack import Citation, Pack
from jianfu.detect.pack_folder import sound_folder
from jianfu.detect.rule import STATUSES, Parameter, Rule
from jianfu.detect.rule_file import READABLE, load_rule
from jianfu.detect.season import Season, read_seasons
from jianfu.tables.column import Kind

NATIONAL = "national"
__all__ = ["READABLE", "built_in_packs", "load_packs", "load_rules_file"]

_FITTING: dict[Kind, tuple[type, ...]] = {
    Kind.INTEGER: (int,), Kind.NUMBER: (int, float), Kind.TEXT: (str,), Kind.DATE: (date,), Kind.FLAG: (bool,),
}  # fmt: skip


def load_packs(counties: Sequence[str | Path] = (), *, national: Path | None = None) -> Pack:
    """The national pack with any number of county packs (built-in name or folder), later ones on top.

    Raises ``PackProblem`` holding every fault of every file at once; of folders that may not be opened, before any
    rule is read.
    """
    faults: list[Fault] = []
    places = [_find(county) for county in counties]
    for place in places:
        sound_folder(place, faults, county=True)
    if faults:
        raise PackProblem(faults)
    base = _national(national) if national else _shipped()
    faults += base.faults
    rules, citations, names = dict(base.rules), base.citations, [base.name]
    seasons: dict[str, Season] = {}
    for place in places:
        names.append(place.name)
        citations = {**citations, **read_citations(place / "citations.yaml", faults)}
        _lay_over(place, rules, citations, faults)
        seasons |= read_seasons(place / "exemptions.yaml", rules, citations, faults)
    if faults:
        raise PackProblem(faults)
    return Pack(
        tuple(names),
        tuple(rules[name] for name in sorted(rules)),
        citations,
        tuple(seasons[key] for key in sorted(seasons)),
    )


@dataclass(frozen=True)
class _Base:
    """What a national pack holds, and what is wrong with it."""

    name: str
    rules: Mapping[str, Rule]
    citations: Mapping[str, Citation]
    faults: tuple[Fault, ...]


@cache
def _shipped() -> _Base:
    """The national pack that comes with the package; it does not change while the program runs."""
    return _national(_built_in(NATIONAL))


def _national(folder: Path) -> _Base:
    faults: list[Fault] = []
    if not sound_folder(folder, faults, county=False):
        return _Base(folder.name, {}, {}, tuple(faults))
    citations = read_citations(folder / "citations.yaml", faults)
    rules = {rule.id: rule for rule in _rules(folder / "rules", citations, faults)}
    _check_references(rules, faults)
    return _Base(folder.name, rules, citations, tuple(faults))


def load_rules_file(path: Path, *, national: Path | None = None) -> Rule:
    """One rule file against the national citation register; raises ``PackProblem``."""
    faults: list[Fault] = []
    citations = read_citations((national or _built_in(NATIONAL)) / "citations.yaml", faults)
    own = Faults(path.name)
    rule = load_rule(path, citations, own)
    if rule is None or faults or own.found:
        raise PackProblem([*faults, *own.found])
    return rule


def built_in_packs() -> list[str]:
    """The names of the county packs that come with the package."""
    root = Path(jianfu.packs.__file__).parent
    return sorted(entry.parent.name for entry in root.glob("*/pack.yaml") if entry.parent.name != NATIONAL)


def _built_in(name: str) -> Path:
    return Path(jianfu.packs.__file__).parent / name


def _find(county: str | Path) -> Path:
    folder = Path(county)
    if not (folder / "pack.yaml").is_file():
        if str(county) not in built_in_packs():
            raise UserProblem("pack-unknown", pack=str(county), known=", ".join(built_in_packs()))
        folder = _built_in(str(county))
    return folder


def _rules(folder: Path, citations: Mapping[str, Citation], faults: list[Fault]) -> Iterator[Rule]:
    for path in sorted(folder.glob("*.yaml")):
        own = Faults(path.name)
        rule = load_rule(path, citations, own)
        faults.extend(own.found)
        if rule is not None:
            yield rule


def _check_references(rules: Mapping[str, Rule], faults: list[Fault]) -> None:
    if faults:
        return
    for rule in rules.values():
        own = Faults(f"{rule.id}.yaml")
        for other in rule.silences:
            if other not in rules or other == rule.id:
                own.add("silences", "rule-silences-unknown", rule=other)
            elif rules[other].subject != rule.subject:
                own.add("silences", "rule-silences-subject", rule=other)
        faults.extend(own.found)
    if not faults and (circle := find_cycle({rule.id: rule.silences for rule in rules.values()})):
        own = Faults(f"{circle[0]}.yaml")
        own.add("silences", "rule-silences-circle", circle=" -> ".join(circle))
        faults.extend(own.found)


def _lay_over(place: Path, rules: dict[str, Rule], citations: Mapping[str, Citation], faults: list[Fault]) -> None:
    """Puts one county's limits and switches over the rules; ``parameters.yaml``: rule -> {status, parameters}."""
    _check_pack_file(place, faults)
    path = place / "parameters.yaml"
    if not path.is_file():
        return
    own = Faults(f"{place.name}/{path.name}")
    try:
        fields = Fields(read_yaml(path), own)
    except UserProblem as problem:
        own.take(".", problem)
        fields = Fields({}, own)
    for rule_id in fields.content:
        item = fields.inside(str(rule_id))
        if rule_id not in rules:
            item.fault("", "rule-unknown", rule=str(rule_id), known=", ".join(sorted(rules)))
            continue
        item.only((), ("status", "parameters"))
        rule = rules[rule_id]
        status = item.one_of("status", STATUSES) if "status" in item.content else rule.status
        given = item.inside("parameters") if "parameters" in item.content else Fields({}, own)
        parameters = dict(rule.parameters)
        for name in given.content:
            if name not in parameters:
                given.fault(str(name), "rule-parameter-unknown", parameter=str(name))
                continue
            parameters[name] = _overlaid(given.inside(str(name)), parameters[name], citations, rule)
        rules[rule_id] = replace(rule, status=status, parameters=parameters)
    faults.extend(own.found)


def _check_pack_file(place: Path, faults: list[Fault]) -> None:
    own = Faults(f"{place.name}/pack.yaml")
    try:
        fields = Fields(read_yaml(place / "pack.yaml"), own)
    except UserProblem as problem:
        own.take(".", problem)
    else:
        fields.only(("name", "about"))
        fields.words("name")
        fields.words("about")
    faults.extend(own.found)


def _overlaid(fields: Fields, parameter: Parameter, citations: Mapping[str, Citation], rule: Rule) -> Parameter:
    fields.only(("values",))
    values = read_values(fields, citations, settings_allowed=rule.limit == "setting")
    if any(type(value.value) not in _FITTING[parameter.kind] for value in values):
        fields.fault("values", "threshold-kind")
    before = tuple(value for value in parameter.values if not values or value.start < values[0].start)
    return replace(parameter, values=(*before, *values))
