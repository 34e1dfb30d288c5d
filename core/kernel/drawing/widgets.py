"""Controls of our own: lamp picker, segments, chips, dates, money in 万元, photos."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Lamp
from core.kernel import figures

LAMP_HINTS = {Lamp.GREEN: _("按期"), Lamp.AMBER: _("有风险"), Lamp.RED: _("已受阻"), Lamp.GREY: _("未到期")}


class Segmented(forms.RadioSelect):
    """Two to four choices side by side. `icons` maps a value to an icon name."""

    template_name = "forms/widgets/segmented.html"

    def __init__(self, attrs: Any = None, choices: Any = (), icons: Mapping[str, str] | None = None) -> None:
        super().__init__(attrs, choices)
        self.icons = dict(icons or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().create_option(name, value, *args, **kwargs), "icon": self.icons.get(str(value), "")}


class LampPicker(forms.RadioSelect):
    """Cards with the lamp and what it means. `hints` maps a lamp to its meaning."""

    template_name = "forms/widgets/lamp_picker.html"

    def __init__(self, attrs: Any = None, choices: Any = (), hints: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(key): hint for key, hint in {**LAMP_HINTS, **(hints or {})}.items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().create_option(name, value, *args, **kwargs), "hint": self.hints.get(str(value), "")}


class Chips(forms.CheckboxSelectMultiple):
    """Several may be chosen, each a pill."""

    template_name = "forms/widgets/chips.html"


class DateInput(forms.DateInput):
    """Shows 2026-11-23 whatever the machine's locale; the calendar sign opens the browser's own picker.

    A plain type=date would show 11/23/2026 or 23.11.2026, as the machine likes it.
    """

    template_name = "forms/widgets/date.html"

    def __init__(self, attrs: Any = None) -> None:
        typing = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__({**typing, **(attrs or {})}, format="%Y-%m-%d")

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, dt.date | dt.datetime):
            return f"{value.year:04}-{value:%m-%d}"
        return super().format_value(value)


class MonthInput(forms.DateInput):
    """A month: 2026-10."""

    def __init__(self, attrs: Any = None) -> None:
        typing = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "2026-10"}
        super().__init__({**typing, **(attrs or {})}, format="%Y-%m")


class WanInput(forms.TextInput):
    """An amount in 万元: shows 1,200. How it is read: `core.typed.numbers`."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if value in (None, ""):
            return None
        try:
            return figures.wan(Decimal(str(value)))
        except InvalidOperation:
            return str(value)  # keep what was typed
