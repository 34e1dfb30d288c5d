"""The desk of a bank, and a need with everybody it was passed to."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.kernel.figures import wan
from core.kernel.http import HttpRequest
from core.kernel.pages import load
from enterprises.models import MonthlyFigures
from finance.enums import NEED_WAITING, PassingState, SharedFact
from finance.forms import NO_INSTITUTION
from finance.models import FinancingNeed, Institution, Passing
from finance.passing_forms import ANSWERS, OURS, PassForm, PassingForm, ProductNamed
from finance.sides import tally, urgent
from finance.telling import tell_of_answered, tell_of_passing

YEAR = 12  # months
SIDES = 6  # figures that wait for the firm or do not agree
DUE = (PassingState.WAITING, PassingState.ASKED)  # these come first


# --- A bank ------------------------------------------------------------------------------------------------------
def desk(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """机构的工作台: what waits on the left, one case on the right with the answer in place."""
    institution = Institution.objects.filter(members__user=request.user).first()
    if institution is None:
        return render(request, "finance/desk.html", {"nowhere": NO_INSTITUTION, "tab": "desk"})
    mine = Passing.objects.visible_to(request.user).select_related("need__enterprise", "institution", "market_product")
    rows = sorted(mine.open().filter(need__state__in=NEED_WAITING), key=lambda row: row.state not in DUE)
    if pk is not None and all(row.pk != pk for row in rows):
        load(request, mine, pk=pk)  # 404 for what is not theirs
        messages.info(request, _("这项对接已经结束。"))
        return redirect("finance:desk")
    case = next((row for row in rows if row.pk == pk), rows[0] if rows else None)
    chosen = request.GET.get("answer", "")
    chosen = chosen if chosen in ANSWERS else "offer"
    form = _answer(request, case, chosen) if case else None
    if form is None and case is not None:
        return redirect("finance:desk")
    today = timezone.localdate()
    context = {
        "institution": institution,
        "rows": [(row, row.is_late(today)) for row in rows],
        "waiting": sum(row.state == PassingState.WAITING for row in rows),
        "case": case,
        "picked": pk is not None,
        "late": case.is_late(today) if case else False,
        "sides": urgent(request.user, SIDES),
        "tally": tally(request.user),
        "others": _others(case) if case else 0,
        "rest": case.need.rest_wan if case else None,
        "facts": _facts(case) if case else [],
        "form": form,
        "chosen": chosen,
        "answers": [("offer", _("报价")), ("ask", pgettext("verb", "反问")), ("decline", _("婉拒"))],
        "tab": "desk",
    }
    return render(request, "finance/desk.html", context)


def _answer(request: HttpRequest, case: Passing, chosen: str) -> PassingForm | None:
    """The form of the case; None once what was sent is done."""
    sent = request.method == "POST"
    form = ANSWERS[chosen](request.POST if sent else None, instance=case)
    if sent and form.is_valid() and form.put():
        case.refresh_from_db()
        tell_of_answered(case, by=request.user, now=timezone.now())
        messages.success(request, _("已答复 %(firm)s 的需求") % {"firm": case.need.enterprise})
        return None
    return form


def _others(case: Passing) -> int:
    """How many other institutions have the need in hand."""
    return case.need.passings.exclude(pk=case.pk).exclude(state=PassingState.WITHDRAWN).count()


@dataclass(frozen=True)
class Fact:
    """What the firm agreed to share, as it stands in its file."""

    label: str
    value: str


def _facts(case: Passing) -> list[Fact]:
    """Only what was agreed for this very institution is read; two queries at most."""
    firm, facts = case.need.enterprise, []
    months = MonthlyFigures.objects.filter(enterprise=firm).order_by("-month")[:YEAR]
    columns = {SharedFact.REVENUE: "revenue_wan", SharedFact.TAX: "tax_wan", SharedFact.RESEARCH: "rd_wan"}
    asked = [SharedFact(each) for each in case.shared]
    sums = MonthlyFigures.objects.filter(pk__in=months.values("pk")).aggregate(
        **{column: Sum(column) for fact, column in columns.items() if fact in asked}
    )
    for fact in asked:
        if fact in columns:
            amount: Decimal | None = sums[columns[fact]]
            facts.append(Fact(_("%(fact)s（近 12 个月，万元）") % {"fact": fact.label}, wan(amount)))
        elif fact == SharedFact.STAFF:
            latest = months.values_list("employees", flat=True).first()
            facts.append(Fact(str(fact.label), wan(latest)))
        else:
            contact = firm.contacts.order_by("pk").first()
            facts.append(Fact(str(fact.label), str(contact.name) if contact else _("待补录")))
    return facts


# --- The finance officer -----------------------------------------------------------------------------------------
def need_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A need with everybody it was passed to, and what each answered."""
    need = load(request, FinancingNeed.objects.select_related("enterprise", "institution"), pk=pk)
    passings = need.passings.select_related("institution", "by", "market_product")
    may_change = request.user.has_perm("finance.change_financingneed", need)
    today = timezone.localdate()
    context = {
        "need": need,
        "passings": [(row, row.is_late(today)) for row in passings],
        "lines": need.lines.select_related("institution"),
        "rest": need.rest_wan,
        "may_change": may_change,
    }
    return render(request, "finance/need_detail.html", context)


def need_pass(request: HttpRequest, pk: int) -> HttpResponse:
    """转给机构: one more is asked."""
    need = load(request, FinancingNeed.objects.select_related("enterprise"), "finance.change_financingneed", pk=pk)
    sent = request.method == "POST"
    product = ProductNamed(request.GET, user=request.user).chosen
    form = PassForm(request.POST if sent else None, need=need, user=request.user, product=product)
    if sent and (made := form.save_once()):
        messages.success(request, _("已转给 %(bank)s") % {"bank": made.institution})
        return redirect("finance:need_detail", pk=pk)
    return render(request, "finance/passing_form.html", {"form": form, "need": need, "title": _("转给机构")})


def need_answer(request: HttpRequest, pk: int, row: int, what: str) -> HttpResponse:
    """Answer what an institution asked, or take the need back from it."""
    need = load(request, FinancingNeed.objects.select_related("enterprise"), "finance.change_financingneed", pk=pk)
    passing = need.passings.select_related("institution").filter(pk=row).first()
    if passing is None or what not in OURS:
        raise Http404
    sent = request.method == "POST"
    form = OURS[what](request.POST if sent else None, instance=passing)
    if sent and form.is_valid() and form.put():
        if what == "tell":
            passing.refresh_from_db()
            tell_of_passing(passing, by=request.user, now=timezone.now())
        messages.success(request, _("已保存"))
        return redirect("finance:need_detail", pk=pk)
    title = _("回答反问") if what == "tell" else _("收回")
    return render(
        request, "finance/passing_form.html", {"form": form, "need": need, "passing": passing, "title": title}
    )
