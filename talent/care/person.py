"""What the page of a person and that of a firm show of the services."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from core.models import User
from enterprises.models import Enterprise
from talent.care.showing import Shown, shown
from talent.enums import Attends, MentorOutcome
from talent.models import (
    Attendance,
    FlatWish,
    GreenCard,
    HonourGrant,
    HonourLoss,
    Mentorship,
    PlatformMember,
    SchoolPlace,
    Talent,
    Tenancy,
)


def services_of(person: Talent, today: dt.date) -> dict[str, Any]:
    """The services of one person, the latest first; honours held and lost; whom they teach and by whom they are."""
    rows: list[tuple[str, Shown]] = []
    for kind, found in (
        (_("人才绿卡"), GreenCard.objects.filter(talent=person).select_related("grade", "talent")),
        (_("人才公寓"), Tenancy.objects.filter(talent=person).select_related("apartment", "talent")),
        (_("公寓轮候"), FlatWish.objects.waiting().filter(talent=person).select_related("talent")),
        (_("人才平台"), PlatformMember.objects.filter(talent=person).select_related("platform", "talent")),
        (_("子女上学"), SchoolPlace.objects.filter(talent=person).select_related("talent")),
    ):
        rows += [(kind, shown(row, today)) for row in found]
    pairs = Mentorship.objects.filter(Q(mentor=person) | Q(apprentice=person)).select_related("mentor", "apprentice")
    taught = list(pairs)
    courses = list(Attendance.objects.filter(talent=person).select_related("course", "talent"))
    grants = HonourGrant.objects.filter(talent=person).select_related("honour", "talent")
    return {
        "services": rows,
        "trainings": [shown(row, today) for row in courses],
        "trained_hours": sum(row.course.hours for row in courses if row.state == Attends.DONE),
        "honours": [shown(row, today) for row in grants],
        "lost_honours": HonourLoss.objects.filter(talent=person).select_related("honour"),
        "mentorships": [(row.apprentice if row.mentor == person else row.mentor, shown(row, today)) for row in taught],
        "mentored": {
            "going": sum(row.mentor == person and row.outcome == MentorOutcome.GOING for row in taught),
            "done": sum(row.mentor == person and row.outcome == MentorOutcome.DONE for row in taught),
        },
    }


def cared_for(firm: Enterprise, user: User, today: dt.date) -> list[tuple[str, int]]:
    """How many people of a firm have which service today; those that nobody has are left out."""
    people = Q(talent__enterprise=firm)
    counts = (
        (_("有效绿卡"), GreenCard.objects.on(today)),
        (_("在住公寓"), Tenancy.objects.on(today)),
        (_("轮候公寓"), FlatWish.objects.waiting()),
        (_("上学待落实"), SchoolPlace.objects.open()),
        (_("平台在站"), PlatformMember.objects.on(today)),
        (_("荣誉"), HonourGrant.objects.all()),
    )
    found = [(word, rows.visible_to(user).filter(people).aggregate(n=Count("pk"))["n"]) for word, rows in counts]
    return [(word, n) for word, n in found if n]
