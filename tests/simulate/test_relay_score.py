"""The score of traced relays, on a truth small enough to count by hand."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jianfu.base.errors import UserProblem
from jianfu.simulate.relay_score import Band, Changes, RelayScore
from jianfu.simulate.score import score

TEXT = pa.string()
COPIES = pa.schema(
    [
        *((name, TEXT) for name in ("message_id", "source_id", "root_id", "relation")),
        *((name, pa.float64()) for name in ("edit_rate", "similarity", "containment")),
        ("changed", TEXT),
    ]
)
FOUND = pa.schema(
    [
        *((name, TEXT) for name in ("message_id", "cluster_id", "parent_id", "relation")),
        ("similarity", pa.float64()),
        ("changed", TEXT),
    ]
)
SOONER = '[{"kind":"deadline","before":"9月3日","after":"9月2日","way":"earlier"}]'


def copy(message: str, source: str, root: str, relation: str = "whole", similarity: float = 1.0, **other: str) -> Any:
    return {"message_id": message, "source_id": source, "root_id": root, "relation": relation} | {
        "edit_rate": 0.0,
        "similarity": similarity,
        "containment": 1.0,
        "changed": other.get("changed"),
    }


def found(message: str, first: str, parent: str | None = None, relation: str = "whole", **other: str) -> Any:
    return {
        "message_id": message,
        "cluster_id": first,
        "parent_id": parent,
        "relation": relation if message != first else "origin",
        "similarity": 1.0,
        "changed": other.get("changed"),
    }


class Case:
    """A truth and what was found, as files."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.truth, self.run = folder, folder / "truth", folder / "run"
        self.truth.mkdir()
        self.run.mkdir()
        (self.truth / "world.json").write_text(json.dumps({"as_of": "2026-09-30", "size": "hamlet", "seed": 1}))

    def score(self, copies: list[Any], rows: list[Any], **other: list[Any]) -> RelayScore:
        def write(name: str, columns: dict[str, pa.DataType]) -> None:
            table = pa.Table.from_pylist(
                [dict(zip(columns, row, strict=True)) for row in other.get(name, [])], pa.schema(columns.items())
            )
            pq.write_table(table, self.truth / f"{name}.parquet")

        pq.write_table(pa.Table.from_pylist(copies, COPIES), self.truth / "copies.parquet")
        pq.write_table(pa.Table.from_pylist(rows, FOUND), self.run / "relays.parquet")
        write("twins", {"message_id": TEXT, "twin_id": TEXT, "differs": TEXT})
        write("digests", {"message_id": TEXT, "root_id": TEXT})
        write("acks", {"message_id": TEXT, "kind": TEXT})
        write("same_notice", {"message_id": TEXT, "text_id": pa.int32()})
        write("same_text", {"message_id": TEXT, "text_id": pa.int32()})
        write("same_asked", {"message_id": TEXT, "text_id": pa.int32()})
        relays = score(self.run, self.truth).relays
        assert relays is not None
        return relays


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_what_is_found_as_planted_scores_full(case: Case) -> None:
    result = case.score(
        [copy("b", "a", "a"), copy("c", "b", "a", "changed", 0.6, changed=SOONER)],
        [found("a", "a"), found("b", "a", "a"), found("c", "a", "b", "changed", changed=SOONER.replace(":", ": "))],
        twins=[("a", "z", "date")],
        acks=[("y", "acknowledgement")],
    )
    assert (result.pair_recall, result.message_recall, result.cluster_precision, result.twins_split) == (1, 1, 1, 1)
    assert (result.acks_in_clusters, result.found, result.coincidences) == (0, 2, 0)
    assert (result.parents, result.relation_accuracy) == (1, 1)
    assert result.relations == {"whole": {"whole": 1}, "changed": {"changed": 1}}
    assert result.changes["deadline"] == Changes(true=1, found=1, right=1)
    assert (result.missed, result.wrong) == ((), ())


def test_a_pair_counts_for_pair_recall_from_just_eight_tenths(case: Case) -> None:
    copies = [copy("b", "a", "a", similarity=0.8), copy("c", "a", "a", similarity=0.7999999)]
    result = case.score(copies, [found("a", "a"), found("b", "a", "a")])
    assert (result.pair_recall, result.message_recall) == (1, 0.5)
    result = case.score(copies, [found("a", "a"), found("c", "a", "a")])
    assert (result.pair_recall, result.message_recall) == (0, 0.5)


def test_a_copy_together_with_its_source_but_not_its_root_is_missed(case: Case) -> None:
    result = case.score(
        [copy("b", "a", "a"), copy("c", "b", "a")], [found("b", "b"), found("c", "b", "b"), found("a", "a")]
    )
    assert (result.pair_recall, result.message_recall) == (0.5, 0)
    assert result.missed == (("b", "a"), ("c", "a"))
    assert result.relations == {"whole": {"missing": 2}}
    assert result.cluster_precision == 1, "b and c do have the same root"


