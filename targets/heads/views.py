"""人才 136, 总览: each category beside its goal and the time, what lacks, quotas, what is to be done."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import kept
from talent.care.due import due_care
from talent.enums import Category
from talent.models import Quota, Talent, rule_of
from targets.heads.counted import (
    FIRMS_SHOWN,
    MOST_TO_DO,
    added,
    by_cluster,
    by_firm,
    lacking,
    leavers,
    quarters,
    readings_of,
    running_out,
)

TOPICS = "talents firms places targets"


def overview(request: HttpRequest) -> HttpResponse:
    """总览 as of today. What it counts is kept until somebody writes."""
    today = timezone.localdate()
    context = kept(TOPICS, lambda: _counted(today), part=f"overview {today} {get_language()}")
    return render(request, "targets/heads/overview.html", context | {"rule": rule_of(today), "today": today})


def _counted(today: dt.date) -> dict[str, Any]:
    readings = readings_of(today)
    heads = {head.category: head for head in Talent.objects.heads(today)}
    due = next((reading.target.due_on for reading in readings.values() if reading.target.due_on), None)
    years = list(Quota.objects.order_by("year").values_list("year", flat=True).distinct())
    year = due.year if due and (due.year in years or not years) else next(reversed(years), today.year)
    firms, out, rows = by_firm(today, year), running_out(today), lacking(today)
    totals = [sum(row.by_category[n] for row in rows) for n in range(len(Category))]
    rest = [*firms[FIRMS_SHOWN:]]
    waiting = sum(totals)
    whole = added(firms)
    return {
        "cards": [
            {"category": each, "head": heads[each], "reading": reading, "quarters": quarters(reading)}
            for each in Category
            if (reading := readings.get(each))
        ],
        "due": due,
        "elapsed": next((reading.elapsed for reading in readings.values()), None),
        "counted": whole.all,
        "lacking": rows,
        "lacking_totals": list(zip(Category, totals, strict=True)),
        "waiting": waiting,
        "listed": sum(head.listed for head in heads.values()),
        "firms": firms[:FIRMS_SHOWN],
        "rest": added(rest) if rest else None,
        "whole": whole,
        "year": year,
        "clusters": by_cluster(firms),
        "out": out[:MOST_TO_DO],
        "out_count": len(out),
        "leavers": leavers(today),
        "due_care": due_care(today),
    }
