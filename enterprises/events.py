"""One thing that happened on a day: what each room tells of a firm, for the one timeline on its page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=models.Model)
LATEST = 200  # of one kind in one room; older events are found on the pages of their room


class EventKind(models.TextChoices):
    """What an event is about; the timeline is filtered by it."""

    FILE = "file", _("档案")
    VISIT = "visit", _("走访")
    REQUEST = "request", _("诉求")
    GROWTH = "growth", _("培育与创新")
    PROJECT = "project", _("项目")
    MONEY = "money", _("融资")
    TALENT = "talent", _("人才")


@dataclass(frozen=True)
class Event:
    """One thing that happened on a day."""

    on: dt.date
    kind: EventKind
    icon: str
    title: str
    text: str = ""
    url: str = ""


def latest(rows: Iterable[Row], column: str) -> list[Row]:
    """The newest of one kind."""
    return sorted(rows, key=attrgetter(column, "pk"), reverse=True)[:LATEST]
