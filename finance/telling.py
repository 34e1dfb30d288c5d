"""Who is told what happens to the money: once, whoever must act next, and nobody of what they did themselves."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.figures import wan
from core.kernel.workdays import WorkCalendar
from core.models import User
from core.office.instance import silent_in_quarantine
from core.post.notices import Message, tell
from enterprises.models import LiaisonAssignment
from finance.enums import PassingState, SideKind
from finance.models import (
    ANSWER_WITHIN,
    CreditLine,
    HeldEntry,
    Institution,
    MoneyConfirmation,
    Passing,
    kind_of,
    line_of,
    standing,
)

ANSWERED: dict[str, Promise] = {
    PassingState.OFFERED: _("%(bank)s已报价：%(firm)s的融资需求"),
    PassingState.ASKED: _("%(bank)s反问：%(firm)s的融资需求"),
    PassingState.DECLINED: _("%(bank)s婉拒：%(firm)s的融资需求"),
}


def bank_people(institution: Institution) -> list[User]:
    """The people of an institution who have an account."""
    return list(User.objects.filter(bank_member__institution=institution, is_active=True))


def finance_officers() -> list[User]:
    """The zone's finance officers."""
    return list(User.objects.holding(Role.FINANCE_OFFICER))


def _send(people: Iterable[User | None], but: User | None, now: dt.datetime, *, key: str, **said: Any) -> None:
    hearers = {person.pk: person for person in people if person is not None and person != but}
    tell([Message(user=person, key=f"{key}:{person.pk}", **said) for person in hearers.values()], now=now)


def tell_of_passing(passing: Passing, *, by: User, now: dt.datetime) -> None:
    """A need came into the hands of an institution, or what it asked was answered: its people owe an answer."""
    words = {"firm": passing.need.enterprise, "wan": wan(passing.need.amount_wan)}
    title = _("%(firm)s的融资需求 %(wan)s 万元，待答复")
    key = f"passing:{passing.pk}:passed"
    if passing.reply:
        title, key = _("%(firm)s的反问已回答，待答复"), f"passing:{passing.pk}:told:{_mark(passing.reply)}"
    url = reverse("finance:desk_case", args=[passing.pk])
    said = {"title": title, "words": words, "body": passing.reply, "url": url, "key": key, "email": True}
    _send(bank_people(passing.institution), by, now, **said)


def tell_of_answered(passing: Passing, *, by: User, now: dt.datetime) -> None:
    """An offer, a question or a refusal: who passed the need on hears of it."""
    body = {
        PassingState.OFFERED: passing.conditions,
        PassingState.ASKED: passing.question,
        PassingState.DECLINED: passing.reason,
    }[PassingState(passing.state)]
    words = {"bank": passing.institution, "firm": passing.need.enterprise}
    mark = _mark(f"{body}|{passing.product}|{passing.offered_wan}|{passing.rate}")
    said = {"title": ANSWERED[passing.state], "words": words, "body": body}
    said |= {"url": reverse("finance:need_detail", args=[passing.need_id])}
    key = f"passing:{passing.pk}:{passing.state}:{mark}"
    _send([passing.by], by, now, key=key, email=passing.state == PassingState.ASKED, **said)


def _mark(words: str) -> str:
    """Short for what was said: the same words again are no news."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def tell_of_grant(line: CreditLine, *, by: User, now: dt.datetime) -> None:
    """A line was granted: the finance officers who passed the need on (all, where nobody did), and who looks after the
    firm. The latter hears neither by whom nor how much.
    """
    asked: QuerySet[Any] = Passing.objects.filter(need=line.need_id) if line.need_id else Passing.objects.none()
    officers = list(User.objects.filter(pk__in=asked.values("by"))) or finance_officers()
    words = {"firm": line.enterprise, "bank": line.institution, "wan": wan(line.granted_wan)}
    page, key = reverse("finance:creditline_detail", args=[line.pk]), f"line:{line.pk}:granted"
    title = _("%(bank)s给%(firm)s授信 %(wan)s 万元，请企业确认")
    _send(officers, by, now, title=title, words=words, body="", url=page, key=key)
    today = timezone.localdate(now)
    current = LiaisonAssignment.objects.current(today).filter(enterprise=line.enterprise_id).select_related("officer")
    firm = reverse("enterprises:enterprise_detail", args=[line.enterprise_id])
    told = {"title": _("%(firm)s已有银行授信"), "words": {"firm": line.enterprise}, "body": "", "url": firm}
    _send([row.officer for row in current], by, now, key=f"{key}:liaison", **told)


def tell_of_answer(link: MoneyConfirmation, *, agrees: bool, now: dt.datetime) -> None:
    """The firm's figure is another one: who asked, the finance officers and the bank's people look into it."""
    if agrees:
        return
    line, row = line_of(link.row), link.row
    words = {
        "firm": line.enterprise,
        "what": kind_of(row).label,
        "bank": wan(standing(row)[0]),
        "said": wan(link.said_wan),
    }
    title = _("%(firm)s的%(what)s两边不一致：登记 %(bank)s，企业 %(said)s 万元")
    hearers = [link.asked_by, *finance_officers(), *bank_people(line.institution)]
    url = reverse("finance:side_detail", args=[kind_of(row), row.pk])
    said = {"title": title, "words": words, "body": link.words, "url": url, "key": f"money:{link.pk}:differs"}
    _send(hearers, None, now, email=True, **said)


def tell_of_held(held: HeldEntry, *, by: User, now: dt.datetime) -> None:
    """An amount that asks for a second person: those who may approve it."""
    said = {"title": _("待复核：%(what)s"), "words": {"what": held.what}, "body": held.get_why_display()}
    said |= {"url": reverse("finance:held_list"), "key": f"held:{held.pk}", "email": True}
    _send([*finance_officers(), *bank_people(held.institution)], by, now, **said)


@silent_in_quarantine
def chase(now: dt.datetime) -> int:
    """Remind those whose firm has not answered within five working days; how many links that were."""
    calendar, today, done = WorkCalendar.load(), timezone.localdate(now), 0
    owed = MoneyConfirmation.objects.filter(used_at__isnull=True, chased_at__isnull=True)
    for kind in SideKind:
        later = MoneyConfirmation.objects.filter(**{kind.value: OuterRef(kind.value)}, pk__gt=OuterRef("pk"))
        links = owed.filter(**{f"{kind.value}__isnull": False}).exclude(Exists(later)).select_related("asked_by")
        for link in links:
            if calendar.working_days_after(timezone.localdate(link.asked_at), ANSWER_WITHIN) >= today:
                continue
            if not owed.filter(pk=link.pk).update(chased_at=now):
                continue
            line = line_of(link.row)
            words = {"firm": line.enterprise, "what": kind.label}
            url = reverse("finance:side_detail", args=[kind.value, link.row.pk])
            title = _("%(firm)s还没有确认%(what)s，请再发链接")
            said = {"title": title, "words": words, "body": "", "url": url, "key": f"money:{link.pk}:missing"}
            _send([link.asked_by], None, now, email=True, **said)
            done += 1
    return done
