"""Pages of what decides who counts. Each small form returns to the person, and the history keeps what stood."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel.http import HttpRequest
from core.kernel.pages import load, page_of
from core.office.papers import paper_response
from talent.enums import ProofKind
from talent.heads.forms import (
    AbsenceForm,
    CategoryCorrection,
    CategoryForm,
    LeaveForm,
    ProofForm,
    QuotaForm,
    ReturnForm,
    RuleForm,
)
from talent.lists import quotas_found
from talent.models import HeadRule, Proof, Quota, Talent, rule_of, stay

CHANGE = "talent.change_talent"
TAKE_BACK = "take_back"  # the name of the button that says it never was


def _person(request: HttpRequest, pk: int) -> Talent:
    return load(request, Talent.objects.select_related("enterprise"), CHANGE, pk=pk)


def _page(request: HttpRequest, form: Any, title: str, back: str, **more: Any) -> HttpResponse:
    return render(request, "talent/heads/form.html", {"form": form, "title": title, "back": back, **more})


@transaction.atomic
def _kept(request: HttpRequest, form: Any, talent: Talent) -> HttpResponse | None:
    """Send a form whose verb is its `keep`; None where something is refused."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            form.keep(request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("已保存 %(name)s") % {"name": talent.name})
    return redirect("talent:talent_detail", pk=talent.pk)


# --- Proofs -----------------------------------------------------------------------------------------------------------
def proof_add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """加佐证: a contract, an insurance, or the paper of the recognition."""
    talent = _person(request, pk)
    if kind not in ProofKind.values:
        raise Http404(kind)
    proof = Proof(talent=talent, kind=kind, by=request.user)
    return _proof(request, proof, _("加%(kind)s佐证") % {"kind": ProofKind(kind).label})


