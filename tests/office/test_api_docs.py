"""The examples of the page about the API, typed into a shell against a server of the made-up hamlet."""

import re
import subprocess
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from api_tokens import token_of

from jianfu.office.models import Import
from jianfu.web.wsgi import application

pytestmark = pytest.mark.slow
PAGE = Path(__file__).parents[2] / "docs/how-to/api.md"


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@pytest.fixture
def address(office):
    """Of a server in a thread."""
    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)


def test_every_example_of_the_page_works(address, tmp_path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "TOKEN": token_of("analyst"), "OFFICE": address, "LANG": "C.UTF-8"}
    told = []
    for block in blocks(PAGE)[1:]:  # the first asks for the token and names the office
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", block], cwd=tmp_path, env=environment,
                              capture_output=True, text=True, check=False, timeout=60)  # fmt: skip
        assert done.returncode == 0, (block, done.stderr)
        told.append(done.stdout)
    assert [text.count('"finding_id"') for text in told][:2] == [2, 2]
    assert '"kind": "preview"' in told[2]
    assert Import.objects.order_by("-pk").first().files.get().name == "units.csv"
    assert '"status": 403' in told[3]
    assert '"state": "approved"' in told[4]


def test_both_languages_show_the_same_examples() -> None:
    assert blocks(PAGE) == blocks(PAGE.with_name("api.zh.md"))
