"""Pages of 联络分工: who looks after whom, the handover pack of a firm, and the firms that nobody came to for long."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.typed.cleaning import asked_for
from enterprises.care.assigned import Assigned
from enterprises.care.forms import HandOverForm
from enterprises.care.handover import hand_over, pack_of
from enterprises.care.lists import gaps_found
from enterprises.models import Enterprise, VisitTier

GAPS_A_PAGE = 50
FIRMS_A_PAGE = 30


def liaison_list(request: HttpRequest) -> HttpResponse:
    """联络分工: each liaison officer's firms, those without one first; leaders hand over here."""
    user, now = request.user, timezone.now()
    today = timezone.localdate(now)
    form = None
    if user.holds(Role.LEADER):
        form = HandOverForm(request.POST or None, user=user, initial={"on": today})
        if request.method == "POST" and form.is_valid():
            try:
                begun = hand_over(**form.cleaned_data, by=user, now=now)
            except ValidationError as error:
                form.add_error("on", error)
            else:
                said = {"n": len(begun), "to": form.cleaned_data["to"]}
                messages.success(request, _("已将 %(n)d 家企业交给%(to)s联系。") % said)
                return redirect("enterprises:liaison_list")
    q = asked_for(request, "q")
    assigned = Assigned(user, today, q)
    page = page_of(request, assigned, size=FIRMS_A_PAGE)
    context = {
        "groups": assigned.groups(list(page)),
        "page_obj": page,
        "form": form,
        "today": today,
        "picked": _picked(request),
        "q": q,
    }
    return render(request, "enterprises/liaison_list.html", context)


def _picked(request: HttpRequest) -> set[str]:
    """The firms that were ticked when the form was refused."""
    return set(request.POST.getlist("firms"))


def handover_pack(request: HttpRequest, pk: int) -> HttpResponse:
    """交接单: what is open at a firm, for whoever takes it over; prints on A4."""
    firms = Enterprise.objects.select_related("cluster", "park")
    firm = load(request, firms.prefetch_related("contacts", "aliases", "grades"), pk=pk)
    now = timezone.now()
    context = {"pack": pack_of(firm, user=request.user, now=now), "today": timezone.localdate(now)}
    return render(request, "enterprises/handover_pack.html", context)


@opens_default("gaps")
def visit_gaps(request: HttpRequest) -> HttpResponse:
    """多久没走访: firms past the days of their tier, the longest first. A nudge; nothing is counted by person."""
    found = gaps_found(request)
    page = page_of(request, found.rows, size=GAPS_A_PAGE)
    context = {
        "filter": found.filter,
        "page_obj": page,
        "rows": found.dressed(list(page)),
        "tiers": VisitTier.objects.all(),
    }
    return render(request, "enterprises/visit_gaps.html", context)
