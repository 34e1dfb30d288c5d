"""Identity numbers: what is one, what is the same one, and what is kept of it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from stdnum.cn import ric

from talent import identity
from tests.talent.scene import NUMBER, NUMBER_X


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002ｘ",
    ],
)
def test_one_number_however_it_is_typed(text: str) -> None:
    assert identity.clean(text) == NUMBER_X
    assert identity.keyed_hash(identity.clean(text)) == identity.keyed_hash(NUMBER_X)


@pytest.mark.parametrize(
    "text",
    [
        "430111197808150017",  # 430111 is 雨花区 since 1996
        "430104195502280013",
        "810000199408230021",  # who lives here and comes from Hong Kong
    ],
)
def test_the_area_may_be_of_any_time(text: str) -> None:
    number = text[:-1] + ric.calc_check_digit(text)
    assert identity.clean(number) == number


@pytest.mark.parametrize("born", ["18991231", "20991231", "19900230", "00000101"])
def test_nobody_is_born_on_such_a_day(born: str) -> None:
    text = f"430111{born}0010"
    with pytest.raises(ValidationError, match="身份证号不对"):
        identity.clean(text[:-1] + ric.calc_check_digit(text))


@pytest.mark.parametrize("at", range(18))
def test_a_wrong_digit_is_found_at_every_place(at: int) -> None:
    other = "7" if NUMBER[at] != "7" else "6"
    with pytest.raises(ValidationError, match="身份证号不对"):
        identity.clean(NUMBER[:at] + other + NUMBER[at + 1 :])


@pytest.mark.parametrize(
    "text",
    ["110105194912310021", "11010519491331002X", "99010519491231002X", "1101051949123100", "abc", "1" * 18, "４３"],
)
def test_what_cannot_be_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="身份证号不对"):
        identity.clean(text)


def test_the_number_is_kept_as_ciphertext_and_shown_as_a_mask() -> None:
    kept = identity.encrypt(NUMBER)
    assert NUMBER.encode() not in kept
    assert identity.encrypt(NUMBER) != kept
    assert identity.masked(memoryview(kept)) == "430111********0019"
    assert identity.masked(None) == ""


def test_the_hash_depends_on_the_key_and_the_cipher_dies_with_it(settings: Any) -> None:
    before, kept = identity.keyed_hash(NUMBER), identity.encrypt(NUMBER)
    settings.IDENTITY_KEY = "another key"
    assert identity.keyed_hash(NUMBER) != before
    assert identity.masked(kept) == ""
