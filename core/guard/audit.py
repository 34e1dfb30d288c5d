"""Writing the audit trail. Only Django's own log-in signals are listened to; everything else calls `record`."""

from django.contrib.auth import signals
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from core.enums import AuditKind
from core.kernel.logs import request_id_var
from core.models import AuditEvent, User


def record(
    kind: AuditKind, *, user: User | AnonymousUser | None, request: HttpRequest | None, what: str = "", who: str = ""
) -> None:
    """Append one event in the current transaction."""
    AuditEvent.objects.create(
        at=timezone.now(),
        kind=kind,
        user=user if isinstance(user, User) else None,
        who=(who or (user.username if user else ""))[:150],
        what=what[:200],
        address=request.META.get("REMOTE_ADDR") or None if request else None,
        request_id=request_id_var.get(),
    )


def _on_login(sender: object, request: HttpRequest, user: User, **_kwargs: object) -> None:
    record(AuditKind.LOGIN, user=user, request=request)


def _on_logout(sender: object, request: HttpRequest, user: User | None, **_kwargs: object) -> None:
    if user:
        record(AuditKind.LOGOUT, user=user, request=request)


def _on_login_failed(
    sender: object, credentials: dict[str, str], request: HttpRequest | None = None, **_kw: object
) -> None:
    record(AuditKind.LOGIN_FAILED, user=None, request=request, who=str(credentials.get("username", "")))


def listen() -> None:
    """Connect to Django's log-in signals, once."""
    signals.user_logged_in.connect(_on_login, dispatch_uid="audit.login")
    signals.user_logged_out.connect(_on_logout, dispatch_uid="audit.logout")
    signals.user_login_failed.connect(_on_login_failed, dispatch_uid="audit.login_failed")
