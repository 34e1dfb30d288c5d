"""Rights over one talent, and over one need of people. `view_talent` tells of one what `visible_to` tells of all."""

import rules

from core.enums import Role
from core.models import User
from talent.models import SEES_TALENTS, Talent


@rules.predicate
def sees_talents(user: User, talent: Talent | None) -> bool:
    """Talent officers, leaders and auditors."""
    return user.holds(*SEES_TALENTS)


@rules.predicate
def keeps_the_register(user: User, talent: Talent | None) -> bool:
    """Talent officers."""
    return user.holds(Role.TALENT_OFFICER)


@rules.predicate
def leads(user: User, talent: Talent | None) -> bool:
    """Leaders."""
    return user.holds(Role.LEADER)


@rules.predicate
def is_kept(user: User, talent: Talent | None) -> bool:
    """The personal data was not erased: who it was is not known any more, so nothing is changed."""
    return talent is None or not talent.is_erased


rules.add_perm("talent.reveal_talent", (keeps_the_register | leads) & is_kept)
rules.add_perm("talent.view_talent", sees_talents)
rules.add_perm("talent.change_talent", keeps_the_register & is_kept)
rules.add_perm("talent.link_project", keeps_the_register | leads)  # a leader sees both sides of the tie
rules.add_perm("talent.view_talentneed", sees_talents)
rules.add_perm("talent.change_talentneed", keeps_the_register)
