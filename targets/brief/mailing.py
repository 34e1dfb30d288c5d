"""The brief by mail, on the meeting day, to who chose it on the page 我的 and may open it. Once a week and person.

The mail tells the first lines and the way to the files: a file that is sent stays where nobody can call it back.
"""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel import figures
from core.kernel.language import in_house_language
from core.models import Delivery, User
from core.office.instance import silent_in_quarantine
from core.post.deliveries import owe_email
from projects.models import SEES_ALL_PROJECTS, Period
from targets.brief.content import Brief, brief
from targets.brief.word import money_words, said_lamps


def readers() -> list[User]:
    """Who wants it and sees every project: nobody else may open the brief."""
    wanting = User.objects.active().holding(*SEES_ALL_PROJECTS).filter(brief_by_mail=True)
    return list(wanting.exclude(email="").order_by("pk"))


def key_of(period: Period, user: User) -> str:
    """What makes it one mail a week and person."""
    return f"brief:{period.key}:{user.pk}:email"


@silent_in_quarantine
def owe_briefs(now: dt.datetime) -> int:
    """Owe the brief of the week that froze for today's meeting to whom it is not owed yet; return to how many.

    Where nobody waits for it, which is so nearly every minute, nothing is read but who wants it.
    """
    if not settings.EMAIL_ENABLED or not (wanting := readers()):
        return 0
    period = Period.objects.filter(meets_on=timezone.localdate(now), frozen_at__isnull=False).first()
    if period is None:
        return 0
    keys = {key_of(period, user): user for user in wanting}
    owed = set(Delivery.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))
    missing = {key: user for key, user in keys.items() if key not in owed}
    if not missing:
        return 0
    try:
        told = brief(period)
    except ValidationError:  # no programme yet
        return 0
    subject, body = letter(told)
    owe_email([(user, subject, body, key) for key, user in missing.items()], now=now)
    return len(missing)


@in_house_language()
def letter(told: Brief) -> tuple[str, str]:
    """Subject and text of the mail."""
    said = {"year": told.period.iso_year, "week": figures.week_name(told.period), "headline": told.headline}
    goals = [
        _("%(name)s：%(value)s，目标%(goal)s，完成率%(done)s，序时%(due)s，%(lamp)s")
        % {
            "name": goal.name,
            "value": goal.said,
            "goal": goal.goal,
            "done": goal.done,
            "due": goal.due,
            "lamp": goal.lamp.label,
        }
        for goal in told.goals
    ]
    reds = [_("红灯：%(name)s，%(why)s") % vars(red) for red in told.reds]
    url = settings.SITE_URL + reverse("targets:brief_week", args=[told.period.key])
    body = "\n".join([told.sentence, "", *goals, "", said_lamps(told), *reds, "", money_words(told), "", url])
    return _("周调度通报（%(year)s年%(week)s）：%(headline)s") % said, body
