"""Numbers of ours: written in one way, read in several."""

import pytest

from core.typed.own_numbers import key_of, own_number


@pytest.mark.parametrize("text", ["S-000123", "s-123", "S000123", " Ｓ－０００１２３ ", own_number("S", 123)])
def test_a_number_is_read(text: str) -> None:
    assert key_of("S", text) == 123


@pytest.mark.parametrize("text", ["123", "R-000123", "S-", "S-000000", "S-1234567890", "甲S-123", ""])
def test_what_is_none_is_none(text: str) -> None:
    assert key_of("S", text) is None
    assert key_of("S", "123", bare=True) == 123
