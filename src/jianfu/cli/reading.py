"""The options of reading files: the user's mapping file and the time zone."""

from pathlib import Path

import click

from jianfu.base.i18n import Translator
from jianfu.cli.options import path_type
from jianfu.sources.mapping import NO_CORRECTIONS, read_mapping
from jianfu.sources.options import DEFAULT_ZONE, ReadOptions


def reading_options(say: Translator) -> list[click.Parameter]:
    """``--mapping FILE`` and ``--zone ZONE``, for ``import`` and for ``audit`` of files."""
    return [
        click.Option(["--mapping"], type=path_type(exists=False), metavar="FILE", help=say("cli-import-mapping")),
        click.Option(["--zone"], default=DEFAULT_ZONE, metavar="ZONE", help=say("cli-import-zone")),
    ]


def read_options(mapping: Path | None, zone: str) -> ReadOptions:
    """What the options say; raises ``UserProblem`` for a mapping file that cannot be used."""
    if mapping is None:
        return ReadOptions(zone=zone, mapping=NO_CORRECTIONS)
    return ReadOptions(zone=zone, mapping=read_mapping(mapping))
