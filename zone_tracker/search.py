"""One box over all rooms. Each room is asked through what the person may see, so nobody finds what is not theirs.

All rooms are asked in one statement, and each brings what its page of hits says, so that a search costs one query.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django import forms
from django.db.models import F, QuerySet, TextField, Value, Window
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Cast, Coalesce, RowNumber
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.enums import Role
from core.kernel.access import may_open
from core.kernel.forms import Form
from core.models import Park, User
from core.typed.own_numbers import own_number
from enterprises.enums import RequestState
from enterprises.models import CALLERS, Contact, Enterprise, Request
from enterprises.models.requests import titled
from enterprises.named import begins, in_any, is_whole, nearness
from enterprises.names import plain, without_place
from finance.models import LINE, CreditLine
from projects.models import Action, Project
from talent.models import PERSON, Talent

HITS_A_GROUP = 10
LOOKED_AT = 200  # rows of each way to a room: of a text that more bear, no single one is meant


class SearchForm(Form):
    """What one types into the box."""

    q = forms.CharField(label=_("搜索"), max_length=60, required=True, strip=True)


@dataclass(frozen=True)
class Room:
    """A kind of thing that can be found: who finds which rows, the page that shows one, and what stands below it.

    `columns` are what `told` makes the name and the words below it from.
    """

    label: Promise
    route: str
    found: Callable[[str, User], QuerySet[Any]]
    columns: tuple[str, ...]
    told: Callable[..., tuple[str, ...]]
    key: str = "pk"
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
    is_example: bool


@dataclass(frozen=True)
class Group:
    """What was found in one room; `more` says that the list was cut."""

    label: Promise
    hits: list[Hit]
    more: bool


def _placed(rows: QuerySet[Any], *order: BaseExpression | F) -> QuerySet[Any]:
    """These rows with their `place` in this order: 1, 2, 3 …"""
    return rows.annotate(place=Window(RowNumber(), order_by=list(order)))


def _among(rows: QuerySet[Any], *ways: QuerySet[Any]) -> QuerySet[Any]:
    """Rows that one of these ways leads to, of each way the first that the database comes to."""
    return rows.model._base_manager.filter(in_any(ways, most=LOOKED_AT))


def _named(rows: QuerySet[Any], text: str, *ways: QuerySet[Any]) -> QuerySet[Any]:
    """The same for rows that bear names: those that the text names, or that begin with it, are among them for sure."""
    return _among(rows, rows.filter(is_whole(text)), rows.filter(begins(text)), *ways)


def _projects(text: str, user: User) -> QuerySet[Any]:
    rows = Project.objects.visible_to(user)
    return _placed(_named(rows, text, *rows.ways(text)), nearness(text), F("code"))


def _firms(text: str, user: User) -> QuerySet[Any]:
    rows = Enterprise.objects.visible_to(user)
    found = Enterprise.objects.filter(in_any(rows.ways_nearest_first(text), most=LOOKED_AT))
    return _placed(found.with_nearness(text), F("near"), F("pinyin"), F("pk"))


def _contacts(text: str, user: User) -> QuerySet[Any]:
    rows = Contact.objects.callable_by(user)
    return _placed(_named(rows, text, rows.filter(Contact.objects.held(text))), nearness(text), F("pk"))


def _requests(text: str, user: User) -> QuerySet[Any]:
    rows = Request.objects.visible_to(user)
    return _placed(_among(rows, *rows.ways(text)), F("raised_at").desc(), F("pk").desc())


def _lines(text: str, user: User) -> QuerySet[Any]:
    rows = CreditLine.objects.visible_to(user)
    return _placed(_among(rows, *rows.ways(text)), F("granted_on").desc(), F("pk").desc())


def _talents(text: str, user: User) -> QuerySet[Any]:
    rows = Talent.objects.visible_to(user)
    return _placed(_named(rows, text, *rows.ways(text)), nearness(text), F("pinyin"), F("pk"))


def _actions(text: str, user: User) -> QuerySet[Any]:
    rows = Action.objects.visible_to(user)
    return _placed(_among(rows, rows.numbered(text)), F("number"))


def _as_it_is(label: str, *details: str) -> tuple[str, ...]:
    return (label, *details)


ROOMS = (
    Room(_("项目"), "projects:project_detail", _projects, ("name", "enterprise__short_name"), _as_it_is, "code"),
    Room(
        _("交办单"),
        "projects:action_detail",
        _actions,
        ("number", "title", "project__name"),
        lambda number, title, project: (f"{number} {title}", project),
        "number",
    ),
    Room(
        pgettext_lazy("plural", "企业"),
        "enterprises:enterprise_detail",
        _firms,
        ("short_name", "cluster__name"),
        _as_it_is,
    ),
    Room(
        pgettext_lazy("plural", "联系人"),
        "enterprises:enterprise_detail",
        _contacts,
        ("name", "enterprise__short_name", "title"),
        _as_it_is,
        "enterprise_id",
        roles=frozenset(CALLERS),
    ),
    Room(
        pgettext_lazy("plural", "诉求"),
        "enterprises:request_detail",
        _requests,
        ("kind__name", "text", "enterprise__short_name", "state"),
        lambda kind, text, firm, state: (titled(kind, text), firm, str(RequestState(state).label)),
    ),
    Room(
        pgettext_lazy("plural", "授信"),
        "finance:creditline_detail",
        _lines,
        ("enterprise__short_name", "institution__name", "granted_on", "pk"),
        lambda firm, bank, on, key: (f"{firm} {bank}", own_number(LINE, int(key)), on),
    ),
    Room(
        _("人才"),
        "talent:talent_detail",
        _talents,
        ("name", "enterprise__short_name", "pk"),
        lambda name, firm, key: (name, firm, own_number(PERSON, int(key))),
    ),
)
MOST_COLUMNS = max(len(room.columns) for room in ROOMS)


def rooms_of(user: User) -> list[Room]:
    """The rooms in which this person may search."""
    return [room for room in ROOMS if room.is_open_to(user)]


def search_everywhere(text: str, *, user: User) -> list[Group]:
    """Return what this user may see that bears the text, room by room; empty rooms are left out.

    Where nothing does, the place with which the text begins is left out: 长沙析微 is 析微.
    """
    rooms = rooms_of(user)
    if not (rooms and plain(text)):
        return []
    return _search(rooms, text, user) or _search_without_place(rooms, text, user)


def _search_without_place(rooms: list[Room], text: str, user: User) -> list[Group]:
    places = (name for park in Park.objects.values_list("name", "city") for name in park if name)
    rest = without_place(text, places)
    return _search(rooms, rest, user) if rest else []


def _search(rooms: list[Room], text: str, user: User) -> list[Group]:
    """Ask all rooms in one statement."""
    first, *others = (_rows(number, room, room.found(text, user)) for number, room in enumerate(rooms))
    rows = sorted(first.union(*others, all=True), key=itemgetter(0, 1))
    of_room = {number: list(found) for number, found in groupby(rows, key=itemgetter(0))}
    return [_group(rooms[number], found) for number, found in of_room.items()]


def _rows(number: int, room: Room, found: QuerySet[Any]) -> Any:
    """What the page says of the first rows, and of one more: room, place, key, whether it is an example, columns."""
    model = found.model
    example = F("is_example") if hasattr(model, "is_example") else Value(False)
    words = [Coalesce(Cast(F(name), TextField()), Value(""), output_field=TextField()) for name in room.columns]
    words += [Value("", output_field=TextField())] * (MOST_COLUMNS - len(words))
    columns = {"room": Value(number), "key": Cast(F(room.key), TextField()), "example": example}
    columns |= {f"word{n}": word for n, word in enumerate(words)}
    return (
        found.annotate(**columns).order_by("place").values_list("room", "place", *list(columns)[1:])[: HITS_A_GROUP + 1]
    )


def _group(room: Room, rows: list[tuple[Any, ...]]) -> Group:
    return Group(room.label, [_hit(room, *row) for row in rows[:HITS_A_GROUP]], more=len(rows) > HITS_A_GROUP)


def _hit(room: Room, _number: int, _place: int, key: str, example: bool, *words: str) -> Hit:
    label, *details = room.told(*words[: len(room.columns)])
    return Hit(label, " · ".join(filter(None, details)), reverse(room.route, args=[key]), example)
