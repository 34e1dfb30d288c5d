"""Saving what the project's form was sent: a project is registered or amended, with its plan and its stages."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.kernel.locks import locked
from core.models import User, refuse_lookalikes
from projects.enums import Duty
from projects.models import Project
from projects.payloads import MilestoneRow
from projects.register.forms import ProjectForm


@transaction.atomic
def register(form: ProjectForm, rows: Iterable[MilestoneRow], *, by: User, now: dt.datetime) -> Project:
    """新建: a valid form becomes a project with its nodes, its holders from today on, and the stages it entered.

    Without a code it gets the next one. Raises ValidationError for a name or code that somebody took meanwhile, and for
    a stage that it cannot enter.
    """
    code = Project.objects.next_code(form.today)  # locks: registrations come one after the other
    project = form.save(commit=False)
    project.stage, project.client_id = "", form.cleaned_data["client_id"] or project.client_id
    project.code = project.code or code
    project.registered_by, project.registered_at = by, now
    project.validate_unique()
    refuse_lookalikes(project)
    project.save()
    project.record_holders(dict.fromkeys(Duty), on=form.today, by=by)
    project.plan_milestones(rows)
    form.enter_stages(project, by=by)
    return project


@transaction.atomic
def leave_stages(project: Project) -> None:
    """更正: a project that was in no stage is in none again. Only what entered the stages may say so: an import that is
    taken back.
    """
    saved = locked(Project, project.pk)
    saved.stage_changes.all().delete()
    saved.stage = ""
    saved.save(update_fields=["stage"])
    saved.renew_standing()


@transaction.atomic
def amend(project: Project, form: ProjectForm, rows: Iterable[MilestoneRow], *, by: User) -> Project:
    """修改: save a valid form over the project as it was loaded, its nodes, who holds its duties, and its stages.

    Returns the project as saved. Raises Conflict when somebody saved since the form was shown, and ValidationError for
    what a verb refuses.
    """
    before = project.holders
    saved = project.amend(form.values(), expected_version=form.cleaned_data["version"] or 0)
    saved.record_holders(before, on=form.today, by=by)
    saved.plan_milestones(rows)
    form.enter_stages(saved, by=by)
    return saved


@transaction.atomic
def list_as_key(project: Project, on: dt.date) -> bool:
    """列入重点项目 from a day on, as the project's form does; one that was dropped comes back. False for one that is
    listed: it stays so.

    Raises ValidationError for one that has ended.
    """
    saved = locked(Project, project.pk)
    if saved.key_listed_on and not saved.key_until:
        return False
    if saved.closed_on:
        raise ValidationError(_("项目已结束，不能列入重点项目。"), code="has_ended")
    saved.key_listed_on, saved.key_until = on, None
    saved.version += 1
    saved.save(update_fields=["key_listed_on", "key_until", "version"])
    saved.renew_standing()
    return True


@transaction.atomic
def add_kinds(project: Project, kinds: Iterable[str]) -> list[str]:
    """Add kinds to what the zone calls it, and return those that are new; what is there stays."""
    saved = locked(Project, project.pk)
    new = [kind for kind in kinds if kind not in saved.attract_kinds]
    if new:
        saved.attract_kinds = [*saved.attract_kinds, *new]
        saved.version += 1
        saved.save(update_fields=["attract_kinds", "version"])
    return new
