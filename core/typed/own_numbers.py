"""Numbers of ours for rows that nobody else numbers: a letter for the kind, and the key (S-000123)."""

import re

from core.typed.cleaning import narrow


def own_number(letter: str, key: int) -> str:
    """The number of a row."""
    return f"{letter}-{key:06d}"


def key_of(letter: str, text: str, *, bare: bool = False) -> int | None:
    """The key that a number means, None for what is no number of this kind; `bare` takes digits alone, too."""
    start = f"(?:{letter}-?)?" if bare else f"{letter}-?"
    found = re.fullmatch(rf"{start}([0-9]{{1,9}})", narrow(str(text)).upper())
    return int(found[1]) or None if found else None
