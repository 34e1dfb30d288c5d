"""Pages of 产融对接: credit lines, drawdowns, needs, institutions, and the panel on a firm's page."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import F, Sum, Window
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.figures import adding_up, left, wan
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.models import User
from core.sheets.grouping import heads_of
from enterprises.models import Enterprise
from finance import metrics
from finance.enums import StuckReason
from finance.filters import UNSAID
from finance.forms import AnswerForm, CreditLineForm, DrawdownForm, NeedForm
from finance.lists import institutions_found, lines_found, needs_found
from finance.models import SEES_FINANCE, CreditLine, Drawdown, FinancingNeed, Measure, Totals

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
        "is_whole": request.user.holds(*SEES_FINANCE) and not any(request.GET.values()),
        "today": timezone.localdate(),
        "tab": "lines",
    }
    return render(request, "finance/creditline_list.html", context)


def creditline_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with everything drawn from it, and what is left after each drawdown."""
    shown = CreditLine.objects.select_related("enterprise", "institution", "need")
    line = load(request, shown, pk=pk)
    so_far = Window(Sum("amount_wan"), order_by=[F("on"), F("pk")])
    drawdowns = line.drawdowns.select_related("recorded_by").annotate(left=F("line__granted_wan") - so_far)
    context = {
        "line": line,
        "rate": line.drawn_wan / line.granted_wan,
        "drawdowns": drawdowns.order_by("-on", "-pk"),
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
    need = form.cleaned_data["need"]
    return {
        "need": need,
        "enterprise": need.enterprise_id,
        "institution": need.institution_id,
        "granted_wan": need.amount_wan,
        "granted_on": timezone.localdate(),
    }


def creditline_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line; never below what is drawn."""
    return _edit_line(request, _changeable_line(request, pk))


def creditline_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回: a line that was entered by mistake goes, while nothing is drawn from it."""
    line = _changeable_line(request, pk)
    if line.withdraw():
        messages.success(request, _("已撤回 %(firm)s 的授信") % {"firm": line.enterprise})
        return redirect("finance:creditline_list")
    messages.warning(request, _("这笔授信已有放款，不能撤回。"))
    return redirect("finance:creditline_detail", pk=pk)


def _changeable_line(request: HttpRequest, pk: int) -> CreditLine:
    rows = CreditLine.objects.select_related("enterprise", "institution")
    return load(request, rows, "finance.change_creditline", pk=pk)


def _edit_line(request: HttpRequest, line: CreditLine | None, **kwargs: Any) -> HttpResponse:
    sent = request.method == "POST"
    form = CreditLineForm(request.POST if sent else None, instance=line, user=request.user, **kwargs)
    if sent and (saved := form.save_once()):
        messages.success(request, _("已保存 %(firm)s 的授信") % {"firm": saved.enterprise})
        return redirect("finance:creditline_detail", pk=saved.pk)
    return render(request, "finance/creditline_form.html", {"form": form, "line": line})


def drawdown_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Record money drawn; what does not fit is said at the field, a repeated tap records nothing."""
    line, sent = _changeable_line(request, pk), request.method == "POST"
    form = DrawdownForm(request.POST if sent else None, line=line)
    if sent and form.is_valid() and (drawn := _draw(form, line, request.user)):
        messages.success(request, _("已登记放款 %(amount)s 万元") % {"amount": wan(drawn.amount_wan)})
        return redirect("finance:creditline_detail", pk=line.pk)
    left = line.undrawn_wan
    context = {"form": form, "line": line, "left": left, "drawn": line.granted_wan - left}
    return render(request, "finance/drawdown_form.html", context)


def _draw(form: DrawdownForm, line: CreditLine, user: User) -> Drawdown | None:
    try:
        return form.draw(line, by=user)
    except CreditLine.DoesNotExist as error:  # withdrawn at this moment
        raise Http404 from error


# --- Needs -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Step:
    """A bar of the funnel, as wide as its share of the widest; `money` steps are what banks gave.

    `figure` is the key of the figure that it is of the whole zone; a `silent` step has not one row.
    """

    label: str
    wan: Decimal
    width: str
    money: bool
    figure: str
    silent: bool

    @property
    def yi(self) -> Decimal:
        """In 亿元."""
        return self.wan / YI


@dataclass(frozen=True)
class Stuck:
    """What is granted but not drawn for one reason; `value` is the filter of the list that shows the lines."""

    label: str
    value: str
    wan: Decimal
    width: str
    said: str  # in 亿元, so that the reasons make what is not drawn
    scope: str

    @property
    def yi(self) -> Decimal:
        """In 亿元."""
        return self.wan / YI


@opens_default("needs")
def need_list(request: HttpRequest) -> HttpResponse:
    """融资需求: the funnel and where it is stuck, then the needs, newest first."""
    found, today = needs_found(request), timezone.localdate()
    funnel = metrics.funnel(today, request.user)
    count, total = found.filter.qs.total()
    page = page_of(request, found.rows, count=count)
    context = {
        "filter": found.filter,
        "page_obj": page,
        "heads": heads_of(found.rows, list(page), found.filter.grouping),
        "total": total,
        "funnel": _funnel(funnel),
        "stuck": _stuck(metrics.undrawn(today, request.user), funnel),
        "may_change": request.user.has_perm("finance.change_financingneed"),
        "sees_all": request.user.holds(*SEES_FINANCE),
        "today": today,
        "tab": "needs",
    }
    return render(request, "finance/need_list.html", context)


def _funnel(funnel: metrics.Funnel) -> list[Step]:
    rows = [
        (_("融资需求"), funnel.raised_wan, False, "needs_raised"),
        (_("已对接"), funnel.matched_wan, False, "needs_matched"),
        (_("逐笔授信"), funnel.granted_wan, True, "credit_registered"),
        (_("逐笔放款"), funnel.drawn_wan, True, "drawn_registered"),
    ]
    widest = max(amount for _label, amount, *_rest in rows) or Decimal(1)
    return [
        Step(label, wan, _width(wan, widest), money, key, not (funnel.granted_wan if money else funnel.raised_wan))
        for label, wan, money, key in rows
    ]


def _width(amount: Decimal, widest: Decimal) -> str:
    """The width of a bar, with a point in every language."""
    return f"{amount / widest * 100:.2f}%"


def _stuck(undrawn: list[tuple[str, Decimal]], funnel: metrics.Funnel) -> list[Stuck]:
    widest = max((amount for _reason, amount in undrawn), default=Decimal(1))
    whole = left(funnel.granted_wan / YI, funnel.drawn_wan / YI, 2) if undrawn else None
    said = adding_up([amount / YI for _key, amount in undrawn], 2, whole)
    return [
        Stuck(_reason(key), key or UNSAID, amount, _width(amount, widest), str(words), f"reason:{key or 'none'}")
        for (key, amount), words in zip(undrawn, said, strict=True)
    ]


def _reason(key: str) -> str:
    return str(StuckReason(key).label) if key else _("未登记原因")


def need_create(request: HttpRequest) -> HttpResponse:
    """Register a need; a repeated tap registers nothing."""
    return _edit_need(request, None)


def need_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a need: pass it on, or mark it withdrawn."""
    return _edit_need(request, load(request, FinancingNeed.objects.all(), "finance.change_financingneed", pk=pk))


def _edit_need(request: HttpRequest, need: FinancingNeed | None) -> HttpResponse:
    sent = request.method == "POST"
    form = NeedForm(request.POST if sent else None, instance=need, user=request.user)
    if sent and (saved := form.save_once()):
        messages.success(request, _("已保存 %(firm)s 的融资需求") % {"firm": saved.enterprise})
        return redirect("finance:need_list")
    return render(request, "finance/need_form.html", {"form": form, "need": need})


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
