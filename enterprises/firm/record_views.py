"""Pages of a firm's file: its parts, its monthly figures, and merging two files into one."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, modelformset_factory
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.forms import model_of
from core.kernel.http import HttpRequest
from core.kernel.pages import demand, load
from core.typed.cleaning import asked_for, is_key
from enterprises.firm.duplicates import namesakes
from enterprises.firm.merging import CannotMerge, counts, merge, reasons_against
from enterprises.firm.record_forms import (
    ChallengeForm,
    ContactForm,
    FiguresForm,
    GradeForm,
    MergeCorrection,
    MergeForm,
    MilestoneForm,
    PartForm,
    PartRows,
    PlaceForm,
    PlatformForm,
    SupplyForm,
)
from enterprises.models import Contact, Enterprise, EnterpriseMerge, MonthlyFigures

MOST_ROWS = 50
CANDIDATES = 10


@dataclass(frozen=True)
class Part:
    """A part of a firm's file that is edited on a page of its own: its rows, and the form of each."""

    label: Promise
    add: Promise
    form: type[PartForm]


PARTS = {
    "contacts": Part(gettext_lazy("联系人"), gettext_lazy("加一位联系人"), ContactForm),
    "grades": Part(gettext_lazy("等级"), gettext_lazy("加一个等级"), GradeForm),
    "platforms": Part(gettext_lazy("科创平台"), gettext_lazy("加一个平台"), PlatformForm),
    "challenges": Part(gettext_lazy("技术攻关"), gettext_lazy("加一个攻关事项"), ChallengeForm),
    "milestones": Part(gettext_lazy("攻关节点"), gettext_lazy("加一个节点"), MilestoneForm),
    "chain": Part(gettext_lazy("链上位置"), gettext_lazy("加一个环节"), PlaceForm),
    "supplies": Part(gettext_lazy("本地配套"), gettext_lazy("加一家采购企业"), SupplyForm),
}


def _firm(request: HttpRequest, pk: int, permission: str = "enterprises.change_enterprise") -> Enterprise:
    return load(request, Enterprise.objects.all(), permission, pk=pk)


@transaction.atomic
def record_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Keep one part of a firm's file."""
    firm = _firm(request, pk)
    if part not in PARTS:
        raise Http404
    asked = PARTS[part]
    rows = _rows(request, firm, asked)
    if request.method == "POST" and rows.is_valid():
        for form in rows:
            if form.has_changed() and form not in rows.deleted_forms and not form.is_there:
                form.save()
        for gone in rows.deleted_forms:
            if gone.instance.pk:
                gone.instance.delete()
        messages.success(request, _("已保存%(part)s") % {"part": asked.label})
        return redirect("enterprises:enterprise_detail", pk=firm.pk)
    context = {"firm": firm, "rows": rows, "part": part, "parts": PARTS, "asked": asked}
    return render(request, "enterprises/record_part.html", context)


def _rows(request: HttpRequest, firm: Enterprise, part: Part) -> BaseModelFormSet:
    """The rows as forms. People are not deleted: they leave, and what they said stays theirs."""
    deletes = part.form is not ContactForm
    factory = modelformset_factory(
        model_of(part.form),
        form=part.form,
        formset=PartRows,
        extra=0,
        can_delete=deletes,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,  # pyright: ignore[reportCallIssue]  # the stub has not heard of it
    )
    in_full = request.user.has_perm("enterprises.see_phone", Contact(enterprise=firm))
    known = {"firm": firm, "user": request.user, "in_full": in_full}
    return factory(request.POST or None, queryset=part.form.rows_of(firm), form_kwargs=known, prefix="row")


# --- Monthly figures -------------------------------------------------------------------------------------------------
def figures_list(request: HttpRequest, pk: int) -> HttpResponse:
    """月报 of a firm, the latest month first, each against the same month of last year."""
    firm = _firm(request, pk, "")
    rows = list(firm.figures.select_related("verified_by", "entered_by"))
    before = {row.month: row.output_wan for row in rows}
    keeps = request.user.has_perm("enterprises.change_enterprise", firm)
    context = {
        "firm": firm,
        "rows": [{"row": row, "growth": _growth(row, before)} for row in rows],
        "keeps": keeps,
        "verifies": request.user.has_perm("enterprises.verify_figures", firm),
    }
    return render(request, "enterprises/figures_list.html", context)


