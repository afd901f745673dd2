"""One message before it is spelled: a row of whole numbers, as ``compose`` and ``notices`` fill it."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
"""(message, ``WIDTH``)."""

(
    AT,  # milliseconds since 1970 in UTC
    KEY,  # the message's number; its id is a scramble of it
    GROUP,
    SENDER,
    SYMBOL,  # what it is: a symbol of the grammar
    WORDS_SEED,
    FACTS_SEED,
    UNIT,  # the unit the text speaks for
    DAY,  # day of the period the text speaks on
    DEADLINE,  # minutes since the period began, -1 for none
    ROUND,  # chain reply, vote: the round's seed; recall: key of the message taken back; digest: UNIT of its second
    STEP,  # chain reply: how many stand on the list; recall: time of the message taken back; digest: DAY of its second
    FIRST,  # chain reply: member the list begins with; notice: relation
    STRIDE,  # chain reply: step to the next member; notice: what it demands, as flags
    EDIT_SEED,  # digest: WORDS_SEED of its second notice
    EDIT_RATE,  # characters changed in ten thousand
    EDIT_SEED_2,  # digest: FACTS_SEED of its second
    EDIT_RATE_2,
    SOURCE_KEY,  # of a copy: what it is made from; digest: its second notice, the first the root; of an answer: to what
    SOURCE_AT,
    ROOT_KEY,
    ROOT_AT,
    HELD,  # kinds of facts (flags) a template fills in the same way each time; 0: all differ
    GROWTH,  # notice: how many per cent larger its first counted number has become, 0 for as it was
    MORE_SEED,  # notice: wording of the duty a relay added; digest: DEADLINE of its second
    REPLY_SEED,  # notice: wording of the reply asked for; digest: HELD of its second
) = range(26)
WIDTH = 26

RELATIONS = ("root", "whole", "preface", "shortened", "quoted", "reissued", "changed")
"""What a notice is to the one it was made from (关系).

原发, 原文转发, 加前言, 截短, 引用, 重发“以此份为准”, 改动期限或要求.
"""
ROOT, WHOLE, PREFACE, SHORTENED, QUOTED, REISSUED, CHANGED = range(7)
DIGEST = 7
"""Two notices quoted in one message (摘编): a copy of neither alone."""

NAME_FACT, DATE_FACT, PLACE_FACT, NUMBER_FACT = 1, 2, 4, 8
"""Kinds of what no slip of the hand may touch: names of bodies and people, dates and times, places, numbers."""

ASKS_REPLY, ASKS_PHOTO, ASKS_SCREENSHOT, ASKS_LOCATION, ASKS_MORE = 1, 2, 4, 8, 16
