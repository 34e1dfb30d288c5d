"""Firms in the plans: champions by kind, the listing reserve by stage."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import enterprises.metrics
from enterprises.enums import Grade, ListingStage
from enterprises.models import PlanEntry
from targets.enums import Unit
from targets.evidence import Row
from targets.figures.figure import Figure, counted, part, scope_of

GRADES = (Grade.LEADING, Grade.CHAMPION, Grade.HIDDEN_CHAMPION)


def _grades(_as_of: dt.date) -> list[str]:
    return [scope_of("grade", grade.value) for grade in GRADES]


def _stages(_as_of: dt.date) -> list[str]:
    return [scope_of("listing_stage", stage) for stage in ("", *ListingStage.values)]


def _champions(day: str, as_of: dt.date, scope: str) -> Iterable[Row]:
    planned = enterprises.metrics.champions_in_plan(as_of)
    entries = planned.filter(recognised_on__lte=as_of) if day == "recognised_on" else planned
    return _rows(entries.filter(goal=part(scope)) if scope else entries, day)


def _reserve(as_of: dt.date, scope: str) -> Iterable[Row]:
    entries = enterprises.metrics.listing_entries(as_of)
    if scope:
        stands = enterprises.metrics.listing_stages(as_of)
        entries = entries.filter(enterprise__in=[firm for firm, stage in stands.items() if stage == part(scope)])
    return _rows(entries, "entered_on")


def _rows(entries: QuerySet[PlanEntry], day: str) -> Iterable[Row]:
    for each in entries.select_related("enterprise", "plan").order_by(f"-{day}", "pk"):
        url = reverse("enterprises:enterprise_detail", args=[each.enterprise_id])
        source = each.evidence or str(each.plan)
        yield Row(str(each.enterprise), Decimal(1), Unit.FIRM, getattr(each, day), source, url, each.is_example)


GROWTH: dict[str, Figure] = {
    "champion_firms": counted(_("已认定的龙头和冠军企业"), Unit.FIRM, partial(_champions, "recognised_on"), _grades),
    "champions_planned": counted(_("培育计划中的企业"), Unit.FIRM, partial(_champions, "entered_on"), _grades),
    "listing_reserve": counted(_("拟上市后备企业"), Unit.FIRM, _reserve, _stages),
}
