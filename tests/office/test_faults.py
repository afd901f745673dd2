"""Server, worker and database killed at random moments of an import, an audit, a row of case steps or of approvals.

``JIANFU_FAULTS=20 python -m pytest -s tests/office/test_faults.py tests/office/test_postgresql.py`` kills twenty times in
each; ``JIANFU_FAULT_SEED`` takes other moments. Each round prints its seed and what was killed when.
"""

import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from demo_users import user
from django.db import connection
from postgresql_server import PostgresqlServer, with_luck
from served_office import AWAY, Served, until
from soundness import decisions_told, unsound
from web_client import WebClient

from jianfu.office.models import Audit, Case, CaseStep, Import, Job, Proposal
from jianfu.office.scope import seen_by

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]
ROUNDS = int(os.environ.get("JIANFU_FAULTS", "0"))
SEED = int(os.environ.get("JIANFU_FAULT_SEED", "1"))
DATABASE = os.environ.get("JIANFU_POSTGRESQL_SERVER", "")
"""Folder of the server that ``test_postgresql`` started; only there the database is killed."""
SPAN = {"import": 6.0, "audit": 9.0, "cases": 1.0, "approvals": 1.0}
"""Seconds within which the moment lies; about what the deed takes."""
Said = list[tuple[str, str]]
"""What was answered with yes, and about what."""


def kill(served: Served, victim: str, chance: random.Random) -> str:
    """Kills one of the processes meant and brings back what nobody else would; says which it was."""
    if victim == "database":
        server = PostgresqlServer(Path(DATABASE))
        server.kill()
        time.sleep(chance.uniform(0, 2))
        server.start_again()
        return "database"
    there = served.processes()
    kinds = {"server": ("keeper", "server", "answering"), "worker": ("worker", "child")}[victim]
    kind = chance.choice([kind for kind in kinds if there[kind]])
    with_luck(chance.choice(there[kind]), signal.SIGKILL)
    if kind == "keeper":
        served.start()
    return kind


def an_import(clients: dict[str, WebClient], said: Said, name: str) -> None:
    client = clients["analyst"]
    ledger = f"群名称,主办单位,平台,建群日期,成员数\n{name},青石镇,企业微信,2026-09-01,12\n"
    status, where, _ = client.send("/imports", {"新群.csv": ledger.encode()})
    if status == 302:
        said.append(("handed in", where))
        until(lambda: 'value="apply"' in client.get(where)[2], 60)
        if client.post(where, {"do": "apply"})[0] == 302:
            said.append(("applied", where))


def an_audit(clients: dict[str, WebClient], said: Said, _name: str) -> None:
    if clients["analyst"].post("/audits", {"pack": "example_county"})[0] == 302:
        said.append(("started", ""))


def case_steps(clients: dict[str, WebClient], said: Said, _name: str) -> None:
    """The unit disputes, the analyst upholds, again and again: each finding is open once more afterwards."""
    there = seen_by(user("clerk"), Case.objects.filter(state__in=("open", "disputed"))).order_by("pk")
    findings = list(there.values_list("finding_id", "state")[:20])
    connection.close()
    for finding, state in findings * 5:
        for role, action in (("clerk", "dispute"), ("analyst", "uphold")):
            if (action, state) == ("dispute", "disputed"):
                continue
            if clients[role].post(f"/findings/{finding}", {"do": action, "words": "已解散"})[0] != 302:
                return
            said.append(("step", finding))


def approvals(clients: dict[str, WebClient], said: Said, _name: str) -> None:
    """The analyst approves what was not, and takes back what was, again and again."""
    there = Proposal.objects.filter(plan=1, state__in=("open", "approved", "rejected")).exclude(choice="keep")
    proposals = list(there.order_by("pk").values_list("pk", "kind", "thing_id", "state")[:20])
    connection.close()
    turns = ("approve", "reject")
    for turn in range(150 // len(proposals)):
        for key, kind, thing, state in proposals:
            decision = turns[(turn + (state == "approved")) % 2]
            if clients["analyst"].post(f"/plans/1/proposals/{key}", {"do": decision, "words": "x"})[0] != 302:
                return
            said.append(("decided", f"{kind}/{thing}"))


def lost(said: Said, audits: int, steps: Counter[str]) -> list[str]:
    """What was answered with yes and is not there."""
    found = []
    for what, where in said:
        if what in ("handed in", "applied"):
            state = Import.objects.get(pk=int(where.rsplit("/", 1)[1])).state
            found += [] if state == "applied" or (what, state) == ("handed in", "preview") else [f"{where} is {state}"]
    if ("started", "") in said and Audit.objects.filter(state="finished").count() != audits + 1:
        found.append("the audit is not finished")
    now = counted_steps()
    for thing, count in Counter(where for what, where in said if what in ("step", "decided")).items():
        if now[thing] - steps[thing] - count not in (0, 1):  # one may have been taken and not answered
            found.append(f"{thing}: {count} steps answered, {now[thing] - steps[thing]} taken")
    return found


def counted_steps() -> Counter[str]:
    """How many steps the case of each finding took, and how often each proposed thing was decided about."""
    told = Counter(thing for _, _, things in decisions_told() for thing in things)
    return told + Counter(CaseStep.objects.filter(by__isnull=False).values_list("case__finding_id", flat=True))


DEEDS = {"import": an_import, "audit": an_audit, "cases": case_steps, "approvals": approvals}
CELLS = [(victim, deed) for victim in ("server", "worker", "database") for deed in DEEDS]
FEW = [("server", "import"), ("worker", "audit"), ("server", "approvals"), ("database", "cases")]


def a_round(served: Served, clients: dict[str, WebClient], cell: tuple[str, str], number: int) -> None:
    victim, deed = cell
    seed = f"{SEED}/{victim}/{deed}/{number}"
    chance = random.Random(seed)
    audits, steps = Audit.objects.filter(state="finished").count(), counted_steps()
    connection.close()
    said: Said = []

    def doing() -> None:
        try:
            DEEDS[deed](clients, said, f"群{number}{victim}")
        except (*AWAY, AssertionError):
            return  # the server went away in the middle, as it should
        finally:
            connection.close()

    thread, moment = threading.Thread(target=doing), chance.uniform(0, SPAN[deed])
    thread.start()
    time.sleep(moment)
    killed = kill(served, victim, chance)
    thread.join()
    served.until_it_answers()
    connection.close()
    until(lambda: not Job.objects.filter(state__in=Job.OPEN).exists())
    sys.stdout.write(f"seed {seed}: {killed} killed after {moment:.2f} s; answered yes: {len(said)}\n")
    assert [*unsound(served.place), *lost(said, audits, steps)] == [], seed


@pytest.mark.parametrize(("victim", "deed"), CELLS if ROUNDS else FEW)
def test_whatever_is_killed_nothing_is_half_done_and_nothing_lost(office, victim, deed) -> None:
    if victim == "database" and not DATABASE:
        pytest.skip("only on a PostgreSQL server of our own")
    served = Served(office)
    try:
        clients = {role: WebClient(served.address).sign_in(role) for role in ("analyst", "clerk")}
        for number in range(max(ROUNDS, 1)):
            a_round(served, clients, (victim, deed), number)
    finally:
        served.stop()
