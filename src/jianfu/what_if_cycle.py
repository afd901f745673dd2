"""A finished run asked again under other limits: rules run over what it measured, nothing is measured anew."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from jianfu.base.errors import UserProblem
from jianfu.detect.limit_words import check_limits
from jianfu.detect.load import built_in_packs, load_packs
from jianfu.detect.pack import Pack
from jianfu.detect.row_sources import Measured, RowSources
from jianfu.detect.rule import Rule
from jianfu.detect.run import RuleInputs
from jianfu.detect.season import with_seasons
from jianfu.detect.what_if import WhatIf, what_if
from jianfu.engine.choose import open_engine
from jianfu.measure.catalogue import MEASURES
from jianfu.report.run import Run, open_run


@dataclass(frozen=True)
class FinishedRun:
    """A run with the pack it was made under and an engine to ask with."""

    run: Run
    pack: Pack
    inputs: RuleInputs

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id; raises ``UserProblem``."""
        return self.pack.rule(rule_id)

    def what_if(self, rule: Rule, limits: Mapping[str, object]) -> WhatIf:
        """Its findings under these limits; raises ``UserProblem``."""
        return what_if(self.pack.rules, rule, check_limits(rule, limits), self.inputs, self.run.findings)


@contextmanager
def finished_run(folder: Path | str, packs: Sequence[str] = ()) -> Iterator[FinishedRun]:
    """Opens a run; ``packs`` where it was made with packs from folders, else those it names."""
    run = open_run(folder)
    pack = load_packs(packs or _packs_of(run))
    snapshot = with_seasons(run.snapshot, pack.seasons)
    with closing(open_engine()) as engine:
        yield FinishedRun(run, pack, RuleInputs(RowSources(snapshot, _measured(run)), engine, run.record.as_of))


def _packs_of(run: Run) -> Sequence[str]:
    counties = run.record.packs[1:]
    if elsewhere := [name for name in counties if name not in built_in_packs()]:
        raise UserProblem("what-if-packs-elsewhere", packs=", ".join(elsewhere))
    return counties


def _measured(run: Run) -> dict[str, Measured]:
    files = {name: run.folder / "measures" / f"{name}.parquet" for name in MEASURES}
    return {name: path if path.is_file() else run.measure(name) for name, path in files.items() if path.exists()}
