"""Pages of the 136 plan: the register, one talent, and the panel on a firm's page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from enterprises.models import Enterprise
from talent import identity
from talent.enums import Category
from talent.filters import ORDERS, TalentFilter
from talent.forms import TalentForm
from talent.models import ApartmentGrant, Honour, Talent, TalentPlatform, TalentQuerySet, TalentService

PAGE_SIZE = 20
PANEL_ROWS = 6


def talent_list(request: HttpRequest) -> HttpResponse:
    """人才 136: heads by category, filters, sorting, 20 a page; what the zone offers stands beside."""
    people = Talent.objects.visible_to(request.user).select_related("enterprise")
    filterset = TalentFilter(request.GET, queryset=people, request=request)
    found = filterset.qs.order_by(*_order(filterset.order))
    context = {
        "filter": filterset,
        "page_obj": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "heads": _heads(Talent.objects.visible_to(request.user)),
        "platforms": TalentPlatform.objects.all(),
        "services": TalentService.objects.all(),
        "honours": Honour.objects.all(),
        "apartments": ApartmentGrant.objects.select_related("enterprise"),
    }
    return render(request, "talent/talent_list.html", context)


def _order(chosen: str) -> list[str]:
    if not chosen:
        return ["pinyin", "pk"]
    minus = "-" if chosen.startswith("-") else ""
    return [f"{minus}{ORDERS[chosen.removeprefix('-')]}", "pk"]


def _heads(people: TalentQuerySet) -> list[tuple[str, int, int]]:
    """Category, heads that count, heads in the register."""
    counts = (
        people.order_by()
        .values("category")
        .annotate(counted=Count("pk", filter=Q(recognised_on__isnull=False)), total=Count("pk"))
    )
    by_category = {row["category"]: row for row in counts}
    rows = [(category, by_category.get(category, {})) for category in Category]
    return [(str(category.label), row.get("counted", 0), row.get("total", 0)) for category, row in rows]


def talent_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One talent; numbers are masked for everybody."""
    talent = get_object_or_404(Talent.objects.visible_to(request.user).select_related("enterprise"), pk=pk)
    context = {
        "talent": talent,
        "identity": identity.masked(talent.identity_cipher),
        "honours": talent.honours.all(),
        "may_change": request.user.has_perm("talent.change_talent", talent),
    }
    return render(request, "talent/talent_detail.html", context)


def talent_create(request: HttpRequest) -> HttpResponse:
    """Add a talent; a repeated tap adds nothing."""
    return _edit(request, None)


def talent_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a talent."""
    return _edit(request, get_object_or_404(Talent.objects.visible_to(request.user), pk=pk))


def _edit(request: HttpRequest, talent: Talent | None) -> HttpResponse:
    form = TalentForm(request.POST or None, instance=talent)
    form.fields["enterprise"].queryset = Enterprise.objects.visible_to(request.user)
    if request.method == "POST" and form.is_valid() and (saved := form.save_or_explain()):
        messages.success(request, _("已保存 %(name)s") % {"name": saved.name})
        return redirect("talent:talent_detail", pk=saved.pk)
    return render(request, "talent/talent_form.html", {"form": form, "talent": talent})


def enterprise_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The talents of a firm, for the firm's page; nothing where there are none to see."""
    firm = get_object_or_404(Enterprise.objects.visible_to(request.user), pk=pk)
    people = Talent.objects.visible_to(request.user).filter(enterprise=firm)
    context = {"firm": firm, "people": people.order_by("category", "pinyin")[:PANEL_ROWS], "count": people.count()}
    return render(request, "talent/_enterprise_panel.html", context)
