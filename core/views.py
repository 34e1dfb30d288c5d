"""Pages of the floor: log-in, 我的, notices, and the answers to what goes wrong."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template import loader
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from core import health
from core.accounts import DEMO_PASSWORD, demo_accounts
from core.forms import LoginForm
from core.gallery import gallery
from core.logs import request_id_var
from core.models import Notice

NOTICES_A_PAGE = 20


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
    success_url = reverse_lazy("core:me")

    def form_valid(self, form: object) -> HttpResponse:
        if self.request.user.is_example:
            messages.error(self.request, _("演示账号的密码是公开的，不能修改。"))
            return redirect("core:me")
        messages.success(self.request, _("密码已修改"))
        return super().form_valid(form)


def me(request: HttpRequest) -> HttpResponse:
    """我的: who I am, what I may do, language, password, log-out."""
    return render(request, "core/me.html", {"languages": settings.LANGUAGES})


def notices(request: HttpRequest) -> HttpResponse:
    """Everything that was sent to me, newest first."""
    mine = Notice.objects.visible_to(request.user)
    page = Paginator(mine, NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "core/notices.html", {"page_obj": page, "unread": mine.unread().count()})


def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it points."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    notice.mark_read(at=timezone.now())
    safe = notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if safe else "core:notices")


def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark all my notices as read."""
    Notice.objects.visible_to(request.user).unread().update(read_at=timezone.now())
    return redirect("core:notices")


def components(request: HttpRequest) -> HttpResponse:
    """The parts of the interface on one page, for whoever writes the next one."""
    return render(request, "core/components.html", {"gallery": gallery(timezone.localdate())})


@login_not_required
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers; the state of the worker is told beside it."""
    report = health.report()
    return JsonResponse(report.as_dict(), status=200 if report.serving else 503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long: what was typed is kept in the browser's draft."""
    return render(request, "core/csrf_failure.html", {"back": request.path}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with the number that is in the log. Needs neither the database nor the context processors."""
    template = loader.get_template("500.html")
    return HttpResponse(template.render({"error_number": request_id_var.get()}), status=500)
