"""What is typed for a number means one thing, or is refused with a word on what to type."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core import figures
from core.kernel.forms import Form
from core.kernel.sense import MOST_WAN, Amount, Count, Figure
from core.typed import numbers

WRITTEN = {  # 万元
    "1200": "1200",
    "1,200": "1200",
    "1，200": "1200",
    "１２００": "1200",
    "１，２００．５": "1200.5",
    "1200 万元": "1200",
    "1,200万": "1200",
    " 1 200.5 万元": "1200.5",
    "12 345 678": "12345678",
    "1.2亿": "12000",
    "1.2 亿元": "12000",
    "１．２亿": "12000",
    "1亿2000万元": "12000",
    "1亿2000万": "12000",
    "3千万": "3000",
    "12000000元": "1200",
    "12,000,000元": "1200",
    "1200元": "0.12",
    "1200万元人民币": "1200",
    "12000000元人民币": "1200",
    "人民币1200万元整": "1200",
    "￥1,200万": "1200",
    "¥1200万元": "1200",
    "1200。5": "1200.5",
    "1200。": "1200",
    "1200.": "1200",
    "1200\u200b": "1200",
    "\ufeff1200\r\n": "1200",
    "1200\t": "1200",
    "\u00a01200\u00a0": "1200",
    "0": "0",
    "-0": "0",
    "－0.00": "0",
    "0.5": "0.5",
    ".5": "0.5",
    "-5": "-5",
    "−5": "-5",
    "－５万元": "-5",
}
REFUSED = [
    "12,5", "12、5", "1、200", "1,5", "1,2000", "1200,000", "1,200,5", "0,123", "012,345", "1,20,000",
    "1.2,000", "1.200.5", "12 5", "1200 300", "1200\t300", "1200\n300", "1,200 300", "1'200",
    "12²", "①", "½", "٣", "1e3", "0x10", "NaN", "Infinity", "八百", "约1200", "1200-1300", "1200%",
    "￥1,200", "RMB 1200", "1200美元", "$1200", "1亿2", "1亿20000万", "1.5亿3000万", "2000万1亿", "1万万",
    "5千", "--5", "元", "亿", ",", ".", "-", "9" * 60,
]  # fmt: skip


class Need(Form):
    amount = Amount(label="金额")


@pytest.mark.parametrize(("typed", "meant"), WRITTEN.items())
def test_amounts_as_offices_write_them(typed: str, meant: str) -> None:
    found = numbers.amount(typed)
    assert str(found) == str(D(meant).quantize(D(1).scaleb(found.as_tuple().exponent)))
    assert found == D(meant)


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_amount_is_refused_with_what_to_type(typed: str) -> None:
    form = Need({"amount": typed})
    assert not form.is_valid()
    assert "1,200" in form.errors["amount"][0]


@pytest.mark.parametrize(
    ("typed", "words"), [("12,5", "三位一隔"), ("￥1,200", "没有写单位"), ("八百", "“金额”要填数字")]
)
def test_the_words_fit_the_case(typed: str, words: str) -> None:
    assert words in Need({"amount": typed}).errors["amount"][0]


def test_an_amount_that_its_column_cannot_hold_is_refused() -> None:
    assert Amount().clean("1200元") == D("0.12")
    with pytest.raises(ValidationError):
        Amount().clean("1234元")
    with pytest.raises(ValidationError):
        Amount().clean("1.200")  # a thousand and two hundred in other countries
    with pytest.raises(ValidationError):
        Amount().clean("-5")


@given(st.decimals(-MOST_WAN, MOST_WAN, places=2))
def test_an_amount_that_is_shown_is_read_again(amount: D) -> None:
    shown = figures.wan(amount)
    assert numbers.amount(shown) == amount
    assert numbers.amount(f"{shown} 万元") == amount
    assert numbers.amount(f"{amount * 10_000:,f}元") == amount
    assert numbers.number(shown) == amount
    assert "-0" not in {shown, figures.yi(amount), str(numbers.amount(shown))}


@given(st.text("0123456789,.，。、 万亿千百元￥-+人民币\t", max_size=14))
def test_whatever_is_typed_is_one_amount_or_refused(text: str) -> None:
    try:
        found = numbers.amount(text)
    except (ValidationError, ValueError):
        return
    assert found.is_finite()
    assert numbers.amount(figures.wan(found)) == found


@given(st.integers(0, 999), st.integers(0, 10**6))
def test_a_comma_is_no_decimal_point(whole: int, after: int) -> None:
    text = f"{whole},{after}"
    if len(text.partition(",")[2]) == 3 and whole:
        assert numbers.amount(text) == whole * 1000 + after
    else:
        with pytest.raises(ValidationError):
            numbers.amount(text)


def test_a_figure_without_a_unit_takes_none() -> None:
    assert Figure().clean("1,200.5") == D("1200.5")
    for typed in ("1.2亿", "1200万", "1200元", "￥5", "12,5"):
        with pytest.raises(ValidationError):
            Figure().clean(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1,200", 1200), ("１２００", 1200), ("1,200 人", 1200), ("12.0", 12), ("1.2万人", 12000), ("-0", 0), ("0", 0)],
)
def test_counts_are_whole(typed: str, meant: int) -> None:
    assert Count().clean(typed) == meant


@pytest.mark.parametrize("typed", ["12.5", "12,5", "1、2", "1.00001万", "-1", "1e3", "12²", "三", "1 2", "1亿"])
def test_what_is_no_count_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        Count().clean(typed)
