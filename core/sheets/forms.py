"""Forms of an import: the file, and the answers to what a file asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import Form, OnceForm
from core.sheets.reading import MAX_MB


class UploadForm(OnceForm):
    """A table that is to be imported."""

    file = forms.FileField(
        label=_("表格文件"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv", "class": "form-control"}),
        help_text=_("xlsx、xls，或 UTF-8、GB18030 编码的 csv，不超过 20 MB。"),
    )

    def clean_file(self) -> object:
        """Raise ValidationError for a file that is too large to be looked into."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_MB << 20:
            raise forms.ValidationError(_("文件超过 %(mb)d MB，请分成几份再传。") % {"mb": MAX_MB}, code="too_large")
        return upload


class WriteForm(Form):
    """Whether the right rows alone are written."""

    partial = forms.BooleanField(required=False, widget=forms.HiddenInput)
