"""What each institution did in a season, from rows; and the result, which is frozen when the season is closed."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Min

from core.kernel.figures import rounded
from core.kernel.locks import locked
from core.models import User
from finance.enums import NeedState, PassingState
from finance.market.formula import NONE, Deeds, Standing, Weights, ranked
from finance.models import CreditLine, Drawdown, Institution, Passing, Season, SeasonResult


def weights_of(season: Season) -> Weights:
    """The weights of a season."""
    return Weights(season.for_conversion, season.for_days, season.for_firms, season.for_first)


def standings(season: Season, today: dt.date) -> list[Standing]:
    """The ranking of a season that is open, as the register has it now."""
    return ranked(deeds_of(season, today), weights_of(season))


def deeds_of(season: Season, today: dt.date) -> list[Deeds]:
    """What each institution did from the first day of the season to its last, or to today. Five queries.

    A need that was taken back from an institution, or withdrawn by the firm, counts for nobody; money that was reversed
    was not drawn.
    """
    first, last = season.begins_on, season.last_day(today)
    passed = Passing.objects.filter(on__range=(first, last)).exclude(state=PassingState.WITHDRAWN)
    passed = passed.exclude(need__state=NeedState.WITHDRAWN).values_list(
        "institution", "need", "on", "need__amount_wan"
    )
    money, served = _money(last), _served(first, last)
    new = _first_lines(first, last)
    asked: dict[int, Decimal] = defaultdict(lambda: NONE)
    drawn: dict[int, Decimal] = defaultdict(lambda: NONE)
    days: dict[int, list[int]] = defaultdict(list)
    for bank, need, on, amount in passed:
        asked[bank] += amount
        paid = money.get((bank, need), ())
        drawn[bank] += min(sum((wan for _day, wan in paid), NONE), amount)
        if paid:
            days[bank].append(max((min(day for day, _wan in paid) - on).days, 0))
    return [
        Deeds(bank, asked[bank], drawn[bank], tuple(days[bank]), len(served[bank]), len(new[bank]))
        for bank in Institution.objects.values_list("pk", flat=True)
    ]


def _money(last: dt.date) -> dict[tuple[int, int], list[tuple[dt.date, Decimal]]]:
    """What lines paid out for each need, by institution."""
    rows = Drawdown.objects.filter(on__lte=last, line__need__isnull=False, amount_wan__gt=F("reversed_wan"))
    found: dict[tuple[int, int], list[tuple[dt.date, Decimal]]] = defaultdict(list)
    for bank, need, on, wan, back in rows.values_list(
        "line__institution", "line__need", "on", "amount_wan", "reversed_wan"
    ):
        found[bank, need].append((on, wan - back))
    return found


def _served(first: dt.date, last: dt.date) -> dict[int, set[int]]:
    """The firms that drew money from each institution in these days."""
    rows = Drawdown.objects.filter(on__range=(first, last), amount_wan__gt=F("reversed_wan"))
    found: dict[int, set[int]] = defaultdict(set)
    for bank, firm in rows.values_list("line__institution", "line__enterprise").distinct():
        found[bank].add(firm)
    return found


def _first_lines(first: dt.date, last: dt.date) -> dict[int, set[int]]:
    """Firms whose first line in the register falls into these days, by institution; of two on one day both count."""
    began = dict(CreditLine.objects.order_by().values_list("enterprise").annotate(on=Min("granted_on")))
    rows = CreditLine.objects.filter(granted_on__range=(first, last))
    found: dict[int, set[int]] = defaultdict(set)
    for bank, firm, on in rows.values_list("institution", "enterprise", "granted_on"):
        if began[firm] == on:
            found[bank].add(firm)
    return found


@transaction.atomic
def close(season: Season, *, by: User, now: dt.datetime, today: dt.date) -> bool:
    """结束并定榜: the ranking of this moment becomes rows that nothing changes. False when somebody was first."""
    held = locked(Season, season.pk)
    if held.closed_at is not None:
        return False
    freeze(held, today)
    held.closed_by, held.closed_at = by, now
    held.save(update_fields=["closed_by", "closed_at"])
    season.refresh_from_db()
    return True


def freeze(season: Season, today: dt.date) -> None:
    """Write the ranking down, as the register has it now."""
    SeasonResult.objects.bulk_create(
        SeasonResult(
            season=season,
            institution_id=each.deeds.institution,
            place=each.place,
            mark=each.mark,
            asked_wan=each.deeds.asked_wan,
            drawn_wan=each.deeds.drawn_wan,
            days=None if each.deeds.average is None else rounded(each.deeds.average, 1),
            firms=each.deeds.firms,
            first=each.deeds.first,
            conversion_mark=each.conversion,
            days_mark=each.days,
            firms_mark=each.firms,
            first_mark=each.first,
        )
        for each in standings(season, today)
    )
