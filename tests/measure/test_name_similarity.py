"""How like two names are: what is left out, what counts, and that no pair is missed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianfu.measure.naming.core import Stripper
from jianfu.measure.naming.name_similarity import similar_pairs, similarities, similarity

NAMES = st.lists(st.text("防汛抗旱安全生产森林火灾食品工作群二2年镇", max_size=9), max_size=25)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("青山县水利局2026年防汛工作二群", "防汛"),
        ("大河镇柳河村党建联络群", "党建"),
        ("柳林镇乡村振兴工作群", "乡村振兴"),
        ("美丽乡村建设交流群", "美丽乡村建设"),
        ("社区矫正工作群", "社区矫正"),
        ("第三批志愿者培训三群", "志愿者培训"),
        ("環境整治工作群（2）", "环境整治"),
        ("ＺＨＤＪ平台", "zhdj"),
        ("12345热线群", "12345热线"),
        ("一村一警群", "一村一警"),
        ("水利局工作群", "水利局"),
        ("🌸", ""),
    ],
)
def test_the_core_is_what_the_group_is_for(name: str, core: str) -> None:
    assert Stripper().core(name) == core


def test_a_known_unit_is_stripped_whatever_it_is_called() -> None:
    stripper = Stripper(["青山县融媒体中心", "柳林镇"])
    assert [stripper.core(name) for name in ("融媒体中心信息报送群", "柳林信息报送群")] == ["信息报送", "信息报送"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("浙里办", "淅里办"),
        ("智慧党建APP", "智慧党建平台"),
        ("ОА办公", "OA办公"),
        ("0A办公", "OA办公"),
        ("环境整治工作群", "2026年環境整治微信群"),
        ("防汛抗旱群", "抗旱防汛群"),
    ],
)
def test_other_spellings_of_one_name_are_alike(a: str, b: str) -> None:
    assert similarity(a, b) >= 0.8


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("水利局安全生产工作群", "水利局食品安全工作群"),
        ("渝快办", "渝快政"),
        ("小学教师群", "中学教师群"),
        ("柳林镇信访群", "柳林镇党建群"),
        ("", "防汛群"),
        ("🌸", "🌸"),
    ],
)
def test_names_of_other_work_are_not(a: str, b: str) -> None:
    assert similarity(a, b) < 0.8


@settings(max_examples=60, deadline=None)
@given(NAMES, st.floats(0.51, 1))
def test_no_pair_is_missed_and_none_is_made_up(names: list[str], least: float) -> None:
    found = similar_pairs(names, least)
    rows = [(i, j) for i in range(len(names)) for j in range(i + 1, len(names))]
    score = similarities([names[i] for i, _ in rows], [names[j] for _, j in rows])
    expected = [pair for pair, likeness in zip(rows, score, strict=True) if likeness >= least - 1e-9]
    assert list(zip(found.i.tolist(), found.j.tolist(), strict=True)) == expected
    assert np.all(found.similarity >= least - 1e-6)


@settings(max_examples=40, deadline=None)
@given(st.text("防汛抗旱工作群二", max_size=8), st.text("防汛抗旱工作群二", max_size=8))
def test_likeness_has_no_direction(a: str, b: str) -> None:
    assert similarity(a, b) == similarity(b, a)


def test_names_of_other_blocks_are_not_compared() -> None:
    found = similar_pairs(["防汛群", "防汛工作群", "防汛二群"], 0.8, within=[0, 1, 1])
    assert list(zip(found.i.tolist(), found.j.tolist(), strict=True)) == [(1, 2)]


def test_a_floor_below_one_half_is_refused() -> None:
    with pytest.raises(ValueError, match="least"):
        similar_pairs(["防汛群"], 0.5)
