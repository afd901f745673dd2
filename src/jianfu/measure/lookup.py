"""The numbers of names: who "u-12ab" is among three quarters of a million people, asked again for every chunk."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.dataset.text_hash import text_hashes

MISSING = -1


@dataclass(frozen=True)
class Lookup:
    """Names in the order of their hashes. Made once; a search costs what the wanted names cost, not all names."""

    names: pa.Array
    hashes: npt.NDArray[np.uint64]
    """Sorted."""
    place: npt.NDArray[np.intp]
    """The number of the name whose hash stands at a place of ``hashes``."""
    certain: bool
    """No two names share a hash."""

    def numbers(self, wanted: pa.Array) -> npt.NDArray[np.int32]:
        """The number of each wanted name, ``MISSING`` where it is none of them; exact, whatever the hashes."""
        if not len(self.names) or not len(wanted):
            return np.full(len(wanted), MISSING, np.int32)
        if not self.certain:
            return np.asarray(pc.fill_null(pc.index_in(wanted, self.names), MISSING).to_numpy(), np.int32)
        at = np.minimum(np.searchsorted(self.hashes, _hashes(wanted)), len(self.hashes) - 1)
        found = self.place[at]
        same = pc.fill_null(pc.equal(self.names.take(pa.array(found)), wanted), False)
        return np.where(np.asarray(same.to_numpy(zero_copy_only=False)), found, MISSING).astype(np.int32)


def lookup_of(names: pa.Array) -> Lookup:
    """A lookup over distinct names."""
    hashes = _hashes(names)
    place: npt.NDArray[Any] = np.argsort(hashes, kind="stable")
    hashes = hashes[place]
    return Lookup(names, hashes, place, bool(np.all(hashes[1:] != hashes[:-1])))


def _hashes(texts: pa.Array) -> npt.NDArray[np.uint64]:
    return text_hashes(texts, np.zeros(len(texts), np.int32))
