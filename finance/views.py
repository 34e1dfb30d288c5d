"""Pages of 产融对接: credit lines, drawdowns, needs, institutions, and the panel on a firm's page."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.models import User
from core.sheets.grouping import heads_of
from enterprises.enums import HandoffKind
from enterprises.models import Enterprise
from enterprises.service.taking import handoff_named
from finance.enums import SideKind
from finance.forms import NO_INSTITUTION, AnswerForm, CreditLineForm, NeedForm
from finance.ledger_views import changeable_line, entries
from finance.lists import institutions_found, lines_found, needs_found
from finance.models import SEES_FINANCE, CreditLine, FinancingNeed, HeldEntry, Institution, Measure, Totals
from finance.second import hold
from finance.telling import tell_of_grant

YI = Decimal(10_000)  # 万元 in one 亿元


# --- Credit lines ------------------------------------------------------------------------------------------------
@opens_default("credit_lines")
def creditline_list(request: HttpRequest) -> HttpResponse:
    """授信与放款: sums over what is filtered, then the lines, 20 a page."""
    found = lines_found(request)
    totals = found.rows.totals()
    page = page_of(request, found.rows, count=totals.lines)
    context = {
        "filter": found.filter,
        "page_obj": page,
        "heads": heads_of(found.rows, list(page), found.filter.grouping),
        "totals": totals,
        "held": HeldEntry.objects.visible_to(request.user).waiting().count(),
        "is_whole": request.user.holds(*SEES_FINANCE) and not any(request.GET.values()),
        "nowhere": "" if page.object_list else _nowhere(request.user),
        "today": timezone.localdate(),
        "tab": "lines",
    }
    return render(request, "finance/creditline_list.html", context)


def _nowhere(user: User) -> str:
    """Why somebody of a bank sees an empty list: nobody said of which institution they are."""
    alone = not user.holds(*SEES_FINANCE) and not Institution.objects.filter(members__user=user).exists()
    return str(NO_INSTITUTION) if alone else ""


def creditline_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with its ledger, and what is left and owed after each row."""
    shown = CreditLine.objects.select_related("enterprise", "institution", "need", "product")
    line = load(request, shown, pk=pk)
    context = {
        "line": line,
        "rate": line.drawn_wan / line.granted_wan,
        "entries": entries(line),
        "expired": line.is_expired(timezone.localdate()),
        "may_change": request.user.has_perm("finance.change_creditline", line),
    }
    return render(request, "finance/creditline_detail.html", context)


def creditline_create(request: HttpRequest) -> HttpResponse:
    """Register a line, perhaps in answer to a need; a repeated tap registers nothing."""
    return _edit_line(request, None, initial=_answering(request))


def _answering(request: HttpRequest) -> dict[str, Any]:
    """What the form begins with when the page was opened from a need."""
    form = AnswerForm(request.GET, user=request.user)
    if "need" not in request.GET or request.method == "POST":
        return {}
    if not form.is_valid():
        messages.warning(request, _("找不到这项待授信的需求，请在表单中选择。"))
        return {}
    need, passing = form.cleaned_data["need"], form.cleaned_data.get("passing")
    offered = passing if passing and passing.need_id == need.pk else None
    rest = need.rest_wan
    return {
        "need": need,
        "enterprise": need.enterprise_id,
        "institution": offered.institution_id if offered else need.institution_id,
        "product": offered.market_product_id if offered else None,
        "granted_wan": min(offered.offered_wan or rest, rest) if offered else rest,
        "granted_on": timezone.localdate(),
    }


def creditline_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line; never below what is drawn."""
    return _edit_line(request, changeable_line(request, pk))


def creditline_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回: a line that was entered by mistake goes, while nothing is drawn from it."""
    line = changeable_line(request, pk)
    if line.withdraw():
        messages.success(request, _("已撤回 %(firm)s 的授信") % {"firm": line.enterprise})
        return redirect("finance:creditline_list")
    messages.warning(request, _("这笔授信已有放款或决定，不能撤回。"))
    return redirect("finance:creditline_detail", pk=pk)


