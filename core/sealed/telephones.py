"""By what a telephone is found, and how one is compared: by its digits."""

import re
import unicodedata

LOCAL_NUMBER = 7  # digits of a telephone without its area code
LAST_DIGITS = 4  # digits by which a telephone is found as well


def telephone_keys(number: str) -> list[str]:
    """By what a telephone is found: the whole number, without its area code if it has one, or its last four digits."""
    parts = re.findall(r"\d+", unicodedata.normalize("NFKC", number))
    whole = "".join(parts)
    whole = whole.removeprefix("86") if len(whole) > 11 else whole
    local = [part for part in parts if len(part) >= LOCAL_NUMBER]
    keys = [whole, *local, whole[-LAST_DIGITS:]] if len(whole) >= LOCAL_NUMBER else [whole] if whole else []
    return list(dict.fromkeys(keys))


def whole_number(number: str) -> str:
    """The digits of a telephone that is asked for."""
    return next(iter(telephone_keys(number)), "")
