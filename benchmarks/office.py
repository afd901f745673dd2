"""The office under load: users who read pages and think, on SQLite and on PostgreSQL.

    python benchmarks/office.py OFFICE                    an office made by `jianfu serve OFFICE --demo --from FILES`
    python benchmarks/office.py OFFICE --pages            CPU and queries of each page alone, in one process

Server, database and the users themselves share this machine's cores. The office is copied first and not changed.
"""

import argparse
import asyncio
import os
import platform
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "office"))
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from postgresql_server import BINARIES, PostgresqlServer, children_of

from jianfu.office.place import here
from jianfu.web import serving
from jianfu.web.database import database as database_of

THINK = 5.0
WAYS = {
    "worker": (0.5, ["/county", "/mine"]),
    "clerk": (0.3, ["/cases", "/findings", "FINDING", "/registry/work_group", "/bills", "GROUP", "/county"]),
    "department": (0.1, ["/bills", "/findings", "/cases", "/notices"]),
    "analyst": (0.1, ["/findings", "FINDING", "/cases", "/registry/work_group", "/registry/unit", "/audits", "/bills"]),
}
"""Role -> its share of the users, and the pages they go to; FINDING and GROUP are the first ones of their lists."""
LINKS = [
    ("FINDING", "/findings", r'href="(/findings/[^"?]+)"', ("", "")),
    ("GROUP", "/registry/work_group", r'href="(/registry/work_group/[^"?]+)"', ("^/registry/work_group", "/groups")),
]
Told = dict[str, list[float]]
"""Page -> seconds of each time it was read."""
TICKS = os.sysconf("SC_CLK_TCK")


async def ask(port: int, path: str, cookie: str, body: bytes | None = None) -> tuple[int, str, str]:
    """Status, cookies set, text; one connection a request, as the server has it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"{'POST' if body is not None else 'GET'} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    if body is not None:
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    writer.write(f"{head}Cookie: {cookie}\r\n\r\n".encode() + (body or b""))
    await writer.drain()
    answer = (await reader.read()).decode("utf-8", "replace")
    writer.close()
    top, _, text = answer.partition("\r\n\r\n")
    return int(top.split()[1]), "; ".join(re.findall(r"(?im)^set-cookie: ([^;]+)", top)), text


async def sign_in(port: int, role: str) -> str:
    """The cookies of one session of the demo's account."""
    _, token, _ = await ask(port, "/login", "")
    body = f"csrfmiddlewaretoken={token.partition('=')[2]}&username=demo-{role}".encode()
    status, cookies, _ = await ask(port, "/login/demo", token, body)
    if status != 302:
        raise SystemExit(f"signing in as {role} was answered with {status}")
    return cookies


async def arrived(port: int, role: str, door: asyncio.Semaphore) -> tuple[str, list[str]]:
    """A user who has signed in: the cookies, and the pages there are to go to."""
    async with door:
        cookie, pages = await sign_in(port, role), [*WAYS[role][1]]
        for word, listing, link, way in LINKS:
            if word in pages:
                found = re.search(link, (await ask(port, listing, cookie))[2])
                pages[pages.index(word)] = re.sub(*way, found[1]) if found else listing
    return cookie, pages


async def read(port: int, who: tuple[str, list[str]], chance: random.Random, until: float, told: Told) -> None:
    """Reads and thinks until the time is over."""
    cookie, pages = who
    await asyncio.sleep(chance.uniform(0, THINK))
    while time.monotonic() < until:
        page = chance.choice(pages)
        began = time.perf_counter()
        try:
            status = (await ask(port, page, cookie))[0]
        except OSError:
            status = 0
        name = re.sub(r"^/(findings|groups)/.*", r"/\1/…", page)
        told[name if status == 200 else f"error {status}"].append(time.perf_counter() - began)
        await asyncio.sleep(chance.uniform(0.5 * THINK, 1.5 * THINK))


async def users(port: int, count: int, seconds: float, begin: Callable[[], None]) -> Told:
    """All of them sign in; then ``begin`` is called, and they read."""
    told: Told = defaultdict(list)
    chance, door = random.Random(1), asyncio.Semaphore(4)
    roles = [role for role, (share, _) in WAYS.items() for _ in range(round(share * count))]
    there = await asyncio.gather(*(arrived(port, role, door) for role in roles))
    begin()
    until = time.monotonic() + seconds
    await asyncio.gather(*(read(port, who, random.Random(chance.random()), until, told) for who in there))
    return told


def cpu_of(processes: list[int]) -> float:
    """Seconds these processes and all below them have worked."""
    total = 0.0
    for one in processes:
        stat = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, stat[11:15])) / TICKS + cpu_of(children_of(one))  # their own, and of children gone
    return total


