"""Pages of the firms' room. Objects are loaded through `visible_to`: what one may not see is a 404."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Prefetch, Window
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.beside import attached, with_beside
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import demand, load, page_of
from core.personal.copying import copy_as_file
from core.personal.revealing import reveal
from core.sheets.grouping import heads_of
from core.sheets.picking import offer
from core.typed.cleaning import asked_for
from enterprises.enums import REQUEST_OPEN
from enterprises.firm.chain import neighbours_of
from enterprises.firm.forms import AliasFormSet, EnterpriseForm
from enterprises.firm.lists import BESIDE_A_LINE, firms_found
from enterprises.firm.page import contacts_of, current_liaisons, figures_of, masked_of, reveal_url
from enterprises.growth.progress import axes_of, listing_road
from enterprises.models import (
    Contact,
    Enterprise,
    PlanEntry,
    Request,
    Visit,
)
from enterprises.service.dues import dues

VISITS_SHOWN = 5
BESIDE_THE_FILE = (*BESIDE_A_LINE, "contacts", "platforms", "listing_stages", "chain_places", "challenges__milestones")


def _on_its_page() -> list[Prefetch]:
    """What has rows of its own beside it, and who looks after the firm."""
    entries = PlanEntry.objects.select_related("plan", "leader", "responsible")
    return [
        Prefetch("plan_entries", with_beside(entries, "steps")),
        current_liaisons(),
    ]


@opens_default("firms")
def enterprise_list(request: HttpRequest) -> HttpResponse:
    """企业服务: firms with who looks after them, the last visit and open requests, as far as the reader may see."""
    found = firms_found(request)
    page = page_of(request, found.rows)
    heads = heads_of(found.rows, page.object_list, found.filter.grouping)
    page.object_list = found.dressed(page.object_list)
    context = {
        "filter": found.filter,
        "page_obj": page,
        "today": timezone.localdate(),
        "heads": heads,
        "picks": offer(request, "firms", page.paginator.count),
    }
    return render(request, "enterprises/enterprise_list.html", context)


def enterprise_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """一企一档: one firm, one file."""
    user = request.user
    firms = with_beside(Enterprise.objects.select_related("cluster", "park"), *BESIDE_THE_FILE)
    try:
        firm = load(request, firms.prefetch_related(*_on_its_page()), pk=pk)
    except Http404:
        kept = get_object_or_404(Enterprise.objects.visible_to(user), merged_from=pk)
        return redirect("enterprises:enterprise_detail", kept.pk)
    attached([firm], *BESIDE_THE_FILE)
    attached(firm.plan_entries.all(), "steps")
    requests = Request.objects.visible_to(user).filter(enterprise=firm).select_related("kind", "department")
    visits = Visit.objects.visible_to(user).filter(enterprise=firm).select_related("officer")
    latest = list(visits.annotate(count=Window(Count("pk")))[:VISITS_SHOWN])
    context = {
        "firm": firm,
        "contacts": contacts_of(firm, user=user),
        "figures": figures_of(firm),
        "dues": dues(list(requests), timezone.now()),
        "open_count": sum(row.state in REQUEST_OPEN for row in requests),
        "visits": latest,
        "visit_count": latest[0].count if latest else 0,
        "entries": [(entry, axes_of(entry)) for entry in firm.plan_entries.all()],
        "neighbours": neighbours_of(firm, user),
        "road": listing_road(firm, timezone.localdate()),
        "today": timezone.localdate(),
        "left_alone": bool(firm.current_liaisons) and not any(each.officer.is_active for each in firm.current_liaisons),
        "may_change": user.has_perm("enterprises.change_enterprise", firm),
        "may_visit": user.has_perm("enterprises.log_visit", firm),
    }
    return render(request, "enterprises/enterprise_detail.html", context)


def enterprise_create(request: HttpRequest) -> HttpResponse:
    """Open the file of a new firm."""
    return _edit_firm(request, None)


def enterprise_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a firm's record and its other names."""
    return _edit_firm(request, load(request, Enterprise.objects.all(), "enterprises.change_enterprise", pk=pk))


@transaction.atomic
def _edit_firm(request: HttpRequest, firm: Enterprise | None) -> HttpResponse:
    known = {} if firm else {"short_name": asked_for(request, "short_name", 40)}
    form = EnterpriseForm(request.POST or None, instance=firm, user=request.user, initial=known)
    named = {"instance": firm or Enterprise(), "prefix": "alias", "form_kwargs": {"user": request.user}}
    aliases = AliasFormSet(request.POST or None, **named)
    if request.method == "POST" and all([form.is_valid(), aliases.is_valid()]):
        saved = form.save()
        aliases.instance = saved
        aliases.save()
        messages.success(request, _("已保存 %(name)s") % {"name": saved.short_name})
        return redirect("enterprises:enterprise_detail", pk=saved.pk)
    return render(request, "enterprises/enterprise_form.html", {"form": form, "aliases": aliases, "firm": firm})


def contact_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """查看 of a contact's telephone, with a reason; each leaves a line."""
    firms = Enterprise.objects.visible_to(request.user)
    contact = get_object_or_404(Contact.objects.select_related("enterprise"), pk=pk, enterprise__in=firms)
    demand(request, "enterprises.see_phone", contact)
    return reveal(request, contact, masked_of(contact), url=reveal_url(contact))


def contact_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """个人信息副本: all that is held of one contact, by who keeps the firm's file (PIPL 45)."""
    firms = Enterprise.objects.visible_to(request.user)
    contact = get_object_or_404(Contact.objects.select_related("enterprise"), pk=pk, enterprise__in=firms)
    demand(request, "enterprises.change_enterprise", contact.enterprise)
    return copy_as_file(request, contact)
