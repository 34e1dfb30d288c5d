"""Firms in the plans: champions by kind, the listing reserve by stage."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import enterprises.metrics
from core.models import User
from enterprises.enums import Grade, ListingStage
from enterprises.models import Enterprise, PlanEntry
from targets.enums import Unit
from targets.evidence import Row, Rows
from targets.figures.figure import Figure, added, part, scope_of

GRADES = (Grade.LEADING, Grade.CHAMPION, Grade.HIDDEN_CHAMPION)


def _grades(_as_of: dt.date) -> list[str]:
    return [scope_of("grade", grade.value) for grade in GRADES]


def _stages(_as_of: dt.date) -> list[str]:
    return [scope_of("listing_stage", stage) for stage in ("", *ListingStage.values)]


def _stage_parts(as_of: dt.date) -> dict[str, Decimal]:
    counts = Counter(scope_of("listing_stage", stage) for stage in enterprises.metrics.listing_stages(as_of).values())
    return {scope: Decimal(n) for scope, n in counts.items()}


def _champions(day: str, as_of: dt.date, scope: str, user: User | None) -> Rows:
    planned = enterprises.metrics.champions_in_plan(as_of)
    entries = planned.filter(recognised_on__lte=as_of) if day == "recognised_on" else planned
    return _rows(entries.filter(goal=part(scope)) if scope else entries, day, user)


def _reserve(as_of: dt.date, scope: str, user: User | None) -> Rows:
    entries = enterprises.metrics.listing_entries(as_of)
    if scope:
        stands = enterprises.metrics.listing_stages(as_of)
        entries = entries.filter(enterprise__in=[firm for firm, stage in stands.items() if stage == part(scope)])
    return _rows(entries, "entered_on", user)


def _rows(entries: QuerySet[PlanEntry], day: str, user: User | None) -> Rows:
    if user is not None:
        entries = entries.filter(enterprise__in=Enterprise.objects.visible_to(user))
    found = entries.select_related("enterprise", "plan").order_by(f"-{day}", "pk")
    return Rows(found=found, make=partial(_of_entries, day))


def _of_entries(day: str, found: Iterable[PlanEntry]) -> Iterable[Row]:
    for each in found:
        url = reverse("enterprises:enterprise_detail", args=[each.enterprise_id])
        source = each.evidence or str(each.plan)
        yield Row(str(each.enterprise), Decimal(1), Unit.FIRM, getattr(each, day), source, url, each.is_example)


GROWTH: dict[str, Figure] = {
    "champion_firms": added(
        _("已认定的龙头和冠军企业"),
        Unit.FIRM,
        _("培育计划中到这一天已认定且有依据的企业。"),
        partial(_champions, "recognised_on"),
        _grades,
    ),
    "champions_planned": added(
        _("培育计划中的企业"),
        Unit.FIRM,
        _("到这一天在培育计划中的企业，已认定的也在内。"),
        partial(_champions, "entered_on"),
        _grades,
    ),
    "listing_reserve": added(
        _("拟上市后备企业"),
        Unit.FIRM,
        _("到这一天在拟上市后备库中的企业，按已到达的上市阶段分。"),
        _reserve,
        _stages,
        _stage_parts,
    ),
}
