"""``jianfu simulate``: the made-up county as files, and the truth about it beside them, whole or not at all."""

from collections import Counter
from pathlib import Path

import msgspec

from jianfu.base.progress import Progress, Quiet
from jianfu.base.whole import whole_folder
from jianfu.simulate.chat.message import Rows
from jianfu.simulate.chat.slots import Desk
from jianfu.simulate.chat.write import write_chat
from jianfu.simulate.county import make_world
from jianfu.simulate.letters.mailbag import write_mailbag
from jianfu.simulate.photos.answers import Album
from jianfu.simulate.photos.write import write_photos
from jianfu.simulate.plan_truth import write_plan_truth
from jianfu.simulate.registers.account_comments import with_comments
from jianfu.simulate.registers.letter_labels import write_letter_truth
from jianfu.simulate.registers.write_all import write_registers
from jianfu.simulate.wording.archive import write_spoken
from jianfu.simulate.world import Label, World

MARKER = "truth/world.json"
"""Tells an earlier simulation from a folder that is not ours."""
FINDINGS = "findings.jsonl"


def simulate(
    *,
    size: str,
    seed: int,
    out: Path,
    clean: bool = False,
    letters: int | None = None,
    progress: Progress | None = None,
) -> dict[str, object]:
    """Writes ``out/files`` (what a county has) and ``out/truth``; the same size, seed and ``clean`` give the
    same bytes. With ``letters`` only the units and about so many citizens' letters are written.

    Returns the counts that stand in ``truth/world.json``. An earlier simulation in ``out`` is replaced; anything else
    that is not empty raises ``UserProblem``.
    """
    progress = progress or Quiet()
    with whole_folder(out, marker=MARKER) as work:
        files, truth = work / "files", work / "truth"
        files.mkdir()
        truth.mkdir()
        progress.start("world")
        world = make_world(size, seed, clean=clean)
        mailbag = write_mailbag(world, most=letters)
        if letters is None:
            mailbag = with_comments(world, mailbag)
        progress.finish()
        write_letter_truth(mailbag, truth)
        write_plan_truth(world, truth)
        made = write_registers(world, files, progress, mailbag, letters_only=letters is not None)
        if letters is not None:
            return _write_truth(world, _sorted(made), truth, {"letters": len(mailbag.letters)})
        period = world.settings.period
        progress.start("chat", (period.last_day - period.first_day).days + 1)
        albums: list[Album] = []

        def hear(desk: Desk, rows: Rows) -> None:
            if not albums:
                albums.append(Album(desk))
            albums[0].add(rows)

        said = write_chat(world, files, truth, lambda _done, _all: progress.advance(), hear=hear)
        spoken = write_spoken(world, files, truth)
        progress.finish()
        made += [label for album in albums for label in write_photos(world, album, files)]
        more = {"letters": len(mailbag.letters), "messages": said.messages + spoken}
        return _write_truth(world, _sorted([*world.labels, *made, *said.labels]), truth, more)


def _sorted(labels: list[Label]) -> list[Label]:
    return sorted(labels, key=lambda label: (label.rule_id, label.subject_id))


def _write_truth(world: World, labels: list[Label], truth: Path, more: dict[str, int]) -> dict[str, object]:
    encode = msgspec.json.Encoder().encode
    with (truth / FINDINGS).open("wb") as file:
        for label in labels:
            line = {
                "rule_id": label.rule_id,
                "subject_kind": label.subject_kind,
                "subject_id": label.subject_id,
                "label": "real" if label.real else "legitimate",
                "why": label.why,
            }
            file.write(encode(line) + b"\n")
    counts: dict[str, object] = {
        "units": len(world.units),
        "people": len(world.people),
        "groups": len(world.groups),
        "memberships": len(world.memberships),
        **more,
        "real": dict(sorted(Counter(label.rule_id for label in labels if label.real).items())),
        "legitimate": dict(sorted(Counter(label.rule_id for label in labels if not label.real).items())),
    }
    facts = {
        "as_of": world.as_of,
        "seed": world.seed,
        "size": world.size,
        "clean": world.clean,
        "pack": "example_county",
        "counts": counts,
    }
    (truth / "world.json").write_bytes(msgspec.json.format(encode(facts), indent=1) + b"\n")
    return counts
