"""What the registers say of a firm's situation, and what a person says instead."""

from dataclasses import dataclass, replace
from decimal import Decimal

from core.models import User
from enterprises.enums import Grade, GradeStatus, ListingStage, UpgradeAxis
from enterprises.models import Enterprise, InnovationPlatform, PlanStep, TechChallenge
from finance.market.matching import Situation
from finance.models import CreditLine, FinancingNeed

SCIENCE = (Grade.CHAMPION, Grade.HIDDEN_CHAMPION, Grade.LITTLE_GIANT, Grade.SPECIALISED)
TICKS = ("light", "science", "listing", "orders", "renewal")


@dataclass(frozen=True)
class File:
    """A firm as its file has it: the need that waits longest, its lines, and its situation."""

    firm: Enterprise
    need: FinancingNeed | None
    needs: list[FinancingNeed]
    lines: list[CreditLine]
    situation: Situation


def file_of(firm: Enterprise, user: User, need: FinancingNeed | None = None) -> File:
    """Read a firm's file for somebody who sees finance; the need is the named one, else the one that waits longest.

    Of the founding day, orders and what could be pledged there is no register: they are open until somebody says so.
    The grade 初创轻资产 says that there is nothing to pledge; no other row says that there is something.
    """
    seen = FinancingNeed.objects.visible_to(user).filter(enterprise=firm)
    needs = list(seen.waiting().order_by("raised_on", "pk"))
    chosen = next((each for each in needs if need is not None and each.pk == need.pk), needs[0] if needs else None)
    lines = CreditLine.objects.visible_to(user).filter(enterprise=firm, ended_on__isnull=True)
    grades = set(firm.grades.filter(status=GradeStatus.RECOGNISED).values_list("grade", flat=True))
    situation = Situation(
        need_wan=chosen.rest_wan if chosen else None,
        light=Grade.LIGHT_ASSET in grades or None,
        science=_has_science(firm, grades) or None,
        listing=_prepares(firm),
        renewal=PlanStep.objects.filter(
            entry__enterprise=firm, axis=UpgradeAxis.TECHNOLOGY, done_on__isnull=True
        ).exists()
        or None,
    )
    return File(firm, chosen, needs, list(lines.select_related("institution")), situation)


def _has_science(firm: Enterprise, grades: set[str]) -> bool:
    return (
        bool(grades & set(SCIENCE))
        or InnovationPlatform.objects.filter(enterprise=firm).exists()
        or TechChallenge.objects.filter(enterprise=firm).exists()
    )


def _prepares(firm: Enterprise) -> bool | None:
    """On the road to the stock exchange, and not there yet; open without a stage."""
    latest = firm.listing_stages.order_by("-on", "-pk").values_list("stage", flat=True).first()
    return None if latest is None else latest != ListingStage.LISTED


def as_said(known: Situation, ticked: set[str], years: int | None, need_wan: Decimal | None) -> Situation:
    """What a person says instead of the file: a tick says yes, and a tick taken away from a yes says no."""
    said: dict[str, bool | None] = {}
    for name in TICKS:
        before = getattr(known, name)
        said[name] = True if name in ticked else (False if before is not None else None)
    return replace(known, **said, years=years, need_wan=need_wan)
