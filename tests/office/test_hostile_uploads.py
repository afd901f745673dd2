"""Files made to do harm, handed in on the page: refused in words, while the server stays as slim as it was."""

import contextlib
import http.client
import io
import re
import struct
import sys
import urllib.error
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import xlsxwriter
from api_tokens import token_of
from django.db import connection
from served_office import Served, until
from web_client import WebClient

from jianfu.office import log
from jianfu.office.entries import held
from jianfu.office.models import Import, Job

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]
MEGABYTE = 1 << 20
FORM = "application/x-www-form-urlencoded"
MORE = 24 * MEGABYTE
"""What the server may grow by while a hundred megabytes pass through it."""


def workbook(*cells: tuple[int, int, str]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("群")
        for column, heading in enumerate(("群名称", "主办单位", "平台")):
            sheet.write_string(0, column, heading)
        for row, column, text in cells:
            sheet.write_formula(row, column, text) if text.startswith("=") else sheet.write_string(row, column, text)
    return made.getvalue()


def bomb() -> bytes:
    """A workbook of some hundred kilobytes whose sheet is three hundred megabytes."""
    made = io.BytesIO(workbook((1, 0, "x")))
    with zipfile.ZipFile(made) as book:
        parts = {name: book.read(name) for name in book.namelist() if "sheet1" not in name}
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(300):
                sheet.write(b" " * MEGABYTE)
    return swollen.getvalue()


def picture() -> bytes:
    """A JPEG that is one EXIF block full of script and a promise of pixels that never come."""
    payload = b"Exif\0\0" + b"<script>alert(1)</script>'; drop table office_entry; --" * 1000
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload + b"\xff\xd9"


FILES = {
    "炸弹.xlsx": bomb,
    "远方.xlsx": lambda: workbook((1_048_575, 16_383, "x")),
    "深.json": lambda: b"[" * 40 * MEGABYTE,
    "宽.json": lambda: b"[" + b"0," * 20 * MEGABYTE + b"0]",
    "照片.jpg": picture,
    "一行.csv": lambda: "群名称,主办单位".encode() + b"x" * 20 * MEGABYTE,
}
"""None of them holds anything the office could use."""
HARMLESS = workbook((1, 0, "=cmd|' /C calc'!A0"), (2, 0, "<img src=x onerror=alert(1)>"), (3, 0, "x'); drop table office_entry; --"))  # fmt: skip


def huge(address: str, kind: str, token: str) -> int:
    """What a request of a hundred megabytes is answered, which lies about nothing but makes no sense."""
    body = b'{"packs": [' + b'"x",' * 25 * MEGABYTE + b'"x"]}'
    request = urllib.request.Request(
        address, data=body, headers={"Authorization": f"Bearer {token}", "Content-Type": kind}
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code
    except (urllib.error.URLError, ConnectionError):  # it did not wait for the end of it
        with contextlib.closing(http.client.HTTPConnection(address.split("/")[2], timeout=60)) as again:
            again.putrequest("POST", "/" + address.split("/", 3)[3])
            for name, value in (
                ("Authorization", f"Bearer {token}"),
                ("Content-Type", kind),
                ("Content-Length", len(body)),
            ):
                again.putheader(name, str(value))
            again.endheaders()
            return again.getresponse().status


def fat(served: Served) -> int:
    """The largest the processes that answer have ever been together, in bytes."""
    marks = [Path(f"/proc/{one}/status").read_text() for one in served.processes()["answering"]]
    return sum(int(re.search(r"VmHWM:\s+(\d+)", mark)[1]) for mark in marks) << 10


def test_hostile_files_are_refused_in_words_and_the_server_stays_slim(office) -> None:
    before, token = held(), token_of("analyst")
    connection.close()
    served = Served(office)
    try:
        client = WebClient(served.address).sign_in("analyst", language="en")
        with ThreadPoolExecutor(8) as pool:  # all at once, so that every process has loaded what the pages take
            list(pool.map(client.get, ["/imports"] * 32))
        slim = fat(served)
        status, where, text = client.send("/imports", {name: make() for name, make in FILES.items()})
        assert status == 302, text
        until(lambda: not Job.objects.filter(state__in=Job.OPEN).exists())
        page = client.get(where)[2]
        assert fat(served) - slim < MORE
        of = Import.objects.get(pk=int(where.rsplit("/", 1)[1]))
        told = of.preview
        refused = {Path(one["facts"]["file"]).name for one in told["unread"]}
        nothing = {one["name"] for one in told["read"] if not one["rows"]}
        assert refused | nothing == set(FILES)
        assert {"炸弹.xlsx", "远方.xlsx", "照片.jpg"} <= refused
        assert page.count("no table was recognised in it") == len(nothing)
        assert all(name in page for name in FILES)
        assert "problem-" not in page
        assert "<script>alert" not in page
        for path, kind, refused in (("/api/v1/audits", "application/json", 413), ("/login", FORM, 403)):
            assert huge(served.address + path, kind, token) == refused
        assert fat(served) - slim < MORE
        status, where, _ = client.send("/imports", {"../../表.xlsx": HARMLESS})
        until(lambda: not Job.objects.filter(state__in=Job.OPEN).exists())
        page = client.get(where)[2]
        assert "<img src=x" not in page
        assert client.get("/findings?words=%27%29%3B+drop+table+office_entry%3B+--")[0] == 200
    finally:
        served.stop()
    assert held() == before
    assert log.verify().broken is None
    assert all(file.resolve().is_relative_to(office.root.resolve()) for file in office.uploads.rglob("*"))
