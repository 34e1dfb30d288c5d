"""Pages of visits: the list, one visit, logging and correcting one on a phone."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.forms import refuse
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.models import Attachment
from core.office.photos import photo_response
from core.typed.cleaning import is_key
from enterprises.enums import HandoffKind, RequestState
from enterprises.models import Enterprise, Request, Visit, VisitPhoto
from enterprises.service.lists import visits_found
from enterprises.service.visit_forms import RequestFormSet, VisitEditForm, VisitForm
from enterprises.service.visiting import NewRequest, log_visit, remove_visit


@opens_default("visits")
def visit_list(request: HttpRequest) -> HttpResponse:
    """走访, newest first."""
    found = visits_found(request)
    context = {"filter": found.filter, "page_obj": page_of(request, found.rows)}
    return render(request, "enterprises/visit_list.html", context)


def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit with what it brought back."""
    visits = Visit.objects.select_related("enterprise", "officer")
    visit = load(
        request, visits.prefetch_related("photos__attachment", "handoffs__taken_by", "handoffs__closed_by"), pk=pk
    )
    requests = Request.objects.visible_to(request.user).filter(visit=visit).select_related("kind", "department")
    mine = request.user.has_perm("enterprises.change_visit", visit)
    today = timezone.localdate(visit.created_at) == timezone.localdate()
    context = {
        "visit": visit,
        "requests": requests,
        "questions": visit.asked_about(),
        "is_mine": mine,
        "removable": mine and today and not any(row.state != RequestState.WITHDRAWN for row in requests),
    }
    return render(request, "enterprises/visit_detail.html", context)


def visit_create(request: HttpRequest) -> HttpResponse:
    """记录走访: one form for the visit, its requests, hand-offs and photos; a repeated tap logs nothing."""
    copied = _copied(request)
    firm = copied["enterprise"] if copied else _firm_to_visit(request)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = VisitForm(*posted, user=request.user, initial={"enterprise": firm, **copied})
    requests = RequestFormSet(posted[0], prefix="request")
    draft = f"visit-{firm.pk if firm else 'new'}"
    if form.is_bound and (same := form.made_before(Visit.objects.filter(officer=request.user))):
        return _logged(request, same, draft, same.requests.count())  # the same tap again
    if request.method == "POST" and form.is_valid() and requests.is_valid():
        try:
            raised = [row.as_new_request(timezone.localdate()) for row in requests if row.has_changed()]
            return _logged(request, _log(request, form, raised), draft, len(raised))
        except ValidationError as error:
            refuse(form, error, "photos")
    context = {
        "form": form,
        "requests": requests,
        "draft": draft,
        "has_firms": form.firms_offered > 0,
    }
    return render(request, "enterprises/visit_form.html", context)


# What a visit has in common with the next one to the same firm; what was said is new each time.
COPIED = ("enterprise", "mode", "asked_for", "received_by", "companions", "questions")


def _copied(request: HttpRequest) -> dict[str, Any]:
    """What the form takes over from one's own visit that the link names; nothing when the firm is not one's own now."""
    key = request.GET.get("copy", "")
    if not (key.isdecimal() and key.isascii() and len(key) < 10):
        return {}
    mine = Visit.objects.filter(officer=request.user, enterprise__in=Enterprise.objects.looked_after_by(request.user))
    last = mine.select_related("enterprise").filter(pk=key).first()
    return {name: getattr(last, name) for name in COPIED} if last else {}


def _firm_to_visit(request: HttpRequest) -> Enterprise | None:
    """The firm that the link names, else the one visited last; only among one's own."""
    mine = Enterprise.objects.looked_after_by(request.user)
    asked = request.GET.get("enterprise", "")
    if is_key(asked):
        return mine.filter(pk=asked).first()
    made = Visit.objects.filter(officer=request.user, enterprise__in=mine).select_related("enterprise")
    last = made.order_by("-created_at", "-pk").first()
    return last and last.enterprise


def _log(request: HttpRequest, form: VisitForm, raised: list[NewRequest]) -> Visit:
    said = dict(form.cleaned_data)
    visit, _created = log_visit(
        by=request.user,
        now=timezone.now(),
        requests=raised,
        handoffs=[HandoffKind(kind) for kind in said.pop("handoffs")],
        handoff_note=said.pop("handoff_note"),
        handoff_notes=said.pop("handoff_notes"),
        photos=said.pop("photos"),
        client_id=said.pop("client_id"),
        **said,
    )
    return visit


def _logged(request: HttpRequest, visit: Visit, draft: str, brought: int) -> HttpResponse:
    """Say what was logged and how many requests it brought back, and go to the firm."""
    asked = _("，带回诉求 %(n)d 条") % {"n": brought} if brought else ""
    done = _("已记录走访 %(firm)s") % {"firm": visit.enterprise} + asked
    messages.success(request, done, extra_tags=f"draft:{draft}")
    return redirect("enterprises:enterprise_detail", pk=visit.enterprise_id)


def visit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """更正: who logged a visit corrects it; the history keeps what stood there."""
    visit = load(request, Visit.objects.select_related("enterprise"), "enterprises.change_visit", pk=pk)
    form = VisitEditForm(request.POST or None, instance=visit, user=request.user)
    if request.method == "POST" and form.correct(now=timezone.now()):
        messages.success(request, _("已更正，历史中可查原来的记录。"))
        return redirect("enterprises:visit_detail", pk=visit.pk)
    return render(request, "enterprises/visit_edit.html", {"form": form, "visit": visit})


def visit_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """撤销 a visit that never was, or was logged twice."""
    visit = load(request, Visit.objects.select_related("enterprise"), "enterprises.change_visit", pk=pk)
    try:
        remove_visit(visit, now=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("enterprises:visit_detail", pk=pk)
    messages.success(request, _("已撤销走访 %(firm)s") % {"firm": visit.enterprise})
    return redirect("enterprises:visit_list")


def visit_photo_remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """去掉一张照片 that was added by mistake, by who added it."""
    photos = VisitPhoto.objects.filter(visit__in=Visit.objects.visible_to(request.user)).select_related("attachment")
    photo = get_object_or_404(photos, attachment__key=key)
    if photo.attachment.uploaded_by_id != request.user.pk:
        raise PermissionDenied("enterprises.change_visit")
    photo.take_away(now=timezone.now())
    messages.success(request, _("已去掉照片。"))
    return redirect("enterprises:visit_detail", pk=photo.visit_id)


def visit_photo(request: HttpRequest, key: str) -> FileResponse:
    """A photo of a visit that this person may see."""
    visits = Visit.objects.visible_to(request.user)
    return photo_response(get_object_or_404(Attachment, key=key, visit_photo__visit__in=visits))
