"""The two kinds of value every part of the report is made of."""

Both = dict[str, str]
"""The same text in both languages: keys ``zh`` and ``en``."""
Cell = str | int | float | bool | None
"""A cell of an evidence row; ``suppression.SUPPRESSED`` stands for a figure over fewer than five people."""
