"""Prints what was found in real texts, each copy beside what it was made from, for a person to judge.

    python benchmarks/relays/side_by_side.py PATH [--least 2] [--most 100]

PATH is a dataset, an export of messages, a table of messages, or a sheet of letters with replies (traced as if they are
messages). In Markdown: every cluster with its first text, then each copy with its relation, its likeness and what it
changed, and the text itself with [-what is gone-] and {+what is new+}.
"""

import argparse
import difflib
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jianfu import cycle, relay_cycle
from jianfu.dataset.snapshot import Snapshot, is_dataset, open_snapshot
from jianfu.measure.relays.table_messages import is_message_table, open_messages

KEPT = 12
"""Characters around a difference that are shown; longer stretches both texts have are left out."""
TEXTS = pa.schema([("message_id", pa.string()), ("text", pa.string())])
Row = dict[str, Any]


def texts_of(snapshot: Snapshot, scratch: Path) -> tuple[pa.Table, Path]:
    """The texts of a dataset by id, and the file to be traced: its letters and replies; none where it has messages."""
    if snapshot.rows("message"):
        found = [pq.read_table(path, columns=["message_id", "text"]) for path in snapshot.files("message")]
        return pa.concat_tables(
            part.cast(pa.schema([(n, pa.string()) for n in part.column_names])) for part in found
        ), Path()
    letters, replies = snapshot.read("letter"), snapshot.read("reply")
    parts = []
    for kind, table, moment in (("letter", letters, "received_at"), ("reply", replies, "replied_at")):
        number = pa.array([f"{kind} {name} {row}" for row, name in enumerate(table["letter_id"].to_pylist())])
        parts.append(
            pa.table({"message_id": number, "text": table["text"].cast(pa.string()), "sent_at": table[moment]})
        )
    messages = pa.concat_tables(parts)
    messages = messages.filter(pc.is_valid(messages["sent_at"]))
    pq.write_table(messages, scratch / "letters.parquet")
    return messages.select(["message_id", "text"]), scratch / "letters.parquet"


def trace(path: Path, scratch: Path) -> tuple[pa.Table, dict[str, str]]:
    """The copies found, and every text by message id."""
    texts = None
    if is_message_table(path):
        texts = pa.concat_tables(batch.select(["message_id", "text"]) for batch in open_messages(path).batches())
    else:
        if not is_dataset(path):
            cycle.read_in([path], into=scratch / "dataset")
            path = scratch / "dataset"
        texts, other = texts_of(open_snapshot(path), scratch)
        path = other if other.name else path
    found = relay_cycle.trace_relays(path, out=scratch / "relays").table
    return found, dict(zip(texts["message_id"].to_pylist(), texts["text"].to_pylist(), strict=True))


def differing(one: str, other: str) -> str:
    """The later text with what it left out and what it put in; long stretches of both are shortened."""
    pieces = []
    for kind, a, a_end, b, b_end in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            same = one[a:a_end]
            pieces.append(same if len(same) <= 2 * KEPT else f"{same[:KEPT]} … {same[-KEPT:]}")
        else:
            pieces.append(f"[-{one[a:a_end]}-]" if a < a_end else "")
            pieces.append(f"{{+{other[b:b_end]}+}}" if b < b_end else "")
    return " ".join("".join(pieces).split())


def lines(found: pa.Table, texts: dict[str, str], least: int, most: int) -> Iterator[str]:
    """The report, the largest clusters first."""
    rows: list[Row] = sorted(found.to_pylist(), key=lambda row: (row["cluster_id"], row["parent_id"] is not None))
    clusters = [list(group) for _, group in groupby(rows, key=lambda row: row["cluster_id"])]
    clusters = sorted(
        (rows for rows in clusters if len(rows) >= least), key=lambda rows: (-len(rows), rows[0]["message_id"])
    )
    yield f"{len(texts):,} texts, {len(clusters):,} clusters, {sum(map(len, clusters)):,} texts in them."
    for number, cluster in enumerate(clusters[:most], 1):
        first = cluster[0]["message_id"]
        yield f"\n## {number}. {len(cluster)} texts\n\n- **{first}** {' '.join(texts[first].split())}"
        for row in cluster[1:]:
            told = f"- **{row['message_id']}** {row['relation']} of {row['parent_id']}, {row['similarity']:.2f}"
            yield told + (f", changed {row['changed']}" if row["changed"] else "")
            source = texts[row["parent_id"]]
            yield (
                f"  {differing(source, texts[row['message_id']])}"
                if source != texts[row["message_id"]]
                else "  the same"
            )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("path", type=Path)
    arguments.add_argument("--least", type=int, default=2, help="texts a cluster has at least")
    arguments.add_argument("--most", type=int, default=100, help="clusters printed")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found, texts = trace(given.path, Path(scratch))
    for line in lines(found, texts, given.least, given.most):
        print(line)


if __name__ == "__main__":
    main()
