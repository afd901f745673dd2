"""Groups linked, rows merged, references resolved: pairs that fit and pairs that only look so."""

from datetime import date
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from readings_by_hand import KEY, archive, batch, messages, reading

from jianfu.dataset.build import build
from jianfu.dataset.groups import KnownGroup, LedgerGroup, link_groups
from jianfu.dataset.merge import merge_rows
from jianfu.dataset.snapshot import Snapshot
from jianfu.tables import TABLES
from jianfu.tables.identity import form_id, group_id, unit_id

GROUP = TABLES["work_group"]


def known(
    one: str, *, units: tuple[str, ...] = (), owners: tuple[str, ...] = (), platform: str = "wecom"
) -> KnownGroup:
    return KnownGroup(one, {"防汛 工作群"}, set(units), {platform}, set(owners), set())


def linked(ledger: list[LedgerGroup], exported: list[KnownGroup]) -> list[str]:
    ids = link_groups(ledger, exported).ids
    return [ids[one] for one in ledger]


FLOOD = LedgerGroup("X001", "防汛工作群", "wecom", "p1")


def test_one_group_of_that_name_on_each_side_is_the_same_group() -> None:
    assert linked([FLOOD], [known("wr1")]) == ["wr1"]


def test_the_same_name_on_another_platform_is_another_group() -> None:
    assert linked([FLOOD], [known("wx1", platform="wechat")]) == [group_id(None, "X001", "防汛工作群", "wecom")]


def test_of_two_exported_groups_of_that_name_the_owner_decides() -> None:
    assert linked([FLOOD], [known("wr1", owners=("p9",)), known("wr2", owners=("p1",))]) == ["wr2"]


def test_of_two_exported_groups_of_that_name_neither_is_guessed() -> None:
    result = link_groups([FLOOD], [known("wr1"), known("wr2")])
    assert result.ids[FLOOD].startswith("group-")
    assert result.ambiguous == (FLOOD,)


def test_one_exported_group_is_not_given_to_two_units() -> None:
    other = LedgerGroup("X002", "防汛工作群", "wecom")
    assert len({*linked([FLOOD, other], [known("wr1")])} - {"wr1"}) == 2


def test_the_ledger_comes_before_the_export_and_fills_only_what_it_states() -> None:
    rows = GROUP.arrow(
        [
            {"group_id": "g", "name": "群甲", "unit_id": None, "last_active_on": date(2026, 9, 1)},
            {"group_id": "g", "name": "群乙", "unit_id": "u", "last_active_on": date(2026, 9, 5)},
        ]
    )
    merged = merge_rows(GROUP, rows, pa.array([0, 1]))
    (row,) = merged.rows.to_pylist()
    assert (row["name"], row["unit_id"]) == ("群甲", "u")
    assert merged.conflicts == {"name": 1}
    assert merged.duplicates == 1


def test_of_equals_the_newer_activity_and_the_end_of_a_group_count() -> None:
    rows = GROUP.arrow(
        [
            {"group_id": "g", "state": "active", "last_active_on": date(2026, 9, 5)},
            {"group_id": "g", "state": "dissolved", "last_active_on": date(2026, 9, 1)},
        ]
    )
    (row,) = merge_rows(GROUP, rows, pa.array([0, 0])).rows.to_pylist()
    assert (row["state"], row["last_active_on"]) == ("dissolved", date(2026, 9, 5))


statement = st.fixed_dictionaries(
    {
        "group_id": st.sampled_from("abc"),
        "name": st.sampled_from([None, "甲", "乙"]),
        "approved": st.sampled_from([None, True, False]),
        "created_on": st.sampled_from([None, date(2025, 1, 1), date(2026, 1, 1)]),
        "stated_members": st.sampled_from([None, 3, 4]),
    }
)


@given(st.lists(st.tuples(statement, st.integers(0, 1)), max_size=12), st.randoms())
def test_merging_knows_no_order(stated: list[tuple[dict[str, object], int]], random: "object") -> None:
    def merged(pairs: list[tuple[dict[str, object], int]]) -> object:
        found = merge_rows(
            GROUP, GROUP.arrow([row for row, _ in pairs]), pa.array([rank for _, rank in pairs], pa.int8())
        )
        return found.rows.to_pylist(), found.conflicts, found.duplicates

    shuffled = list(stated)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merged(shuffled) == merged(stated)


def snapshot_of(tmp_path: Path, *pieces: object) -> Snapshot:
    return build([reading("a.xlsx", "ledger", pieces)], into=tmp_path / "d", key=KEY).snapshot  # type: ignore[arg-type]


