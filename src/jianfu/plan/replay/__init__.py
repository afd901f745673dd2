"""Last period's messages run through a planned structure (推演): who gets what, how often, in time or not.

``record`` says what is found and how ``PLAN/replay.json`` looks.
"""
