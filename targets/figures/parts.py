"""What the parts of a figure are called, and how they stand beside their whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.figures import adding_up, week_name
from enterprises.enums import Grade, ListingStage
from finance.enums import StuckReason
from projects.enums import Stage
from targets.cuts.parts import called
from targets.enums import Unit
from targets.figures.figure import part


@dataclass(frozen=True)
class Part:
    """A part of a figure: its scope, what it is called, its value, and the value as it is written beside the others."""

    scope: str
    name: str
    value: Decimal | None
    said: str


def groups(
    values: dict[str, Decimal | None],
    unit: str,
    whole: Decimal | None = None,
    written: Mapping[str, Decimal] | None = None,
) -> list[list[Part]]:
    """The parts of a figure by their kind; each kind is rounded so that it makes the whole as it is written."""
    places = 2 if unit == Unit.YI else 0
    found, kinds = [], dict.fromkeys(scope.partition(":")[0] for scope in values)
    for kind in kinds:
        keys = [scope for scope in values if scope.partition(":")[0] == kind]
        shown = adding_up([values[scope] for scope in keys], places, whole)
        if written is not None and not written.keys().isdisjoint(keys):
            shown = [None if values[scope] is None else written.get(scope) for scope in keys]
        words = ["" if value is None else f"{value:f}" for value in shown]
        found.append(
            [Part(scope, name_of(scope), values[scope], said) for scope, said in zip(keys, words, strict=True)]
        )
    return found


def name_of(scope: str) -> str:
    """What a part is called; a kind that has no words here is called by its key."""
    kind, key = scope.partition(":")[0], part(scope)
    return NAMES[kind](key) if kind in NAMES else called(scope) or key or _("待补录")


def week_called(key: str) -> str:
    """A week by its key: 2026 年第48周."""
    year, _w, number = key.partition("-W")
    return _("%(year)s 年%(week)s") % {"year": year, "week": week_name(int(number))}


NAMES: dict[str, Callable[[str], str]] = {
    "lamp": lambda key: str(Lamp(key).label),
    "stage": lambda key: str(Stage(key).label) if key else _("阶段待补录"),
    "grade": lambda key: str(Grade(key).label),
    "listing_stage": lambda key: str(ListingStage(key).label) if key else _("未启动"),
    "reason": lambda key: str(StuckReason(key).label) if key else _("未登记原因"),
    "due": lambda _key: _("已逾期"),
    "week": week_called,
    "week_lamp": lambda key: f"{week_called(key.rpartition('-')[0])} {Lamp(key.rpartition('-')[2]).label}",
}
