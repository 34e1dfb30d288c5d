"""Who looks after whom, handed over from a day on; which firms nobody came to for long; and what is open at a firm.

Being on the list of firms that nobody came to is a nudge, not a mark: nothing is counted by person.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import (
    F,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.workdays import ONE_DAY
from core.models import User
from core.post.notices import Message, tell
from enterprises.firm.page import ShownContact, contacts_of
from enterprises.models import (
    Enterprise,
    LiaisonAssignment,
    PlanEntry,
    PlanStep,
    Request,
    Visit,
    VisitHandoff,
)
from enterprises.service.dues import Due, dues

LAST_VISITS = 5


# --- Handing over --------------------------------------------------------------------------------------------------
@transaction.atomic
def hand_over(
    firms: Iterable[Enterprise],
    *,
    to: User,
    on: dt.date,
    note: str,
    by: User,
    now: dt.datetime,
    beside: bool = False,
) -> list[LiaisonAssignment]:
    """Let `to` look after these firms from a day on; whoever does until then ends the day before.

    With `beside` the others stay and `to` joins them. Firms that `to` looks after on that day already are passed over,
    so twice is once; what was planned for `to` from a later day on begins now. Visits and requests stay with those who
    logged them. Both sides get one notice a firm, or one of all that one press hands over.
    Raises ValidationError for a day in the past.
    """
    if on < timezone.localdate(now):
        raise ValidationError(_("交接日期不能早于今天。"), code="past")
    locked = Enterprise.objects.select_for_update().filter(pk__in=[firm.pk for firm in firms]).order_by("pk")
    begun = []
    for firm in locked:
        running = LiaisonAssignment.objects.unfinished(on).filter(enterprise=firm).select_related("officer")
        theirs = [each for each in running if each.officer_id == to.pk]
        if any(each.starts_on <= on for each in theirs):
            continue
        for each in theirs:  # planned for a later day: it begins now
            each.delete()
        leaving = [] if beside else [each for each in running if each not in theirs]
        for each in leaving:
            end(each, on)
        new = LiaisonAssignment.objects.create(enterprise=firm, officer=to, starts_on=on, handover_note=note)
        _tell(new, leaving, by=by, now=now)
        begun.append(new)
    return begun


def end(assignment: LiaisonAssignment, on: dt.date) -> None:
    """End an assignment the day before; one that has not begun by then never begins."""
    if assignment.starts_on >= on:
        assignment.delete()
        return
    assignment.ends_on = on - ONE_DAY
    assignment.save(update_fields=["ends_on"])


def _tell(new: LiaisonAssignment, leaving: list[LiaisonAssignment], *, by: User, now: dt.datetime) -> None:
    words = {"firm": new.enterprise, "on": f"{new.starts_on:%Y-%m-%d}", "to": new.officer}
    titles = {new.officer: (_("%(firm)s 自 %(on)s 起由你联系"), _("%(n)d 家企业自 %(on)s 起由你联系"))}
    left = (_("%(firm)s 自 %(on)s 起交给%(to)s联系"), _("%(n)d 家企业自 %(on)s 起交给%(to)s联系"))
    titles |= {each.officer: left for each in leaving}
    url = reverse("enterprises:handover_pack", args=[new.enterprise_id])
    tell(
        [
            Message(
                person,
                title,
                new.handover_note,
                url,
                f"liaison:{new.pk}:{person.pk}",
                words,
                many=many,
                many_url=reverse("enterprises:enterprise_list"),
            )
            for person, (title, many) in titles.items()
            if person != by
        ],
        now=now,
    )


# --- The handover pack -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Pack:
    """What whoever takes over a firm has to know, on one page."""

    firm: Enterprise
    assignments: list[LiaisonAssignment]
    dues: list[Due]
    unheard: list[Request]
    visits: list[Visit]
    contacts: list[ShownContact]
    entries: list[PlanEntry]
    steps: list[PlanStep]
    handoffs: list[VisitHandoff]


def pack_of(firm: Enterprise, *, user: User, now: dt.datetime) -> Pack:
    """Load the pack as far as this person may see it. Expects prefetched contacts. A constant number of queries."""
    requests = Request.objects.visible_to(user).filter(enterprise=firm).select_related("kind", "department")
    visits = Visit.objects.visible_to(user).filter(enterprise=firm).select_related("officer")
    entries = PlanEntry.objects.filter(enterprise=firm, left_on__isnull=True)
    steps = PlanStep.objects.filter(entry__in=entries, done_on__isnull=True).select_related("entry__plan")
    waiting = VisitHandoff.objects.filter(visit__in=visits, taken_at__isnull=True).select_related("visit")
    return Pack(
        firm=firm,
        assignments=list(firm.liaisons.select_related("officer")),
        dues=dues(list(requests.open()), now),
        unheard=list(requests.unconfirmed()),
        visits=list(visits[:LAST_VISITS]),
        contacts=contacts_of(firm, user=user),
        entries=list(entries.select_related("plan", "leader", "responsible")),
        steps=list(steps.order_by(F("due_on").asc(nulls_last=True), "pk")),
        handoffs=list(waiting),
    )
