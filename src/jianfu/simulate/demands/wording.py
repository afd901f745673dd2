"""The wordings of ``wordings.yaml`` and the moments their deadlines mean."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import yaml


class Timed(msgspec.Struct, frozen=True):
    """A wording whose deadline is known: ``due`` a time of the day (``+``: the next), ``after`` minutes later."""

    text: str
    from_: str = msgspec.field(name="from")
    to: str
    due: str = ""
    after: int = 0


class Wordings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file, list for list."""

    reply: list[str]
    no_reply: list[str]
    instant: list[str]
    no_instant: list[str]
    photo: list[str]
    screenshot: list[str]
    location: list[str]
    no_proof: list[str]
    tight: list[Timed]
    next_morning: list[Timed]
    at_limit: list[Timed]
    roomy: list[Timed]
    no_deadline: list[Timed]
    emergency: list[str]
    spoken_to: list[str]
    matters: list[str]
    answers: list[str]


@dataclass(frozen=True)
class Kind:
    """A kind of planted message: the rules it is a real finding of, and those it only looks like one of."""

    name: str
    real: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()


_REPLY, _INSTANT, _PROOF = ("reply-forced",), ("answer-instant",), ("proof-demanded",)
_TIGHT, _SAME_DAY = "deadline-impossible", "deadline-same-day"
KINDS = (
    Kind("reply", _REPLY),
    Kind("no_reply", looks=_REPLY),
    Kind("instant", _INSTANT),
    Kind("no_instant", looks=_INSTANT),
    Kind("photo", _PROOF),
    Kind("screenshot", _PROOF),
    Kind("location", _PROOF),
    Kind("no_proof", looks=_PROOF),
    Kind("tight", (_TIGHT, _SAME_DAY)),
    Kind("next_morning", (_TIGHT,), (_SAME_DAY,)),
    Kind("at_limit", (_SAME_DAY,), (_TIGHT,)),
    Kind("roomy", looks=(_TIGHT, _SAME_DAY)),
    Kind("no_deadline", looks=(_TIGHT, _SAME_DAY)),
)
EMERGENCY = Kind("emergency", looks=(*_REPLY, *_INSTANT, *_PROOF, _TIGHT, _SAME_DAY))


@cache
def wordings() -> Wordings:
    """What offices write."""
    text = files("jianfu.simulate.demands").joinpath("wordings.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), Wordings)


def minute_of(clock: str) -> int:
    """The minute of the day."""
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
