"""Times the reply mirror on made-up letters and checks its clusters against comparing every two replies.

    python benchmarks/letters.py                       100,000 letters of a made-up county
    python benchmarks/letters.py --letters 20000
    python benchmarks/letters.py --sample SHEET.xlsx   beside it, real letters in the layout of the Teddy Cup

Prints tables in Markdown: seconds, letters a second and peak memory; precision and recall by kind on the planted truth;
clusters against brute force on 5,000 replies; on a sample what is found, beside the baseline "at most 80 characters and
a word of forwarding".
"""

import argparse
import os
import platform
import resource
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from python_calamine import CalamineWorkbook

from jianfu.measure.reply_mirror import KINDS, check_reply, mirror_replies
from jianfu.measure.reply_mirror.clusters import clusters_of, gather, hash_texts
from jianfu.measure.reply_mirror.reading import read_texts
from jianfu.simulate.county import make_world
from jianfu.simulate.letters.letter import Letter
from jianfu.simulate.letters.mailbag import write_mailbag

BRUTE = 5000
BASELINE_CHARS = 80
BASELINE_WORDS = "转交|转办|交办|转有关|转相关|已转|收悉|已阅"


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def tables(letters: tuple[Letter, ...]) -> tuple[pa.Table, pa.Table]:
    answers = [(letter.number, answer.text) for letter in letters for answer in letter.answers]
    return (
        pa.table(
            {
                "letter_id": [letter.number for letter in letters],
                "title": [letter.title for letter in letters],
                "text": [letter.text for letter in letters],
            }
        ),
        reply_table(answers),
    )


def reply_table(rows: list[tuple[str, str]]) -> pa.Table:
    return pa.table(
        {
            "letter_id": [number for number, _ in rows],
            "replied_at": pa.array([None] * len(rows), pa.timestamp("us")),
            "unit_id": pa.array([None] * len(rows), pa.string()),
            "text": [text for _, text in rows],
        }
    )


def speed(letters: pa.Table, replies: pa.Table) -> pa.Table:
    mirror_replies(letters.slice(0, 200), replies.slice(0, 200))
    before = peak()
    began = time.perf_counter()
    mirrored = mirror_replies(letters, replies)
    seconds = time.perf_counter() - began
    rate = letters.num_rows / seconds
    print("| step | seconds | letters/s | peak memory |\n| --- | ---: | ---: | ---: |")
    print(f"| mirror, {letters.num_rows:,} letters | {seconds:.1f} | {rate:,.0f} | {peak():.2f} GB |")
    print(f"| before it: letters and replies in memory | | | {before:.2f} GB |")
    letter, reply = letters["text"][0].as_py(), replies["text"][0].as_py()
    rounds = []
    for _ in range(20):
        began = time.perf_counter()
        check_reply(letter, reply)
        rounds.append(time.perf_counter() - began)
    print(f"| one draft, `check_reply` (median of 20) | {sorted(rounds)[10]:.3f} | | |\n")
    return mirrored


def truth(letters: tuple[Letter, ...], mirrored: pa.Table) -> None:
    answers = [answer.truth for letter in letters for answer in letter.answers]
    found = [set(kinds) for kinds in mirrored["kinds"].to_pylist()]
    print("| kind | planted | precision | recall |\n| --- | ---: | ---: | ---: |")
    for kind in KINDS:
        right = sum(kind in told and kind in planted.kinds for told, planted in zip(found, answers, strict=True))
        wrong = sum(
            kind in told and kind not in planted.kinds and kind not in planted.allowed
            for told, planted in zip(found, answers, strict=True)
        )
        planted = sum(kind in planted.kinds for planted in answers)
        print(f"| {kind} | {planted} | {right / max(right + wrong, 1):.3f} | {right / max(planted, 1):.3f} |")
    print()


