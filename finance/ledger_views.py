"""Pages of a line's ledger: money drawn, paid back, reversed, and what is decided over the limit."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.kernel.figures import date_cell, wan
from core.kernel.http import HttpRequest
from core.kernel.pages import load
from core.models import User
from finance.enums import DecisionKind, SideKind
from finance.ledger_forms import (
    DrawdownForm,
    EndForm,
    ExtendForm,
    LedgerForm,
    LowerForm,
    RepaymentForm,
    ReversalForm,
    TakeBackForm,
)
from finance.models import Balance, CreditLine, Drawdown, LineDecision, Move, NeedsSecond, Repayment, Reversal
from finance.second import hold


def changeable_line(request: HttpRequest, pk: int) -> CreditLine:
    """The line, for those who may write to it."""
    rows = CreditLine.objects.select_related("enterprise", "institution")
    return load(request, rows, "finance.change_creditline", pk=pk)


# --- Writing -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Said:
    """What a page of the ledger is called, what it says it does, and what is said once it is done, with its amount."""

    title: str
    done: str
    why: str = ""


def _page(
    request: HttpRequest, line: CreditLine, form: type[LedgerForm], verb: Callable[..., Any], said: Said, **initial: Any
) -> HttpResponse:
    """A form of the ledger; what does not fit is said at the field, a repeated tap records nothing."""
    sent = request.method == "POST"
    asked = form(request.POST if sent else None, line=line, initial=initial)
    if sent and asked.is_valid() and _put(asked, verb, request.user):
        messages.success(request, said.done % {"wan": wan(asked.cleaned_data.get("amount_wan"))})
        return redirect("finance:creditline_detail", pk=line.pk)
    return render(request, "finance/ledger_form.html", {"form": asked, "line": line, "said": said})


def _put(form: LedgerForm, verb: Callable[..., Any], user: User) -> Any:
    try:
        return form.put(verb, by=user)
    except CreditLine.DoesNotExist as error:  # withdrawn at this moment
        raise Http404 from error


def drawdown_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Record money drawn; an amount that nobody believes at sight waits for a second person."""
    line = changeable_line(request, pk)
    try:
        return _page(request, line, DrawdownForm, line.draw, Said(_("登记放款"), _("已登记放款 %(wan)s 万元")))
    except NeedsSecond as needs:
        form = DrawdownForm(request.POST, line=line)
        form.is_valid()
        who = {"firm": line.enterprise, "institution": line.institution, "line": line, "by": request.user}
        amount = form.cleaned_data["amount_wan"]
        hold(form, kind=SideKind.DRAWDOWN, why=needs.why, amount=amount, now=timezone.now(), **who)
        messages.warning(request, _("%(why)s，已存为待复核；另一人核准后才计入。") % {"why": needs.why.label})
        return redirect("finance:held_list")


