"""What of firms is in a person's hands, for the page on which an account is shut."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.guard.accounts.holdings import HandOn, Kind
from core.models import User
from core.post.notices import Message, tell
from enterprises.care.handover import end, hand_over
from enterprises.enums import HANDOFFS_OF
from enterprises.models import Enterprise, LiaisonAssignment, PlanEntry, PlannedVisit, VisitHandoff


def _firms(person: User) -> QuerySet[Any]:
    return LiaisonAssignment.objects.unfinished(timezone.localdate()).filter(officer=person)


def _hand_firms(rows: QuerySet[Any], to: User, by: User, reason: str, now: dt.datetime) -> None:
    """Only this person's part of a firm that two look after is handed on."""
    today = timezone.localdate(now)
    for each in rows.select_related("enterprise"):
        others = LiaisonAssignment.objects.unfinished(today).filter(enterprise=each.enterprise_id).exclude(pk=each.pk)
        firm = Enterprise.objects.filter(pk=each.enterprise_id)
        if others.exists():
            hand_over(firm, to=to, on=today, note=reason, by=by, now=now, beside=True)
            end(each, today)
        else:
            hand_over(firm, to=to, on=today, note=reason, by=by, now=now)


def _entries(column: str) -> Any:
    return lambda person: PlanEntry.objects.filter(left_on__isnull=True, **{column: person})


def _hand_entries(column: str) -> HandOn:
    def hand(rows: QuerySet[Any], to: User, by: User, reason: str, now: dt.datetime) -> None:
        for entry in rows.select_for_update(of=("self",)).select_related("enterprise"):
            setattr(entry, column, to)
            entry.save(update_fields=[column])
            url = reverse("enterprises:entry_detail", args=[entry.pk])
            key = f"entry:{entry.pk}:{column}:{to.pk}:{int(now.timestamp())}"
            words = {"firm": entry.enterprise}
            tell([Message(to, _("%(firm)s的培育入库由你接手"), reason, url, key, words)], now=now)

    return hand


def _planned(person: User) -> QuerySet[Any]:
    return PlannedVisit.objects.filter(officer=person, on__gte=timezone.localdate())


def _hand_planned(rows: QuerySet[Any], to: User, by: User, reason: str, now: dt.datetime) -> None:
    """One that the other has planned themselves is theirs already."""
    moved = 0
    for row in rows.select_for_update(of=("self",)).order_by("on", "pk"):
        if PlannedVisit.objects.filter(officer=to, enterprise=row.enterprise_id, on=row.on).exists():
            row.delete()
            continue
        row.officer, moved = to, moved + 1
        row.save(update_fields=["officer"])
    if moved:
        url, key = reverse("enterprises:visit_plan"), f"planned:{to.pk}:{now.timestamp()}"
        tell([Message(to, _("你接手了 %(n)d 次计划中的走访"), reason, url, key, {"n": moved})], now=now)


def _handoffs(person: User) -> QuerySet[Any]:
    return VisitHandoff.objects.taken().filter(taken_by=person)


def _hand_handoffs(rows: QuerySet[Any], to: User, by: User, reason: str, now: dt.datetime) -> None:
    """Each goes to somebody who takes up its kind; what the other does not take up stays."""
    keys = list(VisitHandoff.objects.for_taking(to).filter(pk__in=rows.values("pk")).values_list("pk", flat=True))
    if moved := VisitHandoff.objects.taken().filter(pk__in=keys).update(taken_by=to):
        url, key = reverse("enterprises:handoff_list") + "?stands=mine", f"handoffs:{to.pk}:{now.timestamp()}"
        tell([Message(to, _("你接手了 %(n)d 件走访转办"), reason, url, key, {"n": moved})], now=now)


HELD_OF_FIRMS = (
    Kind("firms", _("联络的企业"), (Role.LIAISON,), _firms, _hand_firms, (LiaisonAssignment, "officer")),
    Kind("planned_visits", _("走访计划"), (Role.LIAISON,), _planned, _hand_planned, (PlannedVisit, "officer")),
    Kind("handoffs", _("走访转办"), tuple(HANDOFFS_OF), _handoffs, _hand_handoffs, (VisitHandoff, "taken_by")),
    Kind(
        "entry_leader",
        _("培育入库定领导"),
        (Role.LEADER,),
        _entries("leader"),
        _hand_entries("leader"),
        (PlanEntry, "leader"),
    ),
    Kind(
        "entry_responsible",
        _("培育入库定责任"),
        (Role.PROJECT_OFFICER, Role.LIAISON, Role.HANDLER),
        _entries("responsible"),
        _hand_entries("responsible"),
        (PlanEntry, "responsible"),
    ),
)
