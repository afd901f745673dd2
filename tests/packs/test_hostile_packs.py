"""A pack from a stranger is data: whatever is wrong with it is told in both languages, and nothing of it is run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import HOSTILE, county
from hostile_rules import HOSTILE_RULES, RULE, rules_pack

from jianfu.base.errors import Problem
from jianfu.base.i18n import LANGUAGES, translator
from jianfu.detect.faults import PackProblem
from jianfu.detect.load import load_packs

MOST_SECONDS, MOST_MEGABYTES = 80, 150
"""Of processor time, and of memory beyond a sound pack's, for all of them one after the other."""


def told(problem: Problem) -> list[str]:
    faults = problem.faults if isinstance(problem, PackProblem) else ()
    return [translator(language).problem(each) for language in LANGUAGES for each in (problem, *(f.problem for f in faults))]  # fmt: skip


def test_the_packs_the_hostile_ones_were_made_from_are_sound(tmp_path: Path) -> None:
    assert load_packs([county(tmp_path / "county")]).seasons[0].key == "flood"
    assert load_packs(national=rules_pack(tmp_path / "rules", RULE)).rules[0].id == "own"


def test_there_are_at_least_forty_of_them() -> None:
    assert len(HOSTILE) + len(HOSTILE_RULES) >= 80


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_county_pack_is_refused_in_words(tmp_path: Path, name: str) -> None:
    place = HOSTILE[name](tmp_path / "county")
    with pytest.raises(PackProblem) as caught:
        load_packs([place])
    assert all(0 < len(words) < 20_000 and "\x1b" not in words for words in told(caught.value))


@pytest.mark.parametrize("name", HOSTILE_RULES)
def test_a_hostile_rule_is_refused_in_words(tmp_path: Path, name: str) -> None:
    place = HOSTILE_RULES[name](tmp_path / "rules")
    with pytest.raises(PackProblem) as caught:
        load_packs(national=place)
    assert all(0 < len(words) < 20_000 for words in told(caught.value))


ATTEMPT = """
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from hostile import HOSTILE
from hostile_rules import HOSTILE_RULES
from jianfu.base.errors import Problem
from jianfu.detect.load import load_packs
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]),) * 2)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
slowest, loaded = (0.0, ""), []
load_packs()
for number, (name, make) in enumerate({**HOSTILE, **HOSTILE_RULES}.items()):
    place = make(Path(sys.argv[2]) / str(number))
    began = time.process_time()
    try:
        load_packs([place]) if name in HOSTILE else load_packs(national=place)
        loaded.append(name)
    except Problem:
        slowest = max(slowest, (time.process_time() - began, name))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"loaded": loaded, "slowest": slowest, "megabytes": (after - before) / 1024}))
"""


def test_all_of_them_together_cost_little_time_and_no_memory(tmp_path: Path) -> None:
    words = [sys.executable, "-c", ATTEMPT, str(Path(__file__).parent), str(tmp_path), str(MOST_SECONDS)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    facts = json.loads(done.stdout)
    assert facts["loaded"] == []
    assert facts["megabytes"] < MOST_MEGABYTES, facts
