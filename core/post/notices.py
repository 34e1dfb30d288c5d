"""Tell people something, once: in the house, and by e-mail when it waits for them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.enums import Role
from core.hands.reading import running
from core.kernel.language import in_house_language
from core.models import Notice, User
from core.post.deliveries import FOR_DEPUTY, owe_email

TITLE_LENGTH = KEY_LENGTH = 120


class Message(NamedTuple):
    """What a person is told. `key` says what for: the same key is told once, whoever tells it and however often.

    `words` fill the placeholders of the title. `email` is for what waits for the person, or is late; what is only good
    to know stays in the house.
    """

    user: User
    title: str | Promise
    body: str
    url: str
    key: str
    words: Mapping[str, object] | None = None
    email: bool = False
    personal: bool = False  # about the account itself: no deputy hears of it


def tell(messages: Iterable[Message], *, now: dt.datetime) -> None:
    """Write down the notices, and the e-mails that are owed. What was told before is left alone.

    A notice is kept in words, so they are those of the house, not those of whoever happened to cause it.
    """
    with in_house_language():
        told = [(each, _title(each)) for each in _and_to_deputies(_to_those_here(messages), now)]
    Notice.objects.bulk_create(
        [
            Notice(user=each.user, title=title, body=each.body, url=each.url, dedupe_key=each.key, created_at=now)
            for each, title in told
        ],
        ignore_conflicts=True,
    )
    mails = [
        (each.user, title, f"{each.body}\n\n{settings.SITE_URL}{each.url}", f"{each.key}:email")
        for each, title in told
        if each.email
    ]
    owe_email(mails, now=now)


def told_before(key: str, person: User) -> bool:
    """Whether a person was told this already."""
    return Notice.objects.filter(user=person, dedupe_key=key).exists()


def _to_those_here(messages: Iterable[Message]) -> Iterable[Message]:
    """Nobody who left is told. What waits for such a person is told to those who stand in (`stand_ins`)."""
    for each in messages:
        if each.user.is_active:
            yield each
        elif each.email:
            left = _("原责任人%(who)s的账号已停用，请接手或交接。") % {"who": each.user}
            body = left + (f"\n{each.body}" if each.body else "")
            for other in stand_ins(each.user):
                key = f"{each.key}:for:{other.pk}"[-KEY_LENGTH:]
                yield each._replace(user=other, body=body, key=key)


def _and_to_deputies(messages: Iterable[Message], now: dt.datetime) -> Iterable[Message]:
    """What a person is told, their deputy is told too while they stand in, and for whom. Only where the deputy holds
    all that the person's work takes: a role of the person's that the deputy lacks may be what it is about.
    """
    steads = {each.person: each for each in running(now) if each.covers}
    deputies = {each.pk: each for each in User.objects.filter(pk__in={each.deputy for each in steads.values()})}
    for each in messages:
        yield each
        stead = None if each.personal else steads.get(each.user.pk)
        if stead:
            title, words = _("代%(person)s：%(title)s"), {"person": stead.called, "title": _title(each)}
            key = f"{each.key[: KEY_LENGTH - 30]}{FOR_DEPUTY}{stead.pk}"
            yield each._replace(user=deputies[stead.deputy], title=title, words=words, key=key)


def stand_ins(person: User) -> list[User]:
    """Who acts where this person left: the others of the department with one of the same roles, else the leaders."""
    others = User.objects.holding(*(Role(each) for each in person.roles)).exclude(pk=person.pk)
    near = list(others.filter(department=person.department_id)) if person.department_id else []
    return near or list(User.objects.holding(Role.LEADER).exclude(pk=person.pk))


def _title(message: Message) -> str:
    title = str(message.title)
    return (title % message.words if message.words else title)[:TITLE_LENGTH]
