"""Writing the audit trail. Only Django's own log-in signals are listened to; everything else calls `record`.

What people write into the registers is not written here: the database itself makes those lines (core/models/trail.py).
"""

import datetime as dt

from django.conf import settings
from django.contrib.auth import signals
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from core.enums import AuditKind, Noise
from core.kernel.logs import request_id_var
from core.models import AuditEvent, AuditNoise, User


def record(
    kind: AuditKind,
    *,
    user: AbstractBaseUser | AnonymousUser | None,
    request: HttpRequest | None,
    what: str = "",
    about: models.Model | tuple[str, int | None] | None = None,
) -> None:
    """Append one line in the current transaction. `about` is a row, or the name of a table with a key or without."""
    table, row = (about._meta.db_table, about.pk) if isinstance(about, models.Model) else about or ("", None)
    person = user if isinstance(user, User) else None
    AuditEvent.objects.create(
        at=timezone.now(),
        kind=kind,
        user=person,
        who=person.username if person else "",
        what=what.replace("\x00", "")[:200],  # an address may carry what no text takes
        address=address_of(request),
        request_id=request_id_var.get(),
        table=table,
        row=row,
    )


def address_of(request: HttpRequest | None) -> str | None:
    """Where a request came from, behind the proxies that are ours."""
    return (request.META.get("REMOTE_ADDR") or None) if request else None


def count(what: Noise, *, request: HttpRequest | None) -> None:
    """One more of what strangers cause."""
    AuditNoise.objects.count_one(what, address=address_of(request), now=timezone.now())


def _on_login(sender: object, request: HttpRequest, user: User, **_kwargs: object) -> None:
    record(AuditKind.LOGIN, user=user, request=request)


def _on_logout(sender: object, request: HttpRequest, user: User | None, **_kwargs: object) -> None:
    if user:
        record(AuditKind.LOGOUT, user=user, request=request)


def _on_login_failed(
    sender: object, credentials: dict[str, str], request: HttpRequest | None = None, **_kw: object
) -> None:
    """A line for each guess at an account that there is, until it is locked.

    A name that nobody has may be a password in the wrong field: it is counted, like what is tried at a locked door.
    """
    person = User.objects.filter(username=str(credentials.get("username", ""))).first()
    if person is None or _locked(person, address_of(request)):
        count(Noise.LOGIN, request=request)
    else:
        record(AuditKind.LOGIN_FAILED, user=person, request=request)


def _locked(person: User, address: str | None) -> bool:
    since = timezone.now() - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    lately = AuditEvent.objects.filter(user=person, at__gt=since, kind=AuditKind.LOGIN_FAILED, address=address)
    return lately.count() >= settings.AXES_FAILURE_LIMIT


def listen() -> None:
    """Connect to Django's log-in signals, once."""
    signals.user_logged_in.connect(_on_login, dispatch_uid="audit.login")
    signals.user_logged_out.connect(_on_logout, dispatch_uid="audit.logout")
    signals.user_login_failed.connect(_on_login_failed, dispatch_uid="audit.login_failed")
