"""Forms of the accounts room."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.guard.accounts.roles import refuse_together
from core.kernel.drawing.widgets import Chips
from core.kernel.forms import Form, RegisterForm
from core.kernel.naming import NameField
from core.models import Department, User
from core.typed.cleaning import Narrow


class AccountForm(RegisterForm):
    """Who a person is and how they are reached. A new account has no roles, and no password that anybody knows."""

    department = NameField(label=_("部门"), empty_label=_("请选择部门"), route="core:department_names", required=False)

    class Meta:
        model = User
        fields = ["username", "name", "reading", "department", "phone", "email"]
        field_classes = {"username": UsernameField, "phone": Narrow}
        labels = {"username": _("用户名"), "email": _("邮箱")}
        help_texts = {"username": _("登录时用，建立后不能改。只用字母、数字和 @ . + - _")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].offer(Department.objects.all())
        self.fields["username"].disabled = self.instance.pk is not None

    def clean_username(self) -> str:
        """Raise ValidationError for a name that another account has, in whatever case."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("这个用户名已有人使用。"))
        return username

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for an account whose personal data was erased."""
        if self.instance.is_erased:
            raise forms.ValidationError(_("这个账号的个人信息已经删除，不能再修改。"), code="erased")
        return super().clean() or self.cleaned_data

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk is None:
            self.instance.set_unusable_password()
        return super().save(commit)


class RolesForm(Form):
    """The roles that a person is to hold, and why."""

    wanted = forms.MultipleChoiceField(
        label=_("角色"),
        choices=Role.choices,
        widget=Chips,
        required=False,
        help_text=_("系统管理员、安全管理员、审计须由不同的人担任。不选即收回全部角色。"),
    )
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea({"rows": 3}))

    def clean_wanted(self) -> list[str]:
        """Raise ValidationError for roles that exclude each other."""
        wanted = self.cleaned_data["wanted"]
        refuse_together(wanted)
        return wanted


class DecisionForm(Form):
    """The second person's word. A refusal says why."""

    approve = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")
    word = forms.CharField(label=_("决定意见"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a refusal without a word."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("approve") is False and not cleaned.get("word"):
            raise forms.ValidationError(_("不同意时请写明意见。"))
        return cleaned