def test_two_roots_in_one_cluster_cost_precision_and_twins(case: Case) -> None:
    result = case.score(
        [copy("b", "a", "a"), copy("y", "z", "z")],
        [found("a", "a"), found("b", "a", "a"), found("z", "a", "a"), found("y", "a", "z")],
        twins=[("a", "z", "date"), ("a", "x", "place")],
    )
    assert result.cluster_precision == pytest.approx(1 / 3)
    assert result.twins_split == 0.5
    assert result.wrong == (("z", "a"), ("y", "a"))


def test_coincidences_count_as_copies_and_are_counted_apart(case: Case) -> None:
    rows = [found("p", "p"), found("q", "p", "p"), found("r", "p", "p")]
    result = case.score([], rows, same_text=[("p", 0), ("q", 0)])
    assert (result.cluster_precision, result.coincidences) == (0.5, 1)
    assert result.wrong == (("r", "p"),)
    rows += [found("s", "s"), found("t", "s", "s")]
    planted = case.score([], rows, same_text=[("p", 0), ("q", 0)], same_asked=[("s", 1 << 30), ("t", 1 << 30)])
    assert (planted.found, planted.coincidences, planted.wrong) == (3, 2, (("r", "p"),))


def test_roots_with_the_same_own_text_are_one_root(case: Case) -> None:
    rows = [found("a", "a"), found("z", "a", "a"), found("y", "a", "z")]
    result = case.score([copy("y", "z", "z", "changed", 0.7)], rows, same_notice=[("a", 4), ("z", 4)])
    assert (result.cluster_precision, result.coincidences) == (1, 2)


def test_a_parent_that_says_the_same_as_the_source_is_told_from_the_source(case: Case) -> None:
    copies = [copy("b", "a", "a"), copy("c", "b", "a"), copy("d", "b", "a", "preface", 0.9)]
    rows = [found("a", "a"), found("b", "a", "a"), found("c", "a", "a"), found("d", "a", "c", "whole")]
    result = case.score(copies, rows, same_text=[("a", 0), ("b", 0), ("c", 0)])
    assert (result.parents, result.parents_alike) == (pytest.approx(1 / 3), 1)
    assert result.relation_accuracy == pytest.approx(2 / 3)


def test_a_digest_is_right_with_either_of_its_notices_and_wrong_with_any_other(case: Case) -> None:
    digests = [("d", "a"), ("d", "z"), ("e", "a"), ("e", "z"), ("f", "a"), ("f", "z")]
    rows = [
        found("z", "z"),
        found("d", "z", "z"),
        found("x", "x"),
        found("e", "x", "x"),
        found("b", "f"),
        found("f", "f"),
    ]
    result = case.score([copy("b", "a", "a")], rows, digests=digests)
    assert result.cluster_precision == pytest.approx(2 / 3)
    assert result.digests_found == pytest.approx(1 / 3)
    assert result.wrong == (("e", "x"),)


def test_stock_phrases_in_clusters_are_counted_and_wrong(case: Case) -> None:
    acks = [("k", "acknowledgement"), ("l", "remark"), ("m", "praise")]
    result = case.score([], [found("k", "k"), found("l", "k", "k")], acks=acks)
    assert (result.acks_in_clusters, result.cluster_precision) == (2, 0)


def test_copies_are_listed_by_how_alike_they_are_to_their_source(case: Case) -> None:
    copies = [copy("b", "a", "a", similarity=0.5), copy("c", "a", "a", similarity=0.49)]
    bands = case.score(copies, [found("a", "a"), found("b", "a", "a")]).bands
    assert Band(0.5, 1, 1) in bands
    assert Band(0.4, 1, 0) in bands


def test_where_nothing_is_found_and_nothing_planted_all_is_well(case: Case) -> None:
    result = case.score([], [])
    assert (result.pair_recall, result.message_recall, result.cluster_precision, result.twins_split) == (1, 1, 1, 1)


def test_an_audit_run_is_scored_for_its_rules_and_its_relays(case: Case) -> None:
    case.score([], [])
    (case.run / "measures").mkdir()
    (case.run / "relays.parquet").rename(case.run / "measures" / "relay.parquet")
    (case.run / "run.json").write_text(json.dumps({"as_of": "2026-09-30", "rules": [], "jianfu": "0"}))
    empty = pa.table({name: pa.array([], TEXT) for name in ("rule_id", "subject_id", "state")})
    pq.write_table(empty, case.run / "findings.parquet")
    (case.truth / "findings.jsonl").write_text("")
    result = score(case.run, case.folder)
    assert result.relays is not None
    assert result.rules == ()


def test_a_county_made_before_relays_were_planted_is_named(case: Case) -> None:
    case.score([], [])
    (case.truth / "twins.parquet").unlink()
    with pytest.raises(UserProblem) as caught:
        score(case.run, case.truth)
    assert caught.value.code == "score-no-relay-truth"


def test_a_file_without_its_columns_is_named(case: Case) -> None:
    case.score([], [])
    pq.write_table(pa.table({"message_id": pa.array([], TEXT)}), case.run / "relays.parquet")
    with pytest.raises(UserProblem) as caught:
        score(case.run, case.truth)
    assert caught.value.code == "score-relays-unreadable"
