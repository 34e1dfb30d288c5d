"""One box over all rooms. Each room is asked through `visible_to`, so nobody finds what they may not see."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.access import may_open
from core.models import User
from enterprises.models import Enterprise
from projects.models import Project
from talent.models import Talent

HITS_A_GROUP = 10


class SearchForm(forms.Form):
    """What one types into the box."""

    q = forms.CharField(label=_("搜索"), max_length=60, required=True, strip=True)


@dataclass(frozen=True)
class Room:
    """A kind of thing that can be found, and the page that shows one."""

    label: Promise
    model: type[Model]
    route: str
    lookup: str = "pk"
    related: tuple[str, ...] = ()


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


ROOMS = (
    Room(_("项目"), Project, "projects:project_detail", "code", ("enterprise",)),
    Room(_("企业"), Enterprise, "enterprises:enterprise_detail", "pk", ("cluster",)),
    Room(_("人才"), Talent, "talent:talent_detail", "pk", ("enterprise",)),
)


def search_everywhere(text: str, *, user: User) -> list[Group]:
    """Return what this user may see whose names contain the text, room by room; empty rooms are left out."""
    groups = [_search(room, text, user) for room in ROOMS if may_open(user, room.route)]
    return [group for group in groups if group.hits]


def _search(room: Room, text: str, user: User) -> Group:
    manager: Any = room.model._default_manager
    found = manager.visible_to(user).named_like(text).select_related(*room.related).distinct()
    rows = list(found[: HITS_A_GROUP + 1])
    hits = [_hit(room, row) for row in rows[:HITS_A_GROUP]]
    return Group(room.label, hits, more=len(rows) > HITS_A_GROUP)


def _hit(room: Room, row: Model) -> Hit:
    detail = " · ".join(str(value) for name in room.related if (value := getattr(row, name)))
    url = reverse(room.route, args=[getattr(row, room.lookup)])
    return Hit(label=str(row), detail=detail, url=url, row=row)
