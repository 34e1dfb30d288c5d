"""查看: one value of one person, shown once to who may see it and says why; the trail says who, whose and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.enums import AuditKind
from core.guard import audit
from core.kernel.forms import Form
from core.kernel.http import HttpRequest
from core.kernel.language import in_house_language


class Reason(models.TextChoices):
    """Why somebody looks at what is masked."""

    CONTACT = "contact", _("联系本人")
    CHECK = "check", _("核对材料")
    REPORT = "report", _("按要求上报")
    CORRECT = "correct", _("更正登记")
    OTHER = "other", _("其他（写明）")


class RevealForm(Form):
    """Which value, and why."""

    field = forms.ChoiceField()
    reason = forms.ChoiceField(label=_("查看原因"), choices=[("", _("请选择")), *Reason.choices])
    words = forms.CharField(label=_("说明"), max_length=80, required=False)

    def __init__(self, *args: Any, fields: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [(name, name) for name in fields]

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for another reason than ours that is not said."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("words"):
            self.add_error("words", _("选“其他”时请写明原因。"))
        return cleaned

    @property
    def why(self) -> str:
        """The reason in words, as the trail keeps it."""
        label = str(Reason(self.cleaned_data["reason"]).label)
        return f"{label}：{self.cleaned_data['words']}" if self.cleaned_data["words"] else label


@dataclass(frozen=True)
class Masked:
    """A value that can be asked for: what it is called, its mask, and the value itself."""

    label: str | Promise
    mask: str
    value: str


def reveal(request: HttpRequest, row: models.Model, fields: Mapping[str, Masked], *, url: str) -> HttpResponse:
    """Answer a press: the value once, with its line on the trail, or the form with what it lacks. In no cache."""
    form = RevealForm(request.POST, fields=fields)
    name = request.POST.get("field", "")
    if name not in fields:
        raise Http404("field")
    context: dict[str, Any] = {"name": name, "masked": fields[name], "url": url, "row": row}
    if form.is_valid():
        with in_house_language():
            what = f"{fields[name].label}，{form.why}"
        audit.record(AuditKind.REVEALED, user=request.user, request=request, what=what, about=row)
        context["value"] = fields[name].value
    else:
        context["form"] = form
    part = "HX-Request" in request.headers
    response = render(request, "core/_reveal.html" if part else "core/reveal_page.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def offered(fields: Mapping[str, Masked], *, url: str, row: models.Model) -> dict[str, dict[str, Any]]:
    """What the page needs to offer each value that there is."""
    return {
        name: {"name": name, "masked": masked, "url": url, "row": row, "form": RevealForm(fields=fields)}
        for name, masked in fields.items()
        if masked.value
    }
