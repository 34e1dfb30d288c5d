"""漏斗: from need to money, what waits and for how long, week by week, and by institution, product or highland."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.figures import adding_up, left, rate, rounded
from core.kernel.http import HttpRequest
from core.models import Cluster, User
from finance import metrics
from finance.books import books
from finance.enums import StuckReason
from finance.filters import AGED, UNSAID
from finance.funnel import CUTS, Funnel, Part, ageing, funnel, waiting
from finance.models import SEES_FINANCE, CreditLine, FinancingNeed, Institution, Product
from finance.waits import waits

YI = Decimal(10_000)  # 万元 in one 亿元
HEAT = (Decimal("0.15"), Decimal("0.45"), Decimal("0.75"), Decimal(1))  # 亿元 from which a cell is darker
WIDTH, TOP, FLOOR = 420, 28, 160  # of the chart of the weeks

PARTED: dict[str, Any] = {"institution": Institution, "product": Product, "cluster": Cluster}
WORDS = {
    "institution": (gettext_lazy("机构"), gettext_lazy("按机构")),
    "product": (gettext_lazy("产品"), gettext_lazy("按产品")),
    "cluster": (gettext_lazy("产业高地"), gettext_lazy("按产业高地")),
}


def funnel_page(request: HttpRequest) -> HttpResponse:
    """The funnel of what this person may see, as of today."""
    today, user = timezone.localdate(), request.user
    found, grid = funnel(today, user), _grid(today, user)
    by = request.GET.get("by", CUTS[0])
    by = by if by in CUTS else CUTS[0]
    context = {
        "today": today,
        "steps": _steps(found),
        "withdrawn": found.withdrawn,
        "sums": _sums(found.whole),
        "whole": found.whole,
        "exact": {"granted": found.whole.granted_wan / YI, "drawn": found.whole.drawn_wan / YI},
        "grid": grid,
        "oldest": _oldest(today, user),
        "waits": _waits(today, user),
        "weeks": _weeks(today, user),
        "by": by,
        "head": WORDS[by][0],
        "ways": [(key, each) for key, (_head, each) in WORDS.items()],
        "parts": _parts(found, by, _sums(found.whole)),
        "sees_all": user.holds(*SEES_FINANCE),
        "tab": "funnel",
    }
    return render(request, "finance/funnel.html", context)


# --- The steps ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Shown:
    """A step: its amount in 亿元 as it is written, its bar and the box of what was lost before it, in percent."""

    label: str
    yi: Decimal
    needs: int
    width: str
    lost_width: str
    lost: Decimal
    why: str
    also: str
    exact: Decimal
    figure: str = ""


def _steps(found: Funnel) -> list[Shown]:
    granted = _days(_("提需求到授信中位 %(n)s 天"), found.whole.days_to_grant)
    drawn = _days(_("授信到首次放款中位 %(n)s 天"), found.whole.days_to_draw)
    rows = [
        (_("融资需求"), found.raised, "", "", "needs_raised"),
        (_("已对接"), found.matched, _("还没有转给机构"), "", "needs_matched"),
        (_("已授信"), found.granted, _("对接后还没有授信"), granted, "needs_granted"),
        (_("已放款"), found.drawn, _("授信后还没有放款"), drawn, "needs_drawn"),
    ]
    widest, before, shown = found.raised.wan or Decimal(1), found.raised.wan, []
    for label, step, why, also, figure in rows:
        lost = left(before / YI, step.wan / YI, 2)
        widths = (_width(step.wan, widest), _width(before - step.wan, widest))
        yi = rounded(step.wan / YI, 2)
        shown.append(Shown(label, yi, step.needs, *widths, lost, why if lost else "", also, step.wan / YI, figure))
        before = step.wan
    return shown


def _days(words: str, days: int | None) -> str:
    return "" if days is None else words % {"n": days}


def _width(amount: Decimal, widest: Decimal) -> str:
    """The width of a bar, with a point in every language."""
    return f"{amount / widest * 100:.2f}%"


@dataclass(frozen=True)
class Sums:
    """All lines in 亿元, as they are written: what is granted is the four others, where none revolves."""

    granted: Decimal
    drawn: Decimal
    undrawn: Decimal
    expired: Decimal
    lowered: Decimal
    owed: Decimal
    repaid: Decimal


def _sums(whole: Part) -> Sums:
    granted, drawn = whole.granted_wan / YI, whole.drawn_wan / YI
    parts = [each / YI for each in (whole.undrawn_wan, whole.expired_wan, whole.lowered_wan)]
    adds_up = granted == drawn + sum(parts)  # no line of them was drawn again
    said = adding_up(parts, 2, left(granted, drawn, 2) if adds_up else None)
    undrawn, expired, lowered = (each or Decimal(0) for each in said)
    repaid = rounded(whole.repaid_wan / YI, 2)
    owed = left(drawn, whole.repaid_wan / YI, 2)
    return Sums(rounded(granted, 2), rounded(drawn, 2), undrawn, expired, lowered, owed, repaid)


# --- What waits, by reason and age -------------------------------------------------------------------------------
@dataclass(frozen=True)
class Cell:
    """What waits for a reason at an age, in 亿元; the list of its lines, and how dark it is."""

    yi: Decimal
    url: str
    heat: int


@dataclass(frozen=True)
class Row:
    """A reason with its ages and their sum."""

    label: str
    cells: list[Cell]
    sum: Decimal
    exact: Decimal  # as its figure says
    scope: str


@dataclass(frozen=True)
class Grid:
    """Reasons by age; the parts add up to the sums beside and beneath them."""

    ages: list[str]
    rows: list[Row]
    sums: list[Decimal]
    sum: Decimal
    said: str


def _grid(today: dt.date, user: User) -> Grid:
    found = sorted(ageing(today, user).items(), key=lambda row: (not row[0], -sum(row[1])))
    written = [each or Decimal(0) for each in adding_up([wan / YI for _key, ages in found for wan in ages], 2)]
    rows = []
    for n, (reason, ages) in enumerate(found):
        said = written[n * len(AGED) : (n + 1) * len(AGED)]
        cells = [Cell(yi, _list(reason, age), _heat(yi)) for yi, (age, _words) in zip(said, AGED, strict=True)]
        label = str(StuckReason(reason).label) if reason else _("未登记原因")
        scope = f"reason:{reason or 'none'}"
        rows.append(Row(label, cells, sum(said, Decimal(0)), sum(ages, Decimal(0)) / YI, scope))
    sums = [sum((row.cells[n].yi for row in rows), Decimal(0)) for n in range(len(AGED))]
    whole = sum(sums, Decimal(0))
    said = _("%(sum)s 亿元没有放款") % {"sum": f"{whole:.2f}"}
    if rows and whole:
        most = max(rows, key=lambda row: row.sum)
        said = _("%(said)s，%(reason)s占 %(share)s") % {
            "said": said,
            "reason": most.label,
            "share": rate(most.sum / whole),
        }
    return Grid([str(words) for _age, words in AGED], rows, sums, whole, said)


@dataclass(frozen=True)
class Held:
    """Needs that wait for one thing, in 亿元 as written, with the list of them."""

    label: str
    needs: int
    yi: Decimal
    days: int
    reasons: str
    url: str


@dataclass(frozen=True)
class Waits:
    """What all needs without credit wait for; the parts make the sum."""

    rows: list[Held]
    needs: int
    sum: Decimal


def _waits(today: dt.date, user: User) -> Waits | None:
    """None for who sees their own needs only: it would tell what other institutions answered."""
    if not user.holds(*SEES_FINANCE):
        return None
    found = waits(FinancingNeed.objects.standing(today), today)
    said = [each or Decimal(0) for each in adding_up([each.wan / YI for each in found], 2)]
    route = reverse("finance:need_list")
    rows = [
        Held(str(each.what.label), each.needs, yi, each.days, _("；").join(each.reasons), f"{route}?waits={each.what}")
        for each, yi in zip(found, said, strict=True)
    ]
    return Waits(rows, sum(row.needs for row in rows), sum(said, Decimal(0)))


def _list(reason: str, age: str) -> str:
    return f"{reverse('finance:creditline_list')}?stuck_reason={reason or UNSAID}&age={age}"


def _heat(yi: Decimal) -> int:
    return sum(yi >= limit for limit in HEAT)


def _oldest(today: dt.date, user: User) -> tuple[CreditLine, int] | None:
    """The line that waits longest, and for how many days."""
    first = min(waiting(today, user), key=lambda each: (each[0].granted_on, each[0].pk), default=None)
    if first is None:
        return None
    line = CreditLine.objects.select_related("enterprise", "institution").get(pk=first[0].pk)
    return line, (today - line.granted_on).days


# --- The weeks ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Weeks:
    """What was granted and drawn by the end of each week of the year, as two lines; `added` is this week's."""

    granted: str
    drawn: str
    area: str
    granted_y: str
    drawn_y: str
    end_x: str
    top: str
    half: str
    granted_said: Decimal
    drawn_said: Decimal
    granted_added: Decimal
    drawn_added: Decimal
    count: int


