"""One cause, one notice: what a finding makes superfluous is muted, counted, and can be opened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import xxhash

_SEPARATOR = "\x1f"


def stable_id(prefix: str, *parts: str) -> str:
    """The same id for the same parts on every machine and in every run."""
    return f"{prefix}-{xxhash.xxh3_128_hexdigest(_SEPARATOR.join(parts).encode())[:16]}"


@dataclass(frozen=True)
class Standing:
    """A finding as grouping sees it."""

    finding_id: str
    rule_id: str
    subject: tuple[str, str]


def muted_by(standing: Sequence[Standing], silences: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Muted finding -> the open finding that tells it. ``silences``: rule -> rules it makes superfluous.

    Only findings on the same subject mute each other; a muted one passes its muting on to the one that muted it.
    ``silences`` must have no cycle.
    """
    by_place = {(each.rule_id, each.subject): each for each in standing}
    silencers: dict[str, list[str]] = {}
    for rule_id in sorted(silences):
        for silenced in silences[rule_id]:
            silencers.setdefault(silenced, []).append(rule_id)

    def teller(each: Standing) -> Standing:
        for rule_id in silencers.get(each.rule_id, ()):
            if (rule_id, each.subject) in by_place:
                return teller(by_place[rule_id, each.subject])
        return each

    return {each.finding_id: told.finding_id for each in standing if (told := teller(each)) is not each}


def cause_of(subject: tuple[str, str]) -> str:
    """Findings on one subject make one notice; those of rules about a unit make one notice per unit."""
    return stable_id("cause", *subject)


def find_cycle(silences: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Rules that silence each other in a circle; empty where there is none."""
    done: set[str] = set()

    def walk(rule_id: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if rule_id in path:
            return (*path[path.index(rule_id) :], rule_id)
        if rule_id not in done:
            for silenced in sorted(silences.get(rule_id, ())):
                if circle := walk(silenced, (*path, rule_id)):
                    return circle
            done.add(rule_id)
        return ()

    for rule_id in sorted(silences):
        if circle := walk(rule_id, ()):
            return circle
    return ()
