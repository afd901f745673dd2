"""The phrase files and the tables they become."""

import re
from pathlib import Path

import chinese_calendar
import numpy as np

from jianfu.simulate.chat import grammar
from jianfu.simulate.chat.grammar import SCENE_KINDS, read_grammar
from jianfu.simulate.chat.month import hour_tables, is_working
from jianfu.simulate.chat.settings import LOOP_NUMBERS, read_chat_settings
from jianfu.simulate.settings import read_settings


def test_no_list_of_phrases_is_there_twice() -> None:
    for file in (Path(grammar.__file__).parent / "phrases").iterdir():
        names = re.findall(r"(?m)^(\w+):", file.read_text(encoding="utf-8"))
        assert len(names) == len(set(names)), file.name


def test_every_slot_is_answered_and_every_kind_of_talk_has_talks() -> None:
    phrases = read_grammar()
    assert len(phrases.phrases.pick_from) == len(phrases.symbols) + 1
    assert np.all(np.diff(phrases.phrases.pick_from) > 0)
    assert len(phrases.scenes.talk_from) == len(SCENE_KINDS) + 1
    assert np.all(np.diff(phrases.scenes.talk_from) >= 8)


def test_the_calendar_of_the_period_is_that_of_the_public_one() -> None:
    period = read_settings("hamlet").period
    day = period.first_day
    while day <= period.last_day:
        assert is_working(day) == chinese_calendar.is_workday(day)
        day = day.fromordinal(day.toordinal() + 1)


def test_half_hours_of_the_office_and_outside_it_do_not_mix() -> None:
    office, evening, free = hour_tables(read_chat_settings().hour_weights)
    assert (office.min(), office.max()) == (17, 34)
    assert not np.isin(evening, np.arange(17, 35)).any()
    assert free.min() >= 14


def test_every_setting_the_loops_read_is_a_number() -> None:
    settings = read_chat_settings()
    assert all(isinstance(getattr(settings, name), int | float) for name in LOOP_NUMBERS)
