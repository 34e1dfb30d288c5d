"""Pages of 批量办理: the one question before, and what became of each row."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.filters import VIEW_PARAM
from core.kernel.forms import OnceForm
from core.kernel.http import HttpRequest
from core.kernel.pages import load
from core.models import Job
from core.sheets.export_views import listing_called
from core.sheets.lists import Found, Listing, plain
from core.sheets.picking import (
    MOST,
    PICKED,
    Act,
    Acts,
    Doing,
    Press,
    acts_of,
    carry_out,
    content_of,
    found_by,
    is_same,
    outcomes_of,
    pressed_before,
    said_of,
    seen,
    words_of,
)
from core.templatetags.ui import filter_words

LONGEST = 2_000  # characters of a query that is kept
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


def _back(listing: Listing, query: str) -> str:
    """The list under a query; all of it where there is none, also for who has a view as default."""
    asked = plain(QueryDict(query))
    return listing.url(asked) if asked else f"{listing.url(asked)}?{VIEW_PARAM}=0"


def _led_back(request: HttpRequest, words: str, back: str) -> HttpResponse:
    messages.warning(request, words)
    return redirect(back)


def picked_act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """The question about the rows that were ticked, or about all that the filter lets through; answered, the act.

    A press that came through already leads to its result, whatever became of its rows since. The same number with other
    rows or answers is a form that was corrected: it is asked once more, with a word of what was done before.
    """
    acts, asked = _asked(request, key, act)
    listing, query, wants_all = listing_called(key), request.POST.get("query", ""), bool(request.POST.get(ALL))
    answered, content, back = SURE in request.POST, content_of(request.POST), _back(listing, query)
    press = OnceForm(request.POST) if answered else OnceForm()
    before = pressed_before(press.cleaned_data["client_id"], request.user) if answered and press.is_valid() else None
    if before and is_same(before, key, asked, content):
        return redirect("core:picked_result", before.pk)
    found = found_by(key, request.user, query)
    errors = _errors(found)
    if wants_all and errors:
        words = _("筛选有读不懂的条件，不能按筛选取全部：%(errors)s") % {"errors": " ".join(errors)}
        return _led_back(request, words, back)
    too_many = _("一次最多办理 %(n)d 行，请先缩小范围。") % {"n": MOST}
    if wants_all and found.count > MOST:
        return _led_back(request, too_many, back)
    keys = [str(pk) for pk in found.rows.values_list("pk", flat=True)] if wants_all else request.POST.getlist("keys")
    rows = seen(acts, request.user, keys)
    if len(rows) > MOST:
        return _led_back(request, too_many, back)
    if not rows:
        gone = _("所选的行你现在都看不到了，没有办理。")
        return _led_back(request, gone if keys else _("请先勾选要办理的行。"), back)
    form = asked.form(request.POST if answered else None, request.user)
    if before:
        press = OnceForm()
    elif answered and form.is_valid() and press.is_valid():
        doing = Doing(form.cleaned_data, request.user, timezone.now())
        pressed = Press(press.cleaned_data["client_id"], content, query if len(query) <= LONGEST else "")
        try:
            job = carry_out(key, asked, rows, doing, press=pressed)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("core:picked_result", job.pk)
    closed = {row.pk for row in rows if not asked.right(request.user, row)}
    context: dict[str, Any] = {
        "act": asked,
        "listing": listing,
        "form": form,
        "press": press,
        "before": before,
        "rows": [(row, acts.name(row), acts.url(row), row.pk in closed) for row in rows],
        "closed": len(closed),
        "query": query,
        "words": filter_words(found.filter) if found.filter else [],
        "errors": errors,
        "back": back,
        "count": found.count,
        "offers_all": not answered and not errors and len(rows) < found.count <= MOST,
        "most": MOST,
    }
    return render(request, "core/picked/question.html", context)


def _errors(found: Found) -> list[str]:
    """What a filter could not read."""
    form = found.filter.form if found.filter else None
    return [str(error) for errors in form.errors.values() for error in errors] if form else []


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
        "back": _back(listing, job.asked.get("query", "")),
    }
    return render(request, "core/picked/result.html", context)
