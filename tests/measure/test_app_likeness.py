"""Apps that are easily taken for each other, and apps given out in several builds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import measure

from jianfu.measure.app_channels import system_of
from jianfu.measure.app_likeness import NamedApp, likeness_table


def likeness(*apps: NamedApp) -> list[tuple[str, str, float, float]]:
    rows = likeness_table(apps).to_pylist()
    return [(row["app_a"], row["app_b"], row["name_likeness"], row["icon_likeness"]) for row in rows]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("浙政钉", "浙政釘"),
        ("OA办公", "0A办公"),
        ("e站通", "\u0435站通"),
        ("智慧党建", "智慧·党建"),
        ("粤政易", "粤政易+"),
        ("ＡＢＣ平台", "abc平台"),
    ],
)
def test_names_that_look_the_same_are_the_same(name: str, other: str) -> None:
    assert likeness(NamedApp("a", name, "甲局"), NamedApp("b", other, "乙局")) == [("a", "b", 1.0, 0.0)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("青山县民政局一点通", "青山县民政局"), ("青山县民族局一点通", "青山县民族局")),
        (("民政局一点通", "青山县民政局"), ("民族局一点通", "青山县民族局")),
        (("智慧党建县级平台", "甲局"), ("智慧党建市级平台", "乙局")),
        (("云办", "甲局"), ("云报", "乙局")),
        (("掌上信访", "甲局"), ("随手拍", "乙局")),
    ],
)
def test_names_that_tell_their_sponsor_level_or_purpose_are_not_alike(first, second) -> None:
    assert likeness(NamedApp("a", *first), NamedApp("b", *second)) == []


def test_one_sponsors_name_borne_by_anothers_app_is_alike() -> None:
    apps = (NamedApp("a", "青山县民政局一点通", "青山县民政局"), NamedApp("b", "青山县民政局一点逋", "白云镇"))
    assert likeness(*apps)[0][2] >= 0.85


def test_icons_are_compared_apart_and_same_packages_told() -> None:
    def app(name: str, unit: str, package: str, signature: str) -> NamedApp:
        return NamedApp(
            name,
            f"应用之{name}甲乙丙"[::-1] + name,
            unit,
            frozenset({"民政通"}),
            frozenset({package}),
            frozenset({signature}),
        )

    rows = likeness_table(
        [app("a", "甲", "x", "1"), app("b", "乙", "x", "1"), app("c", "丙", "x", "2"), app("d", "丁", "y", "1")]
    )
    assert {(row["app_a"], row["app_b"]): row["same_package"] for row in rows.to_pylist()} == {
        ("a", "b"): True, ("a", "c"): False, ("a", "d"): False, ("b", "c"): False, ("b", "d"): False, ("c", "d"): False,
    }  # fmt: skip
    assert {row["icon_likeness"] for row in rows.to_pylist()} == {1.0}


@given(
    st.permutations(
        [NamedApp(str(at), name, "局") for at, name in enumerate(("随手报", "随手報", "隨手报", "一点通", "点一通"))]
    )
)
def test_the_order_of_apps_makes_no_difference(apps: list[NamedApp]) -> None:
    assert likeness(*apps) == likeness(*sorted(apps, key=lambda app: app.app_id))


@pytest.mark.parametrize(
    ("channel", "system"),
    [
        ("App Store（苹果）", "ios"),
        ("微信小程序", "mini"),
        ("鸿蒙应用市场", "harmony"),
        ("官网下载", "android"),
        ("", "android"),
    ],
)
def test_a_channel_tells_its_system(channel: str, system: str) -> None:
    assert system_of(channel) == system


@pytest.mark.parametrize(
    ("packages", "builds"),
    [
        ([("官网", "p", "AA:01"), ("二维码", "p", "aa01")], 1),
        ([("官网", "p", "AA:01"), ("二维码", "p", "BB:02")], 2),
        ([("官网", "p", "AA:01"), ("苹果商店", "q", "BB:02")], 1),
        ([("官网", "p", None), ("二维码", "p", "BB:02")], 1),
        ([("官网", "p", None), ("二维码", "q", None)], 2),
        ([("官网", None, None)], 0),
    ],
)
def test_builds_are_told_apart_by_what_is_stated(tmp_path, packages, builds: int) -> None:
    rows = [
        {"app_id": "a", "channel": channel, "package_id": package, "signature": signature}
        for channel, package, signature in packages
    ]
    found = measure(tmp_path, {"app": [{"app_id": "a", "name": "甲"}], "app_package": rows})["app_channels"]
    assert [(row["builds"], row["channels"]) for row in found] == [(builds, len(packages))]
