"""The list of forms (报表清单) and of what each asks for (报表指标项)."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from jianfu.simulate.chance import stream
from jianfu.simulate.registers.form_labels import label_forms
from jianfu.simulate.registers.form_sketch import CHANNELS, FREQUENCIES, Form, sketch_forms
from jianfu.simulate.registers.form_wording import Field, word_form
from jianfu.simulate.registers.habit import Cell
from jianfu.simulate.registers.sheet import Register
from jianfu.simulate.registers.shelf import Shelf, office_batches, shelve
from jianfu.simulate.world import Label

LEVEL_WORDS = {"township": "乡镇", "village": "村", "county": "县级"}
BATCHES = 8


def write_forms(shelf: Shelf) -> Iterator[Path | Label]:
    """Both registers, each in a few files, then the truth about them."""
    forms = sketch_forms(shelf.world)
    rng = stream(shelf.world.seed, "wordings")
    fields = [word_form(form, rng) for form in forms]
    issuer = np.asarray([form.issuer for form in forms], dtype=np.int32)
    writers = office_batches(shelf, issuer, BATCHES)
    register = Register("form", "报表清单", _columns(shelf, forms, fields))
    yield from shelve(shelf, register, writers, "报表", in_batches=True)
    rows = np.repeat(np.arange(len(forms)), [len(each) for each in fields])
    listed = Register("form_field", "报表指标项", _field_columns(shelf, forms, fields))
    yield from shelve(shelf, listed, writers[rows], "报表", in_batches=True)
    yield from label_forms(forms)


def _columns(shelf: Shelf, forms: list[Form], fields: list[list[Field]]) -> dict[str, list[Cell]]:
    units = shelf.world.units.name.to_pylist()
    return {
        "name": [form.name for form in forms],
        "unit": [units[form.issuer] for form in forms],
        "basis": [f"〔2026〕{number}号文件" if number % 3 else "工作需要" for number in range(1, len(forms) + 1)],
        "level": [LEVEL_WORDS[form.level] for form in forms],
        "frequency": [FREQUENCIES[form.frequency][0] for form in forms],
        "yearly_submissions": [FREQUENCIES[form.frequency][1] for form in forms],
        "channel": [CHANNELS[form.channel] for form in forms],
        "paper_copy": [form.paper for form in forms],
        "field_count": [len(each) for each in fields],
        "listed": [form.listed for form in forms],
    }


def _field_columns(shelf: Shelf, forms: list[Form], fields: list[list[Field]]) -> dict[str, list[Cell]]:
    units = shelf.world.units.name.to_pylist()
    rows = [
        (form, place, *field) for form, each in zip(forms, fields, strict=True) for place, field in enumerate(each, 1)
    ]
    return {
        "form": [form.name for form, _, _, _ in rows],
        "unit": [units[form.issuer] for form, _, _, _ in rows],
        "position": [place for _, place, _, _ in rows],
        "label": [label for _, _, label, _ in rows],
        "format": [kind for _, _, _, kind in rows],
    }
