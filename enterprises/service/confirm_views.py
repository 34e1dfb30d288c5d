"""企业确认: the one page for people without an account. A secret in the address opens one request, once."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from core.enums import Noise
from core.guard import audit
from core.models import AuditNoise
from core.models.guard import neighbourhood
from enterprises.models import Confirmation, WrongState
from enterprises.service.forms import ConfirmForm

GUESSES, GUESSING_TIME = 20, dt.timedelta(hours=1)


@login_not_required
@never_cache
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the request and take the firm's word. Opening it uses nothing up, for messengers look ahead at links."""
    now = timezone.now()
    if guesses_too_much(request, now):
        return render(request, "enterprises/confirm_over.html", {"wait": True}, status=429)
    link = Confirmation.objects.opened_with(secret, now=now)
    if link is None:
        audit.count(Noise.LINK, request=request)
        return render(request, "enterprises/confirm_over.html", status=404)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        solved = said["solved"] == ConfirmForm.YES
        try:
            link.answer(solved=solved, rating=said["rating"], comment=said["comment"], now=now)
        except WrongState:
            return render(request, "enterprises/confirm_over.html", status=404)
        return render(request, "enterprises/confirm_thanks.html", {"solved": solved})
    done = link.request.changes.filter(to_state=link.request.state).last()
    return render(request, "enterprises/confirm.html", {"link": link, "form": form, "done": done})


def guesses_too_much(request: HttpRequest, now: dt.datetime) -> bool:
    """Whether this address tried more links that are none than a person would."""
    lately = AuditNoise.objects.filter(what=Noise.LINK, address=neighbourhood(audit.address_of(request)))
    return lately.filter(at__gt=now - GUESSING_TIME).times() >= GUESSES
