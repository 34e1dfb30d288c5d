"""Pages of 批量办理: the one question before, and what became of each row."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.forms import OnceForm
from core.kernel.http import HttpRequest
from core.kernel.pages import load
from core.models import Job
from core.sheets.export_views import listing_called
from core.sheets.lists import plain
from core.sheets.picking import (
    MOST,
    PICKED,
    Act,
    Acts,
    Doing,
    acts_of,
    carry_out,
    found_by,
    outcomes_of,
    said_of,
    seen,
    words_of,
)

ALL, SURE = "all", "sure"  # all rows of the filter; the question was answered


def _asked(request: HttpRequest, key: str, name: str) -> tuple[Acts, Act]:
    """The act of a list. Raises Http404 for what there is not, and for who is not offered it."""
    acts = acts_of().get(key)
    act = next((each for each in acts.acts if each.key == name), None) if acts else None
    if acts is None or act is None:
        raise Http404(name)
    if not listing_called(key).may_open(request.user) or not act.may(request.user):
        raise Http404(name)
    return acts, act


def picked_act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """The question about the rows that were ticked, or about all that the filter lets through; answered, the act."""
    acts, asked = _asked(request, key, act)
    query = request.POST.get("query", "")
    back, wants_all = listing_called(key).url(QueryDict(query)), bool(request.POST.get(ALL))
    found = found_by(key, request.user, query)
    if wants_all and found.count > MOST:
        messages.warning(request, _("一次最多办理 %(n)d 行，请先缩小范围。") % {"n": MOST})
        return redirect(back)
    keys = [str(pk) for pk in found.rows.values_list("pk", flat=True)] if wants_all else request.POST.getlist("keys")
    rows = seen(acts, request.user, keys)
    if not rows or len(rows) > MOST:
        few, many = _("请先勾选要办理的行。"), _("一次最多办理 %(n)d 行，请先缩小范围。") % {"n": MOST}
        messages.warning(request, many if rows else few)
        return redirect(back)
    answered = SURE in request.POST
    form, press = asked.form(request.POST if answered else None, request.user), OnceForm(request.POST or None)
    if not answered:
        press = OnceForm()
    elif form.is_valid() and press.is_valid():
        doing = Doing(form.cleaned_data, request.user, timezone.now())
        try:
            job = carry_out(key, asked, rows, doing, press=press.cleaned_data["client_id"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("core:picked_result", job.pk)
    context: dict[str, Any] = {
        "act": asked,
        "listing": listing_called(key),
        "form": form,
        "press": press,
        "rows": [(row, acts.url(row)) for row in rows],
        "query": query,
        "back": back,
        "count": found.count,
        "offers_all": not answered and len(rows) < found.count <= MOST,
        "most": MOST,
    }
    return render(request, "core/picked/question.html", context)


def picked_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each row, for who did it: it may be looked at again. A row that one sees no more has no link."""
    job = load(request, Job.objects.filter(kind=PICKED, by=request.user), pk=pk)
    listing, acts = listing_called(job.asked["list"]), acts_of()[job.asked["list"]]
    outcomes = outcomes_of(job)
    there = acts.rows(request.user).in_bulk([each.pk for each in outcomes]) if listing.may_open(request.user) else {}
    context = {
        "job": job,
        "act": next((each for each in acts.acts if each.key == job.asked["act"]), None),
        "listing": listing,
        "said": said_of(job),
        "words": words_of(),
        "rows": [(each, acts.url(there[each.pk]) if each.pk in there else "") for each in outcomes],
        "back": listing.url(plain(QueryDict())),
    }
    return render(request, "core/picked/result.html", context)