def under_load(office: Path, count: int, seconds: float, database: "PostgresqlServer | None") -> None:
    """One run against a server of its own."""
    command = [sys.executable, "-m", "jianfu.cli.main", "serve", str(office), "--lang", "en"]
    start = [*command, "--demo", "--port", "0", "--background"]
    said = subprocess.run(start, check=True, capture_output=True, text=True)
    port = int(re.search(r"127\.0\.0\.1:(\d+)", said.stdout)[1])  # type: ignore[index]
    watched = [int((office / "serve.pid").read_text().split()[0])]
    backends = [int((database.data / "postmaster.pid").read_text().split()[0])] if database else []
    marks: list[tuple[float, float, float]] = []

    def mark() -> None:
        mine = resource.getrusage(resource.RUSAGE_SELF)
        marks.append((cpu_of(watched), cpu_of(backends), mine.ru_utime + mine.ru_stime))

    try:
        told = asyncio.run(users(port, count, seconds, mark))
        mark()
    finally:
        subprocess.run([*command, "--stop"], check=True, capture_output=True)
    errors = sum(len(times) for name, times in told.items() if name.startswith("error"))
    everything = [one for times in told.values() for one in times]
    name = "PostgreSQL" if database else "SQLite"
    print(f"\n## {name}: {count} users, {seconds:.0f} s, {len(everything)} pages, {errors} errors\n")
    print("| page | read | p50 ms | p95 ms | p99 ms |\n| --- | ---: | ---: | ---: | ---: |")
    for name, times in [*sorted(told.items()), ("all", everything)]:
        cells = [name, len(times), *(f"{at(times, share) * 1000:.0f}" for share in (0.5, 0.95, 0.99))]
        print("|", " | ".join(map(str, cells)), "|")
    server, there, own = (
        (after - before) * 1000 / max(len(everything), 1) for before, after in zip(*marks, strict=True)
    )
    cells = f"server {server:.1f} ms, database {there:.1f} ms, the users {own:.1f} ms"
    print(f"\nCPU a page: {cells}; load {os.getloadavg()[0]:.1f} at the end.")


def at(times: list[float], share: float) -> float:
    """The quantile."""
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


def onto(database: PostgresqlServer, office: Path) -> None:
    """Copies what the office's SQLite file holds to a fresh database of the server."""
    made = [str(BINARIES[-1] / "createdb"), "--maintenance-db", f"{database.address}/postgres", "office"]
    subprocess.run(made, check=True)
    os.environ["JIANFU_DATABASE"] = f"{database.address}/office"
    subprocess.run([sys.executable, __file__, str(office), "--copy"], check=True)


def copy(office: Path) -> None:
    """From the office's SQLite file to the database ``JIANFU_DATABASE`` names."""
    serving.open_office(office)
    call_command("migrate", verbosity=0)
    file = {"default": connections.settings["default"], "file": database_of("", here())}
    connections.settings["file"] = connections.configure_settings(file)["file"]
    models = {one.__name__: one for one in apps.get_app_config("office").get_models()}
    first = ["User", "Import", "Audit", "Case"]  # what the others refer to
    for name in sorted(models, key=lambda name: first.index(name) if name in first else len(first)):
        models[name].objects.bulk_create(models[name].objects.using("file").iterator(), batch_size=2000)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(statement)
        cursor.execute("analyze")


def pages(office: Path) -> None:
    """What each page costs by itself: CPU of this process and number of queries, the median of fifteen."""
    serving.open_office(office, demo=True)
    print("| page | role | CPU ms | queries | kB |\n| --- | --- | ---: | ---: | ---: |")
    for role, (_, places) in {**WAYS, "auditor": (0, ["/log"]), "administrator": (0, ["/users"])}.items():
        client = Client(headers={"host": "127.0.0.1"})
        client.post("/login/demo", {"username": f"demo-{role}"})
        found = {
            word: re.sub(*way, re.search(link, client.get(listing).content.decode())[1])
            for word, listing, link, way in LINKS
            if word in places
        }
        for place in places:
            address, times = found.get(place, place), []
            client.get(address)
            for _ in range(15):
                began = time.process_time()
                answer = client.get(address)
                times.append(time.process_time() - began)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            cost, size = sorted(times)[7] * 1000, len(answer.content) / 1000
            print(f"| {place} | {role} | {cost:.1f} | {len(asked)} | {size:.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("office", type=Path)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--copy", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    wished = parser.parse_args()
    if wished.copy:
        copy(wished.office)
        return
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()[0]:.1f} at the start.")
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "office"
        shutil.copytree(wished.office, office, ignore=shutil.ignore_patterns("serve.pid"))
        if wished.pages:
            pages(office)
            return
        if wished.database in ("sqlite", "both"):
            under_load(office, wished.users, wished.seconds, None)
        if wished.database in ("postgresql", "both"):
            server = PostgresqlServer()
            server.start()
            try:
                onto(server, office)
                under_load(office, wished.users, wished.seconds, server)
            finally:
                server.throw_away()


if __name__ == "__main__":
    main()
