"""Two packs side by side: what differs is named with date and source, and nothing else is."""

from datetime import date

from jianfu.base.i18n import LANGUAGES, translator
from jianfu.cli.pack_differences import difference_lines
from jianfu.detect.load import built_in_packs, load_packs
from jianfu.detect.pack_diff import Held, pack_diff


def test_a_pack_does_not_differ_from_itself() -> None:
    for name in built_in_packs():
        assert pack_diff(load_packs([name]), load_packs([name])) == []


def test_limits_dates_sources_and_seasons_are_compared() -> None:
    found = pack_diff(load_packs(), load_packs(["example_strict"]))
    by_key = {(each.rule_id, each.parameter): each for each in found}
    assert by_key["unit-group-count", "group_count"].left == ()
    assert by_key["unit-group-count", "group_count"].right == (
        Held(date(2025, 3, 1), 8, "strict-notice", "示例 / example"),
        Held(date(2026, 7, 1), 3, "strict-notice-2026", "示例 / example"),
    )
    assert {each.rule_id for each in found}.isdisjoint({"account-stale", "app-unfiled"})
    seasons = pack_diff(load_packs(["example_flood"]), load_packs())
    assert {(each.what, each.rule_id) for each in seasons} == {
        ("exemption", "flood-season-2025"),
        ("exemption", "flood-season-2026"),
    }


def test_the_other_way_round_the_sides_change_places() -> None:
    left, right = load_packs(["example_county"]), load_packs(["example_strict"])
    assert [(each.right, each.left) for each in pack_diff(left, right)] == [
        (each.left, each.right) for each in pack_diff(right, left)
    ]


def test_every_difference_has_words_in_both_languages() -> None:
    names = ("example_flood", "example_strict")
    packs = (load_packs([names[0]]), load_packs([names[1]]))
    found = pack_diff(*packs)
    for language in LANGUAGES:
        lines = list(difference_lines(found, packs, names, translator(language)))
        assert len(lines) == 3 * len(found)
