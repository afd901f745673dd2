"""Times the tracing of relays and says how much of what was planted it finds.

    python benchmarks/relays WORK                       everything, at 1 and 10 million messages
    python benchmarks/relays WORK --part peers          beside other programs, at equal recall
    python benchmarks/relays WORK --part brute          against every pair of 50,000 messages
    python benchmarks/relays WORK --part accuracy       by kind of copy and by edits, of a million messages
    python benchmarks/relays WORK --part growth --messages 1000000 10000000 100000000

WORK keeps what is made once: messages, and the other programs in an environment of their own. Tables are Markdown.
"""

import argparse
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

import accuracy
import brute_force
import growth
import peers
from audit import machine

from plan import Wanted

PARTS = ("peers", "brute", "accuracy", "growth")


def judge_all(given: argparse.Namespace) -> str:
    """Accuracy, with examples of what was missed beside the messages."""
    shape = growth.Shape("", Wanted(given.truth, given.seed))
    out = given.work / f"relays-{shape.name}"
    texts = growth.make(shape, given.work)
    growth.trace(texts, out)
    judged = accuracy.judge_files(texts, out / "relays.parquet")
    missed = given.work / f"missed-{shape.name}.md"
    missed.write_text(accuracy.examples(judged), encoding="utf-8")
    return f"{given.truth:,} messages, seed {given.seed}; examples in {missed}.\n\n{accuracy.table(judged)}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("work", type=Path)
    arguments.add_argument("--part", choices=PARTS)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--texts", type=int, default=100_000, help="texts the programs are compared on")
    arguments.add_argument("--pairs", type=int, default=50_000, help="messages of which every pair is compared")
    arguments.add_argument("--truth", type=int, default=1_000_000, help="messages whose copies are counted")
    arguments.add_argument("--messages", type=int, nargs="+", default=[1_000_000, 10_000_000])
    given = arguments.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    print(machine())
    for part in (given.part,) if given.part else PARTS:
        print(f"\n## {part}\n", flush=True)
        if part == "peers":
            print(peers.compare(given.work, given.texts, given.rounds, given.seed))
        elif part == "brute":
            print(brute_force.compare(given.work, given.pairs, given.seed))
        elif part == "accuracy":
            print(judge_all(given))
        else:
            print(growth.measure(given.work, given.messages, given.rounds, given.seed))


if __name__ == "__main__":
    main()
