"""Pages of the 136 plan: the register, one talent, and the panel on a firm's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import kept, remembered
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.personal.copying import copy_as_file
from core.personal.revealing import Masked, offered, reveal
from enterprises.models import Enterprise
from talent import identity
from talent.forms import TalentForm
from talent.lists import talents_found
from talent.models import ApartmentGrant, Honour, Talent, TalentPlatform, TalentService

PANEL_ROWS = 6


@opens_default("talents")
def talent_list(request: HttpRequest) -> HttpResponse:
    """人才 136: heads by category, filters, sorting, 20 a page; what the zone offers stands beside."""
    everybody = Talent.objects.visible_to(request.user)
    found = talents_found(request)
    heads, honours = remembered("talents", everybody, everybody.heads), Honour.objects.with_holders(everybody)
    context = {
        "filter": found.filter,
        "page_obj": page_of(request, found.rows),
        "heads": heads,
        "counted": sum(head.counted for head in heads),
        "listed": sum(head.listed for head in heads),
        "today": timezone.localdate(),
        "honours": remembered("talents", honours, lambda: list(honours)),
        **kept("talents firms", _offered),
    }
    return render(request, "talent/talent_list.html", context)


def _offered() -> dict[str, list[Any]]:
    """What the zone offers: a few rows each."""
    return {
        "platforms": list(TalentPlatform.objects.select_related("enterprise")),
        "services": list(TalentService.objects.all()),
        "apartments": list(ApartmentGrant.objects.select_related("enterprise")),
    }


def talent_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One talent; telephone and document are masked for everybody, until who may see one says why."""
    talent = load(request, Talent.objects.select_related("enterprise"), pk=pk)
    context = {
        "talent": talent,
        "identity_kind": identity.kind_of(talent.identity).label if talent.identity else "",
        "identity": identity.masked(talent.identity),
        "honours": talent.honours.all(),
        "may_change": request.user.has_perm("talent.change_talent", talent),
    }
    if request.user.has_perm("talent.reveal_talent", talent):
        context["revealed"] = offered(_masked(talent), url=reverse("talent:talent_reveal", args=[pk]), row=talent)
    return render(request, "talent/talent_detail.html", context)


def talent_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """查看 of a telephone or of a document's number, with a reason; each leaves a line."""
    talent = load(request, Talent.objects.all(), "talent.reveal_talent", pk=pk)
    return reveal(request, talent, _masked(talent), url=reverse("talent:talent_reveal", args=[pk]))


def talent_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """个人信息副本: all that is held of one talent, for the person who asks for it (PIPL 45)."""
    return copy_as_file(request, load(request, Talent.objects.all(), "talent.change_talent", pk=pk))


def _masked(talent: Talent) -> dict[str, Masked]:
    kept = talent.identity
    return {
        "phone": Masked(_("电话"), talent.masked_phone, talent.phone),
        "identity": Masked(identity.kind_of(kept).label, identity.masked(kept), identity.number_of(kept)),
    }


def talent_create(request: HttpRequest) -> HttpResponse:
    """Add a talent; a repeated tap adds nobody."""
    return _edit(request, None)


def talent_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a talent."""
    return _edit(request, load(request, Talent.objects.all(), "talent.change_talent", pk=pk))


def _edit(request: HttpRequest, talent: Talent | None) -> HttpResponse:
    name, sent = talent.name if talent else "", request.method == "POST"
    form = TalentForm(request.POST if sent else None, instance=talent, user=request.user)
    if sent and (saved := form.save_once()):
        messages.success(request, _("已保存 %(name)s") % {"name": saved.name})
        return redirect("talent:talent_detail", pk=saved.pk)
    return render(request, "talent/talent_form.html", {"form": form, "talent": talent, "name": name})


def enterprise_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The talents of a firm, for the firm's page; empty when there are none to see."""
    firm = load(request, Enterprise.objects.all(), pk=pk)
    people = Talent.objects.visible_to(request.user).filter(enterprise=firm)
    context = {
        "firm": firm,
        "people": people.order_by("-category", "pinyin", "pk")[:PANEL_ROWS],  # leading, engineer, craftsman
        "count": people.count(),
    }
    return render(request, "talent/_enterprise_panel.html", context)
