"""Burden (负担): minutes per person and working day, low, middle and high, by bearer and by causer."""
