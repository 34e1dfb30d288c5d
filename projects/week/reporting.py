"""The desk of one person in one period: which projects they owe, which await them, which comes next."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel import figures
from core.kernel.clock import SHANGHAI
from core.models import User
from projects.enums import DeclaredLamp
from projects.investment.sums import Invested, invested
from projects.lamps.reading import LampReading
from projects.models import Period, Project, ProjectQuerySet, Update, UpdatePhoto, day_of, weeks_over


@dataclass(frozen=True)
class Desk:
    """A person's share of a period."""

    owed: list[Project]
    reported: dict[int, Update]

    @property
    def waiting(self) -> list[Project]:
        return [project for project in self.owed if project.pk not in self.reported]

    @property
    def share(self) -> float:
        """Reported of owed, as a fraction of one."""
        return (len(self.owed) - len(self.waiting)) / len(self.owed) if self.owed else 1.0


def desk_of(user: User, period: Period) -> Desk:
    """Load a person's active key projects and what this period has of them."""
    owed = list(owed_projects(user))
    updates = Update.objects.filter(period=period, project__in=owed).select_related("author")
    return Desk(owed, {update.project_id: update for update in updates})


def owed_projects(user: User) -> ProjectQuerySet:
    """Active key projects that this very person answers for, in the order of their codes."""
    return Project.objects.owed_by(user).key().active().with_standing().order_by("code")


def place_of(user: User, period: Period, project: Project) -> str:
    """2 / 3: the how-manieth of this person's projects the form is about; "" for one that does not wait."""
    told = Exists(Update.objects.filter(period=period, project=OuterRef("pk")))
    owed = list(Project.objects.owed_by(user).key().active().order_by("code").values_list("pk", told))
    waiting = [pk for pk, told in owed if not told]
    if project.pk not in waiting:
        return ""
    return f"{len(owed) - len(waiting) + waiting.index(project.pk) + 1} / {len(owed)}"


def next_to_report(user: User, period: Period, after: Project) -> Project | None:
    """The project that a person reports next: the one that follows in their list, else the first that still waits."""
    waiting = Project.objects.owed_by(user).key().active().exclude(updates__period=period).exclude(pk=after.pk)
    earlier = ExpressionWrapper(Q(code__lt=after.code), output_field=BooleanField())
    return waiting.order_by(earlier, "code").only("code").first()


@dataclass(frozen=True)
class Past:
    """What was reported of a project: by the press that is being received, of this period, and of the one before.

    With each come the keys of its photos, as `photo_keys`.
    """

    same: Update | None
    saved: Update | None
    last: Update | None


def past_of(project: Project, period: Period, press: uuid.UUID | None = None) -> Past:
    """Load what the form, and a press of it, need to know of the project's updates, with one query."""
    updates = project.updates.select_related("period", "author").order_by("-period__starts_on")
    before = updates.before(period).values("pk")[:1]
    photos = UpdatePhoto.objects.filter(update_of=OuterRef("pk")).order_by("pk").values("attachment__key")
    asked = updates.filter(Q(client_id=press) | Q(period=period) | Q(pk__in=before))
    found = list(asked.annotate(photo_keys=ArraySubquery(photos)))
    same = next((each for each in found if each.client_id == press), None)
    saved = next((each for each in found if each.period_id == period.pk), None)
    last = next((each for each in found if each.period.starts_on < period.starts_on), None)
    return Past(same, saved, last)


@dataclass(frozen=True)
class Sheet:
    """Everything beside the form of one weekly update."""

    project: Project
    period: Period
    saved: Update | None
    last: Update | None
    reading: LampReading
    invested: Invested
    time_left: str


def sheet_of(project: Project, period: Period, past: Past, *, now: dt.datetime) -> Sheet:
    """What the form shows: the saved update, last week's text, the system lamp and the investment so far."""
    return Sheet(
        project=project,
        period=period,
        saved=past.saved,
        last=past.last,
        reading=project.standing.reading(day_of(now), weeks_over(now)),
        invested=invested(project, timezone.localdate(now)),
        time_left=time_left(period.deadline, now=now),
    )


def time_left(deadline: dt.datetime | None, *, now: dt.datetime) -> str:
    """还剩 14 小时, in the largest unit that says enough."""
    seconds = max(0, int((deadline - now).total_seconds())) if deadline else 0
    if seconds >= 2 * 24 * 3600:
        return _("还剩 %(n)d 天") % {"n": seconds // (24 * 3600)}
    if seconds >= 3600:
        return _("还剩 %(n)d 小时") % {"n": seconds // 3600}
    return _("还剩 %(n)d 分钟") % {"n": seconds // 60}


def deadline_words(period: Period) -> str:
    """11月23日 08:30 截止."""
    if period.deadline is None:
        return ""
    local = period.deadline.astimezone(SHANGHAI)
    return _("%(date)s %(time)s 截止") % {"date": figures.date_short(local.date()), "time": f"{local:%H:%M}"}


def lamp_to_declare(lamp: Lamp) -> str:
    """What a first 无变化 declares: the system lamp where it says something, otherwise green."""
    return lamp.value if lamp in (Lamp.RED, Lamp.AMBER) else DeclaredLamp.GREEN
