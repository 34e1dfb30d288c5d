"""需协调事项 go up by age: first the department, then the task force, then the leader of the project.

The clock counts working days since it was raised or handed on, and stops while a department's promise holds. What is
owed follows from rows: the unique key of a notice makes it exactly one, whoever ticks and however often.
"""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.clock import moment
from core.kernel.keeping.ticking import take_up
from core.kernel.workdays import WorkCalendar
from core.models import User
from core.office.instance import silent_in_quarantine
from core.post.notices import Message, tell
from projects.enums import Escalation
from projects.models import Blocker, Project, Standing

TASK_FORCE_AFTER = 3  # working days without an answer
LEADER_AFTER = 7


def waits_since(blocker: Blocker) -> dt.date | None:
    """Since when nobody has answered as promised: raised, handed on, contradicted, or promised for.

    None while a promise runs. An answer without a date stops the clock until the project says that it is settled.
    """
    last = blocker.last_word
    if last is None:
        return timezone.localdate(blocker.raised_at)
    return timezone.localdate(last.at) if last.is_transfer or last.is_reply else last.promised_on


def level(since: dt.date | None, today: dt.date, calendar: WorkCalendar) -> Escalation:
    """How far up something belongs that waits since a day."""
    days = calendar.working_days_late(since, today) if since else 0
    if days > LEADER_AFTER:
        return Escalation.LEADER
    return Escalation.TASK_FORCE if days > TASK_FORCE_AFTER else Escalation.DEPARTMENT


@silent_in_quarantine
def escalate(now: dt.datetime) -> int:
    """Tell the departments what was raised with them, and take up what has waited too long; return how many went up."""
    waiting = (
        Blocker.objects.open()
        .select_related("project__leader", "project__responsible", "project__task_force", "department")
        .prefetch_related("answers", "project__task_force__members")
    )
    return take_up("projects.blockers", waiting, lambda batch: _step(batch, now), topics="calendar people", now=now)


def _step(batch: list[Blocker], now: dt.datetime) -> None:
    """Set how high these belong and when they are next looked at, and tell what is owed by now."""
    today, calendar = timezone.localdate(now), WorkCalendar.load()
    for blocker in batch:
        since = waits_since(blocker)
        blocker.escalation = max(blocker.escalation, level(since, today, calendar))
        blocker.next_step_at = next_step(since, now, calendar)
    _hold_standings(batch)
    _tell(batch, now)


def _hold_standings(blockers: Iterable[Blocker]) -> None:
    """Lock the standings that writing these makes due, in the order in which whoever renews them locks."""
    projects = [blocker.project_id for blocker in blockers]
    list(Standing.objects.filter(project__in=projects).order_by("pk").select_for_update().values_list("pk"))


def next_step(since: dt.date | None, now: dt.datetime, calendar: WorkCalendar) -> dt.datetime | None:
    """The beginning of the first day after this moment on which something goes up that waits since a day."""
    if since is None:
        return None
    days = (calendar.working_days_after(since, limit + 1) for limit in (TASK_FORCE_AFTER, LEADER_AFTER))
    return min((begins for on in days if (begins := moment(on, dt.time())) > now), default=None)


def _force(project: Project) -> set[User]:
    """Who works on the project: the members of its task force who are still here, and who is responsible."""
    force = project.task_force
    members = {each for each in force.members.all() if each.is_active} if force else set()
    return members | ({project.responsible} if project.responsible else set())


def _tell(blockers: Iterable[Blocker], now: dt.datetime) -> None:
    """One notice for each person and height."""
    handlers: dict[int | None, list[User]] = {}
    for person in User.objects.holding(Role.HANDLER):
        handlers.setdefault(person.department_id, []).append(person)
    owed = []
    for blocker in blockers:
        told = f"{Escalation.DEPARTMENT}:{blocker.department_id}"
        owed += [(person, blocker, told, _("需协调：%(text)s")) for person in handlers.get(blocker.department_id, [])]
        if blocker.escalation >= Escalation.TASK_FORCE:
            key = str(Escalation.TASK_FORCE)
            owed += [(person, blocker, key, _("未按时答复：%(text)s")) for person in _force(blocker.project)]
        if blocker.escalation >= Escalation.LEADER and blocker.project.leader_id:
            owed.append((blocker.project.leader, blocker, str(Escalation.LEADER), _("多日未答复：%(text)s")))
    tell((_message(*each) for each in owed), now=now)


def _message(person: User, blocker: Blocker, told: str, title: Promise) -> Message:
    url, key = reverse("projects:blocker_detail", args=[blocker.pk]), f"blocker:{blocker.pk}:{told}:{person.pk}"
    return Message(person, title, blocker.project.name, url, key, {"text": blocker.text}, email=True)
