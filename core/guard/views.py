"""Log-in, 我的 and the own password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.enums import AuditKind
from core.guard import audit
from core.guard.demo_accounts import DEMO_PASSWORD, demo_accounts
from core.guard.forms import LoginForm, PasswordForm
from core.kernel.http import HttpRequest
from core.kernel.locks import locked
from core.models import User


class LoginView(auth_views.LoginView):
    """Log-in; a demo shows its accounts beside the form."""

    template_name = "core/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        accounts = demo_accounts()
        return super().get_context_data(
            demo_accounts=accounts, demo_password=DEMO_PASSWORD if accounts else "", **kwargs
        )


class PasswordView(auth_views.PasswordChangeView):
    """Change one's own password. The public password of a demo account stays."""

    template_name = "core/password.html"
    form_class = PasswordForm
    success_url = reverse_lazy("core:me")

    def form_valid(self, form: Any) -> HttpResponse:
        if self.request.user.is_example:
            messages.error(self.request, _("演示账号的密码是公开的，不能修改。"))
            return redirect("core:me")
        messages.success(self.request, _("密码已修改"))
        with transaction.atomic():
            form.user = locked(User, self.request.user.pk)  # saved whole, so not as it was when the page was asked for
            audit.record(AuditKind.PASSWORD, user=form.user, request=self.request)
            return super().form_valid(form)


def me(request: HttpRequest) -> HttpResponse:
    """我的: who I am, what I may do, language, password, log-out."""
    return render(request, "core/me.html", {"languages": settings.LANGUAGES})
