"""企业那一边: the page for firms, without an account. A secret in the address opens one figure, once."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from core.guard.guessing import guessed
from core.models import User
from enterprises.models import LiaisonAssignment
from finance.confirm_forms import FirmSideForm
from finance.models import Entry, LinkOver, MoneyConfirmation, SideMoved, kind_of, line_of, shown, standing
from finance.telling import tell_of_answer

WAYS = ("line__", "drawdown__line__", "repayment__line__")
ASKED = MoneyConfirmation.objects.select_related(
    *(f"{to}{name}" for to in WAYS for name in ("enterprise", "institution"))
)


@login_not_required
@never_cache
@csrf_exempt
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Show one figure and take the firm's word. Opening it uses nothing up, for messengers look ahead at links.

    The secret is the proof, so that it works where a messenger keeps no cookies. Nobody who is signed in answers: the
    bank's people and the zone's are the other side.
    """
    now = timezone.now()
    link = ASKED.opened_with(secret, now=now)
    if link is None:
        return _over(request, secret, now)
    if request.user.is_authenticated:
        return render(request, "finance/confirm_own.html", {"link": link}, status=403)
    row = link.row
    form = FirmSideForm(request.POST or None, row=row, initial={"seen": shown(row)})
    if request.method == "POST" and form.is_valid():
        try:
            agrees = link.answer(**form.told(), now=now)
        except LinkOver:
            return _over(request, secret, now)
        except SideMoved:
            return _again(request, secret, now)
        tell_of_answer(link, agrees=agrees, now=now)
        return _thanks(request, link, agrees)
    return render(request, "finance/confirm.html", _context(link, form))


def _context(link: MoneyConfirmation, form: FirmSideForm) -> dict[str, Any]:
    row = link.row
    amount, on = standing(row)
    place = 0
    if not link.line_id:
        before = type(row)._default_manager.filter(line=row.line_id).values_list("pk", flat=True)
        place = list(before).index(row.pk) + 1
    return {"link": link, "form": form, "kind": kind_of(row), "line": line_of(row), "amount": amount, "on": on} | {
        "place": place
    }


def _again(request: HttpRequest, secret: str, now: dt.datetime) -> HttpResponse:
    """The bank changed its figure while the firm read: it is shown anew, and nothing was taken."""
    link = ASKED.opened_with(secret, now=now)
    if link is None:
        return _over(request, secret, now)
    form = FirmSideForm(row=link.row, initial={"seen": shown(link.row)})
    return render(request, "finance/confirm.html", _context(link, form) | {"moved": True}, status=409)


def _thanks(request: HttpRequest, link: MoneyConfirmation, agrees: bool) -> HttpResponse:
    amount, _on = standing(link.row)
    said = link.said_wan or Decimal(0)
    context = {"agrees": agrees, "said": said, "amount": amount, "gap": abs(said - amount), "link": link}
    return render(request, "finance/confirm_thanks.html", context | {"line": line_of(link.row), "on": link.said_on})


def _officers(row: Entry, now: dt.datetime) -> list[User]:
    """Who looks after the firm today, and whom it may ask."""
    firm = line_of(row).enterprise_id
    current = LiaisonAssignment.objects.current(timezone.localdate(now)).filter(enterprise=firm)
    return [each.officer for each in current.filter(officer__is_active=True).select_related("officer")]


def _over(request: HttpRequest, secret: str, now: dt.datetime) -> HttpResponse:
    """A link that was used or is too old names whom to call; one that never was is counted, and only so often."""
    context: dict[str, Any] = {"office_phone": settings.ZONE_SERVICE_PHONE}
    if dead := ASKED.dead_with(secret):
        context["officers"] = _officers(dead.row, now)
        return render(request, "enterprises/confirm_over.html", context, status=404)
    if guessed(request, now):
        return render(request, "enterprises/confirm_over.html", context | {"wait": True}, status=429)
    return render(request, "enterprises/confirm_over.html", context, status=404)
