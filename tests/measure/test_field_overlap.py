"""Fields are compared by what they mean: other words match, other people, matters and periods do not."""

import csv
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from worlds import measure

from jianfu.measure.field_overlap import AskedForm, compare, form_topic, read_label
from jianfu.measure.field_overlap.compute import mean_fields
from jianfu.measure.field_overlap.topic import alike, one_word_each

LABELS = yaml.safe_load(Path(__file__).with_name("field_labels.yaml").read_text("utf-8"))


def keys(label: str | dict[str, str]) -> set[str]:
    return {meant.key for meant in (read_label(label) if isinstance(label, str) else read_label(**label))}


def test_hand_labelled_pairs_are_told_apart() -> None:
    same = [keys(a) == keys(b) for a, b in LABELS["same"]]
    other = [keys(a) == keys(b) for a, b in LABELS["other"]]
    assert len(same) + len(other) >= 200
    right, wrong = sum(same), sum(other)
    assert right / (right + wrong) >= 0.95, [pair for pair, hit in zip(LABELS["other"], other, strict=True) if hit]
    assert right / len(same) >= 0.95, [pair for pair, hit in zip(LABELS["same"], same, strict=True) if not hit]


@pytest.mark.parametrize(("label", "parts"), LABELS["composite"].items())
def test_a_composite_field_asks_for_each_of_its_parts(label: str, parts: list[str]) -> None:
    assert keys(label) == set().union(*map(keys, parts))


@pytest.mark.parametrize("label", LABELS["formal"])
def test_what_belongs_to_the_sheet_is_no_data(label: str) -> None:
    assert all(meant.formal for meant in read_label(label))


@pytest.mark.parametrize("label", ["", "  ", "：", "（）", "①"])
def test_a_label_without_words_asks_for_nothing(label: str) -> None:
    assert read_label(label) == ()


@given(st.text(max_size=30))
def test_any_text_can_be_read(label: str) -> None:
    assert all(meant.key for meant in read_label(label, topic="某"))


@given(st.sampled_from([label for pair in LABELS["same"] for label in pair if isinstance(label, str)]))
def test_trimmings_change_nothing(label: str) -> None:
    for trimmed in (f"3、{label}", f"*{label}：", f"（二）{label}", f" {label}　", f"{label}（必填）"):
        assert keys(trimmed) == keys(label)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("低收入人口动态监测月报表", "低收入群体监测台账", True),
        ("2026年秸秆禁烧巡查统计表", "秸秆禁烧情况日报表", True),
        ("森林防火巡查统计表", "秸秆禁烧巡查统计表", False),
        ("农房安全排查表", "校园安全排查表", False),
    ],
)
def test_forms_of_one_topic_are_recognised_by_their_names(one: str, other: str, same: bool) -> None:
    assert alike(form_topic(one), form_topic(other)) == same


@given(st.permutations(["低收入", "低收入家庭", "秸秆禁烧", "农作物秸秆禁烧", "防汛", "河道保洁", "河道"]))
def test_topics_get_the_same_word_in_whatever_order_they_come(topics: list[str]) -> None:
    assert one_word_each(topics) == one_word_each(sorted(topics))


def form(name: str, fields: str, **more: object) -> AskedForm:
    given = {"topic": "t", "level": "village", "places": (1,), "listed": True, "frequency": "monthly", **more}
    return AskedForm(name, meanings=frozenset(fields), **given)  # type: ignore[arg-type]


@given(st.permutations([form("a", "abcdefgh"), form("b", "abcde"), form("c", "abcdefxy"), form("d", "z")]))
def test_the_order_of_forms_makes_no_difference(forms: list[AskedForm]) -> None:
    assert compare(forms, 0.5) == compare(sorted(forms, key=lambda one: one.form_id), 0.5)


def test_the_listed_and_the_larger_form_stay_and_the_others_repeat_them() -> None:
    held, pairs = compare([form("a", "abcdefgh", listed=False), form("b", "abcde"), form("c", "abcdefx")], 0.5)
    assert {one.form.form_id: (one.held, one.nearest) for one in held} == {
        "c": (0, None),
        "b": (5, "c"),
        "a": (6, "c"),
    }
    assert {(pair.a.form_id, pair.b.form_id, pair.shared) for pair in pairs} == {
        ("a", "b", 5),
        ("a", "c", 6),
        ("b", "c", 5),
    }


@pytest.mark.parametrize(
    ("other", "repeats"),
    [
        (form("b", "abcde"), "a"),
        (form("b", "abcd"), None),
        (form("b", "abcdef"), None),
        (form("b", "abcde", topic="全不相干"), None),
        (form("b", "abcde", frequency="yearly"), None),
        (form("b", "abcde", frequency=""), "a"),
        (form("b", "abcde", level="township"), None),
        (form("b", "abcde", places=(2,)), None),
        (form("b", "abcde", places=(2, 1)), "a"),
    ],
)
def test_the_same_material_is_all_fields_on_one_topic_of_the_same_fillers(other: AskedForm, repeats: object) -> None:
    held, _ = compare([form("a", "abcde"), other], 0.5)
    assert {one.form.form_id: one.repeats for one in held}.get("b") == repeats


