"""Shutting an account and opening it again: the verbs of the security administrator. Each is in the audit trail."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.enums import AuditKind
from core.guard import audit, lockout
from core.kernel.locks import locked
from core.models import User


def named(person: User) -> str:
    """A person as the audit trail names them, whose name may change later."""
    return f"{person}（{person.username}）"


@transaction.atomic
def disable(person: User, *, by: User, request: HttpRequest | None) -> None:
    """Let a person in no more; their sessions end at once. What they did and hold stays. Twice is once.

    Raises ValidationError for oneself.
    """
    if person.pk == by.pk:
        raise ValidationError(_("不能停用自己的账号。"), code="own")
    row = locked(User, person.pk)
    if row.is_active:
        row.is_active = False
        row.save(update_fields=["is_active"])
        shut_sessions(row)
        audit.record(AuditKind.DISABLED, user=by, request=request, what=named(row))


@transaction.atomic
def enable(person: User, *, by: User, request: HttpRequest | None) -> None:
    """Let a person in again, with the roles that they hold. Twice is once.

    Raises ValidationError where the personal data was erased: who comes back gets an account anew.
    """
    row = locked(User, person.pk)
    if row.is_erased:
        raise ValidationError(_("这个账号的个人信息已经删除，不能再启用。"), code="erased")
    if not row.is_active:
        row.is_active = True
        row.save(update_fields=["is_active"])
        audit.record(AuditKind.ENABLED, user=by, request=request, what=named(row))


@transaction.atomic
def unlock(person: User, *, by: User, request: HttpRequest | None) -> None:
    """Forget the wrong passwords that shut a person out. Twice is once."""
    if lockout.unlock(person.username):
        audit.record(AuditKind.UNLOCKED, user=by, request=request, what=named(person))


@transaction.atomic
def end_sessions(person: User, *, by: User, request: HttpRequest | None) -> None:
    """Log a person out wherever they are logged in."""
    shut_sessions(person)
    audit.record(AuditKind.SESSIONS, user=by, request=request, what=named(person))


def shut_sessions(person: User) -> None:
    """Let no session of a person be theirs any more (`User._get_session_auth_hash`)."""
    User.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1)
