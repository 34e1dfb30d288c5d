"""Forms of the firms' room: a visit with everything it brings back, answers to requests, and the firm's own record."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import FreshForm
from core.kernel.wording import SpokenModelRows
from core.models import User, looking_like
from core.typed.cleaning import Narrow, as_seen
from enterprises.codes import WrongCode, checked_code
from enterprises.firm.duplicates import NameBook, namesakes
from enterprises.models import Enterprise, EnterpriseAlias

MOST_NAMES = 50
MOST_NEAR = 10  # firms of nearly the same name that are looked at


class EnterpriseForm(FreshForm):
    """The firm's record. The code is checked by its check digit; a name that another firm bears must be confirmed."""

    uscc = Narrow(
        label=_("统一社会信用代码"), max_length=40, required=False, help_text=_("18 位，可带空格，按校验位核对。")
    )
    confirmed = forms.BooleanField(label=_("已核对，不是同一家企业，仍要保存"), required=False)

    class Meta:
        model = Enterprise
        fields = ["short_name", "reading", "full_name", "uscc", "cluster", "park", "address", "concerns"]

    def __init__(self, *args: Any, user: User, book: NameBook | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.book = user, book
        self.asks_to_confirm = False
        self.near: list[Enterprise] = []  # firms that this one may be, as far as the person sees them

    def clean_uscc(self) -> str | None:
        """Return the code in its normal form. Raise ValidationError saying what is wrong with it."""
        text = self.cleaned_data["uscc"]
        if not text:
            return None
        try:
            return checked_code(text)
        except WrongCode as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a name that another firm bears, until somebody confirms it."""
        said = super().clean() or self.cleaned_data
        names = [name for name in (said.get("short_name"), said.get("full_name")) if name]
        if said.get("confirmed"):
            return said
        near = bearing = self._others("bearing", names)
        if not near and (self.instance.pk is None or {"short_name", "full_name"} & set(self.changed_data)):
            near = self._others("near", names)
        if near:
            self.asks_to_confirm = True
            self.near = list(Enterprise.objects.visible_to(self.user).filter(pk__in=near))
            shown = _("、").join(map(str, self.near[:3]))
            raise forms.ValidationError([self._known(shown, bool(bearing)), _("如果不是同一家，请勾选确认后再保存。")])
        return said

    def validate_unique(self) -> None:
        """Asked of the database unless the book knows that everything is free."""
        if not (self.book and self.book.is_free(self.instance)):
            super().validate_unique()

    def _others(self, how: str, names: list[str]) -> list[int]:
        """Other firms that bear one of these names, or nearly one: from the book, where there is one."""
        if self.book:
            found = self.book.bearing(*names) if how == "bearing" else self.book.near(*names)
            return sorted(found - {self.instance.pk})[:MOST_NEAR]
        rows = Enterprise.objects.bearing(names) if how == "bearing" else namesakes(*names)
        return list(rows.exclude(pk=self.instance.pk).values_list("pk", flat=True)[:MOST_NEAR])

    def _known(self, firms: str, same: bool) -> str:
        """What is known of the other firms; nothing of those that the person may not see."""
        if same:
            return _("这个名称已用于 %(firms)s。") % {"firms": firms} if firms else _("这个名称已用于另一家企业。")
        return _("与 %(firms)s 名称相近。") % {"firms": firms} if firms else _("与另一家企业名称相近。")


class AliasForm(FreshForm):
    """Another name of the firm."""

    class Meta:
        model = EnterpriseAlias
        fields = ["name", "kind"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self) -> str:
        """Raise ValidationError for a name that the firm has already; somebody may have added it meanwhile. One that
        another firm bears, too, is asked about: by it nobody finds either of them.
        """
        name = self.cleaned_data["name"]
        ours = EnterpriseAlias.objects.filter(enterprise=self.instance.enterprise_id)
        same = looking_like(ours, "name", name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("这个名称已经登记过。"))
        if "name" in self.changed_data:
            self._ask_about_others(name)
        return name

    def _ask_about_others(self, name: str) -> None:
        others = Enterprise.objects.standing().bearing([name]).exclude(pk=self.instance.enterprise_id)
        if not others.exists():
            return
        shown = "、".join(map(str, others.filter(pk__in=Enterprise.objects.visible_to(self.user))[:3]))
        words = {"name": name, "firms": shown or gettext("另一家企业")}
        self.ask(gettext("“%(name)s”也是%(firms)s的名称，两家同用一个名称，按它就认不出是哪一家。") % words)


class DistinctNames(SpokenModelRows, forms.BaseInlineFormSet):
    """The other names of a firm, each once."""

    def clean(self) -> None:
        """Raise ValidationError for two that look the same."""
        super().clean()
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        names = [as_seen(said["name"]) for said in kept if said.get("name") and not said.get("DELETE")]
        if len(set(names)) < len(names) and not any(self.errors):
            raise forms.ValidationError(self.get_unique_error_message(["name"]))

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        return _("同一个名称写了两遍。")


AliasFormSet = inlineformset_factory(
    Enterprise,
    EnterpriseAlias,
    form=AliasForm,
    formset=DistinctNames,
    extra=0,
    max_num=MOST_NAMES,
    absolute_max=MOST_NAMES,  # pyright: ignore[reportCallIssue]  # the stub has not heard of it
)
