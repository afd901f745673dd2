"""Which matters return (反复出现的事项): told by what was planted where, not by the words of the letters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from jianfu.simulate.letters.letter import Happening, Letter

FEWEST_RETURNS = 2
"""Assumption: a matter returns when writers came with it after an answer at least twice."""


def find_returning(letters: Iterable[Letter], repeated: Iterable[Happening]) -> Iterator[Happening]:
    """Matters at one place that other writers came with again after an answer; copies of a letter do not count."""
    copies = {number for happening in repeated for number in happening.letters[1:]}
    matters: dict[tuple[str, str], list[Letter]] = defaultdict(list)
    for letter in letters:
        if letter.number not in copies and not letter.case.is_vague:
            matters[letter.case.topic.name, letter.case.place].append(letter)
    for (_, place), members in matters.items():
        if len(members) > FEWEST_RETURNS:
            members.sort(key=lambda letter: (letter.received, letter.number))
            if sum(_was_answered(members[:nth], letter) for nth, letter in enumerate(members)) >= FEWEST_RETURNS:
                yield Happening("returning", tuple(letter.number for letter in members), place)


def _was_answered(earlier: list[Letter], letter: Letter) -> bool:
    return any(one.replied and one.replied < letter.received for one in earlier)
