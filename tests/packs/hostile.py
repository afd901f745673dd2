"""Packs a stranger might send: each is made in a folder, and none of them may be loaded."""

import os
from collections.abc import Callable
from pathlib import Path

PACK = "name: {zh: 县, en: County}\nabout: {zh: 例, en: Example}\n"
CITATION = (
    "local: {zh: 通知, en: Notice, number: null, issuer: {zh: 县, en: County}, issued: 2025, "
    "confidence: C, status: not confirmed}\n"
)
VALUE = "{from: 2025-01-01, value: 20, source: {document: local, article: 一}}"
LIMIT = "unit-group-count: {parameters: {group_count: {values: [" + VALUE + "]}}}\n"
SEASON = (
    "flood: {zh: 汛期, en: Flood, reason: emergency, from: 2026-06-01, until: 2026-08-31, rules: [off-hours-messages], "
    "groups: [防汛], source: {document: local, article: 一}}\n"
)


def county(folder: Path, **files: str | bytes) -> Path:
    """A county pack that is sound but for the files given."""
    folder.mkdir(parents=True)
    sound = {"pack": PACK, "citations": CITATION, "parameters": LIMIT, "exemptions": SEASON}
    for name, content in {**sound, **files}.items():
        (folder / f"{name}.yaml").write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def _in(file: str, content: str | bytes) -> Callable[[Path], Path]:
    return lambda folder: county(folder, **{file: content})


def _limit(value: str) -> Callable[[Path], Path]:
    return _in("parameters", LIMIT.replace("value: 20", f"value: {value}"))


def _beside(make: Callable[[Path], None]) -> Callable[[Path], Path]:
    """A sound pack in which one file is taken away and something else put in its place."""

    def build(folder: Path) -> Path:
        place = county(folder)
        (place / "parameters.yaml").unlink()
        make(place)
        return place

    return build


def _many(count: int) -> Callable[[Path], None]:
    def make(place: Path) -> None:
        for number in range(count):
            (place / f"n{number}.txt").touch()

    return make


def _sparse(place: Path) -> None:
    with (place / "parameters.yaml").open("wb") as file:
        file.truncate(40_000_000_000)


def _outside(place: Path) -> None:
    (place.parent / "secret.yaml").write_text(LIMIT, encoding="utf-8")
    (place / "parameters.yaml").symlink_to("../secret.yaml")


def _circle(place: Path) -> None:
    (place / "parameters.yaml").symlink_to("parameters.yaml")


def _rules(place: Path) -> None:
    (place / "rules").mkdir()
    (place / "rules/own.yaml").write_text("id: own\n", encoding="utf-8")


_BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))

HOSTILE: dict[str, Callable[[Path], Path]] = {
    "a bomb of aliases": _in("parameters", _BOMB),
    "an alias of itself": _in("parameters", "a: &a [*a]\n"),
    "merged keys": _in("parameters", "a: &x {b: 1}\nc: {<<: {b: 2}}\n"),
    "brackets without end": _in("parameters", "a: " + "[" * 90_000),
    "deep mappings": _in("parameters", "a: " + "{a: " * 5_000 + "1" + "}" * 5_000),
    "deep questions": _in("parameters", "? " * 60_000),
    "a hundred thousand nodes": _in("parameters", "a: [" + "1," * 90_000 + "]"),
    "thirty thousand unknown rules": _in("parameters", "".join(f"r{n}: 1\n" for n in range(20_000))),
    "nine thousand unknown keys": _in("parameters", "".join(f"r{n}: {{}}\n" for n in range(9_000))),
    "a list for a key": _in("parameters", "? [a, b]\n: c\n"),
    "a mapping for a key": _in("parameters", "{a: 1}: c\n"),
    "the same key twice": _in("parameters", LIMIT + LIMIT),
    "a Python object": _in("parameters", "a: !!python/object/apply:os.system [ls]\n"),
    "a Python name": _in("parameters", "a: !!python/name:os.system\n"),
    "bytes": _in("parameters", "a: !!binary aGVsbG8=\n"),
    "a set": _in("parameters", "a: !!set {b, c}\n"),
    "a tag of one's own": _in("parameters", "a: !include /etc/passwd\n"),
    "two documents": _in("parameters", "a: 1\n---\nb: 2\n"),
    "a text and no mapping": _in("parameters", "just words\n"),
    "a megabyte": _in("parameters", "# " + "x" * 1_000_000),
    "a key of a hundred thousand letters": _in("parameters", "k" * 100_000 + ": 1\n"),
    "UTF-16": _in("parameters", LIMIT.encode("utf-16")),
    "GB18030": _in("pack", PACK.encode("gb18030")),
    "a zero byte": _in("pack", PACK.replace("County", "Coun\x00ty")),
    "a zero byte by its escape": _in("pack", PACK.replace("County", '"Coun\\0ty"')),
    "half of a pair": _in("pack", PACK.replace("County", '"\\ud83d"')),
    "letters that run backwards": _in("pack", PACK.replace("County", '"ytnuoC\\u202e"')),
    "a terminal command": _in("pack", PACK.replace("County", '"\\e]0;x\\a"')),
    "an infinite limit": _limit(".inf"),
    "a limit that is no number": _limit(".nan"),
    "a limit of sixty digits": _limit("9" * 60),
    "a limit of a hundred thousand digits": _limit("9" * 100_000),
    "a limit in sixties": _limit("1:" * 50_000 + "1"),
    "a limit in words": _limit("'20 or 1 = 1; drop table work_group'"),
    "a limit that is a query": _limit("(select count(*) from work_group)"),
    "a limit without a document": _in("parameters", LIMIT.replace("document: local", "document: ../../secret")),
    "a rule by its path": _in("parameters", LIMIT.replace("unit-group-count", "../rules/unit-group-count")),
    "a query of one's own": _in("parameters", "unit-group-count: {query: select 1}\n"),
    "a remedy of one's own": _in("parameters", "unit-group-count: {remedy: {zh: 付款, en: Pay}}\n"),
    "a status of one's own": _in("parameters", "unit-group-count: {status: root}\n"),
    "an address a browser runs": _in("citations", CITATION.replace("status:", "address: 'javascript:alert(1)', status:")),
    "an address in a file": _in("citations", CITATION.replace("status:", "address: 'file:///etc/passwd', status:")),
    "a number that is a list": _in("citations", CITATION.replace("number: null", "number: [1, 2]")),
    "an exemption for ten years": _in("exemptions", SEASON.replace("2026-08-31", "2036-08-31")),
    "an exemption that ends before it begins": _in("exemptions", SEASON.replace("2026-08-31", "2026-05-31")),
    "an exemption from a rule that has none": _in("exemptions", SEASON.replace("off-hours-messages", "letter-late")),
    "an exemption for every group": _in("exemptions", SEASON.replace("[防汛]", "['']")),
    "an exemption for reasons of comfort": _in("exemptions", SEASON.replace("emergency", "comfort")),
    "rules of one's own": _beside(_rules),
    "a link to a file outside": _beside(_outside),
    "a link to itself": _beside(_circle),
    "a link to an endless device": _beside(lambda place: (place / "parameters.yaml").symlink_to("/dev/zero")),
    "a pipe nobody writes to": _beside(lambda place: os.mkfifo(place / "parameters.yaml")),
    "a folder for a file": _beside(lambda place: (place / "parameters.yaml").mkdir()),
    "forty gigabytes of nothing": _beside(_sparse),
    "a thousand files": _beside(_many(1_000)),
}  # fmt: skip
"""What is odd about it -> makes the pack in a folder that is not there yet."""
