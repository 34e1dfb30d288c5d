"""Of whom personal data can be erased: one explicit table over all rooms."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.enums import Person, Role
from core.models import User
from core.personal.erasing import Subject, empty_account
from enterprises.firm.erasing import empty_contact
from enterprises.models import Contact
from enterprises.rules import looks_after_now
from talent.erasing import PAST, empty_talent
from talent.models import Talent


def _asks_for_a_contact(user: User, contact: Contact) -> bool:
    return user.holds(Role.LEADER) or looks_after_now(user, contact.enterprise_id)


def _asks_for_an_account(user: User, person: User) -> bool:
    return user.holds(Role.ADMIN) and user.pk != person.pk


def _account_is_open(person: User) -> str:
    return _("先停用账号，再删除个人信息。") if person.is_active else ""


SUBJECTS: dict[Person, Subject] = {
    Person.TALENT: Subject(
        whose=Person.TALENT,
        model=Talent,
        past=PAST,
        asks=lambda user, row: user.has_perm("talent.change_talent", row),
        number=lambda row: row.number,
        page=lambda row: reverse("talent:talent_detail", args=[row.pk]),
        empty=empty_talent,
    ),
    Person.CONTACT: Subject(
        whose=Person.CONTACT,
        model=Contact,
        past=(Contact,),
        asks=_asks_for_a_contact,
        number=lambda row: _("%(firm)s的联系人（%(n)d）") % {"firm": row.enterprise, "n": row.pk},
        page=lambda row: reverse("enterprises:enterprise_detail", args=[row.enterprise_id]),
        empty=empty_contact,
    ),
    Person.USER: Subject(
        whose=Person.USER,
        model=User,
        past=(User,),
        asks=_asks_for_an_account,
        number=lambda row: row.username,
        page=lambda row: reverse("core:account_detail", args=[row.pk]),
        empty=empty_account,
        hinders=_account_is_open,
    ),
}
