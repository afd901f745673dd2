"""A hamlet's month, written once for all tests here."""

import pytest
from talks import Talk, talk_of

from jianfu.simulate.county import make_world


@pytest.fixture(scope="session")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    return talk_of(make_world("hamlet", 3), tmp_path_factory.mktemp("talk"))


@pytest.fixture(scope="session")
def clean_talk(tmp_path_factory: pytest.TempPathFactory) -> Talk:
    return talk_of(make_world("hamlet", 3, clean=True), tmp_path_factory.mktemp("clean"))
