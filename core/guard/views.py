"""Log-in, 我的 and the own password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest as AnyRequest
from django.http import HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from core.deputies.views import told_of
from core.enums import AuditKind
from core.guard import audit, doors
from core.guard.demo_accounts import DEMO_PASSWORD, demo_accounts
from core.guard.forms import LoginForm, PasswordForm
from core.kernel import access
from core.kernel.http import HttpRequest
from core.kernel.locks import locked
from core.models import User


@method_decorator(login_not_required, name="dispatch")
class LoginView(auth_views.LoginView):
    """Log-in; a demo shows its accounts beside the form."""

    template_name = "core/login.html"
    authentication_form = LoginForm

    def dispatch(self, request: AnyRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An old page of somebody who is logged in meanwhile goes on to where it wanted, whatever was typed there."""
        if request.user.is_authenticated:
            return self.go_on()
        return super().dispatch(request, *args, **kwargs)

    def go_on(self) -> HttpResponse:
        """On as who is logged in. Whoever gave another name is told whose session this is."""
        who = self.request.user
        if self.request.POST.get("username", who.get_username()).strip() != who.get_username():
            messages.warning(self.request, _("没有换人：现在登录的是%(who)s。换人请先退出登录。") % {"who": who})
        return doors.back_to(self.get_redirect_url())

    def get_redirect_url(self) -> str:
        """Where to go on: a page that can be opened, also when a button's address was asked for."""
        url = super().get_redirect_url()
        return doors.page_near(url) if url else ""

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
    return render(request, "core/me.html", {"languages": settings.LANGUAGES} | told_of(request.user))


def csrf_failure(request: AnyRequest, reason: str = "") -> HttpResponse:
    """A form whose page is older than the session. The person is told what to do; nothing was saved."""
    match: Any = request.resolver_match
    row = access.row_for(request)
    if request.user.is_authenticated:
        if match.view_name == doors.LOGIN:
            again = LoginView()
            again.setup(request)
            return again.go_on()
    elif match.view_name == "core:logout" or not (row and row.public):
        return doors.to_login(request)
    context = {
        "at_login": match.view_name == doors.LOGIN,
        "no_cookie": reason == REASON_NO_CSRF_COOKIE,
        "near": doors.page_of_form(request),
    }
    return render(request, "core/csrf_failure.html", context, status=403)
