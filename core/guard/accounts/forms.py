"""Forms of the accounts room."""

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.guard.accounts.holdings import KINDS, Kind, moved_since
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


class HandOnForm(Form):
    """Who takes over each kind of what is in a person's hands. What is left open stays where it is.

    `seen` is what was there when the page was shown: what another person moved since is told, and nothing is done until
    the next press. `sure` names what the question was about that this press answers.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    sure = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    reason = forms.CharField(label=_("交接说明"), max_length=200, help_text=_("接手人会在通知里看到。"))

    def __init__(self, *args: Any, person: User, held: list[tuple[Kind, int]], state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held, self.state, self.offered = held, state, dict[str, User]()
        self.initial["seen"] = state
        for kind, number in held:
            others = list(kind.successors(person))
            self.offered |= {str(each.pk): each for each in others}
            self.fields[kind.key] = forms.ChoiceField(
                label=_("%(what)s（%(n)d 项）交给") % {"what": kind.label, "n": number},
                choices=[("", _("暂不交接")), *((str(each.pk), each.label) for each in others)],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError once when something moved since the page was shown, and say what and what was chosen
        for it; the next press means what is there now."""
        said = super().clean() or self.cleaned_data
        seen = said.get("seen") or ""
        if seen == self.state:
            return said
        self.data = self.data.copy()
        self.data["seen"], self.data["sure"] = self.state, ""
        lines = [_("没有交接：这期间手上的事有变动。核对后再提交。"), *moved_since(seen, self.state)]
        gone = [kind for key, kind in KINDS.items() if self.data.get(key) and key not in self.fields]
        lines += [_("%(what)s已不在其手上，你选的接手人没有用上。") % {"what": kind.label} for kind in gone]
        raise forms.ValidationError(lines)

    def chosen(self) -> dict[str, User]:
        """Who takes over what, by the key of the kind."""
        kinds = {kind.key for kind, _number in self.held}
        said = {name: value for name, value in self.cleaned_data.items() if name in kinds and value}
        return {name: self.offered[value] for name, value in said.items()}

    def outcome(self) -> list[tuple[Kind, int, User | None]]:
        """What will happen, by kind: how much, and who takes it over; None for what stays."""
        chosen = self.chosen()
        return [(kind, number, chosen.get(kind.key)) for kind, number in self.held]

    @property
    def question(self) -> str:
        """What is asked about, as the answer carries it: the same choices about the same rows."""
        chosen = sorted((key, each.pk) for key, each in self.chosen().items())
        return hashlib.sha256(f"{self.state} {chosen}".encode()).hexdigest()[:32]

    @property
    def is_sure(self) -> bool:
        """Whether the person has seen what will happen, and meant it."""
        return self.cleaned_data["sure"] == self.question


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
