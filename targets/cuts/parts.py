"""The cuts of a target: parts in a fixed order that add up to it. The order follows no figures, so nobody is ranked.

Parks stand as on the map, highlands and departments by their rank, leaders as their names are read; what belongs to
none stands last.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Lamp, ParkKind
from core.kernel.figures import adding_up, percent, rounded, with_sign
from core.kernel.keeping.freshness import kept
from core.models import Cluster, Department, Park, User
from talent.enums import Category
from targets.cuts.grains import CATEGORY, CLUSTER, DEPARTMENT, LEADER, OUTPUT, PARK, WHOSE, grains_of, output_by, parks
from targets.enums import Unit
from targets.figures.figure import scope_of
from targets.indicators import INDICATORS
from targets.models import Target
from targets.readings import all_targets, days_before, read_target

WING = "wing"
NO_PARK = scope_of(PARK, "")
WING_KEYS = {"湘潭": "xiangtan", "株洲": "zhuzhou"}  # by city; another city is its own key
CITIES = {key: city for city, key in WING_KEYS.items()}
TITLES: dict[str, Promise] = {
    PARK: gettext_lazy("主体与两翼"),
    CLUSTER: gettext_lazy("三个高地"),
    LEADER: gettext_lazy("联点领导"),
    DEPARTMENT: gettext_lazy("责任部门"),
    CATEGORY: gettext_lazy("人才类别"),
}
HEADS: dict[str, Promise] = {
    PARK: gettext_lazy("园区"),
    CLUSTER: gettext_lazy("产业"),
    LEADER: gettext_lazy("领导"),
    DEPARTMENT: gettext_lazy("部门"),
    CATEGORY: gettext_lazy("类别"),
}
NOBODY: dict[str, Promise] = {
    PARK: gettext_lazy("园区待补录"),
    CLUSTER: gettext_lazy("其他产业"),
    LEADER: gettext_lazy("待指定"),
    DEPARTMENT: gettext_lazy("部门未注明"),
    CATEGORY: gettext_lazy("未注明"),
}
# By which kinds each target is cut, in the order of the page.
CUT_BY: dict[str, tuple[str, ...]] = {
    "zone_output": WHOSE,
    "talent_total": (CATEGORY, PARK, CLUSTER),
    "talent_leading": (PARK, CLUSTER),
    "talent_engineer": (PARK, CLUSTER),
    "talent_craftsman": (PARK, CLUSTER),
    "champion_firms": WHOSE,
    "cluster_nev": (PARK, LEADER, DEPARTMENT),
    "cluster_optics": (PARK, LEADER, DEPARTMENT),
    "cluster_biomedical": (PARK, LEADER, DEPARTMENT),
    "key_projects": WHOSE,
    "listing_reserve": WHOSE,
    "credit_granted": WHOSE,
    "credit_drawn": WHOSE,
}
LIT = ("zone_output", "key_projects")  # beside which the key projects stand by lamp

Lamps = tuple[tuple[Lamp, int], ...]


@dataclass(frozen=True)
class Group:
    """A part by name, before anything is counted: its scope and the keys that belong to it. `inner` is told within the
    part before it, and not summed again.
    """

    name: str
    kind: str
    key: str
    members: frozenset[str]
    inner: bool = False

    @property
    def scope(self) -> str:
        """The scope of the part, as figures and addresses name it."""
        return scope_of(self.kind, self.key)


@dataclass(frozen=True)
class Part:
    """A part of a target. `value` is exact, None where nothing was reported; `shown` and `delta` (to a month before)
    are rounded so that parts add up; `share` is a fraction of one.
    """

    name: str
    scope: str
    value: Decimal | None
    shown: Decimal | None
    share: Decimal
    delta: Decimal | None
    inner: bool
    url: str
    lamps: Lamps = ()
    goal: Target | None = None
    lamp: Lamp | None = None
    ahead: Decimal | None = None

    @classmethod
    def nothing(cls, group: Group, url: str) -> "Part":
        """A part to which nothing belongs."""
        return cls(group.name, group.scope, None, None, Decimal(0), None, group.inner, url)

    @property
    def projects(self) -> int:
        """How many key projects have a lamp here."""
        return sum(n for _lamp, n in self.lamps)

    @property
    def moved(self) -> str:
        """The delta as it is written."""
        return "" if self.delta is None else with_sign(self.delta)

    @property
    def pace(self) -> str:
        """How far a highland is behind or ahead of its time, in points of a hundred."""
        if self.ahead is None:
            return ""
        words = _("落后 %(n)s") if self.ahead < 0 else _("领先 %(n)s")
        return words % {"n": abs(percent(self.ahead))}


@dataclass(frozen=True)
class Cut:
    """A target cut one way. The parts that are not inner add up to `shown`, and their deltas to `delta`."""

    key: str
    kind: str
    parts: list[Part]
    value: Decimal | None
    shown: Decimal | None
    delta: Decimal | None
    lamps: Lamps = ()

    @property
    def title(self) -> str:
        return str(TITLES[self.kind])

    @property
    def head(self) -> str:
        """The head of the column of names."""
        return str(HEADS[self.kind])

    @property
    def moved(self) -> str:
        """The delta of the whole as it is written."""
        return "" if self.delta is None else with_sign(self.delta)

    @property
    def has_lamps(self) -> bool:
        """Whether key projects stand beside it by lamp: beside people and departments, whose share is not drawn."""
        return bool(self.lamps) and self.kind in (LEADER, DEPARTMENT)

    @property
    def has_goals(self) -> bool:
        """Whether parts have goals of their own."""
        return any(part.goal for part in self.parts)

    @property
    def projects(self) -> int:
        return sum(n for _lamp, n in self.lamps)


# --- The groups of each kind, in their order --------------------------------------------------------------------------
def wing_key(city: str) -> str:
    """The key by which a wing is named in a scope."""
    return WING_KEYS.get(city, city)


def _by_park(_used: set[str]) -> list[Group]:
    every = parks()
    groups = [_of_park(park) for park in every if park.kind == ParkKind.MAIN]
    enclaves = [park for park in every if park.kind == ParkKind.ENCLAVE]
    for city in dict.fromkeys(park.city for park in enclaves):
        ours = [park for park in enclaves if park.city == city]
        name = _("%(city)s一翼") % {"city": city}
        groups.append(Group(name, WING, wing_key(city), frozenset(park.key for park in ours)))
        groups += [_of_park(park, inner=True) for park in ours]
    return groups


def _of_park(park: Park, *, inner: bool = False) -> Group:
    return Group(park.name, PARK, park.key, frozenset({park.key}), inner)


def _by_cluster(_used: set[str]) -> list[Group]:
    clusters = kept("places", lambda: list(Cluster.objects.all()), part="clusters of cuts")
    return [Group(each.name, CLUSTER, each.key, frozenset({each.key})) for each in clusters]


def _by_leader(used: set[str]) -> list[Group]:
    people = User.objects.by_name().values_list("username", "label")
    named = kept("people", lambda: list(people), part="leaders of cuts")
    return [Group(label, LEADER, name, frozenset({name})) for name, label in named if name in used]


def _by_department(used: set[str]) -> list[Group]:
    offices = kept("people", lambda: list(Department.objects.values_list("key", "name")), part="departments of cuts")
    return [Group(name, DEPARTMENT, key, frozenset({key})) for key, name in offices if key in used]


def _by_category(_used: set[str]) -> list[Group]:
    return [Group(str(each.label), CATEGORY, each.value, frozenset({each.value})) for each in Category]


GROUPS: dict[str, Callable[[set[str]], list[Group]]] = {
    PARK: _by_park,
    CLUSTER: _by_cluster,
    LEADER: _by_leader,
    DEPARTMENT: _by_department,
    CATEGORY: _by_category,
}


def groups_of(kind: str, used: Iterable[str]) -> list[Group]:
    """The parts of a kind in their order; what belongs to none last, where anything does."""
    named = set(used)
    nobody = [Group(str(NOBODY[kind]), kind, "", frozenset({""}))] if "" in named else []
    return [*GROUPS[kind](named), *nobody]


# --- Cutting --------------------------------------------------------------------------------------------------------
def cuts_of(target: Target, as_of: dt.date, *, hidden: str = "", lit: bool = True) -> list[Cut]:
    """A target's cuts as of a day but for a hidden kind. `lit` is whether the lamps of projects may be told."""
    return [cut(target, kind, as_of, lit=lit) for kind in CUT_BY.get(target.key, ()) if kind != hidden]