def _weeks(today: dt.date, user: User) -> Weeks:
    first = dt.date(today.year, 1, 1)
    ends = [first + dt.timedelta(days=6 - first.weekday() + 7 * n) for n in range(53)]
    days = [first - dt.timedelta(days=1), *(day for day in ends if day < today), today]
    granted, drawn = zip(*(_totals(day, user) for day in days), strict=True)
    highest = max(granted[-1], drawn[-1]) or Decimal(1)

    def y(amount: Decimal) -> str:
        return f"{FLOOR - amount / highest * (FLOOR - TOP):.1f}"

    def x(n: int) -> str:
        return f"{2 + Decimal(n) / max(len(days) - 1, 1) * (WIDTH - 6):.1f}"

    def path(amounts: tuple[Decimal, ...]) -> str:
        return "M" + " L".join(f"{x(n)} {y(amount)}" for n, amount in enumerate(amounts))

    end = x(len(days) - 1)
    return Weeks(
        path(granted), path(drawn), f"{path(drawn)} L{end} {FLOOR} L2 {FLOOR} Z", y(granted[-1]), y(drawn[-1]), end,
        f"{rounded(highest, 2)}", f"{rounded(highest / 2, 2)}", rounded(granted[-1], 2), rounded(drawn[-1], 2),
        left(granted[-1], granted[-2], 2), left(drawn[-1], drawn[-2], 2), len(days) - 1,
    )  # fmt: skip


