"""Messages added day after day, late ones among them, give what one search over all of them gives."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pytest
from copied_messages import clustered, found_by_message, loader, talks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianfu.base.errors import UserProblem
from jianfu.measure.relays.find.trace import Tracer
from jianfu.measure.relays.store.files import StoreFiles
from jianfu.measure.relays.store.store import RelayStore
from jianfu.measure.relays.store.tracing import trace_store
from jianfu.measure.relays.table_messages import TableMessages
from jianfu.measure.relays.tracing import trace_messages

NOTICE = "请各村于5日17时前将防汛物资清点情况报送镇应急办，逐项核对编织袋、铁锹和救生衣的数量"


def message(number: int, day: int, text: str | None = NOTICE) -> pa.Table:
    sent = pa.array([np.datetime64(f"2026-09-{day:02}T09:00:00", "us")], pa.timestamp("us"))
    return pa.table({"message_id": [f"m{number}"], "sent_at": sent, "text": pa.array([text], pa.string())})


def roots(store: RelayStore) -> dict[str, int]:
    found = found_by_message(store.clusters(), store.messages()["message_id"])
    return {name: root for name, (_, _, root, _, _) in found.items()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_split_and_any_order_give_what_one_search_gives(data: st.DataObject) -> None:
    talk = data.draw(talks())
    lots = data.draw(st.lists(st.integers(0, 4), min_size=len(talk), max_size=len(talk)))
    order = data.draw(st.permutations(range(len(talk))))
    whole = Tracer().clusters([loader(talk)])
    shuffled = talk.take(pa.array(order))
    with TemporaryDirectory() as folder:
        for lot in range(5):
            RelayStore(Path(folder)).append([shuffled.filter(pa.array([lots[row] == lot for row in order]))])
        store = RelayStore(Path(folder))
        known = found_by_message(store.clusters(), store.messages()["message_id"])
        assert clustered(known) == clustered(found_by_message(whole, talk["message_id"]))
        assert trace_store(store).table().equals(trace_messages(TableMessages(talk), Tracer()).table())


def test_messages_added_again_change_nothing(tmp_path: Path) -> None:
    talk = pa.concat_tables([message(1, 1), message(2, 2, NOTICE + "，不得迟报")])
    store = RelayStore(tmp_path)
    assert store.append([talk])[:2] == (2, 0)
    before = (tmp_path / "manifest.json").read_bytes()
    assert store.append([talk, message(2, 3)]) == (0, 3, 0, 0)
    assert (tmp_path / "manifest.json").read_bytes() == before


def test_an_id_twice_in_one_append_counts_once(tmp_path: Path) -> None:
    added = RelayStore(tmp_path).append([message(1, 1), message(1, 1), message(2, 2)])
    assert (added.messages, added.repeated) == (2, 1)


def test_a_late_message_becomes_the_first_of_its_cluster(tmp_path: Path) -> None:
    store = RelayStore(tmp_path)
    store.append([message(2, 2, NOTICE + "，不得迟报漏报瞒报")])
    store.append([message(3, 3, NOTICE + "，不得迟报漏报，切记切记")])
    first = store.append([message(1, 1)])
    assert first.compared == 3
    found = roots(store)
    assert len(set(found.values())) == 1
    assert found["m1"] == found_by_message(store.clusters(), store.messages()["message_id"])["m1"][0]


def test_a_day_like_any_other_lets_only_its_own_texts_look(tmp_path: Path) -> None:
    store = RelayStore(tmp_path)
    store.append([message(number, 1, f"{NOTICE}，第{number}组负责") for number in range(20)])
    added = store.append([message(30, 2, NOTICE + "，务必落实到人")])
    assert (added.texts, added.compared) == (1, 1)


def test_texts_too_short_to_compare_and_empty_ones_are_kept(tmp_path: Path) -> None:
    store = RelayStore(tmp_path)
    assert store.append([message(1, 1, "好的收到"), message(2, 2, None), message(3, 3, "好的收到")]).compared == 0
    assert store.clusters().text.tolist() == [0, -1, 0]


def test_an_empty_store_and_an_empty_append_are_no_error(tmp_path: Path) -> None:
    store = RelayStore(tmp_path)
    assert store.append([]) == (0, 0, 0, 0)
    assert len(store.clusters().text) == len(store.messages()) == 0


def test_an_append_killed_before_its_end_leaves_the_last_state(tmp_path: Path) -> None:
    store = RelayStore(tmp_path)
    store.append([message(1, 1), message(2, 2, NOTICE + "，不得迟报")])
    state, manifest = roots(store), (tmp_path / "manifest.json").read_bytes()
    store.append([message(3, 1, NOTICE + "，第三组负责清点")])
    (tmp_path / "manifest.json").write_bytes(manifest)  # all was written but the manifest
    assert roots(store) == state
    store.append([message(4, 4, "另一份完全不同的通知：明天停电检修，请各户提前备水备灯")])
    assert set(roots(store)) == {"m1", "m2", "m4"}
    assert roots(store)["m1"] == state["m1"]


def test_another_threshold_is_refused(tmp_path: Path) -> None:
    RelayStore(tmp_path, Tracer(threshold=0.5)).append([message(1, 1)])
    with pytest.raises(UserProblem, match="relay-store-settings"):
        RelayStore(tmp_path, Tracer(threshold=0.6)).append([message(2, 2)])


def test_a_damaged_manifest_is_said_so(tmp_path: Path) -> None:
    RelayStore(tmp_path).append([message(1, 1)])
    (tmp_path / "manifest.json").write_text("{", encoding="ascii")
    with pytest.raises(UserProblem, match="relay-store-unreadable"):
        RelayStore(tmp_path).clusters()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("private", encoding="ascii")
    with pytest.raises(UserProblem, match="output-not-ours"):
        RelayStore(tmp_path).append([message(1, 1)])
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_second_append_at_the_same_time_is_refused(tmp_path: Path) -> None:
    RelayStore(tmp_path).append([message(1, 1)])
    with StoreFiles(tmp_path).locked(), pytest.raises(UserProblem, match="relay-store-busy"):
        RelayStore(tmp_path).append([message(2, 2)])


def test_a_column_that_lacks_and_a_moment_that_lacks_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match="relay-store-columns"):
        RelayStore(tmp_path).append([message(1, 1).drop_columns(["sent_at"])])
    unknown = message(1, 1).set_column(1, "sent_at", pa.array([None], pa.timestamp("us")))
    with pytest.raises(UserProblem, match="relay-store-nulls"):
        RelayStore(tmp_path).append([unknown])


def test_columns_of_the_messages_are_kept_but_not_their_texts(tmp_path: Path) -> None:
    store = RelayStore(tmp_path)
    store.append([message(1, 1).append_column("group_id", pa.array(["g1"]))])
    assert store.messages().column_names == ["message_id", "sent_at", "group_id"]
