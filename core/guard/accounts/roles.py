"""Other roles for a person: asked for by one, decided by another, and neither of them about themselves."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import APART, CHANGES_ROLES, AuditKind, RequestedRoles, Role
from core.guard import audit
from core.hands.reading import entwined
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.models import RoleRequest, User, UserQuerySet, labels_of
from core.post.notices import Message, tell


def deciders(asked: RoleRequest) -> UserQuerySet:
    """Who may decide on a request: those who may ask for one, but neither who asked nor whom it is about, nor who
    stands in for one of them."""
    return User.objects.holding(*CHANGES_ROLES).exclude(pk__in=_concerned(asked))


def may_decide(user: User, asked: RoleRequest) -> bool:
    """Whether `deciders` would find this person."""
    return user.is_active and user.holds(*CHANGES_ROLES) and user.pk not in _concerned(asked)


def _concerned(asked: RoleRequest) -> set[int]:
    return entwined(asked.asked_by_id, asked.person_id, at=timezone.now())


def refuse_together(roles: Collection[str]) -> None:
    """Raise ValidationError for roles that one person may not hold together."""
    if len({*roles} & {str(role) for role in APART}) > 1:
        raise ValidationError(_("系统管理员、安全管理员、审计须由不同的人担任。"), code="apart")


@transaction.atomic
def ask(
    person: User, wanted: Collection[str], *, reason: str, by: User, request: HttpRequest | None, now: dt.datetime
) -> RoleRequest:
    """Ask for other roles; those who may decide are told. The very same request again is the one that waits.

    Raises ValidationError for roles that are held already or exclude each other, and while another request waits.
    """
    refuse_together(wanted)
    wanted = [str(role) for role in Role if role in wanted]
    held = locked(User, person.pk)
    if waiting := RoleRequest.objects.waiting().filter(person=held).first():
        if waiting.wanted == wanted and waiting.asked_by_id == by.pk:
            return waiting
        raise ValidationError(_("已有一份申请待决定，决定或撤回之后才能再申请。"), code="already_asked")
    if set(held.roles) == set(wanted):
        raise ValidationError(_("角色没有变化。"), code="unchanged")
    asked = RoleRequest.objects.create(
        person=held, before=held.roles, wanted=wanted, reason=reason, asked_by=by, asked_at=now
    )
    _record(asked, by=by, request=request)
    tell(_asked(asked), now=now)
    return asked


@transaction.atomic
def decide(
    asked: RoleRequest, approve: bool, *, word: str, by: User, request: HttpRequest | None, now: dt.datetime
) -> RoleRequest:
    """The second person's word. Approved, the person holds the roles at once; all concerned are told.

    The same word again changes nothing. Raises ValidationError for a request that somebody else decided, for who asked
    or is concerned, and for an approval of what no longer fits: the roles changed after it was asked.
    """
    person, asked = locked(User, asked.person_id), locked(RoleRequest, asked.pk)
    state = RequestedRoles.APPROVED if approve else RequestedRoles.REFUSED
    if asked.state == state and asked.decided_by_id == by.pk:
        return asked
    _refuse_settled(asked)
    if not may_decide(by, asked):
        raise ValidationError(_("申请人和本人不能决定，须由另一位管理员决定。"), code="not_yours")
    if approve:
        _give(person, asked)
    return _settle(asked, state, word=word, by=by, request=request, now=now)


@transaction.atomic
def withdraw(asked: RoleRequest, *, by: User, request: HttpRequest | None, now: dt.datetime) -> RoleRequest:
    """Take one's own request back; a second press changes nothing. Raises ValidationError for a request of somebody
    else, and for one that was decided."""
    asked = locked(RoleRequest, asked.pk)
    if asked.asked_by_id != by.pk:
        raise ValidationError(_("只有申请人可以撤回。"), code="not_yours")
    if asked.state == RequestedRoles.WITHDRAWN:
        return asked
    _refuse_settled(asked)
    return _settle(asked, RequestedRoles.WITHDRAWN, word="", by=by, request=request, now=now)


def _refuse_settled(asked: RoleRequest) -> None:
    if asked.state != RequestedRoles.ASKED:
        said = {"state": asked.get_state_display(), "who": asked.decided_by}
        raise ValidationError(_("这份申请%(state)s（%(who)s），没有再次保存。") % said, code="settled")


def _give(person: User, asked: RoleRequest) -> None:
    if set(person.roles) != set(asked.before):
        now = labels_of(person.roles) or _("无角色")
        words = _("申请之后%(name)s的角色已变为：%(now)s。这份申请不能再同意，请不同意或撤回，再重新申请。")
        raise ValidationError(words % {"name": person, "now": now}, code="stale")
    person.roles = asked.wanted
    person.save(update_fields=["roles"])


def _settle(
    asked: RoleRequest, state: RequestedRoles, *, word: str, by: User, request: HttpRequest | None, now: dt.datetime
) -> RoleRequest:
    asked.state, asked.word, asked.decided_by, asked.decided_at = state, word, by, now
    asked.save(update_fields=["state", "word", "decided_by", "decided_at"])
    _record(asked, by=by, request=request)
    if state != RequestedRoles.WITHDRAWN:
        tell(_decided(asked), now=now)
    return asked


def _record(asked: RoleRequest, *, by: User, request: HttpRequest | None) -> None:
    with in_house_language():
        words = _("%(state)s：%(name)s（%(username)s）%(before)s → %(wanted)s") % {
            "state": asked.get_state_display(),
            "name": asked.person,
            "username": asked.person.username,
            "before": asked.before_labels,
            "wanted": asked.wanted_labels,
        }
    audit.record(AuditKind.ROLES, user=by, request=request, what=words)


def _change(asked: RoleRequest) -> str:
    """What changes, and why, as a notice keeps it."""
    with in_house_language():
        lines = [f"{asked.before_labels} → {asked.wanted_labels}", _("理由：%(reason)s") % {"reason": asked.reason}]
        if asked.word:
            lines.append(_("意见：%(word)s") % {"word": asked.word})
    return "\n".join(lines)


def _asked(asked: RoleRequest) -> Iterable[Message]:
    title = gettext_lazy("%(who)s申请调整%(name)s的角色，请你决定")
    words, url = {"who": asked.asked_by, "name": asked.person}, page_of_account(asked.person_id)
    for user in deciders(asked):
        key = f"role-request:{asked.pk}:asked:{user.pk}"
        yield Message(user, title, _change(asked), url, key, words, email=True, personal=True)


def _decided(asked: RoleRequest) -> Iterable[Message]:
    """To who asked, whom it is about, and the auditors."""
    approved = asked.state == RequestedRoles.APPROVED
    title = gettext_lazy("%(name)s的角色已调整") if approved else gettext_lazy("调整%(name)s角色的申请未获同意")
    told = {asked.asked_by_id: asked.asked_by, asked.person_id: asked.person}
    told |= {user.pk: user for user in User.objects.holding(Role.AUDITOR)}
    for user in told.values():
        url = page_of_account(asked.person_id) if user.holds(*CHANGES_ROLES, Role.AUDITOR) else reverse("core:me")
        key = f"role-request:{asked.pk}:decided:{user.pk}"
        yield Message(user, title, _change(asked), url, key, {"name": asked.person}, personal=True)


def page_of_account(pk: int) -> str:
    """The address of a person's account."""
    return reverse("core:account_detail", args=[pk])