def test_a_row_without_an_id_joins_the_row_of_the_same_name_and_unit_that_has_one(tmp_path: Path) -> None:
    snapshot = snapshot_of(
        tmp_path,
        batch("app", [{"app_id": "A-1", "name": "示例通", "unit_id": "县大数据局"}]),
        batch("app", [{"name": "示例 通", "unit_id": "县大数据局", "enrolled_users": 5}]),
    )
    (row,) = snapshot.read("app").to_pylist()
    assert (row["app_id"], row["enrolled_users"]) == ("A-1", 5)


def test_a_mention_that_fits_nothing_is_kept_and_noted(tmp_path: Path) -> None:
    snapshot = snapshot_of(
        tmp_path, batch("app_use", [{"app_id": "name:县局:没有的应用", "unit_id": "城关镇", "users": 3}])
    )
    assert snapshot.rows("app_use") == 1
    (note,) = [note for note in snapshot.manifest.notes if note.code == "quality-references-unresolved"]
    assert note.facts == {"count": 1, "examples": "县局:没有的应用", "table": "app"}


def test_a_group_only_a_member_list_names_gets_a_row(tmp_path: Path) -> None:
    snapshot = snapshot_of(
        tmp_path, batch("membership", [{"group_id": "name:城关镇:夜巡群", "person_id": "name:城关镇:甲"}])
    )
    (group,) = snapshot.read("work_group").to_pylist()
    assert group["group_id"] == snapshot.read("membership")["group_id"][0].as_py()
    assert (group["name"], group["unit_id"]) == ("夜巡群", unit_id(None, "城关镇"))


def test_a_form_only_its_fields_speak_of_gets_a_row(tmp_path: Path) -> None:
    fields = [{"form_id": "name:县民政局:低保月报", "position": at, "label": f"项{at}"} for at in (1, 2)]
    (form,) = snapshot_of(tmp_path, batch("form_field", fields)).read("form").to_pylist()
    assert (form["form_id"], form["name"]) == (form_id(unit_id(None, "县民政局"), "低保月报"), "低保月报")


def test_two_user_ids_of_one_name_are_mixed_up_by_nobody(tmp_path: Path) -> None:
    snapshot = snapshot_of(
        tmp_path,
        batch("person", [{"person_id": "wecom:a", "unit_id": "县局"}, {"person_id": "wecom:b", "unit_id": "县局"}]),
        batch("person_alias", [{"person_id": f"wecom:{x}", "alias": "name:县局:张伟"} for x in "ab"]),
        batch("work_group", [{"name": "群", "unit_id": "县局", "owner_id": "name:县局:张伟"}]),
    )
    assert snapshot.rows("person") == 3
    assert any(note.code == "quality-names-shared" for note in snapshot.manifest.notes)


def test_the_last_day_is_that_of_the_messages_not_of_a_slip_in_a_letter(tmp_path: Path) -> None:
    slip = messages(1)[0]["sent_at"].replace(year=2062)  # type: ignore[attr-defined]
    letters = reading("l.xlsx", "ledger", [batch("letter", [{"letter_id": "1", "received_at": slip}])])
    snapshot = build([letters, archive()], into=tmp_path / "d", key=KEY).snapshot
    assert snapshot.last_day == date(2026, 9, 1)


def test_ledgers_alone_still_have_a_last_day(tmp_path: Path) -> None:
    snapshot = snapshot_of(
        tmp_path, batch("work_group", [{"name": "群", "unit_id": "局", "last_active_on": date(2026, 8, 3)}])
    )
    assert snapshot.last_day == date(2026, 8, 3)
    assert snapshot.rows("calendar") > 0


def test_the_higher_role_the_earlier_entry_and_the_later_exit_of_a_member_stay(tmp_path: Path) -> None:
    said = [
        {
            "group_id": "g",
            "person_id": "wecom:a",
            "role": "member",
            "joined_on": date(2026, 1, 2),
            "left_on": date(2026, 3, 1),
        },
        {"group_id": "g", "person_id": "wecom:a", "role": "owner", "joined_on": date(2026, 1, 1)},
        {"group_id": "g", "person_id": "wecom:a", "role": "admin", "left_on": date(2026, 3, 2)},
    ]
    (row,) = snapshot_of(tmp_path, batch("membership", said)).read("membership").to_pylist()
    assert (row["role"], row["joined_on"], row["left_on"]) == ("owner", date(2026, 1, 1), date(2026, 3, 2))