def _growth(row: MonthlyFigures, output: dict[Any, Any]) -> Any:
    """The growth over the same month of last year, as a fraction; None where that month is not known."""
    last = output.get(row.month.replace(year=row.month.year - 1))
    return row.output_wan / last - 1 if last else None


def figures_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a month."""
    firm = _firm(request, pk)
    return _edit_figures(request, MonthlyFigures(enterprise=firm))


def figures_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a month; it has to be verified anew."""
    row = get_object_or_404(MonthlyFigures, pk=pk, enterprise__in=Enterprise.objects.visible_to(request.user))
    _firm(request, row.enterprise_id)
    return _edit_figures(request, row)


@transaction.atomic
def _edit_figures(request: HttpRequest, row: MonthlyFigures) -> HttpResponse:
    form = FiguresForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save(commit=False).report(by=request.user, today=timezone.localdate())
        messages.success(request, _("已保存月报，待另一人核实"))
        return redirect("enterprises:figures_list", row.enterprise_id)
    return render(request, "enterprises/figures_form.html", {"form": form, "firm": row.enterprise})


def figures_withdraw(request: HttpRequest, pk: int, figures: int) -> HttpResponse:
    """撤回: whoever entered a month takes it back while nobody has verified it; the same press again finds it gone."""
    firm = _firm(request, pk)
    row = firm.figures.filter(pk=figures).first()
    if row is None or row.withdraw(by=request.user):
        messages.success(request, _("已撤回月报，可在历史中查看"))
    else:
        messages.warning(request, _("只有录入人能撤回，且须在核实之前。"))
    return redirect("enterprises:figures_list", firm.pk)


def figures_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """核实: only what another person verified counts towards targets."""
    row = get_object_or_404(MonthlyFigures, pk=pk, enterprise__in=Enterprise.objects.visible_to(request.user))
    try:
        verified = row.verify(by=request.user, said=request.POST.get("said", ""))
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        return redirect("enterprises:figures_list", row.enterprise_id)
    if verified:
        messages.success(request, _("已核实，计入产值"))
    else:
        messages.warning(request, _("录入人不能核实自己的数，或已有人核实。"))
    return redirect("enterprises:figures_list", row.enterprise_id)


# --- Merging -------------------------------------------------------------------------------------------------------
def enterprise_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """合并档案: choose the other file, see both side by side, say why, and let everything move to this one."""
    kept = _firm(request, pk)
    others = Enterprise.objects.visible_to(request.user).exclude(pk=kept.pk)
    asked = request.GET.get("other", "")
    if not is_key(asked):
        text = asked_for(request, "q")
        near = others.named_like(text) if text else others.filter(pk__in=_near(kept))
        context = {"kept": kept, "q": text, "candidates": near.order_by("pinyin", "pk")[:CANDIDATES]}
        return render(request, "enterprises/enterprise_merge.html", context)
    merged, form = get_object_or_404(others, pk=int(asked)), MergeForm(request.POST or None)
    reasons = reasons_against(kept, merged)
    if request.method == "POST" and form.is_valid():
        try:
            merge(kept, merged, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
        except CannotMerge as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("%(merged)s 已并入 %(kept)s") % {"merged": merged, "kept": kept})
            return redirect("enterprises:enterprise_detail", kept.pk)
    context = {"kept": kept, "merged": merged, "form": form, "reasons": reasons, "counts": counts(kept, merged)}
    return render(request, "enterprises/enterprise_merge.html", context)


@transaction.atomic
def merge_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """更正 of why two files were merged, by who merged them or by a leader."""
    firms = Enterprise.objects.visible_to(request.user)
    merge = get_object_or_404(EnterpriseMerge.objects.select_related("kept", "merged"), pk=pk, kept__in=firms)
    demand(request, "enterprises.correct_merge", merge)
    form = MergeCorrection(request.POST or None, instance=merge)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("已更正，原来的内容留在历史里。"))
        return redirect("enterprises:enterprise_detail", merge.kept_id)
    return render(request, "enterprises/merge_correct.html", {"merge": merge, "form": form})


def _near(firm: Enterprise) -> QuerySet[Enterprise]:
    names = [firm.short_name, firm.full_name, *firm.aliases.values_list("name", flat=True)]
    return namesakes(*names)
