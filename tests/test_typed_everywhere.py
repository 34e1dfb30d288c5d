"""Every field of every form reads what is typed in the same way: no field has numbers or dates of its own."""

import copy
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from core.enums import Role
from core.kernel.sense import Amount, Count, DateKind, Figure, Month, Year
from core.office.dictionaries import ReadOnlyAdmin
from tests.enterprises.scene import person
from tests.test_sense import OURS, forms_of_ours

pytestmark = pytest.mark.django_db
LOOSE = ("12,5", "12、5", "1,2000", "1,200,5", "12 5", "12\t5", "12²", "٣", "1e2", "NaN", "八百")
NO_DAY = (
    "26-11-08",
    "0026-11-08",
    "9999-01-01",
    "1899-12-31",
    "2101-01-01",
    "46334",
    "11/08/2026",
    "2026-11/08",
    "明天",
)
DAYS = (
    "2026-01-08",
    "2026.1.8",
    "2026/1/8",
    "2026年1月8日",
    "20260108",
    "２０２６－０１－０８",
    "\u200b2026-01-08\r\n",
)
NUMBERS = ("1,200", "1200", "１２００", "１，２００", "1200\t", "\ufeff1200\u200b\r\n", " 1200 ")


def all_forms() -> Iterator[type[forms.BaseForm]]:
    """Ours, and those of the administrators' site."""
    yield from forms_of_ours()
    request = RequestFactory().get("/")
    request.user = person("boss", Role.ADMIN)
    for model, room in admin.site._registry.items():
        if type(room).__module__.startswith(OURS) and not isinstance(room, ReadOnlyAdmin):
            yield room.get_form(request, change=True)
            yield from (line(model, admin.site).get_formset(request).form for line in room.inlines)


def fields(kind: type[forms.Field], but: tuple[type[forms.Field], ...] = ()) -> dict[str, Any]:
    found = {}
    for form in all_forms():
        for name, field in form.base_fields.items():
            if isinstance(field, kind) and not isinstance(field, but):
                found[f"{form.__module__}.{form.__name__}.{name}"] = copy.deepcopy(field)
    return found


def read(field: forms.Field, text: str) -> Any:
    """What a field makes of a text, or None where it says what is wrong with it."""
    try:
        return field.to_python(text)
    except ValidationError:
        return None


def wrong(found: dict[str, Any], texts: tuple[str, ...], is_right: Callable[[Any], bool]) -> list[tuple[str, str, Any]]:
    made = [(name, text, read(field, text)) for name, field in found.items() for text in texts]
    return [each for each in made if not is_right(each[2])]


def test_every_amount() -> None:
    found = fields(Amount)
    assert len(found) > 12
    assert wrong(found, NUMBERS, lambda value: value == 1200) == []
    assert wrong(found, ("1.2亿", "1.2亿元", "12000万元", "1亿2000万", "￥12000万"), lambda value: value == 12000) == []
    assert wrong(found, ("-0", "0"), lambda value: str(value) == "0") == []
    assert wrong(found, (*LOOSE, "￥1,200"), lambda value: value is None) == []


def test_every_figure_without_a_unit() -> None:
    found = fields(Figure, but=(Amount,))
    assert len(found) >= 2
    assert wrong(found, NUMBERS, lambda value: value == Decimal(1200)) == []
    assert wrong(found, (*LOOSE, "1.2亿", "1200元", "1200万"), lambda value: value is None) == []


def test_every_count() -> None:
    found = fields(Count, but=(Year,))
    assert len(found) > 5
    assert wrong(found, (*NUMBERS, "1200.0"), lambda value: value == 1200) == []
    assert wrong(found, (*LOOSE, "12.5"), lambda value: value is None) == []


def test_every_year() -> None:
    found = fields(Year)
    assert found
    assert wrong(found, ("2026", "２０２６", "2026年", "\u200b2026\r\n"), lambda value: value == 2026) == []
    assert wrong(found, ("26", "0026", "1899", "2101", "2,026", "20 26"), lambda value: value is None) == []


def test_every_day() -> None:
    found = fields(DateKind, but=(Month,))
    assert len(found) > 30
    assert wrong(found, DAYS, lambda day: f"{day}" == "2026-01-08") == []
    assert wrong(found, NO_DAY, lambda day: day is None) == []


def test_every_month() -> None:
    found = fields(Month)
    assert found
    assert (
        wrong(found, (*DAYS, "2026-01", "2026.01", "202601", "2026年1月"), lambda day: f"{day}" == "2026-01-01") == []
    )
    assert wrong(found, (*NO_DAY, "2026.1", "26-01", "1月"), lambda day: day is None) == []


def test_a_field_of_django_reads_otherwise() -> None:
    """The control."""
    plain = {"amount": forms.DecimalField(localize=True), "count": forms.IntegerField(), "on": forms.DateField()}
    assert wrong({"on": plain["on"]}, ("0026-11-08", "9999-01-01"), lambda day: day is None)
    assert wrong({"n": plain["amount"]}, ("1e2",), lambda value: value is None)
    assert wrong({"n": plain["count"]}, NUMBERS, lambda value: value == 1200)
