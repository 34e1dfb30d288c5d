"""One box over all rooms. Each room is asked through what the person may see, so nobody finds what is not theirs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.enums import Role
from core.kernel.access import may_open
from core.models import User
from enterprises.models import CALLERS, Contact, Enterprise, Request
from enterprises.names import is_whole
from finance.models import CreditLine
from projects.models import Project
from talent.models import Talent

HITS_A_GROUP = 10
BROAD = 2000  # firms; of a text that so many bear, no single one is meant, and they are listed by pinyin


class SearchForm(forms.Form):
    """What one types into the box."""

    q = forms.CharField(label=_("搜索"), max_length=60, required=True, strip=True)


@dataclass(frozen=True)
class Asked:
    """What is looked for, by whom, and which firms bear it in their names: found once, used by every room."""

    text: str
    user: User
    firms: RawSQL
    is_broad: bool


@dataclass(frozen=True)
class Room:
    """A kind of thing that can be found: who finds which rows, the page that shows one, and what stands below it."""

    label: Promise
    route: str
    found: Callable[[Asked], QuerySet[Any]]
    told: Callable[[Any], Iterable[object]]
    related: tuple[str, ...]
    lookup: str = "pk"
    roles: frozenset[Role] = frozenset(Role)

    def is_open_to(self, user: User) -> bool:
        """Whether this person finds anything here at all."""
        return may_open(user, self.route) and user.holds(*self.roles)


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    label: str
    detail: str
    url: str
    row: Model


@dataclass(frozen=True)
class Group:
    """What was found in one room; `more` says that the list was cut."""

    label: Promise
    hits: list[Hit]
    more: bool


def _projects(asked: Asked) -> QuerySet[Any]:
    return Project.objects.visible_to(asked.user).named_like(asked.text, firms=asked.firms)


def _firms(asked: Asked) -> QuerySet[Any]:
    found = Enterprise.objects.visible_to(asked.user).filter(pk__in=asked.firms).defer("search_keys")
    return found if asked.is_broad else found.nearest_first(asked.text)


def _contacts(asked: Asked) -> QuerySet[Any]:
    found = Contact.objects.callable_by(asked.user).named_like(asked.text)
    return found.order_by(is_whole(asked.text).desc(), "pk")


def _requests(asked: Asked) -> QuerySet[Any]:
    return Request.objects.visible_to(asked.user).named_like(asked.text, firms=asked.firms)


def _lines(asked: Asked) -> QuerySet[Any]:
    return CreditLine.objects.visible_to(asked.user).named_like(asked.text, firms=asked.firms)


def _talents(asked: Asked) -> QuerySet[Any]:
    found = Talent.objects.visible_to(asked.user).named_like(asked.text, firms=asked.firms)
    return found.order_by(is_whole(asked.text).desc(), "pinyin", "pk")


ROOMS = (
    Room(_("项目"), "projects:project_detail", _projects, lambda row: (row.enterprise,), ("enterprise",), "code"),
    Room(
        pgettext_lazy("plural", "企业"),
        "enterprises:enterprise_detail",
        _firms,
        lambda row: (row.cluster,),
        ("cluster",),
    ),
    Room(
        pgettext_lazy("plural", "联系人"),
        "enterprises:enterprise_detail",
        _contacts,
        lambda row: (row.enterprise, row.title),
        ("enterprise",),
        "enterprise_id",
        roles=frozenset(CALLERS),
    ),
    Room(
        pgettext_lazy("plural", "诉求"),
        "enterprises:request_detail",
        _requests,
        lambda row: (row.enterprise, row.get_state_display()),
        ("enterprise", "kind"),
    ),
    Room(
        pgettext_lazy("plural", "授信"),
        "finance:creditline_detail",
        _lines,
        lambda row: (row.granted_on,),
        ("enterprise", "institution"),
    ),
    Room(_("人才"), "talent:talent_detail", _talents, lambda row: (row.enterprise,), ("enterprise",)),
)


def rooms_of(user: User) -> list[Room]:
    """The rooms in which this person may search."""
    return [room for room in ROOMS if room.is_open_to(user)]


def search_everywhere(text: str, *, user: User) -> list[Group]:
    """Return what this user may see that bears the text, room by room; empty rooms are left out."""
    asked = _asked(text, user)
    groups = [_search(room, asked) for room in rooms_of(user)]
    return [group for group in groups if group.hits]


def _asked(text: str, user: User) -> Asked:
    """Look for the firms. Their keys travel as one array: a list of 20,000 numbers costs half a second to write."""
    keys = list(Enterprise.objects.named_like(text).order_by().values_list("pk", flat=True))
    firms = RawSQL("SELECT unnest(%s::bigint[])", [f"{{{','.join(map(str, keys))}}}"])
    return Asked(text, user, firms, is_broad=len(keys) > BROAD)


def _search(room: Room, asked: Asked) -> Group:
    # Prefetched, not joined: the database sorts all that was found, and firms are wide.
    rows = list(room.found(asked).prefetch_related(*room.related)[: HITS_A_GROUP + 1])
    return Group(room.label, [_hit(room, row) for row in rows[:HITS_A_GROUP]], more=len(rows) > HITS_A_GROUP)


def _hit(room: Room, row: Model) -> Hit:
    detail = " · ".join(str(value) for value in room.told(row) if value)
    return Hit(label=str(row), detail=detail, url=reverse(room.route, args=[getattr(row, room.lookup)]), row=row)
