"""人才公寓: one row a flat with who had it, has it and may have it next; who waits; what firms were granted."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import django_filters
from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.filters import ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import page_of
from core.sheets.cells import Amount, Count, Day
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from talent.models import Apartment, ApartmentGrant, FlatWish, Holds, Tenancy

BACK, AHEAD = relativedelta(months=15), relativedelta(months=21)
WAITING_SHOWN = 8
ONE_DAY = dt.timedelta(days=1)
STANDS = [
    ("lived", gettext_lazy("在住")),
    ("free", gettext_lazy("空置")),
    ("soon", gettext_lazy("30 天内退租")),
    ("repair", gettext_lazy("维修")),
]
ROOMS = [
    ("1", gettext_lazy("一居")),
    ("2", gettext_lazy("两居")),
    ("3", gettext_lazy("三居")),
    ("4", gettext_lazy("四居")),
]


def standing(stands: str, day: dt.date) -> Any:
    """Flats that stand so on a day."""
    flats = Apartment.objects.all()
    if stands == "soon":
        return flats.filter(pk__in=Tenancy.objects.soon(day).order_by().values("apartment"))
    return {"lived": flats.lived_in, "free": flats.free, "repair": flats.in_repair}[stands](day)


class FlatFilter(ZoneFilterSet):
    """By name, size and how it stands."""

    q = django_filters.CharFilter(label=gettext_lazy("关键词"), method="by_name", max_length=40)
    rooms = django_filters.ChoiceFilter(label=gettext_lazy("户型"), choices=ROOMS)
    stands = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=STANDS, method="by_stand")

    class Meta:
        model = Apartment
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        said = text.strip()
        return queryset.filter(Q(estate__icontains=said) | Q(building__icontains=said) | Q(room__icontains=said))

    def by_stand(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(pk__in=standing(value, timezone.localdate()).order_by().values("pk"))


def flats_found(request: HttpRequest) -> Found:
    """Flats by estate, building and room."""
    filterset = FlatFilter(request.GET, queryset=Apartment.objects.visible_to(request.user), request=request)
    return Found(filterset.qs, filterset)


FLATS = Listing(
    "apartments",
    "talent:flat_list",
    gettext_lazy("公寓房源"),
    (
        Column("estate", gettext_lazy("小区")),
        Column("building", gettext_lazy("楼栋")),
        Column("room", gettext_lazy("房号")),
        Column("rooms", gettext_lazy("几居"), Count()),
        Column("area", gettext_lazy("面积（㎡）"), Amount()),
        Column("rent", gettext_lazy("租金（元/月）"), Count()),
        Column("repair_since", gettext_lazy("维修开始"), Day()),
        Column("repair_until", gettext_lazy("维修结束"), Day()),
    ),
    flats_found,
)


# --- Bars -------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Bar:
    """Days of a flat as a bar; `x` and `wide` are percents of the window."""

    css: str  # now, past, fix or soon
    text: str
    x: str
    wide: str


@dataclass(frozen=True)
class Window:
    """The days that the page shows."""

    first: dt.date
    last: dt.date

    def at(self, day: dt.date) -> str:
        """Where a day begins, in percent."""
        within = min(max(day, self.first), self.last)
        return self._width(within - self.first)

    def _width(self, days: dt.timedelta) -> str:
        """The width of so many days, with a point in every language."""
        width = 100 * days / (self.last - self.first)
        return f"{width:.2f}%"

    def bar(self, css: str, text: str, since: dt.date, after: dt.date | None) -> Bar | None:
        """The days from one until before the other; None where the window has none of them."""
        end = after or self.last
        if end <= self.first or since >= self.last or end <= since:
            return None
        begin, end = max(since, self.first), min(end, self.last)
        return Bar(css, text, self.at(begin), self._width(end - begin))

    def years(self) -> list[tuple[int, str]]:
        """The years that begin within it, and where."""
        begins = [dt.date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1)]
        return [(day.year, self.at(day)) for day in begins if day < self.last]


def window_of(today: dt.date) -> Window:
    """A year and some months back, and somewhat more ahead."""
    return Window((today - BACK).replace(day=1), (today + AHEAD).replace(day=1))


def turns(today: dt.date) -> tuple[dict[int, int], dict[int, Apartment]]:
    """Which place in line may have which flat, by flat; and the flat by wish: free ones first, then the next to be."""
    free = list(Apartment.objects.free(today))
    soon = [each.apartment for each in Tenancy.objects.soon(today).select_related("apartment")]
    seen: dict[int, Apartment] = {}
    for flat in [*free, *(each for each in soon if not each.repaired(today, None))]:
        seen.setdefault(flat.pk, flat)
    line = list(FlatWish.objects.waiting().values_list("pk", flat=True)[: len(seen)])
    pairs = list(zip(line, seen.values(), strict=False))
    return (
        {flat.pk: nth for nth, (_wish, flat) in enumerate(pairs, start=1)},
        dict(pairs),
    )


def bars_of(flat: Apartment, tenancies: list[Tenancy], nth: int | None, window: Window, today: dt.date) -> list[Bar]:
    """The bars of a flat in the order of their days."""
    found, free_from = [], today
    for each in sorted(tenancies, key=lambda row: row.since):
        last, state = each.last_day, each.holds(today)
        after = last + ONE_DAY if last else None
        name = f"{each.talent.name} {each.talent.enterprise or ''}".strip()
        if state == Holds.SOON and last:
            name = _("%(name)s，%(on)s 退") % {"name": name, "on": f"{last:%m-%d}"}
        css = "past" if state in (Holds.OVER, Holds.ENDED) else "now"
        found.append(window.bar(css, name, each.since, after))
        if after and after > free_from:
            free_from = after
    if flat.repair_since:
        after = flat.repair_until + ONE_DAY if flat.repair_until else None
        found.append(window.bar("fix", _("维修"), flat.repair_since, after))
    if nth:
        found.append(window.bar("soon", _("轮候第 %(n)d 位可配") % {"n": nth}, free_from, None))
    return [each for each in found if each]


# --- The page ---------------------------------------------------------------------------------------------------------
@opens_default("apartments")
def flat_list(request: HttpRequest) -> HttpResponse:
    """One row a flat, and beside it who waits."""
    found, today = flats_found(request), timezone.localdate()
    page, window = page_of(request, found.rows), window_of(timezone.localdate())
    flats = list(page.object_list)
    living: dict[int, list[Tenancy]] = defaultdict(list)
    for each in Tenancy.objects.filter(apartment__in=flats).select_related("talent__enterprise"):
        living[each.apartment_id].append(each)
    by_flat, by_wish = turns(today)
    rows = [(flat, bars_of(flat, living[flat.pk], by_flat.get(flat.pk), window, today)) for flat in flats]
    waiting = list(FlatWish.objects.waiting().select_related("talent__enterprise")[:WAITING_SHOWN])
    context = {
        "filter": found.filter,
        "page_obj": page,
        "flats": rows,
        "window": window,
        "today_at": window.at(today),
        "today": today,
        "numbers": numbers(today),
        "stands": dict(STANDS),
        "waiting": [(each, by_wish.get(each.pk)) for each in waiting],
        "grants": granted(today),
        "may_change": request.user.has_perm("talent.change_talent"),
    }
    return render(request, "talent/care/flats.html", context)


def numbers(today: dt.date) -> dict[str, int]:
    """How many flats there are, how they stand, and what changed within a year."""
    year, tenancies = today - relativedelta(years=1), Tenancy.objects.all()
    said = {name: standing(name, today).count() for name, _label in STANDS}
    over = Q(until__gt=year, until__lt=today, ended_on__isnull=True) | Q(ended_on__gt=year, ended_on__lte=today)
    return said | {
        "all": Apartment.objects.count(),
        "waiting": FlatWish.objects.waiting().count(),
        "came": tenancies.filter(since__gt=year, since__lte=today).count(),
        "went": tenancies.filter(over).count(),
    }


@dataclass(frozen=True)
class Granted:
    """Flats that a firm was granted in a year, and how many of its people live in one."""

    grant: ApartmentGrant
    used: int


def granted(today: dt.date) -> list[Granted]:
    """Every grant beside what is used of it: people of a firm fill its latest grant."""
    lived: dict[int | None, int] = defaultdict(int)
    for firm in Tenancy.objects.on(today).order_by().values_list("talent__enterprise", flat=True):
        lived[firm] += 1
    rows = []
    for grant in ApartmentGrant.objects.select_related("enterprise"):
        used = min(lived[grant.enterprise_id], grant.units)
        lived[grant.enterprise_id] -= used
        rows.append(Granted(grant, used))
    return rows
