"""What is typed for a day or a month means one, or is refused with a word on what to type."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core import figures
from core.kernel.drawing.widgets import DateInput
from core.kernel.forms import Form
from core.kernel.sense import Happened, Month
from core.typed import days

DAY = dt.date(2026, 11, 8)


class Visited(Form):
    on = Happened()


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-08", "2026-11-8", "2026/11/08", "2026/11/8", "2026.11.08", "2026.11.8",
        "2026年11月8日", "2026年11月08日", "2026年11月8号", "2026年11月8", "2026 年 11 月 8 日",
        "20261108", "２０２６－１１－０８", "２０２６年１１月８日", "2026-11-08\u200b",
        "\ufeff2026-11-08\r\n", "\t2026/11/8", "2026–11–08", "2026。11。08", "2026-11-08 00:00:00",
        "2026/11/8 0:00", "2026-11-08T00:00:00",
    ],
)  # fmt: skip
def test_days_as_offices_write_them(typed: str) -> None:
    assert days.day(typed) == DAY
    assert days.month(typed) == DAY.replace(day=1)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("26-11-08", "四位"),
        ("26.11.8", "四位"),
        ("26年11月8日", "四位"),
        ("261108", "四位"),
        ("11-08", "没有年份"),
        ("11月8日", "没有年份"),
        ("11/08/2026", "年、月、日的顺序"),
        ("08.11.2026", "年、月、日的顺序"),
        ("46334", "2026-11-08"),
        ("2026-02-30", "没有“2026-02-30”这一天"),
        ("20261301", "没有"),
        ("2026-00-10", "没有"),
        ("0026-11-28", "1900 至 2100"),
        ("1899-12-31", "1900 至 2100"),
        ("2101-01-01", "1900 至 2100"),
        ("9999-12-31", "1900 至 2100"),
        ("2026-11/08", "日期无效"),
        ("2026-11", "日期无效"),
        ("2026-11-08 13:00", "日期无效"),
        ("明天", "日期无效"),
        ("2026、11、8", "日期无效"),
        ("٢٠٢٦-١١-٠٨", "日期无效"),
        ("2026-1108", "日期无效"),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_type(typed: str, words: str) -> None:
    form = Visited({"on": typed})
    assert not form.is_valid()
    assert words in form.errors["on"][0]


@pytest.mark.parametrize(
    "typed",
    ["2026-11", "2026/11", "2026.11", "2026年11月", "2026年11月份", "202611", "2026-11-30", "２０２６年１１月"],
)
def test_months_as_offices_write_them(typed: str) -> None:
    assert days.month(typed) == dt.date(2026, 11, 1)
    assert Month().clean(typed) == dt.date(2026, 11, 1)


@pytest.mark.parametrize("typed", ["2026.1", "26-11", "11月", "2026-13", "2026-00", "1899-12", "十一月", "2026"])
def test_what_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        Month().clean(typed)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_day_that_is_shown_is_read_again(day: dt.date) -> None:
    shown = [figures.date_cell(day), figures.date_doc(day), f"{day:%Y%m%d}", f"{day:%Y.%m.%d}"]
    assert [days.day(text) for text in shown] == [day] * 4
    assert days.day(DateInput().format_value(day) or "") == day
    assert days.month(f"{day:%Y-%m}") == days.month(f"{day:%Y年%m月}") == day.replace(day=1)


@given(st.text("0123456789-/.年月日 号", max_size=14))
def test_whatever_is_typed_is_a_day_of_our_time_or_refused(text: str) -> None:
    for read in (days.day, days.month):
        try:
            found = read(text)
        except (ValidationError, ValueError):
            continue
        assert 1900 <= found.year <= 2100


@pytest.mark.parametrize("day", [dt.date(26, 11, 28), dt.date(999, 1, 1)])
def test_a_year_is_shown_in_four_digits(day: dt.date) -> None:
    for shown in (figures.date_cell(day), figures.date_doc(day), DateInput().format_value(day)):
        assert shown
        assert shown.startswith(f"{day.year:04}")
