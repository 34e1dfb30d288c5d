"""Pages of 产融对接: credit lines, drawdowns, needs, institutions, and the panel on a firm's page."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Count, F, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.figures import wan
from enterprises.models import Enterprise
from finance.filters import LINE_ORDERS, NEED_ORDERS, CreditLineFilter, NeedFilter
from finance.forms import CreditLineForm, DrawdownForm, NeedForm
from finance.models import CreditLine, FinancingNeed, Institution, Measure, OverLimit

PAGE_SIZE = 20


def _ordered(rows: QuerySet, chosen: str, orders: Mapping[str, str], default: str) -> QuerySet:
    chosen = chosen or default
    minus = "-" if chosen.startswith("-") else ""
    return rows.order_by(f"{minus}{orders[chosen.removeprefix('-')]}", "pk")


# --- Credit lines ------------------------------------------------------------------------------------------------
def creditline_list(request: HttpRequest) -> HttpResponse:
    """授信与放款: sums over what is filtered, then the lines, 20 a page."""
    lines = CreditLine.objects.visible_to(request.user).with_drawn().annotate(left=F("granted_wan") - F("drawn_wan"))
    lines = lines.select_related("enterprise", "institution")
    filterset = CreditLineFilter(request.GET, queryset=lines, request=request)
    found = filterset.qs
    context = {
        "filter": filterset,
        "page_obj": Paginator(_ordered(found, filterset.order, LINE_ORDERS, "-on"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "totals": _totals(found),
        "tab": "lines",
    }
    return render(request, "finance/creditline_list.html", context)


def _totals(lines: QuerySet[CreditLine]) -> dict[str, Any]:
    """Granted, drawn, not drawn (万元) and the rate of drawing, of the lines found."""
    sums = lines.order_by().aggregate(
        granted=Sum("granted_wan", default=Decimal(0)), drawn=Sum("drawn_wan", default=Decimal(0))
    )
    granted_wan, drawn_wan = sums["granted"], sums["drawn"]
    rate = drawn_wan / granted_wan if granted_wan else None
    return {"granted": granted_wan, "drawn": drawn_wan, "left": granted_wan - drawn_wan, "rate": rate}


def creditline_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with everything drawn from it."""
    visible = CreditLine.objects.visible_to(request.user).with_drawn().select_related("enterprise", "institution")
    line = get_object_or_404(visible, pk=pk)
    context = {
        "line": line,
        "left": line.granted_wan - line.drawn_wan,
        "rate": line.drawn_wan / line.granted_wan,
        "drawdowns": line.drawdowns.select_related("recorded_by").order_by("-on", "-pk"),
        "may_change": request.user.has_perm("finance.change_creditline", line),
    }
    return render(request, "finance/creditline_detail.html", context)


def creditline_create(request: HttpRequest) -> HttpResponse:
    """Register a line; a repeated tap registers nothing."""
    return _edit_line(request, None)


def creditline_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line; never below what is drawn."""
    return _edit_line(request, _changeable_line(request, pk))


def _changeable_line(request: HttpRequest, pk: int) -> CreditLine:
    line = get_object_or_404(CreditLine.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("finance.change_creditline", line):
        raise PermissionDenied("finance.change_creditline")
    return line


def _edit_line(request: HttpRequest, line: CreditLine | None) -> HttpResponse:
    form = CreditLineForm(request.POST or None, instance=line, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                saved = form.save_once()
        except IntegrityError:  # somebody drew in the meantime, and the database refused
            form.add_error("granted_wan", _("授信不能低于已放款，请刷新后再改。"))
        else:
            messages.success(request, _("已保存 %(firm)s 的授信") % {"firm": saved.enterprise})
            return redirect("finance:creditline_detail", pk=saved.pk)
    return render(request, "finance/creditline_form.html", {"form": form, "line": line})


def drawdown_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Record money drawn; what does not fit is said at the field, a repeated tap records nothing."""
    line = _changeable_line(request, pk)
    form = DrawdownForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            drawn = line.draw(
                amount_wan=said["amount_wan"], on=said["on"], by=request.user, submission_id=said["submission_id"]
            )
        except OverLimit as over:
            form.over_limit(over.left_wan)
        else:
            messages.success(request, _("已登记放款 %(amount)s 万元") % {"amount": wan(drawn.amount_wan)})
            return redirect("finance:creditline_detail", pk=line.pk)
    return render(request, "finance/drawdown_form.html", {"form": form, "line": line})


# --- Needs -------------------------------------------------------------------------------------------------------
def need_list(request: HttpRequest) -> HttpResponse:
    """融资需求, newest first."""
    needs = FinancingNeed.objects.visible_to(request.user).select_related("enterprise", "institution")
    filterset = NeedFilter(request.GET, queryset=needs, request=request)
    found = filterset.qs
    context = {
        "filter": filterset,
        "page_obj": Paginator(_ordered(found, filterset.order, NEED_ORDERS, "-on"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "total": found.order_by().aggregate(total=Sum("amount_wan"))["total"] or Decimal(0),
        "may_change": request.user.has_perm("finance.change_financingneed"),
        "tab": "needs",
    }
    return render(request, "finance/need_list.html", context)


def need_create(request: HttpRequest) -> HttpResponse:
    """Register a need; a repeated tap registers nothing."""
    return _edit_need(request, None)


def need_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a need: pass it on, mark it granted or withdrawn."""
    return _edit_need(request, get_object_or_404(FinancingNeed.objects.visible_to(request.user), pk=pk))


def _edit_need(request: HttpRequest, need: FinancingNeed | None) -> HttpResponse:
    form = NeedForm(request.POST or None, instance=need, user=request.user)
    if request.method == "POST" and form.is_valid():
        saved = form.save_once()
        messages.success(request, _("已保存 %(firm)s 的融资需求") % {"firm": saved.enterprise})
        return redirect("finance:need_list")
    return render(request, "finance/need_form.html", {"form": form, "need": need})


# --- Institutions and the panel on a firm's page -------------------------------------------------------------------
def institution_list(request: HttpRequest) -> HttpResponse:
    """金融超市: institutions with their branches and lines, and the measures on offer."""
    institutions = Institution.objects.visible_to(request.user).prefetch_related("branches")
    context = {
        "institutions": institutions.annotate(lines=Count("credit_lines", distinct=True)).order_by("kind", "pk"),
        "measures": Measure.objects.all(),
        "tab": "institutions",
    }
    return render(request, "finance/institution_list.html", context)


def enterprise_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of a firm, for the firm's page; nothing where there are none to see."""
    firm = get_object_or_404(Enterprise.objects.visible_to(request.user), pk=pk)
    lines = CreditLine.objects.visible_to(request.user).filter(enterprise=firm).with_drawn()
    context = {
        "firm": firm,
        "lines": lines.select_related("institution").annotate(left=F("granted_wan") - F("drawn_wan")),
    }
    return render(request, "finance/_enterprise_panel.html", context)
