"""What is pasted is cleaned in one place, whatever field it comes to."""

import copy
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.naming import NameField
from core.kernel.wording import Spoken
from core.typed.cleaning import NARROW, Narrow, cleaned, in_line, narrow
from tests.test_sense import forms_of_ours

SEEN = [
    "支持 R&D 投入，增速 <5%",
    "（一）夜间许可；（二）报会——１２００ 平方米",  # prose keeps its full-width digits
    "👨‍👩‍👧 ❤️‍🔥 🏳️‍🌈 👩🏽‍🚀",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "𬭎 㛃 葛󠄀",
    "第一行\n\t第二行",
    "Ünïcödé · ﷲ عربي",
]
UNSEEN = (
    "\0\x01\x08\x0e\x1f\x7f\x80\x9f\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202d\u202c\u2060\u2066"
)
UNSEEN += "\ufeff\ufff9\ufffe\uffff\u3164\uffa0\u2800\U000e0001\U000e0041\U0001d173\U0001fffe\U0010ffff\ud800\udfff"


@pytest.mark.parametrize("text", SEEN)
def test_what_is_seen_stays(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_is_not_seen_goes(unseen: str) -> None:
    assert cleaned(f"项{unseen}目") == "项目"
    assert cleaned(unseen * 3) == ""
    assert narrow(f"{unseen}１３８{unseen}") == "138"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\n"])
def test_lines_end_in_one_way(end: str) -> None:
    assert cleaned(f"一{end}二") == "一\n二"
    assert in_line(f"一{end}二") == "一 二"


@given(st.text())
def test_clean_text_is_clean(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert not re.search("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", once)
    assert not [ch for ch in once if unicodedata.category(ch) == "Cc" and ch not in "\t\n"]
    assert narrow(narrow(text)) == narrow(text)
    assert in_line(in_line(text)) == in_line(text)


@given(
    st.text(
        st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters=UNSEEN + "\u115f\u1160"), max_size=20
    )
)
def test_no_visible_text_is_touched(text: str) -> None:
    assert cleaned(text) == text


def text_fields() -> Iterator[tuple[str, forms.Field]]:
    """Every field of every form of ours to which text may be pasted."""
    for form in forms_of_ours():
        for name, field in form.base_fields.items():
            is_text = isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput)
            if is_text and not field.disabled:
                yield f"{form.__module__}.{form.__name__}.{name}", field


def alone(field: forms.Field, value: str, *kinds: type[forms.BaseForm]) -> Any:
    """A form of one field, sent this value."""
    made: Any = type("Alone", (*kinds, forms.Form), {"it": copy.deepcopy(field)})
    data = QueryDict(mutable=True)
    data["it"] = value
    return made(data)


def test_every_text_field_of_every_form_is_cleaned() -> None:
    wrong, met = [], 0
    for name, field in text_fields():
        met += 1
        form = alone(field, "\u202d示例\u200b名\ufeff称\0\r\n", Spoken)
        form.is_valid()
        shown = form.cleaned_data.get("it", form["it"].value())
        if str(shown).strip() != "示例名称":
            wrong.append((name, shown))
        empty = alone(field, "\u3164\u200b \r\n\u3000", Spoken)
        if field.required and not any(each.code == "required" for each in empty.errors.as_data().get("it", [])):
            wrong.append((name, "taken for something"))
    assert wrong == []
    assert met > 60


def test_without_the_cleaning_it_would_stay() -> None:
    """The control."""
    form = alone(forms.CharField(), "示例\u200b名称")
    assert form.is_valid()
    assert form.cleaned_data["it"] == "示例\u200b名称"


def test_no_form_reads_what_is_sent_in_a_way_of_its_own() -> None:
    reads = {form.__name__ for form in forms_of_ours() if form._widget_data_value is not Spoken._widget_data_value}
    assert reads == set()


def test_codes_telephones_and_addresses_are_plain() -> None:
    named = re.compile(r"(^|_)(phone|uscc|code|identity_number|email|username|key)$")
    wrong = [
        name for name, field in text_fields() if named.search(name.rpartition(".")[2]) and not isinstance(field, NARROW)
    ]
    assert wrong == []
    met = [name for name, field in text_fields() if isinstance(field, NARROW)]
    assert len(met) > 5, met
    form = alone(Narrow(), "\u202d１３８\u00a07777 1036\u202c", Spoken)
    assert form.is_valid()
    assert form.cleaned_data["it"] == "138 7777 1036"


def test_a_password_is_what_was_typed() -> None:
    form = alone(forms.CharField(widget=forms.PasswordInput, strip=False), " 密\u200b码１ ", Spoken)
    assert form.is_valid()
    assert form.cleaned_data["it"] == " 密\u200b码１ "


def test_line_ends_count_once() -> None:
    text = "\r\n".join(["一" * 20] * 14)
    field = forms.CharField(max_length=20 * 14 + 13, widget=forms.Textarea)
    assert alone(field, text, Spoken).is_valid()
    assert not alone(field, f"{text}\r\n一", Spoken).is_valid()


def test_names_are_looked_up_clean() -> None:
    asked: list[str] = []

    class Rows:
        def all(self) -> "Rows":
            return self

        def called(self, name: str) -> str:
            asked.append(name)
            return name

    rows: Any = Rows()
    field = NameField(route="none", queryset=rows)
    assert field.to_python("析微\u200b仪器\r\n") == "析微仪器"
    assert asked == ["析微仪器"]
