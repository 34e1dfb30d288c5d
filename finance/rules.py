"""Rights over single lines and needs. The `view_` rules tell of one what `visible_to` tells of all.

Why a bank's person sees the rows of their own institution only (tests/finance and the canary crawl hold it):

1. `zone_tracker/access.py`: the role 银行 opens lines, needs and institutions; no firm, project, talent, dashboard.
2. `visible_to` on Institution, FinancingNeed and CreditLine narrows every list, page, sum, filter and search to it.
3. `view_…` and `change_…` below say the same of one row; without an institution a bank's person sees nothing.
4. Products and their rates are the institution's own; what is public are the measures that institutions promised
   (`finance/market/views.py`, `promises`). Of the competition a bank reads its own row and place only.
5. Forms offer the own institution, fixed, and firms that have to do with it (`finance/forms.py`, `firms_for`).
6. Sums and the funnel take the person (`finance/metrics.py`); so does the search (`zone_tracker/search.py`).
7. The panel on a firm's page is not open to the role; a press of another bank's number tells nothing of its row.
"""

from typing import Any

import rules

from core.enums import Role
from core.models import User
from finance.models import SEES_FINANCE


@rules.predicate
def sees_finance(user: User, row: Any) -> bool:
    """Leaders, auditors and finance officers see every row."""
    return user.holds(*SEES_FINANCE)


@rules.predicate
def own_institution(user: User, row: Any) -> bool:
    """A bank's person and a row of the institution they belong to."""
    if row is None or not user.holds(Role.BANK) or not row.institution_id:
        return False
    return row.institution.members.filter(user=user).exists()


@rules.predicate
def in_its_hands(user: User, row: Any) -> bool:
    """A bank's person and a need that its institution was asked for, or answered."""
    return row is not None and user.holds(Role.BANK) and type(row).objects.visible_to(user).filter(pk=row.pk).exists()


@rules.predicate
def keeps_finance(user: User, row: Any) -> bool:
    """Finance officers."""
    return user.holds(Role.FINANCE_OFFICER)


@rules.predicate
def works_for_a_bank(user: User, row: Any) -> bool:
    """A bank's people."""
    return user.holds(Role.BANK)


rules.add_perm("finance.view_creditline", sees_finance | own_institution)
rules.add_perm("finance.change_creditline", keeps_finance | own_institution)
rules.add_perm("finance.view_financingneed", sees_finance | in_its_hands)
rules.add_perm("finance.change_financingneed", keeps_finance)
rules.add_perm("finance.view_product", sees_finance | own_institution)
rules.add_perm("finance.change_product", keeps_finance | own_institution)
rules.add_perm("finance.explain_difference", keeps_finance)
rules.add_perm("finance.add_heldentry", keeps_finance | works_for_a_bank)
rules.add_perm("finance.change_heldentry", keeps_finance | own_institution)
