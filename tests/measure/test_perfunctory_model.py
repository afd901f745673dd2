"""The model of perfunctory replies: it fits what it should, says how wrong it is, and its file is data."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from jianfu.base.errors import UserProblem
from jianfu.measure.perfunctory.error import error_of
from jianfu.measure.perfunctory.features import NAMES, SIGNS, features_of
from jianfu.measure.perfunctory.fit import PENALTY, fit_calibrated, fit_line, folds_of, logistic
from jianfu.measure.perfunctory.model import read_model, write_model
from jianfu.measure.perfunctory.training import LEAST_OF_EACH, train


def mirror(rows: int, seed: int = 1) -> tuple[pa.Table, list[bool], np.ndarray]:
    """Replies whose true probability is known, so that a calibrated model must come near it."""
    chance = np.random.default_rng(seed)
    copied = np.where(chance.random(rows) < 0.3, chance.random(rows), 0.0)
    facts = chance.poisson(2, rows).astype(float)
    actions = chance.poisson(2, rows).astype(float)
    truth = logistic(0.5 + 3 * copied - 1.2 * np.log1p(facts) - 0.8 * np.log1p(actions))
    table = pa.table(
        {
            "judged_chars": chance.integers(5, 400, rows).astype(float), "copied_share": copied,
            "shared_share": np.zeros(rows), "forward_share": chance.random(rows) * 0.2,
            "fact_count": facts, "action_count": actions, "topic_overlap": chance.random(rows),
            "kinds": pa.array([[]] * rows, pa.list_(pa.string())),
        }
    )  # fmt: skip
    return table, (chance.random(rows) < truth).tolist(), truth


def named(rows: int) -> list[str]:
    return [f"g{row}" for row in range(rows)]


def test_the_weights_are_where_the_penalised_likelihood_is_level() -> None:
    table, labels, _ = mirror(400)
    features, flags = features_of(table), np.array(labels)
    free = np.zeros(len(NAMES), np.int64)
    line = fit_line(features, flags, free)
    standard = (features - line.center) / line.scale
    slope = standard.T @ (flags - logistic(line.score(features))) - PENALTY * line.weights
    assert np.abs(slope[features.std(axis=0) > 0]).max() < 1e-2
    assert abs((flags - logistic(line.score(features))).sum()) < 1e-2


def test_a_feature_may_not_speak_against_its_nature() -> None:
    table, labels, _ = mirror(400)
    turned = fit_line(features_of(table), ~np.array(labels), SIGNS)
    assert (turned.weights * SIGNS >= 0).all()


def test_probabilities_on_unseen_replies_come_near_the_true_ones() -> None:
    table, labels, truth = mirror(3000)
    flags = np.array(labels)
    fitted = fit_calibrated(features_of(table), flags, named(3000), SIGNS)
    assert np.abs(fitted.unseen - truth).mean() < 0.04
    assert error_of(fitted.unseen, flags).calibration < 0.03


def test_a_group_never_stands_on_both_sides() -> None:
    labels = np.array([True, False] * 60)
    groups = [f"g{row % 30}" for row in range(120)]
    folds = folds_of(labels, groups)
    assert all(len({fold for fold, name in zip(folds, groups, strict=True) if name == group}) == 1 for group in groups)


def test_the_order_of_the_rows_changes_nothing(tmp_path) -> None:
    table, labels, _ = mirror(200)
    order = np.random.default_rng(2).permutation(200)
    for name, rows in (("a", np.arange(200)), ("b", order)):
        taken = [labels[row] for row in rows]
        write_model(train(table.take(pa.array(rows)), taken, [f"g{row}" for row in rows], "x"), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@settings(max_examples=60, deadline=None)
@given(some.lists(some.tuples(some.sampled_from([0.0, 0.1, 0.5, 0.9]), some.booleans()), min_size=2, max_size=30))
def test_the_share_of_rightly_ordered_pairs_is_what_counting_them_gives(rows) -> None:
    said, was = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    if was.all() or not was.any():
        return
    pairs = [(a > b) + 0.5 * (a == b) for a in said[was] for b in said[~was]]
    assert error_of(said, was).auc == pytest.approx(sum(pairs) / len(pairs), abs=1e-4)


def test_the_error_of_the_base_rate_is_what_the_file_says_it_is() -> None:
    was = np.array([True] * 20 + [False] * 80)
    error = error_of(np.full(100, 0.2), was)
    assert error.brier == error.brier_base == pytest.approx(0.16)
    assert [(one.replies, one.said, one.was) for one in error.reliability] == [(100, 0.2, 0.2)]


@pytest.mark.parametrize(("perfunctory", "enough"), [(LEAST_OF_EACH, True), (LEAST_OF_EACH - 1, False)])
def test_twenty_replies_of_each_label_are_enough_and_nineteen_are_not(perfunctory, enough) -> None:
    table, _, _ = mirror(60)
    labels = [row < perfunctory for row in range(60)]
    if enough:
        assert train(table, labels, named(60), "x").trained_on.perfunctory == perfunctory
    else:
        with pytest.raises(UserProblem, match="labelled-few"):
            train(table, labels, named(60), "x")


def test_nine_groups_cannot_be_dealt_into_ten_parts() -> None:
    table, labels, _ = mirror(200)
    with pytest.raises(UserProblem, match="labelled-groups"):
        train(table, labels, [f"g{row % 9}" for row in range(200)], "x")


def test_a_model_read_back_says_the_same(tmp_path) -> None:
    table, labels, _ = mirror(200)
    model = train(table, labels, named(200), "两百件 made up")
    write_model(model, tmp_path / "model.yaml")
    again = read_model(tmp_path / "model.yaml")
    assert again.probabilities(table).tolist() == model.probabilities(table).tolist()
    assert again.reasons(table) == model.reasons(table)
    assert (again.error, again.trained_on) == (model.error, model.trained_on)


def test_reasons_add_up_to_the_log_odds(tmp_path) -> None:
    table, labels, _ = mirror(200)
    model = train(table, labels, named(200), "x")
    features = features_of(table)
    moved = (features - model.line.center) / model.line.scale * model.line.weights * model.calibration.slope
    at_center = model.calibration.slope * model.line.offset + model.calibration.offset
    assert np.allclose(logistic(at_center + moved.sum(axis=1)), model.probabilities(table))
    told = model.reasons(table)[0]
    assert [abs(one.moves) for one in told] == sorted((abs(one.moves) for one in told), reverse=True)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("weight: ", "weight: .nan #", "yaml-syntax"),
        ("scale: ", "scale: 0 #", "model-unreadable"),
        ("weight: ", "weight: 1.0e+9 #", "model-unreadable"),
        ("  copied:", "  copyed:", "model-features"),
        ("version: 1", "version: 2", "model-other"),
        ("model: perfunctory-reply", "model: other", "model-other"),
        ("folds: 10", "folds: 10\nmore: 1", "model-unreadable"),
        ("trained_on:", "trained_on: !!python/object:os.system", "yaml-syntax"),
        ("folds: 10", "folds: *a", "yaml-syntax"),
    ],
)
def test_a_file_that_is_not_such_a_model_is_refused(tmp_path, old, new, code) -> None:
    table, labels, _ = mirror(200)
    path = tmp_path / "model.yaml"
    write_model(train(table, labels, named(200), "x"), path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserProblem, match=code):
        read_model(path)


def test_a_pickle_is_no_model(tmp_path) -> None:
    (tmp_path / "m").write_bytes(b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x07")
    with pytest.raises(UserProblem):
        read_model(tmp_path / "m")


def test_no_rows_give_no_probabilities() -> None:
    table, labels, _ = mirror(200)
    assert len(train(table, labels, named(200), "x").probabilities(table.slice(0, 0))) == 0
