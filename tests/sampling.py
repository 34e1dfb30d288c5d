"""The cases of a walk: every one of them for the whole run, some of them for `dev.py test --fast` as well."""

from collections.abc import Iterable
from typing import Any

import pytest


def one_in(many: int, cases: Iterable[Any]) -> list[Any]:
    """The parameters of a walk: the first of each `many` is fast, the others are marked slow; the same ones every day.

    A case of several values is a tuple; its id, where it shall have one, is given to `parametrize`.
    """
    return [
        case
        if place % many == 0
        else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow)
        for place, case in enumerate(cases)
    ]
