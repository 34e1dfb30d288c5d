"""What time does to lives: a 销号 that has become possible, and a pause that is about to be over."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.post.notices import Message, tell
from projects.enums import LifeAct
from projects.life.checks import before_finishing, missing
from projects.models import LifeChange, Project

AHEAD = dt.timedelta(days=14)  # of the day on which a paused project is expected to go on


def watch(now: dt.datetime) -> int:
    """Tell who has to act, each once; return how many messages there are, those told before among them."""
    told = [*_ready(), *_soon(timezone.localdate(now))]
    if told:
        tell(told, now=now)
    return len(told)


def _ready() -> list[Message]:
    """Who put a 销号 aside hears when nothing is missing any more."""
    waiting = LifeChange.objects.pending().filter(act=LifeAct.FINISH)
    found = []
    for change in waiting.select_related("project__standing", "requested_by"):
        if missing(before_finishing(change.project)) == 0:
            url = reverse("projects:life_turn", args=[change.project.code, change.act])
            title, words = _("%(project)s可以销号了"), {"project": change.project.name}
            found.append(Message(change.requested_by, title, "", url, f"life:{change.pk}:ready", words))
    return found


def _soon(today: dt.date) -> list[Message]:
    """Who answers for a paused project hears two weeks before it is expected to go on."""
    paused = Project.objects.running().filter(paused_on__isnull=False, resumes_on__lte=today + AHEAD)
    found = []
    for project in paused:
        url = reverse("projects:life_turn", args=[project.code, LifeAct.RESUME])
        title, words = (
            _("%(project)s预计 %(on)s 复工"),
            {"project": project.name, "on": f"{project.resumes_on:%Y-%m-%d}"},
        )
        owing = Q(pk=project.responsible_id) | Q(pk=project.reporter_id)
        found += [
            Message(each, title, "", url, f"life-soon:{project.pk}:{project.resumes_on}:{each.pk}", words, email=True)
            for each in User.objects.filter(owing, is_active=True)
        ]
    return found