def repayment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Record money paid back."""
    line = changeable_line(request, pk)
    why = _("循环额度还款后可以再放。") if line.is_revolving else _("不是循环额度，还款不增加可放款的数。")
    return _page(request, line, RepaymentForm, line.repay, Said(_("登记还款"), _("已登记还款 %(wan)s 万元"), why))


def drawdown_reverse(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """冲销 a drawdown, wholly or in part."""
    return _reverse(request, pk, Drawdown, row)


def repayment_reverse(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """冲销 a repayment, wholly or in part."""
    return _reverse(request, pk, Repayment, row)


def _reverse(request: HttpRequest, pk: int, model: type[Drawdown] | type[Repayment], row: int) -> HttpResponse:
    line = changeable_line(request, pk)
    wrong = get_object_or_404(model, pk=row, line=line)
    words = {"on": date_cell(wrong.on), "wan": wan(wrong.amount_wan), "left": wan(wrong.left_wan)}
    drawn = _("%(on)s 放款 %(wan)s 万元，还可冲销 %(left)s 万元。原来的一笔留着，冲销另记一行。")
    paid = _("%(on)s 还款 %(wan)s 万元，还可冲销 %(left)s 万元。原来的一笔留着，冲销另记一行。")
    why = (drawn if model is Drawdown else paid) % words

    def verb(**said: Any) -> Reversal:
        return line.reverse(wrong, **said)

    said = Said(_("冲销"), _("已登记冲销 %(wan)s 万元"), why)
    return _page(request, line, ReversalForm, verb, said, amount_wan=wrong.left_wan)


def line_lower(request: HttpRequest, pk: int) -> HttpResponse:
    """下调额度."""
    line = changeable_line(request, pk)
    why = _("只能下调还没用的额度；原来的授信数不改。")
    return _page(request, line, LowerForm, line.lower, Said(_("下调额度"), _("已下调额度 %(wan)s 万元"), why))


def line_end(request: HttpRequest, pk: int) -> HttpResponse:
    """终止 a line."""
    line = changeable_line(request, pk)
    why = _("终止后不再放款，已放的款照常登记还款。")
    return _page(request, line, EndForm, line.end, Said(_("终止授信"), _("已终止授信"), why))


def line_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """展期."""
    line = changeable_line(request, pk)
    why = _("原到期日期 %(on)s。") % {"on": date_cell(line.expires_on)} if line.expires_on else ""
    return _page(request, line, ExtendForm, line.extend, Said(_("展期"), _("已展期"), why))


def decision_take_back(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """更正: a decision was wrong and is taken back by a further row."""
    line = changeable_line(request, pk)
    decision = get_object_or_404(LineDecision, pk=row, line=line)

    def verb(**said: Any) -> LineDecision:
        return line.take_back(decision, **said)

    words = {"on": date_cell(decision.on), "what": decision.get_kind_display(), "reason": decision.reason}
    why = _("%(on)s %(what)s：%(reason)s。决定留着，更正另记一行。") % words
    return _page(request, line, TakeBackForm, verb, Said(_("更正决定"), _("已更正"), why))


# --- Reading -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Entry:
    """A row of the ledger as it is read, with what may still be drawn and what is owed after it."""

    on: dt.date
    what: str | Promise
    by: User
    amount: Decimal | None = None
    reason: str = ""
    note: str = ""
    undo: str = ""  # where it is reversed or taken back
    side: str = ""  # where the firm's side stands
    move: Move | None = None
    room: Decimal | None = None
    owed: Decimal | None = None


def entries(line: CreditLine) -> list[Entry]:
    """Everything that was put down of a line, the latest first, with the balances after each row. Four queries."""
    found = sorted([*_drawn(line), *_repaid(line), *_reversed(line), *_decided(line)], key=lambda each: each[:2])
    balance, rows, over = Balance(line.granted_wan, line.is_revolving), [], False
    for _on, _order, entry in found:
        balance = balance.after(entry.move or Move(entry.on))
        over = (over or entry.note == ENDED) and entry.note != REVIVED
        note = "" if entry.note in (ENDED, REVIVED) else entry.note
        rows.append(replace(entry, note=note, room=Decimal(0) if over else balance.room, owed=balance.owed))
    return rows[::-1]


Placed = tuple[dt.date, tuple[int, int], Entry]  # by day, then as they can only have come
ENDED, REVIVED = "ended", "revived"


def _drawn(line: CreditLine) -> Iterator[Placed]:
    for row in line.drawdowns.select_related("recorded_by"):
        undo = reverse("finance:drawdown_reverse", args=[line.pk, row.pk]) if row.left_wan else ""
        move = Move(row.on, drawn=row.amount_wan)
        side = reverse("finance:side_detail", args=[SideKind.DRAWDOWN, row.pk]) if row.left_wan else ""
        entry = Entry(row.on, _("放款"), row.recorded_by, row.amount_wan, undo=undo, side=side, move=move)
        yield row.on, (1, row.pk), entry


def _repaid(line: CreditLine) -> Iterator[Placed]:
    for row in line.repayments.select_related("recorded_by"):
        undo = reverse("finance:repayment_reverse", args=[line.pk, row.pk]) if row.left_wan else ""
        move = Move(row.on, repaid=row.amount_wan)
        side = reverse("finance:side_detail", args=[SideKind.REPAYMENT, row.pk]) if row.left_wan else ""
        entry = Entry(row.on, _("还款"), row.recorded_by, row.amount_wan, undo=undo, side=side, move=move)
        yield row.on, (2, row.pk), entry


def _reversed(line: CreditLine) -> Iterator[Placed]:
    for row in line.reversals.select_related("recorded_by", "drawdown", "repayment"):
        of = row.drawdown or row.repayment
        move = Move(row.on, drawn=-row.amount_wan) if row.drawdown else Move(row.on, repaid=-row.amount_wan)
        said = _("冲销 %(on)s 的放款") if row.drawdown else _("冲销 %(on)s 的还款")
        what = said % {"on": date_cell(of.on)}
        yield row.on, (3, row.pk), Entry(row.on, what, row.recorded_by, -row.amount_wan, row.reason, move=move)


def _decided(line: CreditLine) -> Iterator[Placed]:
    rows = list(line.decisions.select_related("recorded_by", "corrects"))
    taken = {row.corrects_id for row in rows}
    for row in rows:
        of, amount = row.corrects or row, row.amount_wan
        off = row.kind == DecisionKind.CORRECT
        move = Move(row.on, lowered=-amount if off else amount) if amount else None
        note = {DecisionKind.END: REVIVED if off else ENDED}.get(DecisionKind(of.kind), "")
        if row.until:
            note = _("到期 %(was)s → %(until)s") % {"was": date_cell(row.was), "until": date_cell(row.until)}
        what = _("更正：%(what)s") % {"what": of.get_kind_display()} if off else row.get_kind_display()
        undo = "" if off or row.pk in taken else reverse("finance:decision_take_back", args=[line.pk, row.pk])
        yield row.on, (0, row.pk), Entry(row.on, what, row.recorded_by, amount, row.reason, note, undo, move=move)
