"""交办单: issued in the meeting, worked on by its owner, struck off (销号) by a leader with proof.

Every step is a line of 办理情况 with a number of its own, so the same tap twice is one step.
"""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.taps import of_tap
from core.models import Department, User
from core.office.photos import store_photo
from projects.enums import ActionState, EntryKind
from projects.models import Action, ActionEntry, Instruction, Paper, Period, Postponement, Project


@transaction.atomic
def issue(
    *,
    period: Period,
    project: Project,
    title: str,
    owner: User,
    due_on: dt.date,
    by: User,
    now: dt.datetime,
    client_id: uuid.UUID,
    requirements: str = "",
    department: Department | None = None,
    instruction: Instruction | None = None,
) -> Action:
    """Issue a 交办单 with the next number of the week (2026-48-01), and tell its owner.

    The period's row is locked, so numbers follow each other without a gap; the same `client_id` returns the first.
    Raises ValidationError once the week is closed, and when the 批示 already has its 交办单.
    """
    held = locked(Period, period.pk)
    if same := of_tap(Action.objects.filter(period=period, project=project), client_id):
        return same
    if held.closed_at:
        raise ValidationError(_("本期已结束，请在下一期签发。"), code="closed")
    action = Action.objects.create(
        number=next_number(period),
        period=period,
        project=project,
        title=title,
        requirements=requirements,
        owner=owner,
        department=department or owner.department,
        due_on=due_on,
        issued_by=by,
        issued_at=now,
        client_id=client_id,
    )
    if instruction and not Instruction.objects.filter(pk=instruction.pk, action__isnull=True).update(action=action):
        raise ValidationError(_("这条批示已经转为交办单。"), code="instruction")
    project.renew_standing(now=now)
    action.tell(owner, _("新交办单 %(number)s，%(on)s 前办结"), key="issued", now=now)
    return action


def next_number(period: Period) -> str:
    """The next free number of a week. The caller holds the lock of the period."""
    prefix = f"{period.iso_year}-{period.iso_week:02d}-"
    taken = Action.objects.filter(number__startswith=prefix).values_list("number", flat=True)
    return f"{prefix}{max((int(number.removeprefix(prefix)) for number in taken), default=0) + 1:02d}"


@transaction.atomic
def report(
    action: Action, *, text: str, by: User, now: dt.datetime, client_id: uuid.UUID, papers: Sequence[UploadedFile] = ()
) -> ActionEntry:
    """A word on how it goes, with what papers there are."""
    held = locked(Action, action.pk)
    if same := _same_step(held, client_id):
        return same
    _must_be_open(held)
    entry = held.write(EntryKind.PROGRESS, text, by=by, now=now, number=client_id)
    Paper.objects.put(held.project, papers, entry=entry, by=by, now=now, client_id=client_id)
    return entry


@transaction.atomic
def hand_in(
    action: Action,
    *,
    text: str,
    by: User,
    now: dt.datetime,
    client_id: uuid.UUID,
    photo: UploadedFile | None = None,
    papers: Sequence[UploadedFile] = (),
) -> ActionEntry:
    """报请销号: the owner hands in what proves it, a photo or a paper.

    Raises ValidationError for neither of them, and for a file that is none.
    """
    held = locked(Action, action.pk)
    if same := _same_step(held, client_id):
        return same
    _must_be_open(held)
    if not (photo or papers):
        raise ValidationError(_("报请销号要有佐证：照片或文件至少一份。"), code="no_evidence")
    entry = held.write(EntryKind.PROOF, text, by=by, now=now, number=client_id)
    if photo:
        entry.photo = store_photo(photo, by=by, now=now)
        entry.save(update_fields=["photo"])
    Paper.objects.put(held.project, papers, entry=entry, by=by, now=now, client_id=client_id)
    held.state = action.state = ActionState.SUBMITTED
    held.save(update_fields=["state"])
    held.tell(held.issued_by, _("交办单 %(number)s 报请销号"), key=f"proof:{entry.pk}", now=now)
    return entry


@transaction.atomic
def send_back(action: Action, *, text: str, by: User, now: dt.datetime, client_id: uuid.UUID) -> ActionEntry:
    """退回: the proof is not enough. Raises ValidationError when nothing was handed in."""
    held = locked(Action, action.pk)
    if same := _same_step(held, client_id):
        return same
    _must_be_handed_in(held)
    entry = held.write(EntryKind.RETURNED, text, by=by, now=now, number=client_id)
    held.state = action.state = ActionState.OPEN
    held.save(update_fields=["state"])
    held.tell(held.owner, _("交办单 %(number)s 被退回"), key=f"returned:{entry.pk}", now=now)
    return entry


@transaction.atomic
def strike_off(action: Action, *, text: str, by: User, now: dt.datetime, client_id: uuid.UUID) -> ActionEntry:
    """销号. Raises ValidationError without proof; a pending 延期申请 lapses with it."""
    held = locked(Action, action.pk)
    if same := _same_step(held, client_id):
        return same
    _must_be_handed_in(held)
    entry = held.write(EntryKind.CLOSED, text, by=by, now=now, number=client_id)
    held.state, held.closed_at, held.closed_by = ActionState.CLOSED, now, by
    held.save(update_fields=["state", "closed_at", "closed_by"])
    action.refresh_from_db()
    with in_house_language():
        held.postponements.lapse(note=gettext("已销号。"), by=by, now=now)
    held.project.renew_standing(now=now)
    held.tell(held.owner, _("交办单 %(number)s 已销号"), key="closed", now=now)
    return entry


