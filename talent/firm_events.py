"""People of the 136 plan whom a firm took on, for the timeline of the firm."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from core.kernel.access import may_open
from core.models import User
from enterprises.events import LATEST, Event, EventKind
from enterprises.models import Enterprise
from talent.models import Talent, TalentNeed


def events_of(firm: Enterprise, user: User) -> Iterator[Event]:
    """Arrivals, recognitions and needs of people, for those who may see the register."""
    if not may_open(user, "talent:enterprise_panel"):
        return
    for person in Talent.objects.visible_to(user).filter(enterprise=firm).order_by("-arrived_on")[:LATEST]:
        words, url = {"who": person, "what": person.get_category_display()}, _page_of(person)
        yield Event(person.arrived_on, EventKind.TALENT, "person", _("引进%(what)s %(who)s") % words, "", url)
        if person.recognised_on:
            title = _("认定%(what)s %(who)s") % words
            yield Event(person.recognised_on, EventKind.TALENT, "award", title, person.evidence, url)
    for need in TalentNeed.objects.visible_to(user).filter(enterprise=firm)[:LATEST]:
        page = reverse("talent:need_detail", args=[need.pk])
        yield Event(
            need.raised_on, EventKind.TALENT, "person-plus", _("需要%(what)s") % {"what": need}, need.details, page
        )


def _page_of(person: Talent) -> str:
    return reverse("talent:talent_detail", args=[person.pk])
