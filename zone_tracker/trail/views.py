"""留痕 for auditors: the list, one person's day, one row's past; and 历史 for everybody who may open a noun."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.enums import AuditKind
from core.guard.trail.verifying import line_holds
from core.kernel.access import may_open
from core.kernel.clock import moment
from core.kernel.commands import iso_date
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import page_of
from core.models import AuditCheck, AuditEvent, AuditNoise, AuditSeal, User
from zone_tracker.trail.day import Day
from zone_tracker.trail.filters import FIRST_YEAR, GROUPS, LAST_YEAR, AuditFilter
from zone_tracker.trail.lines import lines_of, models_by_table, named
from zone_tracker.trail.lists import trail_filter
from zone_tracker.trail.nouns import NOUNS, noun_called
from zone_tracker.trail.past import Past

LINES_A_PAGE = 50
ONE_DAY = dt.timedelta(days=1)


@opens_default("audit")
def audit_list(request: HttpRequest) -> HttpResponse:
    """留痕: the lines of today, or of what is asked, with one of them laid open."""
    filterset = trail_filter(request)
    rows = filterset.qs
    page = page_of(request, rows.select_related("user"), size=LINES_A_PAGE)
    page.object_list = lines_of(page.object_list)
    context = {
        "filter": filterset,
        "page_obj": page,
        "pills": _pills(filterset),
        "picked": _picked(request),
        "integrity": integrity(),
        "noise": AuditNoise.objects.filter(at__gte=_midnight(timezone.localdate())).times(),
        "one_day": filterset.asked.get("since") == filterset.asked.get("until"),
    }
    return render(request, "zone_tracker/audit.html", context)


def audit_day(request: HttpRequest, pk: int, on: str) -> HttpResponse:
    """What did this person do on this day?"""
    person, today = get_object_or_404(User.objects.select_related("department"), pk=pk), timezone.localdate()
    day = Day(person, _day(on), "read" in request.GET)
    context = {
        "day": day,
        "before": day.on - ONE_DAY,
        "after": day.on + ONE_DAY if day.on < today else None,
    }
    return render(request, "zone_tracker/audit_day.html", context)


def audit_row(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    """Who touched this row, and when: all that is on the trail about it, readings too."""
    model = models_by_table().get(table)
    about = AuditEvent.objects.filter(table=table, row=pk).exclude(kind=AuditKind.BASELINE)
    if model is None or not about.exists():
        raise Http404
    row = named([(table, pk)]).get((table, pk))
    people = (
        about.exclude(user=None)
        .order_by()
        .values("user", "user__name")
        .annotate(times=Count("pk"), writes=Count("pk", filter=Q(kind__in=GROUPS["write"][1])))
    )
    page = page_of(request, about.select_related("user"), size=LINES_A_PAGE)
    page.object_list = lines_of(page.object_list)
    noun = NOUNS.get(model)
    context = {
        "noun": model._meta.verbose_name,
        "name": str(row) if row else page.object_list[0].name,
        "url": noun.url(row) if noun and row else "",
        "people": people.order_by("-writes", "-times"),
        "page_obj": page,
    }
    return render(request, "zone_tracker/audit_row.html", context)


def history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """历史: every saving of a row and of what hangs on it, for whoever may open its page."""
    noun = noun_called(kind)
    if noun is None or not may_open(request.user, noun.rights):
        raise Http404
    row = get_object_or_404(noun.visible_to(request.user), pk=pk)
    context = {"noun": noun.label, "row": row, "url": noun.url(row), "page_obj": page_of(request, Past(row))}
    return render(request, "zone_tracker/history.html", context)


def integrity() -> dict[str, Any]:
    """How many lines there are, since when, and how the last verification went."""
    first, last = (
        AuditSeal.objects.filter(event__at__isnull=False).select_related("event").first(),
        AuditSeal.objects.last(),
    )
    return {
        "since": first.event.at if first else None,
        "count": last.number - first.number + 1 if first and last else 0,
        "check": AuditCheck.objects.first(),
    }


def _pills(filterset: AuditFilter) -> list[dict[str, Any]]:
    """How many lines under each kind, whatever kind is chosen."""
    rows: QuerySet[AuditEvent] = filterset.without_kind()
    counts = {key: Count("pk", filter=Q(kind__in=kinds)) for key, (_label, kinds) in GROUPS.items()}
    found = rows.order_by().aggregate(all=Count("pk"), **counts)
    chosen = filterset.asked.get("kind", "")
    return [
        {"key": key, "label": label, "count": found[key or "all"], "on": key == chosen}
        for key, label in [("", ""), *((key, label) for key, (label, _kinds) in GROUPS.items())]
    ]


def _picked(request: HttpRequest) -> dict[str, Any] | None:
    """The line that is laid open: its words, its seal, and what else one would ask about it."""
    key = request.GET.get("line", "")
    found = AuditEvent.objects.select_related("user__department", "seal").filter(pk=key) if key.isdecimal() else []
    for event in found:
        about = AuditEvent.objects.filter(table=event.table, row=event.row)
        touched = about.aggregate(times=Count("pk"), people=Count("user", distinct=True)) if event.key else None
        return {
            "line": lines_of([event])[0],
            "number": getattr(event, "seal", None) and event.seal.number,
            "holds": line_holds(event),
            "touched": touched,
        }
    return None


def _midnight(day: dt.date) -> dt.datetime:
    return moment(day, dt.time())


def _day(text: str) -> dt.date:
    """The day in an address, written as 2026-11-23."""
    try:
        day = iso_date(text)
    except ValueError:
        raise Http404 from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Http404
    return day
