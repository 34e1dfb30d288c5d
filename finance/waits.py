"""What a need without credit waits for: to be passed on, for an institution's answer, for the firm's, for the line."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Case, CharField, DateField, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from finance.enums import NEED_WAITING, NeedWait, PassingState
from finance.models import NOTHING, CreditLine, FinancingNeed, Passing

MOST_REASONS = 2  # are told, the most frequent first


@dataclass
class Waiting:
    """Needs that wait for one thing: how many, in 万元, the days of each, and why institutions declined them."""

    what: NeedWait
    needs: int = 0
    wan: Decimal = NOTHING
    days: int = 0  # of the one that waits longest
    reasons: list[str] = field(default_factory=list)


def told_apart(needs: QuerySet[FinancingNeed]) -> QuerySet[FinancingNeed]:
    """Those that no line answers, each with `waits_for` and since when. What came furthest says what a need waits for:
    an offer before a question, a question before silence; it is declined once nobody is asked any more."""
    lines = CreditLine.objects.filter(need=OuterRef("pk"))
    here = Passing.objects.filter(need=OuterRef("pk")).exclude(state=PassingState.WITHDRAWN)
    first = here.order_by().values("need").annotate(first=Min("on")).values("first")
    steps = [
        (PassingState.OFFERED, NeedWait.OFFERED),
        (PassingState.ASKED, NeedWait.FIRM),
        (PassingState.WAITING, NeedWait.INSTITUTION),
        (PassingState.DECLINED, NeedWait.DECLINED),
    ]
    found = [When(Exists(here.filter(state=state)), then=Value(wait)) for state, wait in steps]
    named = When(Q(institution__isnull=False), then=Value(NeedWait.INSTITUTION))  # by name alone, as tables do
    ended = When(Exists(lines), then=Value(NeedWait.ENDED))
    return needs.filter(~Exists(lines.answering()), state__in=NEED_WAITING).annotate(
        waits_for=Case(*found, ended, named, default=Value(NeedWait.PASSING), output_field=CharField()),
        waits_since=Coalesce(Subquery(first), "matched_on", "raised_on", output_field=DateField()),
    )


def waits(needs: QuerySet[FinancingNeed], today: dt.date) -> list[Waiting]:
    """What these needs wait for, each kind that there is, in the order of their course."""
    kinds = {what: Waiting(what) for what in NeedWait}
    rows = told_apart(needs).order_by().values_list("pk", "waits_for", "waits_since", "raised_on", "amount_wan")
    declined = []
    for pk, what, since, raised_on, wan in rows:
        kind = kinds[NeedWait(what)]
        kind.needs, kind.wan = kind.needs + 1, kind.wan + wan
        kind.days = max(kind.days, (today - (raised_on if kind.what == NeedWait.PASSING else since)).days)
        if kind.what == NeedWait.DECLINED:
            declined.append(pk)
    said = Passing.objects.filter(need__in=declined, state=PassingState.DECLINED).exclude(reason="")
    often = Counter(said.order_by("pk").values_list("reason", flat=True))
    kinds[NeedWait.DECLINED].reasons = [reason for reason, _n in often.most_common(MOST_REASONS)]
    return [kind for kind in kinds.values() if kind.needs]
