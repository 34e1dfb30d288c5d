"""Which products fit a firm: pure, from a product and what is known of the firm (decision 53).

A condition is met, not met, or open: what nobody registered says 未登记 and counts neither way. A product fits when all
of its conditions are met; first those, then those with something open, then those that miss one, and among equals the
cheapest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from core.kernel.figures import wan
from finance.models import Product

DEAREST = Decimal(100)  # per cent a year: a product whose rate is 面议 comes after those that name one


@dataclass(frozen=True)
class Situation:
    """What is known of a firm; None is what nobody registered. Amounts in 万元."""

    need_wan: Decimal | None = None  # what it asks for
    years: int | None = None  # since it was founded, whole ones
    light: bool | None = None  # it has nothing to pledge
    science: bool | None = None  # patents, a platform, a grade that asks for research
    listing: bool | None = None  # it prepares to be listed
    orders: bool | None = None  # of the government or a leading firm
    renewal: bool | None = None  # it renews its equipment

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is known."""
        return self == Situation()


@dataclass(frozen=True)
class Condition:
    """One condition of a product: met (True), not met (False), or open (None), and what is said of it."""

    label: str
    ok: bool | None
    said: str = ""


class Verdict(StrEnum):
    """How a product stands to a firm, in the order in which they are shown."""

    FITS = "fits"
    OPEN = "open"
    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True)
class Match:
    """A product with its conditions."""

    product: Product
    conditions: list[Condition]

    @property
    def misses(self) -> int:
        """How many conditions are not met."""
        return sum(each.ok is False for each in self.conditions)

    @property
    def verdict(self) -> Verdict:
        if self.misses:
            return Verdict.NEAR if self.misses == 1 else Verdict.FAR
        return Verdict.OPEN if any(each.ok is None for each in self.conditions) else Verdict.FITS


def fits(product: Product, situation: Situation) -> list[Condition]:
    """The conditions of a product for a firm in this situation; what the product does not ask for is left out."""
    found = [_collateral(product, situation.light), *_asked(product, situation), _years(product, situation.years)]
    found += [_amount(product, situation.need_wan), _quota(product)]
    return [each for each in found if each is not None]


def matched(products: Iterable[Product], situation: Situation) -> list[Match]:
    """Products in the order in which they fit."""
    found = [Match(each, fits(each, situation)) for each in products]
    return sorted(found, key=_order)


def _order(match: Match) -> tuple[int, int, Decimal, str, int]:
    product, place = match.product, list(Verdict).index(match.verdict)
    rate = DEAREST if product.rate_from is None else product.rate_from
    return place, match.misses, rate, product.name, product.pk or 0


def _collateral(product: Product, light: bool | None) -> Condition | None:
    if product.no_collateral:
        return Condition(_("不要抵押物"), True)
    if light is None:
        return Condition(_("要抵押或担保"), None, _("抵押物未登记"))
    return Condition(_("要抵押或担保"), not light, _("企业轻资产") if light else "")


def _asked(product: Product, known: Situation) -> list[Condition]:
    asked = [
        (product.needs_science, known.science, _("有专利或科技资质")),
        (product.needs_listing, known.listing, _("筹备上市")),
        (product.needs_orders, known.orders, _("有政府或龙头订单")),
        (product.needs_renewal, known.renewal, _("技改、设备更新")),
    ]
    words = {True: "", False: _("尚无"), None: _("未登记")}
    return [Condition(label, has, words[has]) for asks, has, label in asked if asks]


def _years(product: Product, years: int | None) -> Condition | None:
    if not product.least_years:
        return None
    label = _("成立满 %(n)d 年") % {"n": product.least_years}
    if years is None:
        return Condition(label, None, _("成立日期未登记"))
    met = years >= product.least_years
    return Condition(label, met, "" if met else _("成立 %(n)d 年") % {"n": years})


def _amount(product: Product, need: Decimal | None) -> Condition | None:
    """面议 asks for no amount, and a firm that asks for nothing is not measured by it."""
    most, least = product.most_wan, product.least_wan
    if need is None or (most is None and least is None):
        return None
    said = {"need": wan(need)}
    if most is not None and need > most:
        return Condition(_("额度不够"), False, _("至 %(most)s，需要 %(need)s") % {"most": wan(most), **said})
    if least is not None and need < least:
        return Condition(_("%(least)s 万元起") % {"least": wan(least)}, False, _("需要 %(need)s") % said)
    return Condition(_("额度够 %(need)s") % said, True)


def _quota(product: Product) -> Condition | None:
    left = product.quota_left_wan
    if left is None:
        return None
    return Condition(_("专项额度余 %(left)s 万元") % {"left": wan(left)}, left > 0)
