"""The truth about forms, from what they truly ask for."""

from collections import defaultdict
from collections.abc import Iterator

from jianfu.simulate.registers.form_sketch import PAPER, Form, Thing
from jianfu.simulate.settings import limits
from jianfu.simulate.world import Label

NEAR = 0.1
"""So close below the limit a form looks like a finding."""
COPIES = ("other_topic", "other_rhythm", "other_level")


def label_forms(forms: list[Form]) -> Iterator[Label]:
    """Real findings and look-alikes of every rule about forms."""
    for form in forms:
        grassroots = form.level != "county"
        electronic = form.channel != PAPER
        for rule, real, looks, why in (
            ("form-unlisted", form.listed is False and grassroots, not form.listed, "for the county, or not stated"),
            ("form-paper-too", bool(form.paper) and electronic, form.paper is not False, "paper alone, or not stated"),
        ):
            if real or looks:
                yield Label(rule, "form", form.form_id, real, "planted" if real else why)
    yield from _label_repeats(forms)


def _label_repeats(forms: list[Form]) -> Iterator[Label]:
    fillers: defaultdict[tuple[int, str], list[Form]] = defaultdict(list)
    for form in forms:
        fillers[form.county, form.level].append(form)
    for key in sorted(fillers):
        before: set[Thing] = set()
        seen: list[Form] = []
        for form in sorted(fillers[key], key=lambda form: form.rank):
            own = set(form.things)
            held = len(own & before) / len(own)
            real, near = (
                held >= limits().held_share and len(own) >= limits().fewest_fields,
                held >= limits().held_share - NEAR,
            )
            if real or near or form.kind in COPIES:
                why = f"{held:.2f} held already" if real or near else f"planted: {form.kind}"
                yield Label("form-asked-again", "form", form.form_id, real, why)
            twice = any(_same_material(form, other) for other in seen)
            if twice or form.kind in COPIES:
                why = "planted" if twice else f"planted: {form.kind}"
                yield Label("form-asked-twice", "form", form.form_id, twice, why)
            before |= own
            seen.append(form)


def _same_material(form: Form, other: Form) -> bool:
    return set(form.things) == set(other.things) and form.subject == other.subject and form.frequency == other.frequency
