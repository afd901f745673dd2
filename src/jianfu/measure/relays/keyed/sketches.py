"""Keyed sketches (带密钥的文本特征): what units hand in so that copies across them are found without any text.

Every value is BLAKE2b in its keyed mode (RFC 7693), a pseudorandom function, under a key of its own for each purpose;
these come from the shared key by HMAC-SHA-256. The tracing kernels' own hashes are no such functions and never leave.

Who has the sketches but not the key learns which texts, grams, facts and groups are the same, how many there are of
each, how long texts are up to ``MOST_GRAMS`` grams, and when messages were sent; how often each gram occurs may betray
common ones. Who has the key can try out texts: every short or formulaic one is told by hashing guesses, and grams can
be guessed one by one and put together. The key must therefore stay with the units, away from those who match.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jianfu.base.compiled import lean_kernel
from jianfu.base.errors import UserProblem
from jianfu.measure.relays.facts.facts import Facts
from jianfu.measure.relays.facts.layout import DUTY, NUMBER, PLACE, REISSUE
from jianfu.measure.relays.facts.tables import fact_tables
from jianfu.measure.relays.find.features import features_of
from jianfu.measure.relays.find.sketch import GRAM, SHORTEST, gram_at
from jianfu.measure.relays.text.normalise import normalise
from jianfu.measure.relays.text.stock import passed_on
from jianfu.measure.relays.text.texts import Texts
from jianfu.measure.relays.text.view import View

FORMAT = "1"
SHORTEST_KEY = 16
MOST_GRAMS = 64
"""Gram hashes handed in of a text; of a longer one only those in the lower half, quarter ... of all hashes."""
IDENTITY_BITS = 44
"""Of a fact: its identity in the low bits, above them the class within which facts replace each other."""
_PURPOSES = ("text", "key", "gram", "fact", "class", "name")

SKETCHES = pa.schema(
    [
        ("message", pa.string()),
        ("sent_at", pa.timestamp("us")),
        ("group", pa.string()),
        ("sender", pa.string()),
        ("text", pa.uint64()),
        ("keys", pa.list_(pa.uint64())),
        ("grams", pa.list_(pa.uint64())),
        ("level", pa.int8()),
        ("facts", pa.list_(pa.uint64())),
        ("reissue", pa.bool_()),
    ]
)
"""One row a message with a text. From ``keys`` on null where an earlier row of the file has the same text."""

Hashes = npt.NDArray[np.uint64]
Longs = npt.NDArray[np.int64]


class KeyRing(NamedTuple):
    """A key for each purpose."""

    text: bytes
    key: bytes
    gram: bytes
    fact: bytes
    kind: bytes
    name: bytes
    check: str
    """Tells two shared keys apart without saying anything about either."""


def read_shared_key(path: Path) -> KeyRing:
    """The keys made of the one all units share.

    Raises ``UserProblem``: ``sketch-key-missing``, ``key-unreadable``, or ``key-short`` under 16 bytes.
    """
    try:
        shared = path.read_bytes().strip()
    except FileNotFoundError as cause:
        raise UserProblem("sketch-key-missing", path=path) from cause
    except OSError as cause:
        raise UserProblem("key-unreadable", path=path) from cause
    if len(shared) < SHORTEST_KEY:
        raise UserProblem("key-short", path=path, shortest=SHORTEST_KEY)
    return key_ring(shared)


def key_ring(shared: bytes) -> KeyRing:
    """The keys made of a shared one."""

    def made_for(purpose: str) -> bytes:
        return hmac.digest(shared, f"jianfu relay sketch {FORMAT} {purpose}".encode(), "sha256")

    text, key, gram, fact, kind, name = (made_for(purpose) for purpose in _PURPOSES)
    return KeyRing(text, key, gram, fact, kind, name, made_for("check")[:4].hex())


def keyed(values: Hashes, key: bytes) -> Hashes:
    """A pseudorandom number for each number."""
    different, place = np.unique(values, return_inverse=True)
    data = different.astype("<u8").tobytes()
    hashed = b"".join(
        hashlib.blake2b(data[at : at + 8], key=key, digest_size=8).digest() for at in range(0, len(data), 8)
    )
    return np.frombuffer(hashed, "<u8").astype(np.uint64)[place]


def keyed_names(names: pa.ChunkedArray, key: bytes) -> pa.Array:
    """A pseudonym for each name, null where there is none."""
    named = names.combine_chunks().cast(pa.string()).dictionary_encode()
    words = [
        hashlib.blake2b(name.encode(), key=key, digest_size=8).hexdigest() for name in named.dictionary.to_pylist()
    ]
    return pa.array(words, pa.string()).take(named.indices)


def sketch_messages(batches: Iterable[pa.Table], ring: KeyRing, names: Sequence[str] = ()) -> pa.Table:
    """The sketches of messages: tables with ``message_id``, ``sent_at``, ``text``, and as known group and sender.

    Short texts and stock phrases are not handed in: nobody passes them on, and they are the first that guesses tell.
    """
    texts, found, rows = Texts(), [np.zeros(0, np.int32)], [SKETCHES.empty_table().select(SKETCHES.names[:4])]
    for batch in batches:
        moments = np.asarray(batch["sent_at"].cast(pa.int64()).to_numpy())
        found.append(texts.add(normalise(batch["text"].combine_chunks().cast(pa.string())), moments))
        rows.append(_named(batch, ring).filter(pa.array(found[-1] >= 0)))
    contents, handed_in = _contents(texts.finished(), ring, names)
    numbers = np.concatenate(found)
    numbers = numbers[numbers >= 0]
    chosen = handed_in[numbers]
    numbers = numbers[chosen]
    _, firsts = np.unique(numbers, return_index=True)
    again = np.ones(len(numbers), np.bool_)
    again[firsts] = False
    table = (
        pa.concat_tables(rows).filter(pa.array(chosen)).append_column("text", contents["text"].take(pa.array(numbers)))
    )
    told = contents.take(pa.array(numbers, mask=again))
    for name in SKETCHES.names[5:]:
        table = table.append_column(name, told[name])
    return table.cast(SKETCHES).replace_schema_metadata({"format": FORMAT, "key": ring.check})


def _named(batch: pa.Table, ring: KeyRing) -> pa.Table:
    """Message, moment, group and sender under their pseudonyms."""
    none = pa.nulls(len(batch), pa.string())
    known = {
        name: keyed_names(batch[name], ring.name)
        for name in ("message_id", "group_id", "sender_id")
        if name in batch.column_names
    }
    columns = [
        known["message_id"],
        batch["sent_at"].cast(pa.timestamp("us")),
        known.get("group_id", none),
        known.get("sender_id", none),
    ]
    return pa.table(columns, names=SKETCHES.names[:4])


def _contents(texts: Texts, ring: KeyRing, names: Sequence[str]) -> tuple[pa.Table, npt.NDArray[np.bool_]]:
    """What is told of each text, and whether it is handed in."""
    codes, starts = texts.units(0, texts.count)
    features = features_of(codes, starts, fact_tables(names))
    grams, level = _sample(codes, starts, features.sketches.grams, ring)
    facts, fact_ends, reissue = _facts(features.facts, ring)
    view = View(codes, starts, *features.facts)
    table = pa.table(
        {
            "text": whole_hashes(codes, starts, ring),
            "keys": _lists(keyed(features.keys, ring.key), np.cumsum(features.key_counts)),
            "grams": grams,
            "level": level,
            "facts": _lists(facts, fact_ends),
            "reissue": reissue,
        }
    )
    return table, passed_on(view, np.arange(texts.count), SHORTEST)


def whole_hashes(codes: npt.NDArray[np.uint16], starts: Longs, ring: KeyRing) -> Hashes:
    """A keyed hash of each text ``codes[starts[i]:starts[i + 1]]``."""
    data, bounds = codes[: starts[-1]].astype("<u2").tobytes(), (2 * starts).tolist()
    hashed = b"".join(
        hashlib.blake2b(data[begin:end], key=ring.text, digest_size=8).digest() for begin, end in pairwise(bounds)
    )
    return np.frombuffer(hashed, "<u8").astype(np.uint64)


def _sample(
    codes: npt.NDArray[np.uint16], starts: Longs, counts: npt.NDArray[np.int32], ring: KeyRing
) -> tuple[pa.Array, npt.NDArray[np.int8]]:
    """Of each text the keyed hashes of its grams below 2^64 / 2^level, in order."""
    sizes = np.maximum(np.diff(starts) - GRAM + 1, 0)
    found = np.empty(int(sizes.sum()), np.uint64)
    write_grams(codes, starts, found)
    text = np.repeat(np.arange(len(sizes)), sizes)
    level = np.zeros(len(sizes), np.int8)
    while (counts >> level > MOST_GRAMS).any():
        level += counts >> level > MOST_GRAMS
    hashes = keyed(found, ring.gram)
    kept = hashes <= np.uint64(0xFFFFFFFFFFFFFFFF) >> level.astype(np.uint64)[text]
    text, hashes = text[kept], hashes[kept]
    order = np.lexsort((hashes, text))
    text, hashes = text[order], hashes[order]
    once = np.append(True, (text[1:] != text[:-1]) | (hashes[1:] != hashes[:-1]))[: len(text)]
    return _lists(hashes[once], np.cumsum(np.bincount(text[once], minlength=len(sizes)))), level


@lean_kernel
def write_grams(codes: npt.NDArray[np.uint16], starts: Longs, found: Hashes) -> None:
    """The grams of texts, one text after another, repeats and all."""
    out = 0
    for text in range(len(starts) - 1):
        for at in range(starts[text], starts[text + 1] - GRAM + 1):
            found[out] = gram_at(codes, at)
            out += 1


def _facts(facts: Facts, ring: KeyRing) -> tuple[Hashes, Longs, npt.NDArray[np.bool_]]:
    """Moments, numbers and names, keyed, in the order of each text; and which texts say they replace an earlier one."""
    text = np.repeat(np.arange(len(facts.starts) - 1), np.diff(facts.starts))
    identity = facts.values >> np.uint64(8)
    kind = (identity >> np.uint64(52)).astype(np.int64)
    reissue = np.zeros(len(facts.starts) - 1, np.bool_)
    reissue[text[kind == REISSUE]] = True
    within = np.where(
        kind == NUMBER,
        identity >> np.uint64(36),
        np.where(kind == PLACE, identity >> np.uint64(48), identity >> np.uint64(52)),
    )
    low = np.uint64((1 << IDENTITY_BITS) - 1)
    hashed = keyed(identity, ring.fact) & low | keyed(within, ring.kind) & ~low
    counts = np.bincount(text[kind < DUTY], minlength=len(reissue))
    return hashed[kind < DUTY], np.cumsum(counts), reissue


def _lists(values: Hashes, ends: npt.NDArray[np.integer]) -> pa.Array:
    bounds = np.concatenate([[0], ends]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(bounds), pa.array(values))
