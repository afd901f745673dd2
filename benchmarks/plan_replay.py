"""``python benchmarks/plan_replay.py RUN [--seconds 60] [--seed 1]``: plans and crude campaigns on the same messages.

RUN is an audit. Each line is a structure in which the messages of the period are replayed: as it is, our plan, the
greedy plan it starts from, local search from there, and the three campaigns. The minutes are those of the replay.
"""

import argparse
import os
import time
from pathlib import Path

import numpy as np

from jianfu.plan.columns import Columns, cover_rows, make_columns, things_of
from jianfu.plan.greedy import greedy_plan
from jianfu.plan.instance import CHOICES, KEEP, SCREEN, Instance
from jianfu.plan.outcome import keep_all
from jianfu.plan.reading import read_instance
from jianfu.plan.replay.record import CAMPAIGNS, Replayed
from jianfu.plan.replay.replaying import Heard, replay
from jianfu.plan.replay.structure import Structure, campaign, planned
from jianfu.plan.run_folder import open_audited
from jianfu.plan.search import Limits, search
from jianfu.plan.tables import PROPOSALS
from jianfu.plan.weights import default_weights
from plan import local_search


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    began = time.process_time()
    reading = read_instance(open_audited(options.run), default_weights())
    instance, heard = reading.instance, reading.heard
    took = time.process_time() - began
    covers = cover_rows(instance)
    columns = make_columns(instance, covers)
    found = search(instance, columns, covers, Limits(options.seconds, options.seed))
    print(f"gap {100 * found.gap:.4f} %", flush=True)
    plans = {
        "as it is": keep_all(instance),
        "**our plan**": found.chosen,
        "greedy": greedy_plan(instance, columns, covers),
        "local search": local_search(instance, columns, covers, options.seed),
    }
    structures = {name: structure(instance, columns, chosen, heard) for name, chosen in plans.items()}
    structures |= {name: campaign(name, heard.groups, heard.weights) for name in CAMPAIGNS}
    began = time.process_time()
    replayed = {name: replay(heard, after) for name, after in structures.items()}
    took += time.process_time() - began
    said = heard.said
    print(f"{len(heard.groups.ids)} groups, {len(heard.people)} people, {said.messages} messages, {found.status}")
    print(f"{took:.1f} s of processor time to read and to replay {len(replayed)} times\n")
    print("| | worst tenth | low to high | must act | missed | late | changes | duties lost | protected ended |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, one in replayed.items():
        print(line(name, one))


def structure(instance: Instance, columns: Columns, chosen: np.ndarray, heard: Heard) -> Structure:
    """The groups a choice of columns leaves."""
    taken, rows = things_of(columns, chosen), []
    for at, group in enumerate(heard.groups.ids):
        column = int(taken[at])
        target, choice = int(columns.target[column]), int(columns.choice[column])
        stays = target == at and choice != SCREEN and column != at
        rows.append(
            {
                "kind": "group",
                "thing_id": group,
                "choice": CHOICES[KEEP if stays else choice],
                "target_id": instance.things.thing_id[target] if target not in (at, -1) else None,
            }
        )
    return planned(heard.groups, PROPOSALS.arrow(rows), heard.weights["screen_hours"])


def line(name: str, one: Replayed) -> str:
    worst = one.minutes.worst_tenth.after if one.minutes.worst_tenth else None
    minutes = f"{worst.middle:.1f} | {worst.low:.1f} to {worst.high:.1f}" if worst else "- | -"
    counts = (one.must_act, one.missed, one.late, one.changes, one.duties_lost, one.protected_ended)
    return f"| {name} | {minutes} | {' | '.join(f'{count:,}' for count in counts)} |"


if __name__ == "__main__":
    main()
