"""The nouns of 产融对接, by the file in which each is read."""

from finance.models.confirming import (
    Entry,
    LinkOver,
    MoneyConfirmation,
    SideMoved,
    kind_of,
    line_of,
    shown,
    standing,
)
from finance.models.held import HeldEntry
from finance.models.institutions import BankMember, Branch, Institution, InstitutionQuerySet, Measure
from finance.models.ledger import (
    IN_FORCE,
    NOTHING,
    Balance,
    Book,
    Drawdown,
    LineDecision,
    Move,
    Repayment,
    Reversal,
    moves_of,
)
from finance.models.limits import TIMES_NEED, USUAL_LIMIT, MoneyLimit, implausible
from finance.models.lines import (
    LINE,
    WITHIN_DRAWN,
    WITHIN_LIMIT,
    CreditLine,
    CreditLineQuerySet,
    DoesNotFit,
    NeedsSecond,
    OverLimit,
    Totals,
)
from finance.models.market import Product, ProductMeasure, ProductQuerySet
from finance.models.needs import FinancingNeed, FinancingNeedQuerySet
from finance.models.passings import ANSWER_WITHIN, Passing
from finance.models.season import Season, SeasonQuerySet, SeasonResult
from finance.models.sums import POSITIVE, SEES_FINANCE, WAN, sum_of

__all__ = [
    "ANSWER_WITHIN",
    "IN_FORCE",
    "LINE",
    "NOTHING",
    "POSITIVE",
    "SEES_FINANCE",
    "TIMES_NEED",
    "USUAL_LIMIT",
    "WAN",
    "WITHIN_DRAWN",
    "WITHIN_LIMIT",
    "Balance",
    "BankMember",
    "Book",
    "Branch",
    "CreditLine",
    "CreditLineQuerySet",
    "DoesNotFit",
    "Drawdown",
    "Entry",
    "FinancingNeed",
    "FinancingNeedQuerySet",
    "HeldEntry",
    "Institution",
    "InstitutionQuerySet",
    "LineDecision",
    "LinkOver",
    "Measure",
    "MoneyConfirmation",
    "MoneyLimit",
    "Move",
    "NeedsSecond",
    "OverLimit",
    "Passing",
    "Product",
    "ProductMeasure",
    "ProductQuerySet",
    "Repayment",
    "Reversal",
    "Season",
    "SeasonQuerySet",
    "SeasonResult",
    "SideMoved",
    "Totals",
    "implausible",
    "kind_of",
    "line_of",
    "moves_of",
    "shown",
    "standing",
    "sum_of",
]
