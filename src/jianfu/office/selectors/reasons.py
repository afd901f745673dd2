"""Why a plan proposes what it proposes for one thing (处置说明查询): what its paper says too."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import pyarrow.compute as pc

from jianfu.base.i18n import Translator
from jianfu.measure.suppression import is_small
from jianfu.office.models import Plan, Proposal
from jianfu.office.place import here
from jianfu.plan.explain_words import Words, words_of
from jianfu.plan.folder import Plan as Folder
from jianfu.plan.folder import open_plan

OPENED = 4
"""Plans a process keeps in memory; a county's takes some megabytes."""
OF_PEOPLE = ("not-yet-in",)
"""Risks whose number is one of people."""
FOR_SOME = "restricted"
"""Things of which only those who must know are told; no other thing's reasons name them."""


@dataclass(frozen=True)
class _Opened:
    """A plan, and the names its reasons may use."""

    folder: Folder
    names: Mapping[str, str]


def reasons_of(plan: Plan, row: Proposal, say: Translator) -> Words | None:
    """The sentences about a proposal the caller has found in scope; ``None`` for plans made before there were any.

    Nothing over fewer than five people is told: of a thing of so few only the risks are, for the other sentences tell
    of their minutes; and no sentence says how one to four people would have to move.
    """
    opened = _opened(str(here().plans / plan.folder))
    why = opened.folder.explanations.get((row.kind, row.thing_id))
    if why is None:
        return None
    table = opened.folder.proposals
    asked = pc.and_(pc.equal(table["kind"], row.kind), pc.equal(table["thing_id"], row.thing_id))
    told = replace(why, risks=tuple(one for one in why.risks if one.code not in OF_PEOPLE or not is_small(one.number)))
    words = words_of(table.filter(asked).to_pylist()[0], told, opened.names, say)
    if is_small(row.people):
        return Words((), (), words.risks, ())
    return words._replace(runner_up=()) if is_small(abs(why.runner_up_moved or 0)) else words


@lru_cache(maxsize=OPENED)
def _opened(folder: str) -> _Opened:
    """The plan in a folder of the office, which never changes once it is finished."""
    plan = open_plan(folder)
    columns = (plan.proposals[name].to_pylist() for name in ("thing_id", "name", "protected"))
    return _Opened(plan, {one: name or one for one, name, why in zip(*columns, strict=True) if why != FOR_SOME})
