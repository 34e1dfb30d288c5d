"""The values of 走势探究 as a list that can be exported: a row for each line and day."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.kernel.http import HttpRequest
from core.sheets.cells import Day
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from targets.explore.asked import asked
from targets.explore.lines import At, Line, lines_of
from targets.programmes import chosen


@dataclass(frozen=True)
class Told:
    """A point of a line."""

    line: Line
    at: At

    def number(self, value: Decimal | None) -> Decimal | None:
        """A figure as the page shows it, as a number."""
        return Decimal(self.line.drawn(value)) if value is not None else None


def points_found(request: HttpRequest) -> Found:
    """The points that the page shows, the latest first, line by line."""
    programme = chosen(request.GET.get("programme", ""), timezone.localdate())
    lines = lines_of(asked(request, programme)) if programme else []
    return Found([Told(line, at) for line in lines for at in line.points[::-1]])


TRENDS = Listing(
    "trends",
    "targets:explore",
    gettext_lazy("走势探究"),
    (
        Column("name", gettext_lazy("指标"), value=lambda told: told.line.name),
        Column("on", gettext_lazy("截至"), Day(), value=lambda told: told.at.on),
        Column("value", gettext_lazy("数值"), value=lambda told: told.number(told.at.value)),
        Column("path", gettext_lazy("计划路径"), value=lambda told: told.number(told.at.path)),
        Column("unit", gettext_lazy("单位"), value=lambda told: told.line.unit),
        Column("year", gettext_lazy("同比（%）"), value=lambda told: told.at.year),
    ),
    points_found,
)
