"""The log-in form."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from core.kernel.wording import Spoken


class LoginForm(Spoken, AuthenticationForm):
    """Log-in. Demo accounts have a public password, so they work in demo mode only."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("用户名或密码不对，请重新填写。"),
        "demo_only": _("这是演示账号，只能在演示环境登录。"),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("用户名")
        self.fields["password"].label = _("密码")

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """Raise ValidationError for a demo account outside demo mode."""
        super().confirm_login_allowed(user)
        if getattr(user, "is_example", False) and not settings.ZONE_DEMO:
            raise forms.ValidationError(self.error_messages["demo_only"], code="demo_only")


class PasswordForm(Spoken, PasswordChangeForm):
    """Another password, by whoever knows the present one."""


class NewPasswordForm(Spoken, SetPasswordForm):
    """The first password, or a new one, behind a link."""
