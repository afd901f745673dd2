"""Field overlap of a snapshot: reads every field, then compares forms that fall on the same fillers."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jianfu.measure.burden.territory import Territories, read_territories
from jianfu.measure.field_overlap.compare import AskedForm, compare, shares
from jianfu.measure.field_overlap.meaning import SUBJECT, Meaning, read_label
from jianfu.measure.field_overlap.tables import FIELD_MEANING, FIELD_OVERLAP, FORM_HELD
from jianfu.measure.field_overlap.topic import form_topic, one_word_each
from jianfu.measure.inputs import MeasureInput
from jianfu.measure.roster import Roster

RELATIVES = "家庭成员"
_PERMIT = re.compile(r"护照|港澳|通行证|签证|出入境证件|驾驶证")
"""Topics of forms whose 证件号码 is the number of such a paper and not of the identity card."""
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
    rows = list(zip(*(fields[name].to_pylist() for name in names), strict=True))
    relatives = _lists_of_relatives(rows, topics)
    for form, position, label, form_of_data in rows:
        section = RELATIVES if form in relatives else ""
        for part, meant in enumerate(_read(label, topics.get(form, ""), form_of_data, section), 1):
            row = (form, position, part, meant.concept, meant.entity, meant.matter, meant.unit, meant.period,
                   meant.formal, meant.key)  # fmt: skip
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
    table = pa.table(
        {name: pa.array(values, FIELD_MEANING.schema.field(name).type) for name, values in columns.items()}
    )
    return _sorted(table, FIELD_MEANING.key)


def _read(label: str | None, topic: str, form_of_data: str | None, section: str = "") -> tuple[Meaning, ...]:
    found = read_label(label or "", section=section, topic=topic, format=form_of_data or "")
    if not _PERMIT.search(topic):
        return found
    return tuple(replace(one, concept="other", matter=f"{topic}证件号码") if one.concept == "id_number" and
                 "身份" not in (label or "") else one for one in found)  # fmt: skip


def _lists_of_relatives(rows: list[tuple[str, int, str | None, str | None]], topics: dict[str, str]) -> set[str]:
    """Forms on which 称谓 stands beside 姓名 and nobody else is named: the names are those of relatives."""
    related: set[str] = set()
    others: set[str] = set()
    for form, _, label, form_of_data in rows:
        for meant in _read(label, topics.get(form, ""), form_of_data):
            if meant.concept == "relation" and meant.entity == SUBJECT:
                related.add(form)
            elif meant.concept == "name" and meant.entity not in (SUBJECT, "unit_body") and not meant.formal:
                others.add(form)
    return related - others


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
