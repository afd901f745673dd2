"""Words what the forms of the made-up county ask for, as each office words it."""

from jianfu.simulate.chance import Rng
from jianfu.simulate.registers.form_sketch import Form, Thing, form_words

Field = tuple[str, str]
"""Label and data format."""
_DATES = ("birth", "begun", "ended", "built", "limit")
_TEXTS = ("problem", "measures", "plan", "where", "kind", "grade", "owner", "place", "standard", "insured")
_MONEY = ("income", "spent", "rent", "area", "length", "output", "done")


def word_form(form: Form, rng: Rng) -> list[Field]:
    """The fields of a form from top to bottom, with what belongs to the sheet before and after."""
    formal = form_words()["formal"]
    numbered = rng.random() < 0.2
    top = [(formal[0][0], "整数")] if rng.random() < 0.5 else []
    body = _composed([_word(thing, rng) for thing in form.things], form.things, rng)
    if numbered:
        body = [(f"{place}、{label}", kind) for place, (label, kind) in enumerate(body, 1)]
    bottom: list[Field] = []
    for spellings in formal[1:]:
        if rng.random() < 0.4:
            bottom.append((spellings[int(rng.integers(len(spellings)))], "文本"))
    return [*top, *body, *bottom]


def _word(thing: Thing, rng: Rng) -> Field:
    spoken, kind = form_words(), thing[0]
    formats = spoken["formats"]
    last = thing[-1]
    form = formats["date"] if last in _DATES else formats["money"] if last in _MONEY else formats["text"]
    if kind == "person":
        return _one(spoken["person"][last], rng), formats["count"] if last == "people" else form
    if kind == "others":
        return _of_somebody(
            _one(spoken["others"][thing[1]], rng), _one(spoken["asked_of_others"][last], rng), rng
        ), form
    counted = formats["count"] if form == formats["text"] and last not in _TEXTS else form
    if kind == "topic":
        return _one(spoken["topic"][last], rng), counted
    return f"{thing[1]}{_one(spoken['asked_of_things'][last], rng)}", counted


def _of_somebody(who: str, what: str, rng: Rng) -> str:
    style = int(rng.integers(0, 6))
    if what in ("姓名", "名字") and style < 2:
        return who
    return {3: f"{what}（{who}）", 4: f"{who}：{what}", 5: f"{who}-{what}"}.get(style, f"{who}{what}")


def _composed(fields: list[Field], things: list[Thing], rng: Rng) -> list[Field]:
    """Here and there name and telephone of one person stand in one field."""
    composed: list[Field] = []
    at = 0
    while at < len(fields):
        both = _both(things[at : at + 2], rng) if rng.random() < 0.3 else None
        composed.append((both, "文本") if both else fields[at])
        at += 2 if both else 1
    return composed


def _both(pair: list[Thing], rng: Rng) -> str | None:
    """One label for two things, where offices write them together."""
    if pair == [("person", "account"), ("person", "bank")]:
        return "银行账号及开户行"
    if pair == [("person", "sex"), ("person", "birth")]:
        return "性别、出生年月"
    if len(pair) == 2 and [thing[-1] for thing in pair] == ["name", "phone"] and pair[0][:-1] == pair[1][:-1]:
        who = form_words()["others"][pair[0][1]] if pair[0][0] == "others" else [""]
        return f"{_one(who, rng)}姓名及联系电话"
    return None


def _one(spellings: list[str], rng: Rng) -> str:
    return spellings[int(rng.integers(len(spellings)))]