def _edit_line(request: HttpRequest, line: CreditLine | None, **kwargs: Any) -> HttpResponse:
    if not request.user.holds(*SEES_FINANCE) and not Institution.objects.visible_to(request.user).exists():
        return render(request, "finance/desk.html", {"nowhere": NO_INSTITUTION, "tab": "lines"})
    sent = request.method == "POST"
    form = CreditLineForm(request.POST if sent else None, instance=line, user=request.user, **kwargs)
    form.asks_second = True
    if sent and _hold(request, form, line):
        return redirect("finance:held_list")
    if sent and (saved := form.save_once()):
        if line is None:
            tell_of_grant(saved, by=request.user, now=timezone.now())
        messages.success(request, _("已保存 %(firm)s 的授信") % {"firm": saved.enterprise})
        return redirect("finance:creditline_detail", pk=saved.pk)
    return render(request, "finance/creditline_form.html", {"form": form, "line": line})


@transaction.atomic
def _hold(request: HttpRequest, form: CreditLineForm, line: CreditLine | None) -> bool:
    """Keep an amount that nobody believes at sight for a second person; False for one that may be saved."""
    if not form.is_valid() or not (why := form.why_second):
        return False
    said = form.cleaned_data
    who = {"firm": said["enterprise"], "institution": said["institution"], "line": line, "by": request.user}
    hold(form, kind=SideKind.LINE, why=why, amount=said["granted_wan"], now=timezone.now(), **who)
    messages.warning(request, _("%(why)s，已存为待复核；另一人核准后才计入。") % {"why": why.label})
    return True


# --- Needs -------------------------------------------------------------------------------------------------------
@opens_default("needs")
def need_list(request: HttpRequest) -> HttpResponse:
    """融资需求, newest first."""
    found, today = needs_found(request), timezone.localdate()
    count, total = found.filter.qs.total()
    page = page_of(request, found.rows, count=count)
    context = {
        "filter": found.filter,
        "page_obj": page,
        "heads": heads_of(found.rows, list(page), found.filter.grouping),
        "total": total,
        "may_change": request.user.has_perm("finance.change_financingneed"),
        "sees_all": request.user.holds(*SEES_FINANCE),
        "nowhere": "" if page.object_list else _nowhere(request.user),
        "today": today,
        "tab": "needs",
    }
    return render(request, "finance/need_list.html", context)


def need_create(request: HttpRequest) -> HttpResponse:
    """Register a need; a repeated tap registers nothing."""
    return _edit_need(request, None)


def need_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a need: pass it on, or mark it withdrawn."""
    return _edit_need(request, load(request, FinancingNeed.objects.all(), "finance.change_financingneed", pk=pk))


def _edit_need(request: HttpRequest, need: FinancingNeed | None) -> HttpResponse:
    sent = request.method == "POST"
    handoff = None if need else handoff_named(request, HandoffKind.FINANCING)
    form = NeedForm(request.POST if sent else None, instance=need, user=request.user, handoff=handoff)
    if sent and (saved := form.save_once()):
        messages.success(request, _("已保存 %(firm)s 的融资需求") % {"firm": saved.enterprise})
        return redirect("finance:need_detail", pk=saved.pk)
    return render(request, "finance/need_form.html", {"form": form, "need": need, "handoff": handoff})


# --- Institutions and the panel on a firm's page -------------------------------------------------------------------
@opens_default("institutions")
def institution_list(request: HttpRequest) -> HttpResponse:
    """金融机构: branches, what each has granted and what of it is drawn, and the measures of the 金融超市."""
    context = {
        "rows": [
            (each, Totals(each.granted_wan, each.drawn_wan, each.lines)) for each in institutions_found(request).rows
        ],
        "measures": Measure.objects.all(),
        "tab": "institutions",
    }
    return render(request, "finance/institution_list.html", context)


def enterprise_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines and open needs of a firm, for the firm's page; empty when there are none to see."""
    firm = load(request, Enterprise.objects.all(), pk=pk)
    lines = CreditLine.objects.visible_to(request.user).filter(enterprise=firm)
    context = {
        "firm": firm,
        "lines": lines.select_related("institution"),
        "totals": lines.totals(),
        "needs": FinancingNeed.objects.visible_to(request.user).filter(enterprise=firm).waiting(),
    }
    return render(request, "finance/_enterprise_panel.html", context)
