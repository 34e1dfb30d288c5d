"""What holds for a while: since when, until when, ended early or not; and that two of the same never hold at once.

PostgreSQL keeps the last by exclusion constraints over ranges alone, so that no extension is needed: a key is the range
of one whole number, from itself to itself.
"""

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Least
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel.locks import locked
from core.kernel.sense import HappenedColumn, PlannedColumn
from core.models import Tapped, User
from talent.models.counting import OfTalentQuerySet

SOON_DAYS = 30  # what ends within so many days is to be looked after


class Holds(models.TextChoices):
    """How a spell stands on a day. Each register has its own words for them."""

    AHEAD = "ahead", _("未开始")
    NOW = "now", _("有效")
    SOON = "soon", _("30 天内到期")
    OVER = "over", _("已到期")
    ENDED = "ended", _("已终止")


def one_of(column: str) -> Func:
    """A key as a range that only itself meets."""
    key = Cast(F(column), models.BigIntegerField())
    return Func(key, key, Value("[]"), function="int8range", output_field=BigIntegerRangeField())


def days() -> Func:
    """The days on which a spell holds: until the end of `until`, or until the day before `ended_on`."""
    after = Func(
        Cast(F("until"), models.DateField()), template="(%(expressions)s + 1)", output_field=models.DateField()
    )
    return Func(
        Cast(F("since"), models.DateField()),
        Least(after, Cast(F("ended_on"), models.DateField())),
        function="daterange",
        output_field=DateRangeField(),
    )


def never_two(name: str, words: Any, *keys: Func) -> ExclusionConstraint:
    """Two spells that agree in these keys never hold on one day."""
    return never_both(name, words, [(key, RangeOperators.OVERLAPS) for key in (*keys, days())])


def never_both(name: str, words: Any, expressions: Any) -> ExclusionConstraint:
    """Two rows that meet in all of these expressions are refused, in these words."""
    told: dict[str, Any] = {"violation_error_message": words}  # the stub does not know it
    return ExclusionConstraint(name=name, expressions=expressions, **told)


class SpellQuerySet(OfTalentQuerySet):
    """Sentences about spells."""

    def on(self, day: dt.date) -> Self:
        """Those that hold on a day."""
        going = (Q(until__isnull=True) | Q(until__gte=day)) & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))
        return self.filter(going, since__lte=day)

    def soon(self, day: dt.date) -> Self:
        """Those that hold on a day and end within `SOON_DAYS`, the next to end first."""
        last = day + dt.timedelta(days=SOON_DAYS)
        return self.on(day).filter(Q(until__lte=last) | Q(ended_on__lte=last)).order_by("until", "pk")

    def standing(self, state: str, day: dt.date) -> Self:
        """Those that stand so on a day."""
        if state == Holds.NOW:
            return self.on(day).exclude(pk__in=self.soon(day).order_by().values("pk"))
        if state == Holds.SOON:
            return self.soon(day)
        if state == Holds.ENDED:
            return self.filter(ended_on__lte=day)
        if state == Holds.AHEAD:
            return self.filter(since__gt=day).exclude(ended_on__lte=day)
        return self.filter(until__lt=day, ended_on__isnull=True)


class Spell(Tapped):
    """Something that holds from a day until another. `ended_on` is the first day on which it holds no more."""

    since = PlannedColumn(_("开始日期"))
    until = PlannedColumn(_("到期日期"), null=True, blank=True)
    ended_on = HappenedColumn(_("终止日期"), null=True, blank=True)
    ended_why = models.CharField(_("终止原因"), max_length=120, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = SpellQuerySet.as_manager()

    class Meta(Tapped.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="%(class)s_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="") | (Q(ended_on__gte=F("since")) & ~Q(ended_why="")),
                name="%(class)s_ended_with_reason",
            ),
        ]

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which it holds, None without one."""
        early = self.ended_on - dt.timedelta(days=1) if self.ended_on else None
        return min((each for each in (early, self.until) if each), default=None)

    def holds(self, day: dt.date) -> Holds:
        """How it stands on a day."""
        last = self.last_day
        if self.ended_on and self.ended_on <= day:
            return Holds.ENDED
        if self.since > day:
            return Holds.AHEAD
        if last is None:
            return Holds.NOW
        if last < day:
            return Holds.OVER
        return Holds.SOON if (last - day).days <= SOON_DAYS else Holds.NOW

    @transaction.atomic
    def end(self, *, on: dt.date, why: str, **more: Any) -> bool:
        """It holds no more from a day on; False when it has been ended already.

        Raises ValidationError for a day before it began, or after it is over anyway.
        """
        row = locked(type(self), self.pk)
        if row.ended_on:
            return False
        if on < row.since:
            raise ValidationError({"on": gettext("不能早于开始日期 %(on)s。") % {"on": row.since}})
        if row.until and on > row.until:
            raise ValidationError({"on": gettext("%(on)s 已到期，不用再终止。") % {"on": row.until}})
        row.ended_on, row.ended_why = on, why
        for name, value in more.items():
            setattr(row, name, value)
        row.save(update_fields=["ended_on", "ended_why", *more])
        self.refresh_from_db()
        return True