@transaction.atomic
def ask_for_later(action: Action, *, to_on: dt.date, reason: str, by: User, now: dt.datetime) -> Postponement:
    """延期申请 for a 交办单. The same request again is the one that waits.

    Raises ValidationError for a date that is not later, while another request waits, and once it is struck off.
    """
    held = locked(Action, action.pk)
    if same := held.postponements.waiting_like(to_on=to_on, reason=reason):
        return same
    _must_be_open(held)
    if to_on <= held.due_on:
        raise ValidationError(_("新期限要晚于 %(on)s。") % {"on": held.due_on}, code="not_later")
    return held.postponements.create(from_on=held.due_on, to_on=to_on, reason=reason, requested_by=by, requested_at=now)


@transaction.atomic
def hand_on(action: Action, *, to: User, reason: str, by: User, now: dt.datetime, client_id: uuid.UUID) -> ActionEntry:
    """转交: somebody else owns it from now on, as when its owner moves to another post. The date stays.

    Raises ValidationError once it has ended, and for the present owner.
    """
    held = locked(Action, action.pk)
    if same := _same_step(held, client_id):
        return same
    _must_be_open(held)
    if to == held.owner:
        raise ValidationError(_("%(to)s已是责任人。") % {"to": to}, code="same_owner")
    with in_house_language():
        said = gettext("由%(one)s转%(other)s：%(reason)s") % {"one": held.owner, "other": to, "reason": reason}
    entry = held.write(EntryKind.HANDED, said, by=by, now=now, number=client_id)
    held.owner, held.department = to, to.department
    held.save(update_fields=["owner", "department"])
    action.refresh_from_db()
    held.tell(to, _("转来交办单 %(number)s，%(on)s 前办结"), key=f"handed:{entry.pk}", now=now)
    return entry


@transaction.atomic
def correct(
    action: Action, *, title: str, requirements: str, due_on: dt.date, by: User, now: dt.datetime, client_id: uuid.UUID
) -> ActionEntry:
    """更正: other words or another date, while its owner has not begun. The course keeps what stood there before.

    Raises ValidationError once something was written, asked or handed on, and when nothing differs.
    """
    held = locked(Action, action.pk)
    if same := _same_step(held, client_id):
        return same
    if not held.is_fresh:
        raise ValidationError(_("责任人已开始办理，不能再更正；可以撤销后重新签发。"), code="begun")
    with in_house_language():
        changes = [
            gettext("%(what)s原为“%(before)s”") % {"what": Action._meta.get_field(name).verbose_name, "before": before}
            for name, before, after in (
                ("title", held.title, title),
                ("due_on", held.due_on, due_on),
                ("requirements", held.requirements, requirements),
            )
            if before != after
        ]
    if not changes:
        raise ValidationError(_("没有改动。"), code="same")
    entry = held.write(EntryKind.CORRECTED, "；".join(changes), by=by, now=now, number=client_id)
    held.title, held.requirements, held.due_on = title, requirements, due_on
    held.save(update_fields=["title", "requirements", "due_on"])
    action.refresh_from_db()
    held.project.renew_standing(now=now)
    held.tell(held.owner, _("交办单 %(number)s 已更正，%(on)s 前办结"), key=f"corrected:{entry.pk}", now=now)
    return entry


@transaction.atomic
def revoke(action: Action, *, reason: str, by: User, now: dt.datetime, client_id: uuid.UUID) -> ActionEntry:
    """撤销: it should not have been issued. Its number stays taken; a 批示 behind it may be carried out by another one.

    A pending 延期申请 lapses with it. Raises ValidationError once it is struck off.
    """
    held = locked(Action, action.pk)
    if same := _same_step(held, client_id):
        return same
    _must_be_open(held)
    entry = held.write(EntryKind.REVOKED, reason, by=by, now=now, number=client_id)
    held.state, held.closed_at, held.closed_by = ActionState.REVOKED, now, by
    held.save(update_fields=["state", "closed_at", "closed_by"])
    Instruction.objects.filter(action=held).update(action=None)
    action.refresh_from_db()
    with in_house_language():
        held.postponements.lapse(note=gettext("交办单已撤销。"), by=by, now=now)
    held.project.renew_standing(now=now)
    held.tell(held.owner, _("交办单 %(number)s 已撤销"), key="revoked", now=now)
    return entry


def _same_step(action: Action, client_id: uuid.UUID) -> ActionEntry | None:
    return of_tap(action.entries.all(), client_id)


def _must_be_open(action: Action) -> None:
    if not action.is_open:
        words = {"state": action.get_state_display()}
        raise ValidationError(_("交办单%(state)s，不能再登记。") % words, code="closed")


def _must_be_handed_in(action: Action) -> None:
    _must_be_open(action)
    if action.state != ActionState.SUBMITTED:
        raise ValidationError(_("责任人还没有报请销号，请先提交办结佐证。"), code="no_proof")
