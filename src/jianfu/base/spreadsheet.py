"""What every spreadsheet and CSV file written by Jianfu must do with text: keep it text."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that starts so may be run as a formula by the program that opens it."""
CELL_CHARACTERS_LIMIT = 32_767


def safe_cell(text: str) -> str:
    """Text that no spreadsheet program runs: a leading apostrophe where it starts like a formula.

    Control characters go, and what is longer than a cell can hold is cut. Numbers are to be written as numbers and
    do not pass through here.
    """
    kept = "".join(character for character in text if character >= " " or character in "\t\r\n")
    kept = kept[: CELL_CHARACTERS_LIMIT - 1]
    return f"'{kept}" if kept.lstrip(" ").startswith(FORMULA_STARTS) else kept
