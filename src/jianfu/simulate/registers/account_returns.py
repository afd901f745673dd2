"""Accounts that come back after closing, planted beside the ordinary ones."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from jianfu.simulate.chance import deal, stream
from jianfu.simulate.registers.account import Account
from jianfu.simulate.world import Label, World
from jianfu.tables.identity import account_id

KINDS = ("new_name", "posts_on", "other_platform", "stays_closed")
SHARES = (0.35, 0.2, 0.2, 0.25)
OTHER_NAMES = ("新{}", "{}在线", "{}（新）", "{}2.0")


def bring_back(world: World, accounts: list[Account]) -> tuple[list[Account], list[Label]]:
    """Some closed accounts post on or come back under another name; in a clean county all stay closed."""
    rng, made, labels = stream(world.seed, "closings"), list(accounts), []
    closed = [place for place, account in enumerate(accounts) if account.closed_on is not None]
    kinds = deal(rng, len(closed), (0, 0, *SHARES[2:]) if world.clean else SHARES)
    for place, kind in zip(closed, kinds.tolist(), strict=True):
        before = accounts[place]
        day = before.closed_on or world.as_of
        if KINDS[kind] == "posts_on":
            made[place] = replace(before, last_post_on=min(day + timedelta(days=20), world.as_of))
            labels.append(Label("account-closed-again", "account", before.account_id, True, "posts after closing"))
        elif KINDS[kind] in ("new_name", "other_platform"):
            again = _again(world, before, rng, elsewhere=KINDS[kind] == "other_platform")
            if any(again.account_id == one.account_id for one in made):
                continue
            made.append(again)
            real = KINDS[kind] == "new_name"
            why = "planted" if real else "another platform"
            labels.append(Label("account-closed-again", "account", again.account_id, real, why))
        else:
            labels.append(Label("account-closed-again", "account", before.account_id, False, "stays closed"))
    return made, labels


def _again(world: World, before: Account, rng: np.random.Generator, *, elsewhere: bool) -> Account:
    """An account that opens after the other was closed, and lives."""
    name = OTHER_NAMES[int(rng.integers(0, len(OTHER_NAMES)))].format(before.name)
    platform = "kuaishou" if elsewhere else before.platform
    opened = (before.closed_on or world.as_of) + timedelta(days=int(rng.integers(1, 120)))
    return replace(
        before,
        platform=platform,
        name=name,
        opened_on=min(opened, world.as_of),
        last_post_on=world.as_of,
        active=True,
        closed_on=None,
        interaction=True,
        account_id=account_id(platform, name),
    )
