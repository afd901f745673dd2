"""Copies across units that hand in keyed sketches and no text (密文溯源)."""
