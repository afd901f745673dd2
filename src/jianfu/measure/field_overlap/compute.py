"""Field overlap of a snapshot: reads every field, then compares forms that fall on the same fillers."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.burden.territory import Territories, read_territories
from jianfu.measure.field_overlap.compare import AskedForm, compare, shares
from jianfu.measure.field_overlap.meaning import read_label
from jianfu.measure.field_overlap.tables import FIELD_MEANING, FIELD_OVERLAP, FORM_HELD
from jianfu.measure.field_overlap.topic import form_topic, one_word_each
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.roster import Roster

_FORM = ("form_id", "name", "unit_id", "level", "frequency", "listed")


def compute_field_overlap(given: MeasureInput, roster: Roster) -> Iterator[tuple[str, pa.Table]]:
    """``field_meaning``, ``field_overlap`` and ``form_held``."""
    forms = given.snapshot.read("form", list(_FORM))
    topics = _topics(forms)
    meaning = mean_fields(given.snapshot.read("form_field"), topics)
    yield FIELD_MEANING.name, meaning
    asked = _asked(forms, topics, meaning, _places(forms, given, roster))
    held, pairs = compare(asked, given.constants.settings["overlap_floor"].value)
    rows = [dict(shares(pair)) for pair in pairs]
    yield FIELD_OVERLAP.name, _sorted(FIELD_OVERLAP.arrow(rows), FIELD_OVERLAP.key)
    table = FORM_HELD.arrow(
        [
            {
                "form_id": one.form.form_id,
                "fields": len(one.form.meanings),
                "held": one.held,
                "held_share": one.held / len(one.form.meanings),
                "nearest_id": one.nearest,
                "nearest_share": one.nearest_shared / len(one.form.meanings),
                "repeats_id": one.repeats,
            }
            for one in held
        ]
    )
    yield FORM_HELD.name, _sorted(table, FORM_HELD.key)


def mean_fields(fields: pa.Table, topics: dict[str, str]) -> pa.Table:
    """``field_meaning`` of the rows of ``form_field``; ``topics`` by form id, one left out has none."""
    columns: dict[str, list[object]] = {name: [] for name in FIELD_MEANING.names}
    names = ("form_id", "position", "label", "format")
    for form, position, label, form_of_data in zip(*(fields[name].to_pylist() for name in names), strict=True):
        for part, meant in enumerate(read_label(label or "", topic=topics.get(form, ""), format=form_of_data or ""), 1):
            row = (form, position, part, meant.concept, meant.entity, meant.matter, meant.unit, meant.period,
                   meant.formal, meant.key)  # fmt: skip
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
    table = pa.table(
        {name: pa.array(values, FIELD_MEANING.schema.field(name).type) for name, values in columns.items()}
    )
    return _sorted(table, FIELD_MEANING.key)


def _topics(forms: pa.Table) -> dict[str, str]:
    """Topic of each form, one word for topics alike."""
    own = {
        form: form_topic(name or "") for form, name in zip(*(forms[key].to_pylist() for key in _FORM[:2]), strict=True)
    }
    words = one_word_each(own.values())
    return {form: words[topic] for form, topic in own.items()}


def _asked(
    forms: pa.Table, topics: dict[str, str], meaning: pa.Table, places: list[tuple[int, ...]]
) -> list[AskedForm]:
    data: defaultdict[str, set[str]] = defaultdict(set)
    kept = meaning.filter(pc.invert(meaning["formal"]))
    for form, key in zip(kept["form_id"].to_pylist(), kept["meaning"].to_pylist(), strict=True):
        data[form].add(key)
    return [
        AskedForm(
            row["form_id"], topics[row["form_id"]], row["level"] or "", at, bool(row["listed"]), row["frequency"] or "",
            frozenset(data.get(row["form_id"], ())),
        )
        for row, at in zip(forms.to_pylist(), places, strict=True)
    ]  # fmt: skip


def _places(forms: pa.Table, given: MeasureInput, roster: Roster) -> list[tuple[int, ...]]:
    """The place each form's issuer belongs to, then those above; the unknown unit is a place of its own."""
    territories = read_territories(given, roster)
    issuers = pc.fill_null(pc.index_in(forms["unit_id"], roster.units), 0).to_numpy().astype(np.int64)
    known = {unit: _above(int(unit), territories) for unit in np.unique(issuers)}
    return [known[unit] for unit in issuers]


def _above(unit: int, territories: Territories) -> tuple[int, ...]:
    place = int(territories.place[unit])
    higher = (int(above[place]) for above in territories.ancestors[1:])
    return (place, *dict.fromkeys(int(territories.place[above]) for above in higher if above >= 0))


def _sorted(table: pa.Table, key: tuple[str, ...]) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in key]).combine_chunks()
