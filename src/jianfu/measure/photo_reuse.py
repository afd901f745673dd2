"""Pictures sent again as proof (照片重复使用): on later days, or to several demanders, charged to whoever demanded."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.inputs import MeasureInput
from jianfu.measure.photo_similarity.same import clear, cluster, same_pictures
from jianfu.sources.pictures.spelling import look_from
from jianfu.tables.column import Table, date, flag, integer, moment, text

TABLE = Table(
    name="photo_reuse",
    zh="照片重复使用",
    en="Photos used again",
    key=("message_id", "cluster_id"),
    columns=(
        text("message_id", "照片消息编号", "Photo message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "索要单位编号", "Demanding unit id"),
        moment("sent_at", "发送时间", "Sent at"),
        moment("asked_at", "索要时间", "Asked at"),
        text("cluster_id", "画面编号", "Picture id", note=("同一画面编号相同", "the same for one picture")),
        integer("answer_count", "用作应答次数", "Answers this picture was sent as"),
        integer("earlier_answers", "此前日期的应答次数", "Answers to other demands on earlier days"),
        integer(
            "same_day_demanders",
            "当日索要单位数",
            "Demanding units that day",
            note=("当日用同一画面应答的不同索要单位", "different units whose demands this picture answered that day"),
        ),
        flag(
            "used_before",
            "此前已用过",
            "Used before",
            note=("此前日期已用于其他索要", "for another demand on an earlier day"),
        ),
        flag("several_demanders", "多头索要", "Several demanders", note=("当日不止一个单位索要", "on that day")),
        date("taken_on", "拍摄日期", "Taken on"),
        integer(
            "days_old",
            "拍摄距索要天数",
            "Days between taking and demand",
            unit="day",
            note=("索要前多少天拍摄；图片不带日期时为空", "before the demand; empty where the picture states no day"),
        ),
        flag("exempt", "是否豁免", "Exempt"),
    ),
)

ANSWER = Table(
    name="photo_answer",
    zh="照片应答",
    en="Pictures in answer to a demand",
    key=("message_id",),
    columns=(
        text("message_id", "照片消息编号", "Photo message id"),
        text("group_id", "群组编号", "Group id"),
        text("unit_id", "索要单位编号", "Demanding unit id"),
        moment("sent_at", "发送时间", "Sent at"),
        moment("asked_at", "索要时间", "Asked at"),
        text("answering_unit_id", "应答单位编号", "Answering unit id"),
        flag("exempt", "是否豁免", "Exempt"),
    ),
)
"""What the pass over messages leaves of every picture that answers a demand for proof."""

DAY = np.timedelta64(1, "D")
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Known:
    """Every fingerprint of the photos sent, and which picture it is."""

    fingerprints: pa.Array
    picture: Longs
    """Per fingerprint the smallest number of one of the same picture; -1 for one that shows nothing."""
    taken_on: pa.Array


def compute_photo_reuse(given: MeasureInput, answers: pa.Table) -> pa.Table:
    """``TABLE``: pictures sent as proof more than once, and those that state the day they were taken.

    ``answers``: rows of ``ANSWER``. A picture that people of more than ``photo_units`` units sent, or that was sent
    more often without a demand than with one, is common property (a poster, a joke) and proves nothing about a demand.
    """
    photo = given.snapshot.read("photo", ["message_id", "fingerprint"])
    photo = photo.filter(pc.is_valid(photo["fingerprint"]))
    if not answers.num_rows or not photo.num_rows:
        return TABLE.arrow()
    known = _known(given, photo)
    shown = known.picture[pc.index_in(photo["fingerprint"], known.fingerprints).to_numpy()]
    print_ = pc.index_in(photo["fingerprint"], known.fingerprints).to_numpy().astype(np.int64)
    row = pc.index_in(photo["message_id"], answers["message_id"].combine_chunks())
    answering = row.is_valid().to_numpy() & (shown >= 0)
    row = pc.fill_null(row, 0).to_numpy().astype(np.int64)[answering]
    uses = np.bincount(shown[shown >= 0], minlength=len(known.picture))
    sent = answers.take(pa.array(row))
    return _rows(sent, print_[answering], known, uses, given.constants.whole("photo_units"))


def _known(given: MeasureInput, photo: pa.Table) -> _Known:
    fingerprints = pc.unique(photo["fingerprint"])
    fingerprints = fingerprints.take(pc.sort_indices(fingerprints))
    rows = given.snapshot.read("picture")
    rows = rows.filter(pc.is_in(rows["fingerprint"], fingerprints))
    looks = [
        look_from(quality, hash_, points)
        for quality, hash_, points in zip(
            *(rows[name].to_pylist() for name in ("quality", "hash", "points")), strict=True
        )
    ]
    place = pc.index_in(rows["fingerprint"], fingerprints).to_numpy().astype(np.int64)
    picture = np.arange(len(fingerprints), dtype=np.int64)
    picture[place] = np.where(clear(looks), place[cluster(len(looks), same_pictures(looks))], -1)
    taken = rows["taken_on"].combine_chunks().take(pc.index_in(fingerprints, rows["fingerprint"].combine_chunks()))
    return _Known(fingerprints, picture, taken)


def _rows(sent: pa.Table, print_: Longs, known: _Known, uses: Longs, most_units: int) -> pa.Table:
    picture = known.picture[print_]
    day = sent["sent_at"].to_numpy().astype("datetime64[D]").astype(np.int64)
    asked = sent["asked_at"].to_numpy()
    unit, group, by = (_codes(sent[name]) for name in ("unit_id", "group_id", "answering_unit_id"))
    count = np.bincount(picture, minlength=len(uses))
    units = _distinct(picture, by, len(uses))
    common = (units > most_units) | (uses > 2 * count)
    demand = np.unique(np.stack([group, asked.astype(np.int64)]), axis=1, return_inverse=True)[1].reshape(-1)
    earlier, demanders = np.zeros(len(picture), np.int64), np.zeros(len(picture), np.int64)
    order = np.argsort(picture, kind="stable")
    for place in np.split(order, np.flatnonzero(np.diff(picture[order])) + 1):
        for at in place:
            others = place[(day[place] < day[at]) & (demand[place] != demand[at])]
            earlier[at] = len(np.unique(demand[others]))
            demanders[at] = len(np.unique(unit[place[day[place] == day[at]]]))
    taken = known.taken_on.take(pa.array(print_))
    asked_on = pa.array(asked.astype("datetime64[D]"))
    days_old = pc.days_between(taken, asked_on)
    kept = ~common[picture] & ((count[picture] > 1) | taken.is_valid().to_numpy(zero_copy_only=False))
    ids = pc.binary_join_element_wise("photo-", known.fingerprints.take(pa.array(picture)), "")
    table = pa.table(
        [
            sent["message_id"], sent["group_id"], sent["unit_id"], sent["sent_at"], sent["asked_at"], ids,
            count[picture], earlier, demanders, earlier > 0, demanders > 1, taken, days_old, sent["exempt"],
        ],
        schema=TABLE.schema,
    )  # fmt: skip
    table = table.filter(pa.array(kept))
    return table.sort_by([(name, "ascending") for name in TABLE.key])


def _codes(column: pa.ChunkedArray) -> Longs:
    encoded = pc.dictionary_encode(column.combine_chunks(), null_encoding="encode")
    return np.asarray(encoded.indices.to_numpy(), np.int64)


def _distinct(picture: Longs, value: Longs, pictures: int) -> Longs:
    """How many different values each picture has."""
    width = int(value.max(initial=0)) + 1
    return np.bincount(np.unique(picture * width + value) // width, minlength=pictures)
