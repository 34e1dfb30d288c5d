"""Rows that the tick of the minute takes up: each keeps the next moment at which time does something to it.

`begins_anew` makes a row due at once whenever something is written that decides its moments, by whichever way. The tick
(core/kernel/keeping/ticking.py) does what is due and writes the next moment down.
"""

import datetime as dt

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

AT_ONCE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # a moment that has come


class Ticked(models.Model):
    """A row with a next moment; None when nothing more comes by time alone."""

    next_step_at = models.DateTimeField(_("下一步时刻"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Round(models.Model):
    """What a task saw of the world when it last looked at all of its rows, not only at those that were due."""

    task = models.CharField(_("任务"), max_length=40, unique=True)
    seen = models.TextField(_("所见"))

    class Meta:
        verbose_name = _("巡检")
        verbose_name_plural = _("巡检")

    def __str__(self) -> str:
        return self.task


def begins_anew(*columns: str, live: str) -> pgtrigger.Trigger:
    """For the `triggers` of a `Ticked` model: due at once when it is made or one of these columns is written.

    `live` is SQL about NEW: false for a row to which time does nothing any more.
    """
    return pgtrigger.Trigger(
        name="begins_anew",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns),
        func=f"NEW.next_step_at = CASE WHEN {live} THEN TIMESTAMPTZ '{AT_ONCE}' END; RETURN NEW;",
    )
