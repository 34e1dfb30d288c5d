"""A link by which a person sets a password: given by the security administrator, used once, kept nowhere."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import AuditKind, Role
from core.guard import audit, lockout
from core.guard.accounts import doors
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.models import PasswordLink, User
from core.post.notices import Message, tell


class LinkTokens(PasswordResetTokenGenerator):
    """Django's secrets, which end with the password, a log-in and their time; ours end with the next link as well."""

    key_salt = "core.guard.accounts.links"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        link = latest(user)
        return f"{super()._make_hash_value(user, timestamp)} {link.pk if link else 0}"


tokens = LinkTokens()


def latest(person: User) -> PasswordLink | None:
    """The link that a person was given last."""
    return PasswordLink.objects.filter(person=person).select_related("given_by").order_by("-pk").first()


def lives() -> dt.timedelta:
    """How long a link may be used."""
    return dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def pending(person: User, now: dt.datetime) -> PasswordLink | None:
    """The latest link, while nobody has used it and it may still be used."""
    link = latest(person)
    return link if link and not link.used_at and link.given_at + lives() > now else None


def refusal(person: User) -> str:
    """Why this person can be given no link and use none, in words; "" when they can."""
    if person.is_example:
        return _("演示账号的密码是公开的，不能修改。")
    if not person.is_active:
        return _("账号已停用，启用后才能生成链接。")
    if not person.roles:
        return _("这个账号还没有角色，角色获同意后才能生成链接。")
    return ""


@transaction.atomic
def give(person: User, *, by: User, request: HttpRequest, now: dt.datetime) -> str:
    """The address by which this person sets a password, once; a former one ends. It is not kept: show it now.

    Auditors hear of it, for whoever has the link can be that person, an administrator among them. Raises
    ValidationError with the words of `refusal`.
    """
    row = locked(User, person.pk)
    if why := refusal(row):
        raise ValidationError(why, code="no_link")
    link = PasswordLink.objects.create(person=row, given_by=by, given_at=now)
    audit.record(AuditKind.LINK, user=by, request=request, what=doors.named(row))
    title, words = gettext_lazy("%(who)s为%(name)s生成了设置密码的一次性链接"), {"who": by, "name": row}
    auditors, page = User.objects.holding(Role.AUDITOR), reverse("core:account_detail", args=[row.pk])
    tell(
        [
            Message(each, title, "", page, f"password-link:{link.pk}:{each.pk}", words, personal=True)
            for each in auditors
        ],
        now=now,
    )
    key = urlsafe_base64_encode(force_bytes(row.pk))
    return request.build_absolute_uri(reverse("core:password_link", args=[key, tokens.make_token(row)]))


def used(person: User, *, request: HttpRequest, now: dt.datetime) -> None:
    """A password was set by the latest link: nobody stays logged in or shut out, and the person is told who gave it."""
    link = latest(person)
    if link is None:
        raise RuntimeError("a secret holds without a link")
    link.use(at=now)
    doors.shut_sessions(person)
    lockout.unlock(person.username)
    audit.record(AuditKind.PASSWORD, user=person, request=request, what=doors.named(link.given_by))
    title, words = gettext_lazy("你的密码已通过%(who)s生成的一次性链接重新设置"), {"who": link.given_by}
    with in_house_language():
        body = _("如果不是你本人设置的，请马上联系安全管理员。")
    key = f"password-link:{link.pk}:used"
    tell([Message(person, title, body, reverse("core:me"), key, words, email=True, personal=True)], now=now)
