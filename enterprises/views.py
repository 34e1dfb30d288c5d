"""Pages of the firms' room. Objects are loaded through `visible_to`: what one may not see is a 404."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Max, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.filters import ordered
from core.models import Attachment
from core.photos import photo_response
from enterprises.chain import neighbours_of
from enterprises.enums import REQUEST_OPEN, HandoffKind
from enterprises.filters import (
    FIRM_ORDERS,
    VISIT_ORDERS,
    EnterpriseFilter,
    VisitFilter,
)
from enterprises.forms import AliasFormSet, EnterpriseForm, RequestFormSet, VisitForm
from enterprises.models import (
    Enterprise,
    LiaisonAssignment,
    PlanEntry,
    Request,
    Visit,
    VisitHandoff,
)
from enterprises.page import axes_of, contacts_of, dues, figures_of, listing_road
from enterprises.panels import TAKES

PAGE_SIZE = 20
VISITS_SHOWN = 5
ON_ITS_PAGE = (
    "aliases",
    "grades",
    "contacts",
    "platforms",
    "challenges__milestones",
    "listing_stages",
    Prefetch("plan_entries", PlanEntry.objects.select_related("plan", "leader", "responsible")),
    "plan_entries__steps",
)


def _current_liaisons() -> Prefetch:
    """Who looks after each firm today; asked anew for every page, for a server lives longer than a day."""
    now_in_force = LiaisonAssignment.objects.current().select_related("officer")
    return Prefetch("liaisons", now_in_force, to_attr="current_liaisons")


def _page(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


# --- Firms ---------------------------------------------------------------------------------------------------------
def enterprise_list(request: HttpRequest) -> HttpResponse:
    """企业服务: firms with who looks after them, the last visit and open requests, as far as the reader may see."""
    filterset = EnterpriseFilter(request.GET, queryset=_firms_with_counts(request), request=request)
    # Never visited is the longest without a visit.
    found = ordered(filterset.qs.distinct(), filterset.order or "name", FIRM_ORDERS, empty_first=("visited",))
    context = {
        "filter": filterset,
        "page_obj": _page(request, found),
        "today": timezone.localdate(),
    }
    return render(request, "enterprises/enterprise_list.html", context)


def _firms_with_counts(request: HttpRequest) -> QuerySet[Enterprise]:
    """Annotate what this person may see of visits and requests, and nothing else."""
    visits = Visit.objects.visible_to(request.user).filter(enterprise=OuterRef("pk")).order_by().values("enterprise")
    asked = Request.objects.visible_to(request.user).open().filter(enterprise=OuterRef("pk")).order_by()
    firms = Enterprise.objects.visible_to(request.user).select_related("cluster", "park")
    return firms.prefetch_related("aliases", "grades", _current_liaisons()).annotate(
        last_visit=Subquery(visits.annotate(last=Max("on")).values("last")),
        open_requests=Coalesce(Subquery(asked.values("enterprise").annotate(n=Count("pk")).values("n")), 0),
    )


def enterprise_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """一企一档: one firm, one file."""
    user = request.user
    if kept := Enterprise.objects.visible_to(user).filter(merged_from=pk).first():
        return redirect("enterprises:enterprise_detail", kept.pk)
    firms = Enterprise.objects.visible_to(user).select_related("cluster", "park")
    firm = get_object_or_404(firms.prefetch_related(*ON_ITS_PAGE, _current_liaisons()), pk=pk)
    requests = Request.objects.visible_to(user).filter(enterprise=firm).select_related("kind", "department")
    visits = Visit.objects.visible_to(user).filter(enterprise=firm).select_related("officer")
    context = {
        "firm": firm,
        "contacts": contacts_of(firm, user=user),
        "figures": figures_of(firm),
        "dues": dues(list(requests), timezone.now()),
        "open_count": sum(row.state in REQUEST_OPEN for row in requests),
        "visits": visits[:VISITS_SHOWN],
        "visit_count": visits.count(),
        "entries": [(entry, axes_of(entry)) for entry in firm.plan_entries.all()],
        "neighbours": neighbours_of(firm, user),
        "road": listing_road(firm, timezone.localdate()),
        "today": timezone.localdate(),
        "may_change": user.has_perm("enterprises.change_enterprise", firm),
        "may_visit": user.has_perm("enterprises.log_visit", firm),
    }
    return render(request, "enterprises/enterprise_detail.html", context)


def enterprise_create(request: HttpRequest) -> HttpResponse:
    """Open the file of a new firm."""
    return _edit_firm(request, None)


def enterprise_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a firm's record and its other names."""
    firm = get_object_or_404(Enterprise.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("enterprises.change_enterprise", firm):
        raise PermissionDenied("enterprises.change_enterprise")
    return _edit_firm(request, firm)


@transaction.atomic
def _edit_firm(request: HttpRequest, firm: Enterprise | None) -> HttpResponse:
    form = EnterpriseForm(request.POST or None, instance=firm, user=request.user)
    aliases = AliasFormSet(request.POST or None, instance=firm or Enterprise(), prefix="alias")
    if request.method == "POST" and all([form.is_valid(), aliases.is_valid()]):
        saved = form.save()
        aliases.instance = saved
        aliases.save()
        messages.success(request, _("已保存 %(name)s") % {"name": saved.short_name})
        return redirect("enterprises:enterprise_detail", pk=saved.pk)
    return render(request, "enterprises/enterprise_form.html", {"form": form, "aliases": aliases, "firm": firm})


# --- Visits --------------------------------------------------------------------------------------------------------
def visit_list(request: HttpRequest) -> HttpResponse:
    """走访, newest first."""
    visits = Visit.objects.visible_to(request.user).select_related("enterprise", "officer")
    visits = visits.annotate(request_count=Count("requests", distinct=True))
    filterset = VisitFilter(request.GET, queryset=visits, request=request)
    rows = ordered(filterset.qs, filterset.order or "-on", VISIT_ORDERS)
    return render(request, "enterprises/visit_list.html", {"filter": filterset, "page_obj": _page(request, rows)})


def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit with what it brought back."""
    visits = Visit.objects.visible_to(request.user).select_related("enterprise", "officer")
    visit = get_object_or_404(visits.prefetch_related("photos__attachment", "handoffs__taken_by"), pk=pk)
    requests = Request.objects.visible_to(request.user).filter(visit=visit).select_related("kind", "department")
    return render(request, "enterprises/visit_detail.html", {"visit": visit, "requests": requests})


def visit_create(request: HttpRequest) -> HttpResponse:
    """记录走访: one form for the visit, its requests, hand-offs and photos; a repeated tap logs nothing."""
    firm = _firm_to_visit(request)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = VisitForm(*posted, user=request.user, initial={"enterprise": firm})
    requests = RequestFormSet(posted[0], prefix="request")
    draft = f"visit-{firm.pk if firm else 'new'}"
    if request.method == "POST" and form.is_valid() and requests.is_valid():
        try:
            visit = _log(request, form, requests, draft)
        except ValidationError as error:
            form.add_error(None if error.code == "client_id" else "photos", error)
        else:
            return redirect("enterprises:enterprise_detail", pk=visit.enterprise_id)
    context = {
        "form": form,
        "requests": requests,
        "draft": draft,
        "has_firms": form.fields["enterprise"].queryset.exists(),
    }
    return render(request, "enterprises/visit_form.html", context)


def _firm_to_visit(request: HttpRequest) -> Enterprise | None:
    """The firm that the link names, else the one visited last; only among one's own."""
    mine = Enterprise.objects.looked_after_by(request.user)
    asked = request.GET.get("enterprise", "")
    if asked.isdecimal() and asked.isascii() and len(asked) < 10:
        return mine.filter(pk=asked).first()
    last = Visit.objects.filter(officer=request.user, enterprise__in=mine).order_by("-created_at", "-pk").first()
    return last and last.enterprise


def _log(request: HttpRequest, form: VisitForm, requests: Any, draft: str) -> Visit:
    said, today = dict(form.cleaned_data), timezone.localdate()
    new = [row.as_new_request(today) for row in requests if row.has_changed()]
    visit, _created = Visit.objects.log(
        by=request.user,
        now=timezone.now(),
        requests=new,
        handoffs=[HandoffKind(kind) for kind in said.pop("handoffs")],
        handoff_note=said.pop("handoff_note"),
        photos=said.pop("photos"),
        client_id=said.pop("client_id"),
        **said,
    )
    brought = _("，带回诉求 %(n)d 条") % {"n": len(new)} if new else ""
    done = _("已记录走访 %(firm)s") % {"firm": visit.enterprise} + brought
    messages.success(request, done, extra_tags=f"draft:{draft}")
    return visit


def visit_photo(request: HttpRequest, key: str) -> FileResponse:
    """A photo of a visit that this person may see."""
    visits = Visit.objects.visible_to(request.user)
    return photo_response(get_object_or_404(Attachment, key=key, visit_photo__visit__in=visits))


def handoff_take(request: HttpRequest, pk: int) -> HttpResponse:
    """承接: take up a need that was heard on a visit; the first one who takes it has it."""
    kinds = [kind for role, kind in TAKES.items() if request.user.holds(role)]
    handoff = get_object_or_404(VisitHandoff.objects.select_related("visit__enterprise"), pk=pk, kind__in=kinds)
    if handoff.take(by=request.user, now=timezone.now()):
        messages.success(request, _("已承接 %(firm)s 的需求") % {"firm": handoff.visit.enterprise})
    else:
        messages.warning(request, _("已有人承接。"))
    return redirect("workbench")
