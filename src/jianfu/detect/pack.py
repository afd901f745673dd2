"""What a pack holds once loaded: the rules with every county's limits laid over them, and the citation register."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jianfu.base.errors import UserProblem
from jianfu.detect.rule import Rule, Words
from jianfu.detect.season import Season


@dataclass(frozen=True)
class Citation:
    """A document in the register: what a rule or limit rests on."""

    key: str
    title: Words
    number: str | None
    issued: str | None
    """As exactly as it is known: a year, a month or a day."""
    issuer: str | Words
    confidence: str
    status: str
    address: str | None


@dataclass(frozen=True)
class Pack:
    """The rules as they stand after every county pack was laid over the national one."""

    names: tuple[str, ...]
    rules: tuple[Rule, ...]
    citations: Mapping[str, Citation] = field(repr=False)
    seasons: tuple[Season, ...] = ()
    """Times of emergency in which groups are exempt, in order of key."""

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id; raises ``UserProblem``."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise UserProblem("rule-unknown", rule=rule_id, known=", ".join(rule.id for rule in self.rules))
