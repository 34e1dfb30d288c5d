"""Photos in a form."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from core.office.photos import MAX_MB


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