def proof_edit(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """更正 of a proof, or taking it back."""
    talent = _person(request, pk)
    proof = get_object_or_404(talent.proofs.select_related("paper"), pk=row)
    proof.talent = talent
    if request.method == "POST" and TAKE_BACK in request.POST:
        proof.take_back(now=timezone.now())
        messages.success(request, _("已撤回，历史里留有记录。"))
        return redirect("talent:talent_detail", pk=pk)
    return _proof(request, proof, _("更正%(kind)s佐证") % {"kind": proof.get_kind_display()})


def _proof(request: HttpRequest, proof: Proof, title: str) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProofForm(*sent, instance=proof, user=request.user)
    if sent and form.save_once():
        messages.success(request, _("已保存 %(name)s") % {"name": proof.talent.name})
        return redirect("talent:talent_detail", pk=proof.talent_id)
    back = reverse("talent:talent_detail", args=[proof.talent_id])
    return _page(request, form, title, back, about=proof.talent, row=proof if proof.pk else None, paper=proof.paper)


def proof_paper(request: HttpRequest, key: uuid.UUID) -> FileResponse:
    """The file of a proof."""
    proof = load(request, Proof.objects.select_related("paper"), paper__key=key, paper__removed_at__isnull=True)
    return paper_response(proof.paper)  # pyright: ignore[reportArgumentType]  # found by its key


# --- Category ---------------------------------------------------------------------------------------------------------
def category_change(request: HttpRequest, pk: int) -> HttpResponse:
    """类别变更 from a day on."""
    talent = _person(request, pk)
    form = CategoryForm(request.POST if request.method == "POST" else None, talent=talent)
    if request.method == "POST" and (response := _kept(request, form, talent)):
        return response
    back = reverse("talent:talent_detail", args=[pk])
    return _page(request, form, _("类别变更"), back, about=talent)


@transaction.atomic
def category_correct(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """更正 of a change of category, or taking it back."""
    talent = _person(request, pk)
    change = get_object_or_404(talent.category_changes.select_related("talent"), pk=row)
    form = CategoryCorrection(request.POST if request.method == "POST" else None, instance=change)
    if request.method == "POST" and TAKE_BACK in request.POST:
        try:
            change.take_back()
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, _("已撤回，历史里留有记录。"))
        return redirect("talent:talent_detail", pk=pk)
    if request.method == "POST" and (response := _kept(request, form, talent)):
        return response
    is_first = talent.category_changes.first() == change
    back = reverse("talent:talent_detail", args=[pk])
    return _page(request, form, _("更正类别"), back, about=talent, row=None if is_first else change)


# --- Leaving ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def talent_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """离园, its correction, or that it never was."""
    talent = _person(request, pk)
    if request.method == "POST" and TAKE_BACK in request.POST:
        stay(talent)
        messages.success(request, _("已撤回，历史里留有记录。"))
        return redirect("talent:talent_detail", pk=pk)
    there = talent.left_on
    form = LeaveForm(request.POST if request.method == "POST" else None, instance=talent)
    if request.method == "POST" and (response := _kept(request, form, talent)):
        return response
    title = _("更正离园") if there else _("登记离园")
    back = reverse("talent:talent_detail", args=[pk])
    return _page(request, form, title, back, about=talent, row=talent if there else None)


def talent_return(request: HttpRequest, pk: int) -> HttpResponse:
    """回园 of who had left."""
    talent = _person(request, pk)
    form = ReturnForm(request.POST if request.method == "POST" else None, talent=talent)
    if request.method == "POST" and (response := _kept(request, form, talent)):
        return response
    return _page(request, form, _("登记回园"), reverse("talent:talent_detail", args=[pk]), about=talent)


@transaction.atomic
def absence_correct(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """更正 of days away that are over, or that they never were."""
    talent = _person(request, pk)
    away = get_object_or_404(talent.absences.select_related("talent"), pk=row)
    if request.method == "POST" and TAKE_BACK in request.POST:
        away.take_back()
        messages.success(request, _("已撤回，历史里留有记录。"))
        return redirect("talent:talent_detail", pk=pk)
    form = AbsenceForm(request.POST if request.method == "POST" else None, instance=away)
    if request.method == "POST" and (response := _kept(request, form, talent)):
        return response
    back = reverse("talent:talent_detail", args=[pk])
    return _page(request, form, _("更正离园和回园"), back, about=talent, row=away)


# --- The rule ---------------------------------------------------------------------------------------------------------
def rule_list(request: HttpRequest) -> HttpResponse:
    """计数规则: what is in force, and the versions before it."""
    rules, today = list(HeadRule.objects.select_related("by").reverse()), timezone.localdate()
    present = rule_of(today)
    context = {
        "rules": rules,
        "present": next((each for each in rules if present and each.pk == present.pk), None),
        "may_publish": request.user.holds(Role.LEADER),
    }
    return render(request, "talent/heads/rules.html", context)


def rule_publish(request: HttpRequest) -> HttpResponse:
    """发布 a version."""
    return _rule(request, HeadRule(by=request.user), _("发布计数规则"))


def rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """更正 of a version; the usual one becomes the leader's."""
    return _rule(request, load(request, HeadRule.objects.all(), pk=pk), _("更正计数规则"))


def _rule(request: HttpRequest, rule: HeadRule, title: str) -> HttpResponse:
    form = RuleForm(request.POST if request.method == "POST" else None, instance=rule, user=request.user)
    if request.method == "POST":
        rule.by = request.user
        if form.save_once():
            messages.success(request, _("计数规则已保存，人数已重数。"))
            return redirect("talent:rule_list")
    return _page(request, form, title, reverse("talent:rule_list"))


# --- Quotas -----------------------------------------------------------------------------------------------------------
def quota_list(request: HttpRequest) -> HttpResponse:
    """企业配额, the latest year first."""
    found = quotas_found(request)
    context = {"filter": found.filter, "page_obj": page_of(request, found.rows)}
    return render(request, "talent/heads/quotas.html", context)


def quota_add(request: HttpRequest) -> HttpResponse:
    """下达 a quota."""
    return _quota(request, Quota(by=request.user), _("下达配额"))


def quota_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """更正 of a quota, or taking it back."""
    quota = load(request, Quota.objects.select_related("enterprise"), pk=pk)
    if request.method == "POST" and TAKE_BACK in request.POST:
        quota.delete()
        messages.success(request, _("已撤回，历史里留有记录。"))
        return redirect("talent:quota_list")
    return _quota(request, quota, _("更正配额"))


def _quota(request: HttpRequest, quota: Quota, title: str) -> HttpResponse:
    form = QuotaForm(request.POST if request.method == "POST" else None, instance=quota, user=request.user)
    if request.method == "POST" and form.save_once():
        messages.success(request, _("配额已保存。"))
        return redirect("talent:quota_list")
    return _page(request, form, title, reverse("talent:quota_list"), row=quota if quota.pk else None)
