"""Rights over single lines and needs. The `view_` rules tell of one what `visible_to` tells of all."""

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
def keeps_finance(user: User, row: Any) -> bool:
    """Finance officers."""
    return user.holds(Role.FINANCE_OFFICER)


rules.add_perm("finance.view_creditline", sees_finance | own_institution)
rules.add_perm("finance.change_creditline", keeps_finance | own_institution)
rules.add_perm("finance.view_financingneed", sees_finance | own_institution)
rules.add_perm("finance.change_financingneed", keeps_finance)