@pytest.mark.parametrize(("label", "repeats"), [("林地产权归属", True), ("林地承包方", False), ("林地面积", False)])
def test_one_field_in_unknown_words_is_the_same_only_if_made_of_the_same_characters(label: str, repeats: bool) -> None:
    common = ["姓名", "身份证号", "联系电话", "家庭住址", "出生日期", "性别", "民族"]
    one, other = (
        AskedForm(name, "t", "village", (1,), True, "", frozenset(read_label(each)[0].key for each in (*common, last)))
        for name, last in (("a", "林地权属"), ("b", label))
    )
    assert (compare([one, other], 0.5)[0][1].repeats == "a") == repeats


def test_forms_of_a_snapshot_are_compared_where_the_same_people_fill_them_in(tmp_path) -> None:
    units = [
        {"unit_id": "c1", "level": "county"}, {"unit_id": "c2", "level": "county"},
        {"unit_id": "d1", "level": "county", "parent_id": "c1"}, {"unit_id": "d2", "level": "county", "parent_id": "c1"},
        {"unit_id": "e1", "level": "county", "parent_id": "c2"},
    ]  # fmt: skip
    fields = {
        "f1": ["姓名", "身份证号", "联系电话", "家庭住址", "耕地面积（亩）", "备注"],
        "f2": ["人员姓名", "公民身份号码", "手机号码", "住址", "耕地面积（公顷）", "填表人"],
        "f3": ["户主姓名", "户主身份证号", "户主电话", "家庭住址", "林地面积（亩）"],
        "f4": ["姓名", "身份证号", "联系电话", "家庭住址", "耕地面积（亩）"],
    }
    owners = {"f1": "d1", "f2": "d2", "f3": "d2", "f4": "e1"}
    rows = measure(
        tmp_path,
        {
            "unit": units,
            "form": [
                {"form_id": name, "unit_id": owner, "name": "农户情况表", "level": "village", "listed": True}
                for name, owner in owners.items()
            ],
            "form_field": [
                {"form_id": name, "position": at, "label": label}
                for name, labels in fields.items()
                for at, label in enumerate(labels, 1)
            ],
        },
    )
    held = {row["form_id"]: (row["fields"], row["held"], row["repeats_id"]) for row in rows["form_held"]}
    assert held == {"f1": (5, 0, None), "f2": (5, 5, "f1"), "f3": (5, 1, None), "f4": (5, 0, None)}
    assert [(row["form_a"], row["form_b"], row["shared"], row["same_material"]) for row in rows["field_overlap"]] == [
        ("f1", "f2", 5, True)
    ]
    meaning = {(row["form_id"], row["position"]): row for row in rows["field_meaning"]}
    assert meaning["f3", 1]["entity"] == "householder"
    assert meaning["f1", 5]["unit"] == meaning["f2", 5]["unit"] == "area"


def test_real_forms_share_what_a_reader_sees_they_share(samples) -> None:
    path = samples / "forms_lianzheng" / "fields.csv"
    if not path.is_file():
        pytest.skip("the forms are not among the samples")
    data: defaultdict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            data[row["table"]] |= {meant.key for meant in read_label(row["label_cn"]) if not meant.formal}
    married = data["arc_family_abroad_marriage"] & data["arc_family_marriage"]
    assert {"child|name|||", "spouse|name|||", "spouse|employer|||"} <= married
    assert "child|name|||" not in data["arc_family_abroad"]
    assert data["arc_loan"] - {"subject|political_status|||"} <= data["arc_basic_info"] | {"unit_body|name|||"}
    assert {"送礼人|name|||", "subject|place|送礼||"} <= data["arc_gift_info"] & data["pun_gift"]
    assert not data["pun_talk"] & data["arc_house_info"]


def fields_of(labels: list[str], topic: str) -> set[str]:
    """What the fields of one form mean together."""
    fields = pa.table(
        {
            "form_id": ["f"] * len(labels),
            "position": list(range(1, len(labels) + 1)),
            "label": labels,
            "format": pa.nulls(len(labels), pa.string()),
        }
    )
    return set(mean_fields(fields, {"f": topic})["meaning"].to_pylist())


def test_names_beside_what_they_are_to_the_filler_are_those_of_relatives() -> None:
    listed = fields_of(["姓名", "称谓", "出生日期", "工作单位"], "家庭成员主要社会关系")
    assert listed == {"family_member|name|||", "family_member|relation|||", *fields_of(["家庭成员出生日期"], "某"),
                      "family_member|employer|||"}  # fmt: skip
    both = fields_of(["姓名", "出生日期", "家人姓名", "称谓"], "家庭情况")
    assert {"subject|name|||", "family_member|name|||"} <= both
    assert "subject|name|||" in fields_of(["姓名", "与户主关系"], "家庭情况")


@pytest.mark.parametrize(("topic", "held"), [("本人持有港澳", False), ("护照管理", False), ("人口信息", True)])
def test_the_number_of_a_pass_is_not_that_of_the_identity_card(topic: str, held: bool) -> None:
    assert ("subject|id_number|||" in fields_of(["证件号码"], topic)) is held
    assert "subject|id_number|||" in fields_of(["身份证件号码"], topic)


def test_terms_and_sources_of_two_matters_are_two() -> None:
    for label in ("有效期", "保管者", "资金来源", "币种"):
        assert not fields_of([label], "护照管理") & fields_of([label], "借款")
        assert fields_of([label], "借款") == fields_of([label], "借款")
