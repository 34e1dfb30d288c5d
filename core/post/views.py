"""What was sent to me."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from core.kernel.http import HttpRequest
from core.kernel.pages import load, page_of
from core.models import Notice


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
