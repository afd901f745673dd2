"""The register of official accounts (政务公众账号台账) and the truth about them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np

from jianfu.simulate.chance import Rng, deal, stream
from jianfu.simulate.registers.account import Account
from jianfu.simulate.registers.account_returns import bring_back
from jianfu.simulate.registers.account_worth import followers, label_worth, reads
from jianfu.simulate.registers.habit import Cell
from jianfu.simulate.registers.sheet import Register
from jianfu.simulate.registers.shelf import Shelf, office_batches, shelve
from jianfu.simulate.settings import AccountSettings, limits, read_record
from jianfu.simulate.world import Label, World
from jianfu.tables.identity import account_id

PLATFORM_WORDS = {
    "wechat": "微信公众号",
    "weibo": "微博",
    "video": "视频号",
    "toutiao": "头条号",
    "douyin": "抖音号",
    "kuaishou": "快手号",
}
TITLES = {"wechat": "发布", "weibo": "微发布", "video": "视界", "toutiao": "资讯", "douyin": "在身边"}
BATCHES = 8


def sketch_accounts(world: World) -> list[Account]:
    """All accounts in order of owning unit: one per unit and platform, but for the doubled ones."""
    rng, wish = stream(world.seed, "accounts"), read_record(AccountSettings, "accounts")
    shares = [wish.wechat_share, wish.weibo_share, wish.video_share, wish.toutiao_share, wish.douyin_share]
    units = world.units
    staffed = np.flatnonzero(units.people_to > units.people_from)
    order = np.lexsort((rng.random(len(staffed)), units.level[staffed]))
    count = min(wish.per_county * world.settings.size.counties, 3 * len(staffed))
    owners = np.resize(staffed[order], count)
    platforms = np.asarray(list(PLATFORM_WORDS))[deal(rng, count, shares)]
    ages = _days_since_post(rng, platforms, wish, world)
    pairs = sorted({(int(unit), str(platform)) for unit, platform in zip(owners, platforms, strict=True)})
    doubled = deal(rng, len(pairs), [wish.doubled_share, 1 - wish.doubled_share]) == 0
    rows = [(unit, platform, nth) for (unit, platform), twice in zip(pairs, doubled, strict=True)
            for nth in range(2 if twice else 1)]  # fmt: skip
    return [_account(world, rng, wish, row, int(ages[number % count])) for number, row in enumerate(rows)]


def _account(world: World, rng: Rng, wish: AccountSettings, row: tuple[int, str, int], idle: int) -> Account:
    """One account. The second on a platform is closed in a clean county, and now and then elsewhere."""
    unit, platform, nth = row
    name = f"{world.units.name[unit].as_py()}{TITLES[platform]}{'服务号' if nth else ''}"
    chance = rng.random(4)
    closed = bool(chance[0] < wish.closed_share) or bool(nth and (world.clean or chance[1] < 0.25))
    opened = world.as_of - timedelta(days=int(rng.integers(700, 3600)) - nth * 300)
    posted = world.as_of - timedelta(days=idle + (200 if closed else 0))
    return Account(
        unit=unit,
        platform=platform,
        name=name,
        opened_on=opened,
        last_post_on=max(posted, opened),
        active=not closed,
        closed_on=posted + timedelta(days=30) if closed else None,
        interaction=not closed and (bool(chance[2] >= wish.no_interaction_share) or world.clean),
        account_id=account_id(platform, name),
    )


def _days_since_post(rng: Rng, platforms: np.ndarray, wish: AccountSettings, world: World) -> np.ndarray:
    """Days without a post: fresh, slow, stale, dead, and exactly at each limit; 头条 is neglected most."""
    slow, stale, zombie = limits().account_slow_days, limits().account_stale_days, limits().account_zombie_days
    count = len(platforms)
    limit = wish.at_limit_share / 3
    fresh = 1 - wish.slow_share - wish.stale_share - wish.zombie_share - wish.at_limit_share
    kind = deal(rng, count, [fresh, wish.slow_share, wish.stale_share, wish.zombie_share, limit, limit, limit])
    neglected = (platforms == "toutiao") & (rng.random(count) < 0.2)
    kind = np.where(neglected, 2, kind)
    if world.clean:
        kind = np.where(np.isin(kind, [1, 2, 3, 5, 6]), 0, kind)
    first_past = rng.random(count) < 0.3
    return np.select(
        [kind == 1, kind == 2, kind == 3, kind == 4, kind == 5, kind == 6],
        [
            np.where(first_past, slow + 1, rng.integers(slow + 1, stale + 1, count)),
            np.where(first_past, stale + 1, rng.integers(stale + 1, 60, count)),
            np.where(first_past, zombie + 1, rng.integers(zombie + 1, 500, count)),
            slow,
            stale,
            zombie,
        ],
        rng.integers(0, slow, count),
    )


def write_accounts(shelf: Shelf) -> Iterator[Path | Label]:
    """The register in a few files, then the truth about it."""
    accounts, returns = bring_back(shelf.world, sketch_accounts(shelf.world))
    unit = np.asarray([account.unit for account in accounts], dtype=np.int32)
    paid = outsourced(shelf.world, len(accounts))
    register = Register("account", "政务公众账号台账", _columns(shelf.world, accounts, paid))
    yield from shelve(shelf, register, office_batches(shelf, unit, BATCHES), "政务公众账号", in_batches=True)
    yield from label_accounts(shelf.world, accounts)
    yield from returns
    yield from label_worth(shelf.world, accounts, paid)


def outsourced(world: World, count: int) -> list[bool]:
    """Which accounts are run by a contractor."""
    share = read_record(AccountSettings, "accounts").outsourced_share
    drawn: list[bool] = (stream(world.seed, "accounts").random(count) < share).tolist()
    return drawn


def _columns(world: World, accounts: list[Account], outsourced: list[bool]) -> dict[str, list[Cell]]:
    wish = read_record(AccountSettings, "accounts")
    names = world.units.name.to_pylist()
    return {
        "name": [account.name for account in accounts],
        "platform": [PLATFORM_WORDS[account.platform] for account in accounts],
        "unit": [names[account.unit] for account in accounts],
        "opened_on": [account.opened_on for account in accounts],
        "state": ["正常" if account.active else "已关停" for account in accounts],
        "closed_on": [account.closed_on for account in accounts],
        "filing_no": [f"新媒备{row + 1:05d}" for row in range(len(accounts))],
        "filed_on": [account.opened_on + timedelta(days=2) for account in accounts],
        "last_post_on": [account.last_post_on for account in accounts],
        "interaction": [account.interaction for account in accounts],
        "fans": list(followers(world, accounts, wish)),
        "reads_last_year": list(reads(world, outsourced, wish)),
        "yearly_cost": [wish.yearly_cost if paid else 0 for paid in outsourced],
        "outsourced": list(outsourced),
    }


def label_accounts(world: World, accounts: list[Account]) -> Iterator[Label]:
    """Real findings and look-alikes of every rule about accounts."""
    limited = (
        ("account-slow", limits().account_slow_days),
        ("account-stale", limits().account_stale_days),
        ("account-zombie", limits().account_zombie_days),
    )
    for account in accounts:
        idle = (world.as_of - account.last_post_on).days
        for rule, limit in limited:
            if idle >= limit:
                real = idle > limit and account.active
                yield Label(rule, "account", account.account_id, real, f"{idle} days, limit {limit}")
        if not account.interaction:
            why = "planted" if account.active else "closed"
            yield Label("account-no-interaction", "account", account.account_id, account.active, why)
    yield from _label_doubles(accounts)


def _label_doubles(accounts: list[Account]) -> Iterator[Label]:
    kept: dict[tuple[int, str], list[Account]] = {}
    for account in accounts:
        kept.setdefault((account.unit, account.platform), []).append(account)
    for several in kept.values():
        if len(several) > 1:
            active = sorted((one for one in several if one.active), key=lambda one: (one.opened_on, one.account_id))
            extra = {one.account_id for one in active[1:]}
            for one in several:
                real = one.account_id in extra
                yield Label(
                    "account-duplicate", "account", one.account_id, real, "planted" if real else "the first, or closed"
                )
