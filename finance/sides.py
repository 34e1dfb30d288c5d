"""Two sides of a figure: what a bank put down, and what the firm says of it. Amounts are in 万元.

Each row of the register that still stands has its state worked out from the firm's latest answer: 一致, 不一致, 已说明
(the finance officer looked into it), or 待确认.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from core.enums import Lamp
from core.models import User
from finance.enums import SideKind, SideState
from finance.models import CreditLine, Drawdown, MoneyConfirmation, Repayment, kind_of, line_of

TO_LINE = {SideKind.LINE: "", SideKind.DRAWDOWN: "line__", SideKind.REPAYMENT: "line__"}
MODELS = {SideKind.LINE: CreditLine, SideKind.DRAWDOWN: Drawdown, SideKind.REPAYMENT: Repayment}


def sides(kind: SideKind, user: User) -> QuerySet[Any]:
    """The rows of a kind that this person may see and that still stand, with both sides beside each other."""
    lines, to = CreditLine.objects.visible_to(user), TO_LINE[kind]
    if kind == SideKind.LINE:
        rows, amount, on = lines, F("granted_wan"), F("granted_on")
    else:
        rows = MODELS[kind].objects.filter(line__in=lines.values("pk"), reversed_wan__lt=F("amount_wan"))
        amount, on = F("amount_wan") - F("reversed_wan"), F("on")
    links = MoneyConfirmation.objects.filter(**{kind.value: OuterRef("pk")})
    heard = links.filter(used_at__isnull=False).order_by("-used_at", "-pk")
    said = {name: Subquery(heard.values(name)[:1]) for name in ("said_wan", "said_on", "words", "used_at")}
    said |= {name: Subquery(heard.values(name)[:1]) for name in ("closed_wan", "closed_words")}
    rows = rows.annotate(
        bank_wan=amount,
        bank_on=on,
        asked_at=Subquery(links.order_by("-asked_at", "-pk").values("asked_at")[:1]),
        **said,
    )
    told = Q(confirmed_on__isnull=False) if kind == SideKind.LINE else Q(pk__in=[])  # before there were links
    state = Case(
        When(Q(used_at__isnull=True) & told, then=Value(SideState.AGREED)),
        When(used_at__isnull=True, then=Value(SideState.WAITING)),
        When(said_wan=F("bank_wan"), said_on=F("bank_on"), then=Value(SideState.AGREED)),
        When(closed_wan=F("bank_wan"), then=Value(SideState.EXPLAINED)),
        default=Value(SideState.DIFFERS),
    )
    rows = rows.annotate(side=state, difference=F("said_wan") - F("bank_wan"), firm_name=F(f"{to}enterprise__pinyin"))
    named = (f"{to}enterprise", f"{to}institution")
    return rows.select_related(*named).order_by("-bank_on", "-pk")


LAMPS = {SideState.DIFFERS: Lamp.RED, SideState.WAITING: Lamp.GREY}


@dataclass(frozen=True)
class Side:
    """A row of `sides` as pages show it."""

    row: Any

    @property
    def line(self) -> CreditLine:
        """The line to which it belongs."""
        return line_of(self.row)

    @property
    def kind(self) -> SideKind:
        """What it is."""
        return kind_of(self.row)

    @property
    def lamp(self) -> Lamp:
        """Red where the sides differ, grey while the firm has said nothing."""
        return LAMPS.get(SideState(self.row.side), Lamp.DONE)

    @property
    def word(self) -> str:
        """How the sides stand, in a word."""
        return str(SideState(self.row.side).label)

    @property
    def gap(self) -> Decimal:
        """By how much they differ, either way, in 万元."""
        return abs(self.row.difference or Decimal(0))

    @property
    def silent(self) -> str:
        """What stands on the firm's side while no link was answered."""
        return gettext("未确认") if self.row.side == SideState.WAITING else gettext("以前登记已确认")


@dataclass(frozen=True)
class Tally:
    """How many figures stand how, of all kinds together."""

    agreed: int = 0
    waiting: int = 0
    differs: int = 0
    explained: int = 0

    @property
    def whole(self) -> int:
        """All that still stand."""
        return self.agreed + self.waiting + self.differs + self.explained


def tally(user: User) -> Tally:
    """How the figures that a person may see stand. One query for each kind."""
    found = dict.fromkeys(SideState, 0)
    for kind in SideKind:
        counted = (
            sides(kind, user)
            .order_by()
            .aggregate(**{state.value: Coalesce(Count("pk", filter=Q(side=state)), 0) for state in SideState})
        )
        for state in SideState:
            found[state] += counted[state.value]
    return Tally(**{state.value: n for state, n in found.items()})


def urgent(user: User, most: int) -> list[Side]:
    """The figures that do not agree or that nobody confirmed, differences first, the latest first."""
    rows: list[Any] = []
    for kind in (SideKind.LINE, SideKind.DRAWDOWN):
        found = sides(kind, user).filter(side__in=(SideState.DIFFERS, SideState.WAITING))
        place = Case(When(side=SideState.DIFFERS, then=0), default=1)
        rows += found.order_by(place, "-bank_on", "-pk")[:most]
    rows.sort(key=lambda row: row.bank_on, reverse=True)
    rows.sort(key=lambda row: row.side != SideState.DIFFERS)
    return [Side(row) for row in rows[:most]]