def _totals(day: dt.date, user: User) -> tuple[Decimal, Decimal]:
    """Granted and drawn by a day in 亿元, of what a person may see."""
    if user.holds(*SEES_FINANCE):
        return metrics.granted().total(day) / YI, metrics.drawn().total(day) / YI
    standing = [line.at(day) for line in books(user).lines]
    granted, drawn = ([getattr(each, name) for each in standing] for name in ("granted", "drawn"))
    return sum(granted, Decimal(0)) / YI, sum(drawn, Decimal(0)) / YI


# --- By institution, product or highland -------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """A row of the table; amounts in 亿元 as they are written, so that each column makes its sum."""

    label: str
    url: str
    is_example: bool
    part: Part
    granted: Decimal
    drawn: Decimal
    undrawn: Decimal
    expired: Decimal

    @property
    def width(self) -> str:
        """The bar of the rate."""
        return _width(min(self.part.rate or Decimal(0), Decimal(1)), Decimal(1))


def _rows_of(by: str, key: int) -> str:
    """Where the lines of a part are listed; those of a product are told on its page."""
    if by == "product":
        return reverse("finance:product_detail", args=[key])
    return f"{reverse('finance:creditline_list')}?{by}={key}"


def _parts(found: Funnel, by: str, sums: Sums) -> list[Line]:
    """The rows of one cut; each column makes the sum that the strip above says."""
    ordered = sorted(found.cuts[by].values(), key=lambda part: (-part.granted_wan, part.key or 0))
    names = PARTED[by].objects.in_bulk([part.key for part in ordered if part.key])
    columns = [
        adding_up([getattr(part, f"{name}_wan") / YI for part in ordered], 2, getattr(sums, name))
        for name in ("granted", "drawn", "undrawn", "expired")
    ]
    lines = []
    for part, *amounts in zip(ordered, *columns, strict=True):
        row = names.get(part.key or 0)
        label = str(getattr(row, "name", "")) or (_("没有写明产品") if by == "product" else _("未归类"))
        url = _rows_of(by, part.key) if part.key else ""
        lines.append(Line(label, url, bool(getattr(row, "is_example", False)), part, *amounts))
    return lines
