"""A signed lead that is corrected: 撤回签约 on the same day, or another day of signing."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel import history
from core.kernel.locks import locked
from core.models import User
from core.post.notices import Message, tell
from projects.enums import LeadState, Stage
from projects.hanging import hanging_on
from projects.models import Assignment, Lead, Project, StageChange, Standing

MADE_BY_SIGNING: tuple[type[models.Model], ...] = (Assignment, Lead, StageChange, Standing)


def reason_against(lead: Lead, user: User, *, now: dt.datetime) -> str:
    """Why this person cannot take the signing back; "" when they can."""
    project = lead.project
    if project is None:
        return _("这条线索没有签约")
    if project.registered_by_id != user.pk or project.registered_at is None:
        return _("只有登记签约的人可以撤回")
    if timezone.localdate(project.registered_at) != timezone.localdate(now):
        return _("已过登记签约的当天，不能撤回")
    if hanging := hanging_on(project, besides=MADE_BY_SIGNING):
        return _("项目已有%(what)s，不能撤回") % {"what": _("、").join(hanging)}
    return ""


@transaction.atomic
def unsign(lead: Lead, *, by: User, now: dt.datetime) -> None:
    """撤回签约: the lead is open again and its project goes; the audit trail keeps it. Who follows the lead is told.

    A second time changes nothing. Raises ValidationError with the reason why it stays.
    """
    held = locked(Lead, lead.pk)
    if held.state == LeadState.OPEN:
        return
    if held.project_id:
        locked(Project, held.project_id)
    if reason := reason_against(held, by, now=now):
        raise ValidationError(reason, code="stays")
    project = held.project
    held.state, held.closed_on, held.project = LeadState.OPEN, None, None
    held.save(update_fields=["state", "closed_on", "project"])
    if project:
        project.delete()
    lead.refresh_from_db()
    if held.officer != by:
        url, key = reverse("projects:lead_detail", args=[held.pk]), f"unsigned:{history.newest(held).pgh_id}"
        title = gettext_lazy("签约已撤回，线索仍由你跟进：%(lead)s")
        tell([Message(held.officer, title, "", url, key, {"lead": held})], now=now)


@transaction.atomic
def redate(lead: Lead, *, on: dt.date, by: User, today: dt.date) -> None:
    """更正签约日期, in the lead, in the stages of its project, and of the duties that began with it.

    Raises ValidationError for a lead that is not signed, a day before it came or after today, and a day after the
    project entered its next stage.
    """
    held = locked(Lead, lead.pk)
    if held.project_id is None:
        raise ValidationError(_("这条线索没有签约"), code="not_signed")
    project = locked(Project, held.project_id)
    if not held.received_on <= on <= today:
        words = {"on": held.received_on}
        raise ValidationError(_("签约日期要在收到线索（%(on)s）之后、今天之前。") % words, code="wrong_day")
    later = project.stage_changes.exclude(stage=Stage.SIGNED).first()
    if later and on > later.on:
        words = {"stage": later.get_stage_display(), "on": later.on}
        raise ValidationError(_("签约日期不能晚于%(stage)s的日期（%(on)s）。") % words, code="after_next")
    before = held.closed_on
    project.stage_changes.filter(stage=Stage.SIGNED).update(on=on, by=by)
    began = project.assignments.filter(starts_on=before)
    if not began.filter(ends_on__lt=on).exists():
        began.update(starts_on=on)
    held.closed_on = on
    held.save(update_fields=["closed_on"])
    project.renew_standing()
    lead.refresh_from_db()
