"""Chinese names made searchable and sortable: without a Chinese collation, pinyin is stored beside the name."""

from typing import NamedTuple


class NameKeys(NamedTuple):
    """Search and sort columns of one name, all lower case."""

    pinyin: str
    initials: str


def name_keys(name: str) -> NameKeys:
    """Return the full pinyin ("changsha") and the initials ("cs") of a name; Latin letters and digits are kept."""
    from pypinyin import Style, lazy_pinyin  # 0.4 s of import, paid only where a name is saved

    letters = "".join(ch for ch in name if ch.isalnum())
    return NameKeys(
        pinyin="".join(lazy_pinyin(letters)).lower()[:200],
        initials="".join(lazy_pinyin(letters, style=Style.FIRST_LETTER)).lower()[:60],
    )
