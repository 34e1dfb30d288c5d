"""提醒填报: remind those who answer for a project of this week's report now, beside the reminder of Monday."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.kernel.forms import Form
from core.models import User
from core.post.notices import Message, tell, told_before
from core.sheets.picking import Act, Doing, Idle
from projects.models import Project, Update
from projects.periods import reported_period
from projects.register.acts import project_url


def _remind(project: Project, asked: Doing) -> str:
    """One notice and e-mail a person, project and day, however often and by whomever it is asked for."""
    period = reported_period(asked.now)
    if not project.owes_updates:
        raise Idle(_("这个项目本期无需填报。"))
    if Update.objects.filter(project=project, period=period).exists():
        raise Idle(_("本期已报。"))
    people = {each.pk: each for each in (project.responsible, project.reporter) if each and each.is_active}
    if not people:
        raise Idle(_("责任人待指定，没有人可提醒。"))
    on = timezone.localdate(asked.now)
    left = [person for person in people.values() if not told_before(_key(project, person, on), person)]
    if not left:
        raise Idle(_("今天已提醒过。"))
    title, words = (
        gettext_lazy("请填报第%(week)d周进展：%(project)s"),
        {"week": period.iso_week, "project": project.name},
    )
    body, url = _("%(who)s提醒你填报。") % {"who": asked.by}, project_url(project)
    many, page = gettext_lazy("请填报第%(week)d周进展：%(n)d 个项目"), reverse("workbench")
    message = Message(asked.by, title, body, url, "", words, email=True, many=many, many_url=page)
    tell([message._replace(user=each, key=_key(project, each, on)) for each in left], now=asked.now)
    return _("已提醒%(people)s。") % {"people": _("、").join(str(person) for person in left)}


def _key(project: Project, person: User, on: dt.date) -> str:
    return f"remind:{project.pk}:{person.pk}:{on}"


REMIND = Act(
    "remind",
    gettext_lazy("提醒填报"),
    lambda user: user.holds(Role.LEADER, Role.PROJECT_OFFICER),
    lambda user, project: user.has_perm("projects.turn_project", project),
    lambda data, _user: Form(data),
    _remind,
    gettext_lazy("提醒责任人和填报人填报本期进展；同一个项目一天只提醒一次。"),
)