def brute_force(replies: pa.Table) -> None:
    """Every two of the texts compared by sets of bigrams, against what the clusters say."""
    texts = read_texts(replies["text"].combine_chunks().slice(0, BRUTE))
    starts, codes = gather(texts.starts, texts.codes, np.ones(len(texts.codes), np.uint8))
    began = time.perf_counter()
    ours = clusters_of(starts, codes)[0]
    quick = time.perf_counter() - began
    began = time.perf_counter()
    theirs = compare_all(starts, codes)
    slow = time.perf_counter() - began
    print("| clusters of 5,000 replies | seconds | clusters of two and more |\n| --- | ---: | ---: |")
    for name, roots, seconds in (("ours", ours, quick), ("every two compared", theirs, slow)):
        print(f"| {name} | {seconds:.2f} | {np.count_nonzero(np.bincount(roots) > 1)} |")
    print(f"\nThe same clusters: {'yes' if np.array_equal(ours, theirs) else 'NO'}.\n")


def compare_all(starts: np.ndarray, codes: np.ndarray) -> np.ndarray:
    plain = codes.tolist()
    sets = [
        set(zip(plain[first:end], plain[first + 1 : end], strict=False))
        for first, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)
    ]
    sizes = [len(some) for some in sets]
    holders: dict[tuple[int, int], list[int]] = {}
    root = list(range(len(sets)))
    hashes = hash_texts(starts, codes).tolist()
    first_with = {code: number for number, code in reversed(list(enumerate(hashes)))}

    def find(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    for number, some in enumerate(sets):
        shared = np.zeros(len(sets), np.int64)
        for bigram in some:
            others = holders.setdefault(bigram, [])
            shared[others] += 1
            others.append(number)
        alike = [
            other
            for other in np.flatnonzero(shared).tolist()
            if 10 * shared[other] >= 4 * (sizes[number] + sizes[other])
        ]
        for other in {*alike, first_with[hashes[number]]}:
            left, right = find(number), find(other)
            root[max(left, right)] = min(left, right)
    return np.array([find(number) for number in range(len(sets))])


def sample(path: Path) -> None:
    """What is found on real letters, beside the baseline, for a person to judge."""
    heading, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    at = {name: heading.index(name) for name in ("留言编号", "留言主题", "留言详情", "答复意见")}
    numbers = [str(row[at["留言编号"]]) for row in rows]
    letters = pa.table(
        {
            "letter_id": numbers,
            "title": [row[at["留言主题"]] for row in rows],
            "text": [row[at["留言详情"]] for row in rows],
        }
    )
    texts = [str(row[at["答复意见"]]).strip() for row in rows]
    replies = reply_table(list(zip(numbers, texts, strict=True)))
    found = mirror_replies(letters, replies)["kinds"].to_pylist()
    short = pc.less_equal(pc.utf8_length(replies["text"]), BASELINE_CHARS)
    baseline = pc.and_(short, pc.match_substring_regex(replies["text"], BASELINE_WORDS)).to_pylist()
    print("| letter | ours | baseline | reply |\n| --- | --- | --- | --- |")
    for number, kinds, hit, text in zip(numbers, found, baseline, texts, strict=True):
        if kinds or hit:
            words = " ".join(text.split())[:60]
            print(f"| {number} | {' '.join(kinds)} | {'yes' if hit else ''} | {words} |")
    print(f"\n{sum(map(bool, found))} of {len(found)} ours, {sum(baseline)} the baseline's.\n")


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--letters", type=int, default=100_000)
    wanted.add_argument("--seed", type=int, default=3)
    wanted.add_argument("--sample", type=Path)
    given = wanted.parse_args()
    load = os.getloadavg()[0]
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {load:.1f} at the start.\n")
    bag = write_mailbag(make_world("county", given.seed), most=given.letters).letters
    letters, replies = tables(bag)
    mirrored = speed(letters, replies)
    truth(bag, mirrored)
    brute_force(replies)
    if given.sample:
        sample(given.sample)


if __name__ == "__main__":
    main()
