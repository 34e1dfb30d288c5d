"""Which firms go to whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.kernel.forms import Form
from core.kernel.naming import NameField
from core.kernel.sense import Planned
from core.models import User, UserQuerySet
from enterprises.models import Enterprise

MOST_FIRMS = 500


def liaisons() -> UserQuerySet:
    """Who may look after firms."""
    return User.objects.holding(Role.LIAISON).by_name()


class GiveForm(Form):
    """To whom, from which day, and what the next one has to know."""

    to = NameField(
        label=gettext_lazy("交给"), route="enterprises:liaison_names", empty_label=gettext_lazy("请选择联络员")
    )
    on = Planned(label=gettext_lazy("自哪天起"))
    note = forms.CharField(
        label=gettext_lazy("交接说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("接手人会在通知和交接单上看到。"),
    )
    beside = forms.BooleanField(label=gettext_lazy("原联络员继续联系，增加一人"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(liaisons(), topics="people")


class HandOverForm(GiveForm):
    """Which firms are handed over."""

    firms = forms.ModelMultipleChoiceField(
        label=gettext_lazy("企业"),
        queryset=Enterprise.objects.none(),
        error_messages={"required": gettext_lazy("请至少勾选一家企业。")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.order_fields(["firms"])
        self.fields["firms"].queryset = Enterprise.objects.visible_to(user)

    def clean_firms(self) -> Any:
        """Raise ValidationError for more firms than a person could look after."""
        firms = self.cleaned_data["firms"]
        if len(firms) > MOST_FIRMS:
            raise forms.ValidationError(_("一次最多交接 %(n)d 家。") % {"n": MOST_FIRMS})
        return firms
