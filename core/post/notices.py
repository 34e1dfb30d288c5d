"""Tell people something, once: in the house, and by e-mail when it waits for them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.enums import Role
from core.hands.reading import running
from core.kernel.language import in_house_language
from core.models import Notice, User
from core.post.deliveries import FOR_DEPUTY, owe_email

TITLE_LENGTH = KEY_LENGTH = 120
NAMED = 5  # of messages that are told together, those that are named


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
    many: str | Promise = ""  # the title of one notice for several such messages, their number being `n`
    many_url: str = ""  # where all of them are found
    covers: tuple[str, ...] = ()  # the keys of those that this one stands for


_held: ContextVar[list[Message] | None] = ContextVar("held", default=None)


@contextmanager
def held_back() -> Iterator[list[Message]]:
    """What is told within is not told but gathered, as far as several such messages have one title together."""
    gathered: list[Message] = []
    token = _held.set(gathered)
    try:
        yield gathered
    finally:
        _held.reset(token)


def tell_together(messages: Iterable[Message], *, press: object, now: dt.datetime) -> None:
    """Tell each person once what several messages of one kind say: how many there are, and the first of them by name.

    `press` is the number of what caused them. One message alone is told as it is.
    """
    kinds: dict[tuple[Any, ...], list[Message]] = {}
    with in_house_language():
        for each in messages:
            kinds.setdefault((each.user, _many_title(each, 0), each.email), []).append(each)
        for place, same in enumerate(kinds.values()):
            kept = same if len(same) == 1 else [_together(same, f"together:{press}:{place}")]
            tell(kept, now=now)


def _many_title(message: Message, count: int) -> str:
    return str(message.many) % {**(message.words or {}), "n": count}


def _together(same: list[Message], key: str) -> Message:
    first = same[0]
    named = _("；").join(_title(each) for each in same[:NAMED])
    body = named + (_("……") if len(same) > NAMED else "")
    said = list(dict.fromkeys(each.body for each in same if each.body))
    words = {**(first.words or {}), "n": len(same)}
    return first._replace(
        title=first.many,
        body="\n".join([*said[:1], body]),
        url=first.many_url,
        key=key,
        words=words,
        covers=tuple(each.key for each in same),
    )


def tell(messages: Iterable[Message], *, now: dt.datetime) -> None:
    """Write down the notices, and the e-mails that are owed. What was told before is left alone.

    A notice is kept in words, so they are those of the house, not those of whoever happened to cause it.
    """
    messages, gathered = list(messages), _held.get()
    if gathered is not None:
        gathered += [each for each in messages if each.many]
        messages = [each for each in messages if not each.many]
    with in_house_language():
        told = [(each, _title(each)) for each in _and_to_deputies(_to_those_here(messages), now)]
    Notice.objects.bulk_create(
        [
            Notice(
                user=each.user,
                title=title,
                body=each.body,
                url=each.url,
                dedupe_key=each.key,
                covers=list(each.covers),
                created_at=now,
            )
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
    """Whether a person was told this already, alone or together with others of its kind."""
    return Notice.objects.filter(Q(dedupe_key=key) | Q(covers__contains=[key]), user=person).exists()


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
