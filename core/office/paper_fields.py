"""Papers in a form."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from core.office.papers import MAX_COUNT, kind_of

ACCEPTED = ".pdf,.doc,.docx,.xls,.xlsx,image/jpeg,image/png,image/heic"


class PaperInput(forms.FileInput):
    """Several papers at once."""

    template_name = "forms/widgets/papers.html"
    allow_multiple_selected = True

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"accept": ACCEPTED, "multiple": True, "class": "form-control", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if isinstance(files, MultiValueDict):
            return files.getlist(name)
        found = files.get(name)
        return found if isinstance(found, list | tuple) or found is None else [found]


class PapersField(forms.FileField):
    """Up to `MAX_COUNT` papers, each looked into; cleans to a list of UploadedFile, empty when none was sent."""

    default_error_messages = {"too_many": _("一次最多 %(count)d 份文件，请分几次传。")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PaperInput)
        kwargs.setdefault("label", _("文件"))
        kwargs.setdefault("help_text", _("PDF、Word、Excel 或图片，每份不超过 20 MB。"))
        super().__init__(**kwargs)

    def clean(self, data: Iterable[UploadedFile] | None, initial: Any = None) -> list[UploadedFile]:
        papers = [paper for paper in (data or []) if paper]
        if not papers and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(papers) > MAX_COUNT:
            raise ValidationError(self.error_messages["too_many"] % {"count": MAX_COUNT}, code="too_many")
        cleaned = [super(PapersField, self).clean(paper, initial) for paper in papers]
        for paper in cleaned:
            kind_of(paper)
        return cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)
