"""Single replies in varied wording: what a reader would object to, and what nobody would."""

from pathlib import Path

import pytest
import yaml

from jianfu.measure.reply_mirror import check_reply

CASES = [
    pytest.param(
        case["letter"], reply["text"], reply["kinds"], id=f"{number}-{at}-{'+'.join(reply['kinds']) or 'honest'}"
    )
    for number, case in enumerate(yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8")))
    for at, reply in enumerate(case["replies"])
]


@pytest.mark.parametrize(("letter", "reply", "kinds"), CASES)
def test_a_reader_would_say_so(letter: str, reply: str, kinds: list[str]) -> None:
    found = {objection.kind for objection in check_reply(letter, reply)}
    assert set(kinds) <= found if kinds else not found
