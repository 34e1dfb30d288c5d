"""One person's day: what was done, in which hours, to which rows, and whether that is usual for this person."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.clock import SHANGHAI, moment
from core.kernel.workdays import WorkCalendar
from core.models import AuditEvent, User
from zone_tracker.trail.filters import GROUPS
from zone_tracker.trail.lines import Line, lines_of

FIRST_HOUR, LAST_HOUR = 8, 19  # of the strip; it grows when somebody works before or after
IDLE = dt.timedelta(minutes=30)  # who does nothing for longer was away
USUAL_DAYS = 30
MOST_LINES = 500
GRAVE = ("reveal", "take", "account")  # of these an auditor asks whether that many are usual
SENSITIVE = {kind for key in ("write", *GRAVE, "login", "refused") for kind in GROUPS[key][1]}
HEIGHTS = {"a-read": (28, 20), "a-pii": (14, 44)}  # where a mark begins, and how tall it is
WORKING = (dt.time(8, 0), dt.time(18, 30))


@dataclass(frozen=True)
class Mark:
    """A thing on the strip of the day, in percent of its width."""

    left: float
    css: str
    wide: float = 0

    @property
    def top(self) -> int:
        return HEIGHTS.get(self.css, (22, 36))[0]

    @property
    def height(self) -> int:
        return HEIGHTS.get(self.css, (22, 36))[1]

    @property
    def x(self) -> str:
        return f"{self.left:.2f}%"

    @property
    def width(self) -> str:
        return f"{max(self.wide, 0.3):.2f}%"


@dataclass(frozen=True)
class Day:
    """A person and a day; `reading` shows also what was only read."""

    person: User
    on: dt.date
    reading: bool = False

    @cached_property
    def events(self) -> list[AuditEvent]:
        since = moment(self.on, dt.time())
        mine = AuditEvent.objects.filter(user=self.person, at__gte=since, at__lt=since + dt.timedelta(days=1))
        return list(mine.order_by("at", "pk"))

    @cached_property
    def lines(self) -> list[Line]:
        """What is listed, in the order of the day; the rest of a very long one is in the export."""
        shown = [each for each in self.events if self.reading or each.kind in SENSITIVE]
        return lines_of(shown[:MOST_LINES])

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many lines under each pill."""
        return {key: sum(each.kind in kinds for each in self.events) for key, (_label, kinds) in GROUPS.items()}

    @cached_property
    def touched(self) -> list[tuple[Line, int]]:
        """The rows that were written to, most often first."""
        written = [line for line in self.lines if line.is_write and line.event.row]
        times = Counter((line.event.table, line.event.row) for line in written)
        lines = {(line.event.table, line.event.row): line for line in reversed(written)}
        return [(lines[key], count) for key, count in times.most_common(12)]

    @cached_property
    def hours(self) -> tuple[int, int]:
        """The hours at the two ends of the strip."""
        at = [timezone.localtime(each.at, SHANGHAI).hour for each in self.events]
        return min([FIRST_HOUR, *at]), max([LAST_HOUR, *(hour + 1 for hour in at)])

    @cached_property
    def ticks(self) -> list[tuple[str, str]]:
        first, last = self.hours
        return [(f"{(hour - first) / (last - first) * 100:.2f}%", f"{hour}:00") for hour in range(first, last + 1)]

    @cached_property
    def spans(self) -> list[Mark]:
        """When the person was there: from one thing to the next, unless half an hour lies between."""
        found: list[list[dt.datetime]] = []
        for each in self.events:
            if found and each.at - found[-1][1] <= IDLE:
                found[-1][1] = each.at
            else:
                found.append([each.at, each.at])
        return [Mark(self._place(a), "a-span", self._place(b) - self._place(a)) for a, b in found]

    @cached_property
    def marks(self) -> list[Mark]:
        """Reading light, writing blue, what is sensitive navy and taller, refusals hollow; these lie on top."""
        css = {"read": "a-read", "write": "a-write", **dict.fromkeys(GRAVE, "a-pii"), "refused": "a-no"}
        by_kind = {kind: css[key] for key, (_label, kinds) in GROUPS.items() if key in css for kind in kinds}
        drawn = [Mark(self._place(each.at), by_kind[each.kind]) for each in self.events if each.kind in by_kind]
        once = dict.fromkeys(Mark(round(mark.left, 1), mark.css) for mark in drawn)
        return sorted(once, key=lambda mark: list(css.values()).index(mark.css))

    def _place(self, at: dt.datetime) -> float:
        first, last = self.hours
        local = timezone.localtime(at, SHANGHAI)
        return (local.hour + local.minute / 60 + local.second / 3600 - first) / (last - first) * 100

    @cached_property
    def usual(self) -> dict[str, Any]:
        """The person's own last working days, days without a line among them: how much is written, taken, and from how
        many machines; and whether this day lies within working hours."""
        days = self._working_days_before()
        per_day = {row["day"]: row for row in self._by_day(days[-1] if days else self.on)}
        known = [per_day.get(day, {}) for day in days]
        local = [timezone.localtime(each.at, SHANGHAI).time() for each in self.events]
        return {
            "write": median(row.get("write", 0) for row in known) if known else 0,
            "sensitive": median(row.get("sensitive", 0) for row in known) if known else 0,
            "addresses": {each.address for each in self.events if each.address},
            "within": all(WORKING[0] <= at <= WORKING[1] for at in local),
        }

    def _working_days_before(self) -> list[dt.date]:
        calendar, day, found = WorkCalendar.load(), self.on, []
        while len(found) < USUAL_DAYS:
            day -= dt.timedelta(days=1)
            if calendar.is_working(day):
                found.append(day)
        return found

    def _by_day(self, since: dt.date) -> Any:
        before = AuditEvent.objects.filter(
            user=self.person, at__gte=moment(since, dt.time()), at__lt=moment(self.on, dt.time())
        )
        sensitive = [kind for key in GRAVE for kind in GROUPS[key][1]]
        return (
            before.order_by()
            .values(day=TruncDate("at", tzinfo=SHANGHAI))
            .annotate(
                write=Count("pk", filter=Q(kind__in=GROUPS["write"][1])),
                sensitive=Count("pk", filter=Q(kind__in=sensitive)),
            )
        )

    @property
    def sums(self) -> list[tuple[int, str, str]]:
        """The five figures above the strip: how many, of what, in words."""
        return [
            (self.counts["write"], _("件"), _("修改与填报")),
            (self.counts["reveal"], _("次"), _("查看全号")),
            (self.counts["take"], _("次"), _("导出与下载")),
            (self.counts["refused"], _("次"), _("被拒")),
            (self.counts["read"], _("页"), _("读取个人信息")),
        ]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """What each mark of the strip means."""
        return [
            ("a-read", _("读取")),
            ("a-write", _("修改")),
            ("a-pii", _("查看全号、导出、账号")),
            ("a-no", _("被拒")),
            ("a-span", _("在线")),
        ]

    @property
    def sensitive(self) -> int:
        """What was revealed, taken along, or done to somebody's account."""
        return sum(self.counts[key] for key in GRAVE)
