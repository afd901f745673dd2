"""What tests of several areas need."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from chromium import CHROMIUM

REPOSITORY = Path(__file__).parents[1]

settings.register_profile("jianfu", deadline=None)  # the first call of a kernel compiles it
settings.load_profile("jianfu")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real samples; tests that need it are skipped where it is absent."""
    named = os.environ.get("JIANFU_SAMPLES")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no samples of real data here: set JIANFU_SAMPLES")
    return folder


@pytest.fixture(scope="module")
def browser():
    """A Chromium started for the tests of one file."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield launched
        launched.close()
