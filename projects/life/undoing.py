"""误建撤销: a project that was registered by mistake goes, within a day and while nothing hangs on it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.kernel.locks import locked
from core.models import User
from projects.hanging import hanging_on
from projects.models import Project

WITHIN = dt.timedelta(hours=24)


def reason_against(project: Project, user: User, *, now: dt.datetime) -> str:
    """Why this person cannot take the registration back; "" when they can."""
    if project.registered_at is None or project.registered_by_id is None:
        return _("登记时间没有记载，不能撤销")
    if project.registered_by_id != user.pk:
        return _("只有登记人可以撤销")
    if now - project.registered_at > WITHIN:
        return _("已过 24 小时，不能撤销")
    if hanging := hanging_on(project):
        return _("已有%(what)s，不能撤销") % {"what": _("、").join(hanging)}
    return ""


@transaction.atomic
def undo(project: Project, *, by: User, now: dt.datetime) -> None:
    """Take the project away with what was typed with it; the audit trail keeps that, and by whom.

    Raises ValidationError with the reason why it stays.
    """
    saved = locked(Project, project.pk)
    if reason := reason_against(saved, by, now=now):
        raise ValidationError(reason, code="stays")
    saved.delete()
