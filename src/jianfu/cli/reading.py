"""The options of reading files: the user's mapping file and the time zone."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jianfu.base.i18n import Translator
from jianfu.cli.options import path_type

if TYPE_CHECKING:
    from jianfu.sources.options import ReadOptions


def reading_options(say: Translator) -> list[click.Parameter]:
    """``--mapping FILE`` and ``--zone ZONE``, for ``import`` and for ``audit`` of files."""
    return [
        click.Option(["--mapping"], type=path_type(), metavar="FILE", help=say("cli-import-mapping")),
        click.Option(["--zone"], metavar="ZONE", help=say("cli-import-zone")),
    ]


def read_options(mapping: Path | None, zone: str | None) -> "ReadOptions":
    """What the options say; raises ``UserProblem`` for a mapping file that cannot be used."""
    from jianfu.sources.mapping import NO_CORRECTIONS, read_mapping
    from jianfu.sources.options import DEFAULT_ZONE, ReadOptions

    corrections = read_mapping(mapping) if mapping else NO_CORRECTIONS
    return ReadOptions(zone=zone or DEFAULT_ZONE, mapping=corrections)
