"""Controls of our own: lamp picker, segments, chips, dates, money in 万元, photos."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from core import figures
from core.enums import Lamp
from core.photos import MAX_MB

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
        typing = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "11"}
        super().__init__({**typing, **(attrs or {})}, format="%Y-%m-%d")

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, dt.date | dt.datetime):
            return f"{value:%Y-%m-%d}"
        return super().format_value(value)


class WanInput(forms.TextInput):
    """An amount in 万元. Takes 1,200 and １２００ and 1200 万元; shows 1,200."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return plain_number(value) if isinstance(value, str) else value

    def format_value(self, value: Any) -> str | None:
        if value in (None, ""):
            return None
        try:
            return figures.wan(Decimal(str(value)))
        except InvalidOperation:
            return str(value)  # keep what was typed


def plain_number(text: str) -> str:
    """Full-width digits, thousands separators and the unit taken away: "１,２００ 万元" is "1200"."""
    narrow = unicodedata.normalize("NFKC", text).strip().removesuffix("万元").removesuffix("万")
    return narrow.replace(",", "").replace(" ", "").replace("、", "")


class PhotoInput(forms.FileInput):
    """Several photos with previews; `capture=True` opens the camera at once instead of asking."""

    template_name = "forms/widgets/photos.html"
    allow_multiple_selected = True

    def __init__(self, attrs: Any = None, max_count: int = 6, capture: bool = False) -> None:
        camera = {"capture": "environment"} if capture else {}
        super().__init__({"accept": "image/*", "multiple": True, **camera, **(attrs or {})})
        self.max_count = max_count

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if isinstance(files, MultiValueDict):
            return files.getlist(name)
        found = files.get(name)
        return found if isinstance(found, list | tuple) or found is None else [found]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["max_count"] = self.max_count
        return context


class PhotosField(forms.FileField):
    """Up to `max_count` photos of `max_mb` MB each; cleans to a list of UploadedFile, empty when none was sent.

    Whether a file really is an image is for the model that stores it to check.
    """

    default_error_messages = {
        "too_many": _("最多 %(count)d 张照片，请去掉几张。"),
        "too_big": _("照片“%(name)s”超过 %(mb)d MB，请选小一些的。"),
    }

    def __init__(self, *, max_count: int = 6, max_mb: int = MAX_MB, capture: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PhotoInput(max_count=max_count, capture=capture))
        super().__init__(**kwargs)
        self.max_count, self.max_mb = max_count, max_mb

    def clean(self, data: Iterable[UploadedFile] | None, initial: Any = None) -> list[UploadedFile]:
        photos = [photo for photo in (data or []) if photo]
        if not photos and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(photos) > self.max_count:
            raise ValidationError(self.error_messages["too_many"] % {"count": self.max_count}, code="too_many")
        return [self._one(photo, initial) for photo in photos]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)

    def _one(self, photo: UploadedFile, initial: Any) -> UploadedFile:
        if (photo.size or 0) > self.max_mb * 1024 * 1024:
            params = {"name": photo.name, "mb": self.max_mb}
            raise ValidationError(self.error_messages["too_big"], code="too_big", params=params)
        return super().clean(photo, initial)
