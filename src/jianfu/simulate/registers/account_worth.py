"""How many people live where an account belongs, follow it and read it: some exactly at a limit, some just past it."""

from collections.abc import Iterator, Sequence

import numpy as np

from jianfu.simulate.chance import deal, stream
from jianfu.simulate.registers.account import Account
from jianfu.simulate.settings import AccountSettings, limits, read_record
from jianfu.simulate.world import LEVELS, Label, World

KINDS = (0.8, 0.1, 0.1)
"""As drawn, exactly at the limit, one short of it."""


def residents(world: World) -> list[int | None]:
    """Of each unit the people of the place it governs, a multiple of five; departments govern none."""
    rng = stream(world.seed, "residents")
    drawn = rng.lognormal(0, 0.4, len(world.units))
    usual = {LEVELS.index("township"): 25_000, LEVELS.index("village"): 1_600}
    return [
        5 * int(usual[level] * share / 5) if level in usual else None
        for level, share in zip(world.units.level.tolist(), drawn.tolist(), strict=True)
    ]


def followers(world: World, accounts: Sequence[Account], wish: AccountSettings) -> list[int]:
    """How many follow each account: some exactly at a limit and one short of it; enough in a clean county."""
    rng, count = stream(world.seed, "reach"), len(accounts)
    fewest = limits().fewest_fans
    fans = np.clip(rng.lognormal(np.log(wish.fans_median), 1.4, count), 3, 400_000).astype(int)
    kind = deal(rng, count, [0.9, 0.05, 0.05])
    fans = np.select([kind == 1, kind == 2], [fewest, fewest - 1], fans)
    people = residents(world)
    fifths = np.array([(people[account.unit] or 0) // 5 for account in accounts])
    local = deal(rng, count, KINDS)
    fans = np.select([(fifths > 0) & (local == 1), (fifths > 0) & (local == 2)], [fifths, fifths - 1], fans)
    if world.clean:
        fans = np.maximum(fans, np.maximum(fewest, fifths))
    found: list[int] = fans.tolist()
    return found


def reads(world: World, paid: Sequence[bool], wish: AccountSettings) -> list[int]:
    """How often each account was read in a year; ``paid``: run by a contractor."""
    rng, count = stream(world.seed, "reads"), len(paid)
    enough = int(wish.yearly_cost / (limits().yuan_a_minute * limits().minutes_a_read))
    kind = deal(rng, count, [0.55, 0.25, 0.1, 0.1])
    if world.clean:
        kind = np.where(np.isin(kind, [1, 3]) & np.asarray(paid), 0, kind)
    many, few = rng.integers(enough + 1, 20 * enough, count), rng.integers(0, enough // 2, count)
    found: list[int] = np.select([kind == 1, kind == 2, kind == 3], [few, enough, enough - 1], many).tolist()
    return found


def label_worth(world: World, accounts: Sequence[Account], paid: Sequence[bool]) -> Iterator[Label]:
    """Truth of account-poor-value, account-low-reach and account-hosted-idle."""
    people, wish = residents(world), read_record(AccountSettings, "accounts")
    read = reads(world, paid, wish)
    enough = wish.yearly_cost / (limits().yuan_a_minute * limits().minutes_a_read)
    for row, (account, count) in enumerate(zip(accounts, followers(world, accounts, wish), strict=True)):
        living = people[account.unit]
        judged = [
            ("account-poor-value", count < limits().fewest_fans, count == limits().fewest_fans),
            ("account-hosted-idle", paid[row] and read[row] < enough, read[row] <= enough),
        ]
        if living:
            judged.append(("account-low-reach", count < limits().reach_share * living, 5 * count == living))
        for rule, past, at_limit in judged:
            if past or at_limit:
                real = past and account.active
                why = "planted" if real else "closed, run by the unit itself, or exactly at the limit"
                yield Label(rule, "account", account.account_id, real, why)
