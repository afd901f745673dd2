"""The official account a comment was left on (受理账号): by its id, else by platform and name."""

from collections import defaultdict
from collections.abc import Iterable

import pyarrow as pa

from jianfu.dataset.entities import REFERENCE, split_reference
from jianfu.tables import identity
from jianfu.tables.identity import clean_name, given_id


class AccountBook:
    """Finds an account among those the ledgers name. Unlike other things it is told by its platform, not its unit."""

    def __init__(self, accounts: pa.Table) -> None:
        self.unresolved: set[str] = set()
        self._ids = set(accounts["account_id"].to_pylist()) - {None}
        self._on: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._named: dict[str, set[tuple[str | None, str]]] = defaultdict(set)
        rows: Iterable[tuple[str | None, str | None, str | None]] = zip(
            *(accounts[name].to_pylist() for name in ("platform", "name", "account_id")), strict=True
        )
        for platform, name, one in rows:
            if one and (cleaned := clean_name(name)):
                self._on[platform or "", cleaned].add(one)
                self._named[cleaned].add((platform, one))

    def resolve(self, reference: str) -> str | None:
        """The id a reference means; one is derived where no ledger names the account: its letters stay together.

        A name alone is enough where one account bears it. The same name on another platform is another account.
        """
        if reference.startswith(REFERENCE):
            platform, name = split_reference(reference)
            one = identity.account_id(platform or None, name)
        else:
            given = given_id(reference)
            if given is None or given in self._ids:
                return given
            platform, name, one = "", reference, given
        return self._by_name(platform, name) or self._unknown(reference, one)

    def _by_name(self, platform: str, name: str) -> str | None:
        cleaned = clean_name(name)
        found = self._on.get((platform, cleaned), set())
        if len(found) != 1:
            fits = self._named.get(cleaned, set())
            found = {one for stated, one in fits if not (platform and stated)}
        return next(iter(found)) if len(found) == 1 else None

    def _unknown(self, reference: str, one: str) -> str:
        self.unresolved.add(reference)
        return one
