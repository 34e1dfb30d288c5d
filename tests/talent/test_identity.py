"""Identity numbers: what is one, what is the same one, and what is kept of it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from stdnum.cn import ric

from talent import identity
from talent.enums import IdentityKind
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


@pytest.mark.parametrize(
    ("kind", "text", "kept", "mask"),
    [
        (IdentityKind.CARD, NUMBER, NUMBER, "430111********0019"),
        (IdentityKind.PASSPORT, "e1234-5612", "E12345612", "E******12"),
        (IdentityKind.PASSPORT, " ＥA1234567 ", "EA1234567", "E******67"),
        (IdentityKind.FOREIGN_PASSPORT, "c01x00t47", "C01X00T47", "C******47"),
        (IdentityKind.HOME_RETURN, "h12345678", "H12345678", "H******78"),
        (IdentityKind.HOME_RETURN, "H12345678 02", "H12345678", "H******78"),
        (IdentityKind.TAIWAN, "12345678", "12345678", "1*****78"),
        (IdentityKind.TAIWAN, "1234567803（B）", "12345678", "1*****78"),
        (IdentityKind.RESIDENT, "can 110175081901", "CAN110175081901", "C************01"),
        (IdentityKind.RESIDENT, "911124198108030024", "911124198108030024", "911124********0024"),
    ],
)
def test_each_document_is_one_however_it_is_typed(kind: IdentityKind, text: str, kept: str, mask: str) -> None:
    number = identity.clean(text, kind)
    assert number == kept
    document = identity.document(number, kind)
    assert (identity.kind_of(document), identity.number_of(document)) == (kind, kept)
    assert identity.masked(document) == mask


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (IdentityKind.PASSPORT, "Е12345678"),  # the first letter is Cyrillic
        (IdentityKind.PASSPORT, "EI1234567"),
        (IdentityKind.PASSPORT, "E1234567"),
        (IdentityKind.PASSPORT, NUMBER),
        (IdentityKind.FOREIGN_PASSPORT, "ABCDEFGH"),
        (IdentityKind.FOREIGN_PASSPORT, "С01X00T47"),  # Cyrillic as well
        (IdentityKind.FOREIGN_PASSPORT, "A123456789"),
        (IdentityKind.HOME_RETURN, "A12345678"),
        (IdentityKind.HOME_RETURN, "H1234567"),
        (IdentityKind.TAIWAN, "1234567"),
        (IdentityKind.RESIDENT, "911124198108030025"),
        (IdentityKind.RESIDENT, "CAN110175991901"),
        (IdentityKind.RESIDENT, NUMBER),
        (IdentityKind.CARD, "911124198108030024"),
    ],
)
def test_what_no_such_document_bears_is_refused(kind: IdentityKind, text: str) -> None:
    with pytest.raises(ValidationError, match="请核对每一位"):
        identity.clean(text, kind)


def test_the_same_number_of_another_kind_is_another_document() -> None:
    assert identity.keyed_hash("H12345678", IdentityKind.HOME_RETURN) != identity.keyed_hash("H12345678")


def test_nothing_of_nothing() -> None:
    assert identity.masked("") == ""


def test_the_hash_depends_on_the_key(settings: Any) -> None:
    before = identity.keyed_hash(NUMBER)
    settings.IDENTITY_KEY = "another key"
    assert identity.keyed_hash(NUMBER) != before
