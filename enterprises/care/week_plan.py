"""本周走访计划: which of my firms I mean to see on which day, on the phone. A note to oneself: nobody else reads it."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.forms import refuse
from core.kernel.http import HttpRequest
from core.kernel.taps import once, refused_by
from core.kernel.workdays import ONE_DAY
from core.models import User
from enterprises.care.gaps import Gap, longest_first, overdue
from enterprises.models import Enterprise, PlannedVisit, Visit
from enterprises.service.visit_forms import PlannedForm

SUGGESTED = 5
WEEK = dt.timedelta(days=7)


def visit_plan(request: HttpRequest) -> HttpResponse:
    """One week with what is planned, what became of it, and firms that are worth a visit; a form adds another."""
    user, today = request.user, timezone.localdate()
    monday = _monday(request.GET.get("on", ""), today)
    asked = request.GET.get("enterprise", "")
    firm = Enterprise.objects.looked_after_by(user).filter(pk=asked).first() if _is_key(asked) else None
    form = PlannedForm(request.POST or None, user=user, initial={"on": max(today, monday), "enterprise": firm})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            row = _plan(user, said.pop("client_id"), **said)
        except ValidationError as error:
            refuse(form, error, "enterprise")
        else:
            messages.success(request, _("已列入计划 %(firm)s") % {"firm": row.enterprise})
            return redirect(f"{reverse('enterprises:visit_plan')}?on={row.on}")
    return render(request, "enterprises/visit_plan.html", _week(user, monday, today) | {"form": form})


def _plan(user: User, number: uuid.UUID, **said: Any) -> PlannedVisit:
    """Plan it once. Raises ValidationError where the firm is planned for that day already."""
    try:
        return once(PlannedVisit.objects.filter(officer=user), number, officer=user, **said)[0]
    except IntegrityError as error:
        if "planned_visit_once" not in refused_by(error):
            raise
        raise ValidationError(_("这一天已经计划走访这家企业。"), code="twice") from error


def _week(user: User, monday: dt.date, today: dt.date) -> dict[str, Any]:
    """The seven days, each with its rows; a firm that one met in that week is done, on whichever day."""
    days = [monday + n * ONE_DAY for n in range(7)]
    planned = PlannedVisit.objects.filter(officer=user, on__range=(days[0], days[-1])).select_related("enterprise")
    met = dict(
        Visit.objects.filter(officer=user, on__range=(days[0], days[-1])).order_by("on").values_list("enterprise", "pk")
    )
    rows = [{"planned": each, "visit": met.get(each.enterprise_id)} for each in planned]
    firms = overdue(Enterprise.objects.looked_after_by(user), today)
    firms = firms.exclude(pk__in=[each.enterprise_id for each in planned]).select_related("present__tier")
    return {
        "days": [{"on": day, "rows": [row for row in rows if row["planned"].on == day]} for day in days],
        "count": len(rows),
        "done": sum(bool(row["visit"]) for row in rows),
        "monday": monday,
        "sunday": days[-1],
        "before": monday - WEEK,
        "after": monday + WEEK,
        "today": today,
        "suggested": [Gap(firm, today) for firm in longest_first(firms)[:SUGGESTED]],
    }


def _monday(text: str, today: dt.date) -> dt.date:
    """The Monday of the week of a day; of this week where the text is no day."""
    try:
        day = dt.date.fromisoformat(text)
        return day - day.weekday() * ONE_DAY if abs(day - today) < 60 * WEEK else _monday("", today)
    except ValueError:
        return today - today.weekday() * ONE_DAY


def _is_key(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 10


def planned_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """移出计划."""
    row = get_object_or_404(PlannedVisit.objects.filter(officer=request.user).select_related("enterprise"), pk=pk)
    on, firm = row.on, row.enterprise
    row.delete()
    messages.success(request, _("已移出计划 %(firm)s") % {"firm": firm})
    return redirect(f"{reverse('enterprises:visit_plan')}?on={on}")
