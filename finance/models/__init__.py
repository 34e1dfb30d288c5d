"""The nouns of 产融对接, by the file in which each is read."""

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
from finance.models.lines import (
    LINE,
    WITHIN_DRAWN,
    WITHIN_LIMIT,
    CreditLine,
    CreditLineQuerySet,
    DoesNotFit,
    OverLimit,
    Totals,
)
from finance.models.needs import FinancingNeed, FinancingNeedQuerySet
from finance.models.passings import ANSWER_WITHIN, Passing
from finance.models.sums import POSITIVE, SEES_FINANCE, WAN, sum_of

__all__ = [
    "ANSWER_WITHIN",
    "IN_FORCE",
    "LINE",
    "NOTHING",
    "POSITIVE",
    "SEES_FINANCE",
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
    "FinancingNeed",
    "FinancingNeedQuerySet",
    "Institution",
    "InstitutionQuerySet",
    "LineDecision",
    "Measure",
    "Move",
    "OverLimit",
    "Passing",
    "Repayment",
    "Reversal",
    "Totals",
    "moves_of",
    "sum_of",
]
