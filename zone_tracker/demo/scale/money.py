"""Needs, credit lines and their ledgers of the further zones; the institutions, some tens, are those of the demo."""

from django.db.models import Q

from finance.models import (
    CreditLine,
    Drawdown,
    FinancingNeed,
    LineDecision,
    MoneyConfirmation,
    Passing,
    Repayment,
    Reversal,
)
from zone_tracker.demo.scale.block import Noun
from zone_tracker.demo.scale.service import no_secret

LINES, OPEN_NEEDS = 200, 110
GRANTED = Q(lines__isnull=False)

NOUNS = (
    Noun(FinancingNeed, each=LINES, where=GRANTED),
    Noun(CreditLine, of="need_id"),
    Noun(FinancingNeed, each=OPEN_NEEDS, where=~GRANTED & Q(is_example=True)),
    Noun(Passing, of="need_id"),
    Noun(Drawdown, of="line_id"),
    Noun(Repayment, of="line_id"),
    Noun(Reversal, of="line_id"),
    Noun(MoneyConfirmation, of="drawdown_id", says={"secret_hash": no_secret}),
    Noun(LineDecision, of="line_id"),
)
