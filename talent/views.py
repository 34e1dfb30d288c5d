"""Pages of the 136 plan: the register, one talent, and the panel on a firm's page."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
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
from talent import counting, identity
from talent.care.person import cared_for, services_of
from talent.enums import ProofKind
from talent.forms import TalentForm
from talent.heads.past import Column, past_of
from talent.lists import talents_found
from talent.models import (
    ApartmentGrant,
    Honour,
    Proof,
    Talent,
    TalentNeed,
    TalentPlatform,
    TalentService,
    facts,
    rule_of,
)
from talent.roster import address as roster_address
from talent.teams.views import chain_for, teams_of
from talent.unproven import lacks

PANEL_ROWS = 6


@opens_default("talents")
def talent_list(request: HttpRequest) -> HttpResponse:
    """人才 136: heads by category, filters, sorting, 20 a page; what the zone offers stands beside."""
    everybody = Talent.objects.visible_to(request.user)
    found = talents_found(request)
    today = timezone.localdate()
    heads = remembered("talents", everybody, lambda: everybody.heads(today), part=f"heads {today}")
    honours = Honour.objects.with_holders(everybody)
    page = page_of(request, found.rows)
    for person in page.object_list:
        person.lacks = lacks(person, today)
    context = {
        "filter": found.filter,
        "page_obj": page,
        "heads": heads,
        "counted": sum(head.counted for head in heads),
        "listed": sum(head.listed for head in heads),
        "today": today,
        "roster_url": roster_address(request.GET),
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
    """One talent with what proves them; telephone and document are masked for everybody, until who may see one says
    why."""
    rows = Talent.objects.select_related("enterprise").prefetch_related(
        "category_changes", "absences", "spans", Prefetch("proofs", Proof.objects.select_related("paper"))
    )
    talent, today = load(request, rows, pk=pk), timezone.localdate()
    rule, proofs = rule_of(today), list(talent.proofs.all())
    known = facts(talent)
    missing = counting.missing(known, rule.as_rule(), today) if rule else []
    context = {
        "talent": talent,
        "identity_kind": identity.kind_of(talent.identity).label if talent.identity else "",
        "identity": identity.masked(talent.identity),
        **services_of(talent, today),
        **chain_for(talent, request.user),
        "may_change": request.user.has_perm("talent.change_talent", talent),
        "proofs": [
            Column(kind, [each for each in proofs if each.kind == kind], known.proven(kind, today))
            for kind in ProofKind
        ],
        "missing": missing,
        "span": next((each for each in talent.spans.all() if each.since <= today <= (each.until or today)), None),
        "past": past_of(talent, rule, today),
        "rule": rule,
        "today": today,
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
    typed = (request.POST, request.FILES) if sent else ()
    form = TalentForm(*typed, instance=talent, user=request.user, beside=talent is None)
    if sent and (saved := form.save_once()):
        messages.success(request, _("已保存 %(name)s") % {"name": saved.name})
        return redirect("talent:talent_detail", pk=saved.pk)
    return render(request, "talent/talent_form.html", {"form": form, "talent": talent, "name": name})


def enterprise_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The talents of a firm and whom it looks for, for the firm's page; empty when there are none to see."""
    firm = load(request, Enterprise.objects.all(), pk=pk)
    people = Talent.objects.visible_to(request.user).filter(enterprise=firm)
    context = {
        "firm": firm,
        "people": people.order_by("-category", "pinyin", "pk")[:PANEL_ROWS],  # leading, engineer, craftsman
        "count": people.count(),
        "cared": cared_for(firm, request.user, timezone.localdate()),
        "teams": teams_of(firm, request.user),
        "platforms": TalentPlatform.objects.visible_to(request.user).filter(enterprise=firm),
        "needs": TalentNeed.objects.visible_to(request.user).open().filter(enterprise=firm)[:PANEL_ROWS],
    }
    return render(request, "talent/_enterprise_panel.html", context)
