"""A made-up hamlet, imported and audited once for all tests of the cycle."""

from pathlib import Path

import pytest

import jianfu

PACK = "example_county"


@pytest.fixture(scope="session", autouse=True)
def key_of_the_office(tmp_path_factory):
    """One key for the whole run, so that two imports of the same files can be the same bytes."""
    patch = pytest.MonkeyPatch()
    patch.setenv("JIANFU_KEY_FILE", str(tmp_path_factory.mktemp("office") / "pseudonym.key"))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def hamlet(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("made") / "hamlet"
    jianfu.simulate_county(out, size="hamlet", seed=1)
    return out


@pytest.fixture(scope="session")
def dataset(hamlet, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("read") / "dataset"
    jianfu.import_files(hamlet / "files", into=place)
    return place


@pytest.fixture(scope="session")
def run(dataset, tmp_path_factory) -> jianfu.Run:
    return jianfu.audit(dataset, out=tmp_path_factory.mktemp("audited") / "run", packs=[PACK])
