"""企业确认: the one page for people without an account. A secret in the address opens one request, once."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from core.guard.guessing import guessed
from core.models import Attachment, User
from core.office.photos import photo_response
from enterprises.enums import REQUEST_OPEN
from enterprises.models import Confirmation, LiaisonAssignment, WrongState
from enterprises.service.forms import ConfirmForm

ASKED = Confirmation.objects.select_related("request__enterprise", "request__kind", "request__department")


@login_not_required
@never_cache
@csrf_exempt
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the request and take the firm's word. Opening it uses nothing up, for messengers look ahead at links.

    The secret is the proof, so that it works where a messenger keeps no cookies; a link that is live opens however
    often others at the same address guessed wrong.
    """
    now = timezone.now()
    link = ASKED.opened_with(secret, now=now)
    if link is None:
        return _over(request, secret, now)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        solved = said["solved"] == ConfirmForm.YES
        try:
            link.answer(solved=solved, rating=said["rating"], comment=said["comment"], now=now)
        except WrongState:
            return _over(request, secret, now)
        return render(request, "enterprises/confirm_thanks.html", {"solved": solved})
    done = link.request.changes.filter(to_state=link.request.state, from_state__in=REQUEST_OPEN).last()
    context = {"link": link, "form": form, "done": done, "officers": _officers(link, now)}
    context |= {"secret": secret, "proofs": link.request.proofs.select_related("attachment")}
    return render(request, "enterprises/confirm.html", context)


@login_not_required
@never_cache
def confirm_proof(request: HttpRequest, secret: str, key: str) -> FileResponse:
    """A photo of what was done, for the firm, while its link may be used."""
    link = ASKED.opened_with(secret, now=timezone.now())
    if link is None:
        raise Http404
    return photo_response(get_object_or_404(Attachment, key=key, request_proof__request=link.request_id))


def _officers(link: Confirmation, now: dt.datetime) -> list[User]:
    """Who looks after the firm today, and whom it may ask."""
    current = LiaisonAssignment.objects.current(timezone.localdate(now)).filter(enterprise=link.request.enterprise_id)
    return [row.officer for row in current.filter(officer__is_active=True).select_related("officer")]


def _over(request: HttpRequest, secret: str, now: dt.datetime) -> HttpResponse:
    """A link that was used or is too old names whom to call; one that never was is counted, and only so often."""
    context: dict[str, Any] = {"office_phone": settings.ZONE_SERVICE_PHONE}
    if dead := ASKED.dead_with(secret):
        context["officers"] = _officers(dead, now)
        return render(request, "enterprises/confirm_over.html", context, status=404)
    if guessed(request, now):
        return render(request, "enterprises/confirm_over.html", context | {"wait": True}, status=429)
    return render(request, "enterprises/confirm_over.html", context, status=404)