def cut(target: Target, kind: str, as_of: dt.date, *, lit: bool = True) -> Cut:
    """A target as of a day by one kind of part, with what came since the day a month before."""
    month, places = days_before(as_of)["month"], 2 if target.unit == Unit.YI else 0
    now, then = _sums(target.key, kind, as_of), _sums(target.key, kind, month)
    lamps = _lamps(kind, as_of) if lit and target.key in LIT else {}
    groups = groups_of(kind, {*now, *then, *lamps})
    parts = [_part(target, group, as_of, now, lamps) for group in groups]
    zero = Decimal(0)
    leaves = _leaves(groups)
    shown = dict(zip(leaves, _rounded(kind, [_of(leaf, now) for leaf in leaves], places), strict=True))
    added = [_of(leaf, now) - _of(leaf, then) for leaf in leaves]
    moved = dict(zip(leaves, _rounded(kind, added, places), strict=True))
    whole = sum(now.values(), zero) if now or INDICATORS[target.key].empty is not None else None
    told = [
        replace(
            part,
            shown=None if part.value is None else _within(group, groups, shown),
            delta=None if part.value is None or not then else _within(group, groups, moved),
            share=part.value / whole if part.value and whole else zero,
        )
        for part, group in zip(parts, groups, strict=True)
    ]
    if kind == CLUSTER and target.key == "zone_output":
        told = [_with_goal(part, as_of) for part in told]
    every = _counted(lamps.values())
    delta = sum(moved.values(), zero) if then else None
    shown_whole = None if whole is None else rounded(whole, places)
    return Cut(target.key, kind, told, whole, shown_whole, delta, every)


