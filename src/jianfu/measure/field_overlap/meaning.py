"""What a field of a form asks for: concept, of whom, about what matter, in which unit, of which time."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from jianfu.measure.field_overlap.label import BareLabel, bare_label, without_year
from jianfu.measure.field_overlap.lexicon import Concept, Entity, lexicon

SUBJECT = "subject"
"""Whoever the form is about: the entity of a field that names nobody else."""
OTHER = "other"
"""The concept of a label no word of ours ends; its own words are its matter."""
COUNTED = frozenset({"person", "household", "item", "time", "person_time"})
_JOINTS = re.compile(r"以及|及其|[、，,/+&和及与]")
_HYPHENS = re.compile(r"[-—–|.\\·]+")
_FLAG = re.compile(r"^(.*?)(?:是否|有无|有没有|是不是|能否|有否|可否)(.+)$")
_FLAG_FILLING = re.compile(r"^(?:为|是|属于|属|享受|已经|已|有|纳入|存在|曾|具有|参加|符合)|(?:情况|状态|与否)$")
_FILLING = re.compile(r"^(?:的|之|其中|其(?![他它])|总|存在)|(?:的|之|其|累计|共|总|合)$")
_TAIL = re.compile(r"(?:信息|情况|内容|栏|资料)$")
_BODY = re.compile(
    r"(?:人|员|者|方|主|长|主任|书记|医生|教师|老师|干部|单位|企业|公司|学校|机构|组织|合作社|部门|代表|民警|村医"
    r"|志愿者|大户|农场|店|厂|户|儿童|老人|学生|军人|党员|妇女|亲属|父母|兄弟|姐妹|产权人|法人|银行|专干|顾问)$"
)
_PEOPLE = re.compile(r"(?:人|人员|人口|员|干部|儿童|老人|妇女|学生|群众|劳力|村民|居民|对象|军人|者|残疾|低保|特困)$")
_PEOPLE_TAIL = re.compile(r"(?:人员|人口|群体|人)$")
_HOUSE_TAIL = re.compile(r"(?:家庭|农户|户)$")
_FORMAL = re.compile(r"id$|^关联.*(?:表|id)|(?:签字|签名|盖章|公章|手印)$", re.IGNORECASE)
_NUMERIC = re.compile(r"整数|数字|数值|小数|numeric|int|number|decimal|float", re.IGNORECASE)


@dataclass(frozen=True)
class Meaning:
    """One thing a field asks for. Two fields ask for the same where ``key`` is the same."""

    concept: str
    entity: str
    matter: str
    unit: str
    """Kind of unit: 亩 and 公顷 are both ``area``, and what is held in the one need not be asked in the other."""
    period: str
    formal: bool = False
    """Belongs to the sheet (numbering, remarks, who filled it in): never counted as data asked again."""

    @property
    def key(self) -> str:
        """The meaning as one text."""
        return "|".join((self.entity, self.concept, self.matter, self.unit, self.period))


@lru_cache(maxsize=200_000)
def read_label(label: str, *, section: str = "", topic: str = "", format: str = "") -> tuple[Meaning, ...]:  # noqa: A002
    """What a label asks for; a composite one (姓名及联系电话) asks for several things.

    ``section`` is the heading it stands under (配偶情况), ``topic`` what its form is about (``form_topic``), ``format``
    the data format where it is stated. An empty label asks for nothing.
    """
    bare = bare_label(label)
    if not bare.text:
        return ()
    reader = _Reader(bare, _entity_of(_TAIL.sub("", bare_label(section).text)), topic, bool(_NUMERIC.search(format)))
    parts = reader.parts(bare.text)
    found = [reader.read(part) for part in parts]
    first = found[0].entity
    if len(found) > 1 and first != SUBJECT:
        found = [one if one.entity != SUBJECT else replace(one, entity=first) for one in found]
    return tuple(dict.fromkeys(found))


def _entity_of(words: str) -> str:
    known = lexicon().entities.get(words)
    if known:
        return known.name
    return words if _BODY.search(words) else ""


@dataclass(frozen=True)
class _Reader:
    """Reads the parts of one label."""

    bare: BareLabel
    section: str
    topic: str
    numeric: bool

    def parts(self, text: str) -> list[str]:
        """The label cut where it names several things; whole where a part means nothing by itself."""
        if _concept(text) == (text, "") or text in lexicon().entities:
            return [text]
        pieces = [piece for piece in _JOINTS.split(text) if piece]
        if len(pieces) < 2 or text.startswith(("与", "和", "同")):
            return [text]
        if len(pieces) == 2 and pieces[0] in lexicon().entities and "/" in text:
            return ["".join(pieces)]
        if all(piece in lexicon().concepts for piece in pieces):
            return pieces
        if not all(_stands_alone(piece) for piece in pieces):
            return [text]
        return pieces

    def read(self, part: str) -> Meaning:
        """One thing asked for."""
        text, known = _HYPHENS.sub("", part) or part, lexicon()
        bare_entity = known.entities.get(text)
        if text in known.concepts:
            bare_entity = None
        told, period, told_matter = self._told()
        if bare_entity:
            return Meaning("name", told or bare_entity.name, "", "", "", bare_entity.formal)
        if _is_formal(text) or self.bare.signed:
            return Meaning("formality", SUBJECT, text, "", "", formal=True)
        flag = _FLAG.match(text)
        if flag or self.bare.options:
            before, asked = flag.groups() if flag else ("", text)
            return self._flag(before, asked, told)
        found = _concept(text) or _concept(_TAIL.sub("", text))
        if found is None:
            return self._unknown(text, (told, period, told_matter))
        word, rest = found
        concept = known.concepts[word]
        if concept.kind == "attribute":
            return self._attribute(concept, (text, rest), (told, period, told_matter))
        return self._measured(concept, rest, (told, period, told_matter))

    def _told(self) -> tuple[str, str, str]:
        """Entity, period and matter that notes in brackets give."""
        entity = period = matter = ""
        for note in self.bare.told:
            known = lexicon().entities.get(note)
            rest, stated = _period(note)
            if known:
                entity = entity or known.name
            elif stated and not rest:
                period = period or stated
            else:
                matter += note
        return entity, period, matter

    def _flag(self, before: str, asked: str, told: str) -> Meaning:
        leading, rest = _leading(before)
        of_whom = leading or _entity_of(rest)
        entity = told or of_whom or self.section or SUBJECT
        matter = asked if of_whom and not (leading and rest) else rest + asked
        while (shorter := _FLAG_FILLING.sub("", matter)) != matter and shorter:
            matter = shorter
        matter = _same_matter(matter)
        return Meaning("flag", entity, self._about(_HOUSE_TAIL.sub("", matter) or matter), "", "")

    def _attribute(self, concept: Concept, words: tuple[str, str], told: tuple[str, str, str]) -> Meaning:
        known, (text, rest) = lexicon(), words
        rest, period = _period(without_year(rest))
        rest = _FILLING.sub("", rest)
        if concept.unit == "money":
            rest, period = _yearly(rest, period)
        entity, formal = told[0], False
        if rest and rest in known.entities:
            entity, formal = known.entities[rest].name, known.entities[rest].formal
        elif rest and concept.name == "address" and not _BODY.search(rest):
            return self._measured(Concept("place", "measured", ""), rest, told)
        elif rest and concept.name == "income" and not _BODY.search(rest):
            entity, rest = _leading(rest)
            return Meaning("income", entity or told[0] or self.section or SUBJECT, rest, "money", period or told[1])
        elif rest and concept.name in ("employer", "post") and not _BODY.search(rest):
            return Meaning(OTHER, told[0] or self.section or SUBJECT, self._about(_same_matter(text)), "", period)
        elif rest and rest in self.topic and _PEOPLE.search(rest):
            entity = entity or SUBJECT
        elif rest:
            entity = _open_entity(rest)
        # Where a household lives and what it earns is the same for the household and for its people.
        entity = SUBJECT if entity == "household" else entity
        if concept.name == "name" and entity in ("village", "township"):
            return Meaning(entity, SUBJECT, "", "", "")
        return Meaning(concept.name, entity or self.section or SUBJECT, "", concept.unit, period or told[1], formal)

    def _measured(self, concept: Concept, rest: str, told: tuple[str, str, str]) -> Meaning:
        leading, rest = _leading(without_year(rest))
        rest, period = _period(rest)
        if concept.unit == "money":
            rest, period = _yearly(rest, period)
        matter = _same_matter(_FILLING.sub("", rest) + told[2])
        if concept.name == "money" and not matter and self._word_of_money():
            matter = _same_matter(self._word_of_money())
        unit = self.bare.unit or concept.unit
        name = concept.name
        if unit in COUNTED and name in ("count", "money", "area", "ratio", "mass", "length"):
            name = "count"
        elif unit and name == "count":
            name = unit
        if name == "count":
            unit, matter = _counted(unit, matter)
        entity = told[0] or leading or self.section or SUBJECT
        return Meaning(name, entity, self._about(matter), unit, period or told[1])

    def _unknown(self, text: str, told: tuple[str, str, str]) -> Meaning:
        """A label that ends in no word of ours; a unit or a numeric format still says what is counted."""
        unit = self.bare.unit
        if unit in COUNTED or (not unit and self.numeric):
            return self._measured(Concept("count", "measured", unit), text, told)
        if unit:
            return self._measured(Concept(unit, "measured", unit), text, told)
        leading, rest = _leading(without_year(text))
        rest, period = _period(rest)
        if leading and not rest:
            return Meaning("name", leading, "", "", "")
        matter = _same_matter(rest + told[2])
        if (period or told[1]) and not lexicon().generic.sub("", matter):
            return self._measured(Concept("count", "measured", ""), text, told)
        return Meaning(OTHER, told[0] or leading or self.section or SUBJECT, self._about(matter), "", period or told[1])

    def _about(self, matter: str) -> str:
        """A matter that says nothing of its own is about the topic of the form."""
        if not lexicon().generic.sub("", matter):
            return f"{self.topic}{matter}"
        return matter

    def _word_of_money(self) -> str:
        return next((word for word in ("补贴", "补助", "投资", "产值", "支出", "租金") if word in self.bare.text), "")


def _is_formal(text: str) -> bool:
    """Numbering, remarks, signatures, keys of a database and the day a sheet was filled in."""
    concept = lexicon().concepts.get(text)
    return (concept is not None and concept.kind == "formal") or _FORMAL.search(text) is not None


def _concept(text: str) -> tuple[str, str] | None:
    """The longest word of a concept that ends the label, and what stands before it."""
    known = lexicon()
    for length in range(min(len(text), known.longest), 0, -1):
        concept = known.concepts.get(text[-length:])
        if concept and concept.kind != "formal":
            return text[-length:], text[:-length]
    return None


def _stands_alone(piece: str) -> bool:
    """Whether a part of a composite label asks for something by itself."""
    if piece in lexicon().entities:
        return True
    found = _concept(piece)
    if found is None or len(found[0]) < 2:
        return False
    word, rest = found
    return lexicon().concepts[word].kind != "measured" or not rest or len(word) > 1


def _open_entity(words: str) -> str:
    """A known entity at the end of the words, else the words themselves."""
    known: dict[str, Entity] = lexicon().entities
    stripped = re.sub(r"^(?:所在|现任|主要|该|原|新任)", "", words)
    return known[stripped].name if stripped in known else stripped


def _leading(text: str) -> tuple[str, str]:
    """Whom the label begins with, and the rest."""
    known = lexicon()
    for word in known.leading:
        if text.startswith(word) and not (word in ("户", "对象", "成员", "人员", "个人") and len(text) > len(word)):
            return known.entities[word].name, _FILLING.sub("", text[len(word) :])
    return "", text


def _period(text: str) -> tuple[str, str]:
    """The text without the words for a period, and the period."""
    for word, period in lexicon().periods:
        if word in text:
            return text.replace(word, "", 1), period
    return text, ""


def _yearly(rest: str, period: str) -> tuple[str, str]:
    """年收入 and 家庭年总收入 are of the year, 月收入 of the month."""
    match = re.fullmatch(r"(.*?)([年月])(总|纯|均|净)?", rest)
    if match and not period:
        return match.group(1) + (match.group(3) or "").replace("总", ""), "year" if match.group(2) == "年" else "month"
    return rest, period


def _same_matter(matter: str) -> str:
    """One word for each of the words of a matter that mean the same."""
    text, done = matter, ""
    while text:
        for word, meant in lexicon().matters:
            if text.startswith(word):
                done, text = done + meant, text[len(word) :]
                break
        else:
            done, text = done + text[0], text[1:]
    return done


def _counted(unit: str, matter: str) -> tuple[str, str]:
    """What is counted decides the unit where the label leaves it open: 党员数 counts people, 受灾农户数 households."""
    if unit in ("", "item"):
        unit = "person" if _PEOPLE.search(matter) else "household" if _HOUSE_TAIL.search(matter) else "item"
    tail = {"person": _PEOPLE_TAIL, "household": _HOUSE_TAIL, "person_time": _PEOPLE_TAIL}.get(unit)
    if tail:
        matter = tail.sub("", matter) or matter
    return unit, re.sub(r"(?:总数|数量|数|的)$", "", matter)
