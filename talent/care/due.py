"""What is to be seen to: cards and tenancies that end, schools before the term, who waits while flats stand empty."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from talent.enums import Term
from talent.models import Apartment, FlatWish, GreenCard, SchoolPlace, Tenancy

BEGINS = {Term.SPRING: (3, 1), Term.AUTUMN: (9, 1)}  # month and day of the first lesson
AHEAD_DAYS = 60  # so long before the term a place is to be settled


@dataclass(frozen=True)
class Due:
    """Something to be done, how many, and where."""

    what: str
    count: int
    url: str


def unsettled(today: dt.date) -> int:
    """Places at school that are open while their term begins within `AHEAD_DAYS`, or began."""
    near = today + dt.timedelta(days=AHEAD_DAYS)
    meant = Q(year__lt=near.year)
    for term, (month, day) in BEGINS.items():
        if dt.date(near.year, month, day) <= near:
            meant |= Q(year=near.year, term=term)
    return SchoolPlace.objects.open().filter(meant).count()


def due_care(today: dt.date) -> list[Due]:
    """What is to be done, in the order in which it hurts; nothing that is not."""
    free, waiting = Apartment.objects.free(today).count(), FlatWish.objects.waiting().count()
    found = (
        Due(_("绿卡 30 天内到期"), GreenCard.objects.soon(today).count(), reverse("talent:card_list") + "?stands=soon"),
        Due(
            _("公寓 30 天内退租"), Tenancy.objects.soon(today).count(), reverse("talent:tenancy_list") + "?stands=soon"
        ),
        Due(_("开学前未落实的学位"), unsettled(today), reverse("talent:school_list")),
        Due(_("有空房、在轮候"), min(free, waiting), reverse("talent:flat_list") + "?stands=free"),
    )
    return [each for each in found if each.count]