def _rounded(kind: str, values: list[Decimal], places: int) -> list[Decimal]:
    """Parts that add up. A highland is told on a page of its own, so it is rounded as there and the rest takes what is
    left over; other parts share it.
    """
    if kind != CLUSTER or not values:
        return [each for each in adding_up(values, places) if each is not None]
    *named, _rest = [rounded(value, places) for value in values]
    return [*named, rounded(sum(values, Decimal(0)), places) - sum(named, Decimal(0))]


def _sums(key: str, kind: str, as_of: dt.date) -> dict[str, Decimal]:
    """The figure of each member of a kind, exact. Output by place asks nothing of the database: its sums are kept."""
    if kind in (PARK, CLUSTER) and key in OUTPUT:
        return output_by(kind, OUTPUT[key], as_of)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for grain in grains_of(key, as_of):
        sums[grain.of.get(kind, "")] += grain.value
    return dict(sums)


def _of(group: Group, sums: dict[str, Decimal]) -> Decimal:
    return sum((sums[key] for key in group.members if key in sums), Decimal(0))


def _leaves(groups: Sequence[Group]) -> list[Group]:
    """Those that hold no other: of a wing its parks."""
    return [group for group in groups if group.kind != WING]


def _within(group: Group, groups: Sequence[Group], rounded_leaves: dict[Group, Decimal]) -> Decimal:
    """What a part comes to as its leaves are shown."""
    ours = [each for each in _leaves(groups) if each.members <= group.members]
    return sum((rounded_leaves[each] for each in ours), Decimal(0))


def _part(
    target: Target, group: Group, as_of: dt.date, sums: dict[str, Decimal], lamps: dict[str, Counter[Lamp]]
) -> Part:
    known = bool(group.members & sums.keys()) or INDICATORS[target.key].empty is not None
    value = _of(group, sums) if known else None
    lit = _counted(lamps[key] for key in group.members if key in lamps)
    url = rows_url(target.key, group.scope, as_of)
    return Part(group.name, group.scope, value, None, Decimal(0), None, group.inner, url, lit)


def _lamps(kind: str, as_of: dt.date) -> dict[str, Counter[Lamp]]:
    """The key projects of each member of a kind by lamp."""
    lit: dict[str, Counter[Lamp]] = defaultdict(Counter)
    for grain in grains_of("key_projects", as_of):
        if grain.lamp:
            lit[grain.of[kind]][grain.lamp] += int(grain.value)
    return dict(lit)


def _counted(several: Iterable[Counter[Lamp]]) -> Lamps:
    every = sum(several, Counter[Lamp]())
    return tuple((lamp, every[lamp]) for lamp in Lamp if every[lamp])


def _with_goal(part: Part, as_of: dt.date) -> Part:
    """A highland beside its own goal, with its lamp and how far it is ahead of its time."""
    key = f"cluster_{part.scope.partition(':')[2]}"
    goal = next((target for target in all_targets() if target.key == key), None)
    if goal is None or key not in INDICATORS:
        return part
    reading = read_target(goal, as_of)
    done, due = reading.completion, reading.elapsed
    ahead = None if done is None or due is None else done - due
    return replace(part, goal=goal, lamp=reading.lamp, ahead=ahead)


def rows_url(key: str, scope: str, as_of: dt.date) -> str:
    """The rows of a part, on the page of its target."""
    query = urlencode({"scope": scope, "as_of": as_of.isoformat()}, safe=":")
    return f"{reverse('targets:target_detail', args=[key])}?{query}#rows"


# --- One part by its scope --------------------------------------------------------------------------------------------
def group_of(key: str, scope: str) -> Group | None:
    """The part of a target that a scope names, or None: another kind than it is cut by, or nothing of that name."""
    kind, _colon, part = scope.partition(":")
    cut_by = PARK if kind == WING else kind
    if cut_by not in CUT_BY.get(key, ()):
        return None
    asked = "" if part == "none" else part
    groups = groups_of(cut_by, {asked, ""} if cut_by in (LEADER, DEPARTMENT) else {""})
    return next((group for group in groups if group.scope == scope), None)


def called(scope: str) -> str | None:
    """What the part of a scope is called; None where no target is cut by such a kind, or there is no such part."""
    kind = scope.partition(":")[0]
    cut_by = PARK if kind == WING else kind
    if cut_by not in GROUPS:
        return None
    return next((each.name for each in groups_of(cut_by, {scope.partition(":")[2], ""}) if each.scope == scope), None)


def value_of(key: str, scope: str, as_of: dt.date) -> Decimal | None:
    """The figure of a part, as the figure of its scope tells it; None where nothing was reported of it."""
    group = group_of(key, scope)
    if group is None:
        return None
    sums = _sums(key, PARK if group.kind == WING else group.kind, as_of)
    known = bool(group.members & sums.keys()) or INDICATORS[key].empty is not None
    return _of(group, sums) if known else None


def scopes_of(key: str, as_of: dt.date) -> list[str]:
    """The scopes of all parts of a target on a day."""
    return [group.scope for kind in CUT_BY.get(key, ()) for group in groups_of(kind, {*_sums(key, kind, as_of), ""})]
