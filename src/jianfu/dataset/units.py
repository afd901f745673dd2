"""Names and codes of units as files write them -> unit ids; what no list of units knows becomes a unit of its own."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jianfu.tables.identity import clean_name, given_id, unit_id

_ENDINGS = (
    ("街道办事处", "街道"), ("村村民委员会", "村"), ("村村委会", "村"), ("村民委员会", "村"), ("村委会", "村"),
    ("社区居民委员会", "社区"), ("社区居委会", "社区"), ("居民委员会", "社区"), ("居委会", "社区"), ("人民政府", ""),
)  # fmt: skip
_PLACE_ENDS = frozenset("省市县区旗州盟镇乡")
_GENERIC = ("本县", "我县", "本市", "我市", "本区", "我区", "本镇", "我镇", "县", "市", "区", "镇", "乡")
"""Prefixes that name the level and not the place: 县应急管理局 is any county's."""
_FIELDS_OF_WORK = re.compile("乡村振兴|农业农村|农村|城乡|乡镇|乡村|村镇|社区矫正|新区|开发区|市场|城市|城镇")
_SHORTEST = 2


@dataclass
class Unit:
    """A unit as far as it is known; ``parent`` is an id."""

    unit_id: str
    name: str
    parent: str | None = None
    made: bool = False


@dataclass
class UnitBook:
    """Finds units by what files write."""

    units: dict[str, Unit] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)
    """Texts that fit several units; a unit of their own was made for each."""
    _by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_core: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _by_short: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _found: dict[str, str | None] = field(default_factory=dict)

    def add(self, unit: Unit) -> None:
        """Enters a unit; a second name of the same id can be found as well."""
        self.units.setdefault(unit.unit_id, unit)
        cleaned = clean_name(unit.name)
        if not cleaned:
            return
        core = _core(cleaned)
        self._by_name[cleaned].add(unit.unit_id)
        self._by_core[core].add(unit.unit_id)
        for _, short in _cuts(core):
            self._by_short[short].add(unit.unit_id)
        self._found.clear()

    def find(self, text: str) -> str | None:
        """The id of the unit a text means; ``None`` where it means none or several."""
        if text not in self._found:
            self._found[text] = self._search(text)
        return self._found[text]

    def settle(self, texts: Iterable[str]) -> dict[str, str]:
        """The unit id of every text; a unit is made of each no unit is known for.

        What is known decides first; then longer names before shorter ones, for a shorter one may mean them.
        """
        distinct = sorted(set(texts), key=lambda text: (-len(clean_name(text)), text))
        settled = {text: found for text in distinct if (found := self.find(text))}
        for text in distinct:
            if text in settled or not clean_name(text):
                continue
            found = self.find(text)
            if found is None:
                if len(self._candidates(text)) > 1:
                    self.ambiguous.add(text)
                made = Unit(unit_id(None, text), " ".join(text.split()), self._place_of(text), made=True)
                self.add(made)
                found = made.unit_id
            settled[text] = found
        return settled

    def _search(self, text: str) -> str | None:
        code = given_id(text)
        if code in self.units:
            return code
        found = self._candidates(text)
        return next(iter(found)) if len(found) == 1 else None

    def _candidates(self, text: str) -> set[str]:
        """The units of the first way of reading the text that gives any."""
        cleaned = clean_name(text)
        core = _core(cleaned)
        if not cleaned:
            return set()
        if found := self._by_name.get(cleaned) or self._by_core.get(core):
            return found
        for place, rest in _cuts(core):
            listed = self._by_core.get(rest) or self._by_core.get(place[-1] + rest) or set()
            if found := self._within(listed, place):
                return found
        if found := self._by_short.get(core, set()):
            return found
        for prefix in _GENERIC:
            rest = cleaned.removeprefix(prefix)
            if rest != cleaned and len(rest) >= _SHORTEST and (found := self._by_short.get(_core(rest), set())):
                return found
        return set()

    def _within(self, found: set[str], place: str) -> set[str]:
        """Those that do not lie elsewhere: 城关镇东关村 is not the 东关村 of another township."""
        at = self._by_core.get(place) or self._by_short.get(place)
        if not at or len(at) != 1:
            return found
        return {one for one in found if not (above := self._above(one)) or at & above}

    def _above(self, one: str) -> set[str]:
        above: set[str] = set()
        parent = self.units[one].parent
        while parent and parent not in above and parent in self.units:
            above.add(parent)
            parent = self.units[parent].parent
        return above

    def _place_of(self, text: str) -> str | None:
        """The unit a made-up unit lies in, where its name begins with that unit's name."""
        for place, _ in reversed(list(_cuts(_core(clean_name(text))))):
            if found := self.find(place):
                return found
        return None


def _core(cleaned: str) -> str:
    """A cleaned name without the official ending: 城关镇人民政府 and 城关镇 are one unit."""
    for ending, short in _ENDINGS:
        if cleaned.endswith(ending) and len(cleaned) - len(ending) + len(short) >= _SHORTEST:
            return cleaned.removesuffix(ending) + short
    return cleaned


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """Every way to take a place off the front: 示例县城关镇财政所 -> 城关镇财政所, 财政所; 县水利局 -> 水利局."""
    for at in range(1, len(name) - _SHORTEST + 1):
        place = name[:at]
        if (place[-1] in _PLACE_ENDS and not place.endswith(("社区", "小区"))) or place.endswith("街道"):
            yield place, name[at:]


def guess_level(name: str) -> str | None:
    """The level a unit's name speaks of: 村/社区, then 镇/乡/街道, else 县 for bureaus and offices."""
    words = _FIELDS_OF_WORK.sub("", clean_name(name))
    if re.search("村|社区", words):
        return "village"
    if re.search("镇|乡|街道", words):
        return "township"
    if re.search("[局办委院部会团校站所队处厅社]$|中心$|[县区旗]|政府", words):
        return "county"
    return None
