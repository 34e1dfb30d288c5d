"""What was sent to me."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.kernel.forms import Form
from core.kernel.http import HttpRequest
from core.kernel.pages import load, page_of
from core.models import Notice, User


def notices(request: HttpRequest) -> HttpResponse:
    """Everything that was sent to me, newest first."""
    mine = Notice.objects.visible_to(request.user)
    page = page_of(request, mine)
    return render(request, "core/notices.html", {"page_obj": page, "unread": mine.unread().count()})


def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it points."""
    notice = load(request, Notice.objects.all(), pk=pk)
    notice.mark_read(at=timezone.now())
    safe = notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if safe else "core:notices")


def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark all my notices as read."""
    Notice.objects.visible_to(request.user).unread().update(read_at=timezone.now())
    return redirect("core:notices")


class BriefMailForm(Form):
    """Whether a person wants the weekly brief by mail."""

    wanted = forms.BooleanField(required=False)


def brief_mail(request: HttpRequest) -> HttpResponse:
    """每周通报: one's own choice to get it by mail, off until it is made. The same press twice says the same."""
    form = BriefMailForm(request.POST)
    if form.is_valid():
        choice = form.cleaned_data["wanted"]
        User.objects.filter(pk=request.user.pk).update(brief_by_mail=choice)
        said = _("周调度通报将在调度日发到你的邮箱。") if choice else _("不再把周调度通报发到你的邮箱。")
        messages.success(request, said)
    return redirect("core:me")
