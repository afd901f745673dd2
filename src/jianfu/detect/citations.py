"""The register of documents a pack relies on: title, number, date, who issued it, how sure we are."""

import re
from pathlib import Path

from jianfu.base.errors import UserProblem
from jianfu.base.yaml_file import read_yaml
from jianfu.detect.faults import Fault, Faults
from jianfu.detect.fields import Fields
from jianfu.detect.pack import Citation
from jianfu.detect.rule import Words

CONFIDENCES = ("A", "B", "C")
CITATION_STATES = ("confirmed", "not confirmed")

_KEYS = ("zh", "en", "number", "issued", "issuer", "confidence", "status")
_ISSUED = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[^\s<>\"'`\\]*)?")
"""A page on the web and nothing a browser would run."""


def read_citations(path: Path, faults: list[Fault]) -> dict[str, Citation]:
    """The register of one pack, by key; none where there is no file."""
    own = Faults(f"{path.parent.name}/{path.name}")
    try:
        register = Fields(read_yaml(path), own) if path.is_file() else Fields({}, own)
    except UserProblem as problem:
        own.take(".", problem)
        register = Fields({}, own)
    found = {str(key): _citation(str(key), register.inside(str(key))) for key in register.content}
    faults.extend(own.found)
    return found


def _citation(key: str, item: Fields) -> Citation:
    item.only(_KEYS, ("address",))
    issued = None if item.content.get("issued") is None else str(item.content["issued"])
    if issued is not None and not _ISSUED.fullmatch(issued):
        item.fault("issued", "pack-field-kind", wanted="date")
    number, address = item.content.get("number"), item.content.get("address")
    if number is not None and not isinstance(number, str):
        item.fault("number", "pack-field-kind", wanted="text")
    if address is not None and not (isinstance(address, str) and _ADDRESS.fullmatch(address)):
        item.fault("address", "pack-field-kind", wanted="http(s)://")
    return Citation(
        key=key,
        title={"zh": item.text("zh"), "en": item.text("en")},
        number=number if isinstance(number, str) else None,
        issued=issued,
        issuer=_issuer(item),
        confidence=item.one_of("confidence", CONFIDENCES),
        status=item.one_of("status", CITATION_STATES),
        address=address if isinstance(address, str) else None,
    )


def _issuer(item: Fields) -> str | Words:
    given = item.content.get("issuer")
    return item.text("issuer") if isinstance(given, str) else item.words("issuer")
