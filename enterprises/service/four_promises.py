"""四到: 不叫不到、随叫随到、服务周到、说到做到, counted from the records by month. Months are ranked, people never.

What is counted for each promise is written beside it on the page:
- 不叫不到: on-site visits for which the firm had asked, of all on-site visits;
- 随叫随到: requests that got their first answer in time, of those whose limit fell into the month;
- 服务周到: confirmations in which the firm was content (4 or 5), of all that firms sent;
- 说到做到: promises that were kept, of those that fell due in the month: to answer, and to be done, the latter by the
  day that was promised first, however often it moved since.

A request that was taken back as a mistake counts nowhere.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from core.models import User
from enterprises.enums import REQUEST_OPEN, RequestState, VisitMode
from enterprises.models import Confirmation, Request, Visit

MONTHS = 12
CONTENT_FROM = 4


@dataclass(frozen=True)
class Kept:
    """How many of how many."""

    kept: int = 0
    of: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(self.kept + other.kept, self.of + other.of)

    @property
    def share(self) -> Decimal | None:
        """None where there was nothing to keep."""
        return Decimal(self.kept) / self.of if self.of else None


@dataclass(frozen=True)
class Month:
    """The four promises in one month."""

    first: dt.date
    uncalled: Kept
    prompt: Kept
    caring: Kept
    kept: Kept


def months_of(user: User, now: dt.datetime, *, count: int) -> list[Month]:
    """The last months, newest first, as far as this person may see. Five queries."""
    today = timezone.localdate(now)
    months = [_months_before(today.replace(day=1), n) for n in range(count)]
    since, requests = months[-1], Request.objects.visible_to(user).exclude(state=RequestState.WITHDRAWN)
    visits = Visit.objects.visible_to(user).filter(mode=VisitMode.ON_SITE, on__gte=since, on__lte=today)
    due = requests.filter(first_answer_by__date__gte=since).filter(
        Q(first_answer_by__lte=now) | Q(first_answered_at__isnull=False)
    )
    promised = requests.filter(first_promised_on__gte=since).filter(
        Q(first_promised_on__lt=today) | Q(done_on__isnull=False)
    )
    to_answer = requests.filter(answer_promised_on__gte=since).filter(
        Q(answer_promised_on__lt=today) | Q(first_answered_at__isnull=False)
    )
    answered = _by_month(to_answer, "answer_promised_on", Q(first_answered_at__date__lte=F("answer_promised_on")))
    done = _by_month(promised, "first_promised_on", Q(done_on__lte=F("first_promised_on")))
    said = Confirmation.objects.filter(request__in=requests, used_at__date__gte=since)
    counts = (
        _by_month(visits, "on", Q(asked_for=True)),
        _by_month(due, "first_answer_by", Q(first_answered_at__lte=F("first_answer_by"))),
        _by_month(said, "used_at", Q(solved=True, rating__gte=CONTENT_FROM)),
        {month: done.get(month, Kept()) + answered.get(month, Kept()) for month in {*done, *answered}},
    )
    return [Month(first, *(each.get(first, Kept()) for each in counts)) for first in months]


@dataclass(frozen=True)
class Heard:
    """What came of firms' requests since a day: raised, said by firms to be done or not to be, and overdue now."""

    raised: int
    solved: int
    unsolved: int
    overdue: int


def heard_since(user: User, since: dt.date, now: dt.datetime) -> Heard:
    """Counted over the same requests and confirmations as the four promises. Two queries."""
    requests = Request.objects.visible_to(user).exclude(state=RequestState.WITHDRAWN)
    late = Q(state__in=REQUEST_OPEN, due_at__lt=now)
    asked = requests.aggregate(
        raised=Count("pk", filter=Q(raised_at__date__gte=since)), overdue=Count("pk", filter=late)
    )
    said = Confirmation.objects.filter(request__in=requests, used_at__date__gte=since)
    answers = said.aggregate(yes=Count("pk", filter=Q(solved=True)), no=Count("pk", filter=Q(solved=False)))
    return Heard(asked["raised"], answers["yes"], answers["no"], asked["overdue"])


def _by_month(rows: QuerySet[Any], when: str, kept: Q) -> dict[dt.date, Kept]:
    """Count rows, and those among them that kept the promise, by the month of a column."""
    months = rows.order_by().annotate(month=TruncMonth(when)).values_list("month")
    counted = months.annotate(kept=Count("pk", filter=kept), n=Count("pk"))
    return {dt.date(month.year, month.month, 1): Kept(held, n) for month, held, n in counted}


def _months_before(first: dt.date, n: int) -> dt.date:
    """The first day of the month n months before."""
    months = first.year * 12 + first.month - 1 - n
    return dt.date(months // 12, months % 12 + 1, 1)
