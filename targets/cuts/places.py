"""The map's data: one list of places with what each carries. Three drawings, the table and the wall are made of it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import ParkKind
from core.models import Park
from targets.cuts.grains import PARK, parks
from targets.cuts.parts import WING, Cut, Lamps, Part, cut, rows_url
from targets.readings import all_targets

PLACED = ("yuhua", "shaoshan", "jiuhua", "xiangtan_edz", "shifeng", "zhuzhou_edz", "yunlong", "none")
MAIN, SHARED, AGREED = "main", "shared", "agreed"  # the zone itself; a park that is built together; no park yet


@dataclass(frozen=True)
class Agreement:
    """What the facts of the programme say of a partner with whom there is no park. `short` names no firm."""

    name: Promise
    city: str
    short: tuple[Promise, ...]
    state: Promise


AGREEMENTS: dict[str, Agreement] = {
    "xiangtan_edz": Agreement(
        gettext_lazy("湘潭经开区"),
        "湘潭",
        (gettext_lazy("已签战略合作协议"), gettext_lazy("配套产业园在规划")),
        gettext_lazy("已签战略合作协议，雨花智能制造·工程机械配套产业园在规划"),
    ),
    "shifeng": Agreement(
        gettext_lazy("石峰区"), "株洲", (gettext_lazy("“十四五”系列合作"),), gettext_lazy("“十四五”期间将展开系列合作")
    ),
    "zhuzhou_edz": Agreement(
        gettext_lazy("株洲经开区"),
        "株洲",
        (gettext_lazy("“十四五”系列合作"),),
        gettext_lazy("“十四五”期间将展开系列合作"),
    ),
    "yunlong": Agreement(
        gettext_lazy("云龙区"),
        "株洲",
        (gettext_lazy("企业签订协议"),),
        gettext_lazy("曙光科技签订合作协议，属企业协议"),
    ),
}


@dataclass(frozen=True)
class Place:
    """A place on the map and in the table. `part` is its part of the output, None where there is no park; `lamps` are
    empty where they are not told, `projects` are told always.
    """

    key: str
    name: str
    city: str
    kind: str
    part: Part | None
    projects: int
    lamps: Lamps
    short: tuple[str, ...]
    state: str
    url: str
    projects_url: str = ""

    @property
    def words(self) -> str:
        """Everything that the shape says, for who cannot see it."""
        if self.part is None:
            return _("%(name)s：%(state)s") % {"name": self.name, "state": self.state}
        output = _("未报送") if self.part.shown is None else _("%(value)s 亿元") % {"value": self.part.shown}
        said = [_("产值 %(output)s") % {"output": output}, _("重点项目 %(n)d 个") % {"n": self.projects}]
        said += [f"{lamp.label} {n}" for lamp, n in self.lamps]
        return _("%(name)s：%(said)s") % {"name": self.name, "said": _("，").join(said)}

    @property
    def is_placed(self) -> bool:
        """Whether the map knows where it stands; where not, it is in the table only."""
        return self.key in PLACED

    @property
    def type(self) -> str:
        """城市 · 类型."""
        kinds = {MAIN: _("主体"), SHARED: _("飞地"), AGREED: _("合作")}
        return f"{self.city} · {kinds[self.kind]}" if self.city else _("未载")


@dataclass(frozen=True)
class WingSum:
    """A wing with the sum of its parks as they are shown."""

    name: str
    city: str
    part: Part


@dataclass(frozen=True)
class Map:
    """Every place in the order of the parks, the wings, and the sums that all figures come to."""

    places: list[Place]
    wings: list[WingSum]
    main: Part | None
    unplaced: Place | None
    cut: Cut
    projects: int

    @property
    def rows(self) -> list[Place]:
        """The places of the table: those of the map, then what has no park."""
        return [*self.places, *([self.unplaced] if self.unplaced else [])]


def map_of(as_of: dt.date, *, lit: bool = True) -> Map | None:
    """The map as of a day; `lit` is whether the lamps of all projects may be told. None without a target of output."""
    target = next((each for each in all_targets() if each.key == "zone_output"), None)
    if target is None:
        return None
    told = cut(target, PARK, as_of)
    by_scope = {part.scope: part for part in told.parts}
    every = parks()
    places = [_of_park(park, by_scope[f"{PARK}:{park.key}"], lit, as_of) for park in every]
    known = {park.key for park in every}
    url = f"{reverse('targets:map')}?as_of={as_of}"
    agreed = [_of_agreement(key, each, url) for key, each in AGREEMENTS.items() if key not in known]
    cities = list(dict.fromkeys(place.city for place in places))
    every_place = sorted([*places, *agreed], key=lambda place: cities.index(place.city) if place.city in cities else 99)
    wings = [
        WingSum(part.name, _city_of(part, every), part) for part in told.parts if part.scope.partition(":")[0] == WING
    ]
    main = next((place.part for place in every_place if place.kind == MAIN), None)
    nobody = by_scope.get(f"{PARK}:none")
    unplaced = nobody and _of_none(nobody, lit, as_of)
    return Map(every_place, wings, main, unplaced, told, told.projects)


def _of_none(part: Part, lit: bool, as_of: dt.date) -> Place:
    """What no park is known for: told in the table."""
    listed, lamps = rows_url("key_projects", part.scope, as_of), part.lamps if lit else ()
    return Place("none", part.name, "", AGREED, part, part.projects, lamps, (), "", part.url, listed)


def _city_of(part: Part, every: list[Park]) -> str:
    return next((park.city for park in every if part.name == _("%(city)s一翼") % {"city": park.city}), "")


def _of_park(park: Park, part: Part, lit: bool, as_of: dt.date) -> Place:
    agreement = AGREEMENTS.get(park.key)
    kind = MAIN if park.kind == ParkKind.MAIN else AGREED if agreement else SHARED
    short, state = _said_of(park, kind, agreement)
    name = _("%(name)s · 主体") % {"name": park.name} if kind == MAIN else park.name
    lamps = part.lamps if lit else ()
    listed = rows_url("key_projects", part.scope, as_of)
    return Place(park.key, name, park.city, kind, part, part.projects, lamps, short, state, part.url, listed)


def _said_of(park: Park, kind: str, agreement: Agreement | None) -> tuple[tuple[str, ...], str]:
    if agreement:
        return tuple(str(each) for each in agreement.short), str(agreement.state)
    if kind == MAIN:
        return _industries(), _("本部")
    partner = _("合作方 %(name)s") % {"name": park.partner} if park.partner else _("合作方未载")
    delivery = _("预计 %(on)s 交付") % {"on": park.delivery_on} if park.delivery_on else ""
    return (partner,), _("，").join(each for each in (_("共建"), partner, park.agreement, delivery) if each)


def _industries() -> tuple[str, ...]:
    """一主一特, as far as the programme says them, without what stands in brackets."""
    programme = next((each.programme for each in all_targets()), None)
    if programme is None:
        return ()
    main, special = (each.partition("（")[0] for each in (programme.main_industry, programme.special_industry))
    return (_("一主 %(main)s　一特 %(special)s") % {"main": main, "special": special},)


def _of_agreement(key: str, said: Agreement, url: str) -> Place:
    short = tuple(str(each) for each in said.short)
    return Place(key, str(said.name), said.city, AGREED, None, 0, (), short, str(said.state), f"{url}#place-{key}")


def share_line(told: Map) -> str:
    """产值看布局 in one sentence; nothing while nothing was reported."""
    if not told.cut.value or told.main is None or told.main.value is None:
        return ""
    wings = sum((wing.part.value or Decimal(0) for wing in told.wings), Decimal(0))
    return _("产值看布局：主体占 %(main).1f%%，两翼占 %(wings).1f%%") % {
        "main": told.main.value / told.cut.value * 100,
        "wings": wings / told.cut.value * 100,
    }
