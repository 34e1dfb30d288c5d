"""历史: who changed what, read from the rows that the database's own triggers wrote."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from core.kernel import figures, history
from projects.models import (
    AfterCareItem,
    Blocker,
    Commitment,
    CommitmentReading,
    Milestone,
    Project,
    Update,
    YearPlan,
)

# Columns that people never see, or that the entry's own head already says.
HIDDEN = frozenset(
    [
        "id",
        "version",
        "next_step_at",
        "pinyin",
        "search_keys",
        "search_grams",
        "client_id",
        "submitted_at",
        "project",
        "period",
        "update_of",
        "commitment",
    ]
)
TRACKED = (  # a table, and the column of its events that names the project
    (Project, "pgh_obj"),
    (Milestone, "project"),
    (Update, "project"),
    (Blocker, "project"),
    (YearPlan, "project"),
    (Commitment, "project"),
    (CommitmentReading, "commitment__project"),
    (AfterCareItem, "project"),
)
NAMED_BY = {Update: ["period"], CommitmentReading: ["commitment"]}  # hidden columns that the entry's head speaks of


@dataclass(frozen=True)
class Change:
    """One field before and after; `before` is empty when the row is new."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One saving of one row."""

    at: dt.datetime
    order: int
    who: str
    what: str
    created: bool
    changes: list[Change]


def history_of(project: Project) -> list[Entry]:
    """Every saving of the project and of what hangs on it: nodes, updates, blockers, plans and promises, after-care.

    The latest first. Savings that changed nothing that people see are left out.
    """
    entries = [entry for model, link in TRACKED for entry in _entries(model, link, project)]
    return sorted(entries, key=lambda entry: (entry.at, entry.order), reverse=True)


def _entries(model: type[models.Model], link: str, project: Project) -> Iterable[Entry]:
    events = model.pgh_event_model.objects.filter(**{link: project.pk}).select_related("pgh_context")
    fields = [field for field in model._meta.concrete_fields if field.name not in HIDDEN]
    related = [field.name for field in fields if field.is_relation]
    events = list(events.select_related(*related, *NAMED_BY.get(model, [])).order_by("pgh_id"))
    people = history.people(events)
    before: dict[int, Any] = {}
    for event in events:
        earlier = before.get(event.pgh_obj_id)
        before[event.pgh_obj_id] = event
        changes = [change for field in fields if (change := _change(field, earlier, event))]
        if changes:
            who = people.get(history.actor(event), "")
            yield Entry(event.pgh_created_at, event.pgh_id, who, _subject(model, event), earlier is None, changes)


def _subject(model: type[models.Model], event: Any) -> str:
    """项目, 节点：竣工验收, 第48周进展, 2026 年投资计划, 承诺：就业（人）, 需协调事项."""
    if model is Milestone:
        return _("节点：%(name)s") % {"name": event.name}
    if model is Update:
        return _("%(week)s进展") % {"week": figures.week_name(event.period)}
    if model is YearPlan:
        return _("%(year)d 年投资计划") % {"year": event.year}
    if model is Commitment:
        return _("承诺：%(kind)s") % {"kind": event.get_kind_display()}
    if model is CommitmentReading:
        return _("兑现情况：%(kind)s") % {"kind": event.commitment.get_kind_display()}
    return str(model._meta.verbose_name)


def _change(field: models.Field, earlier: Any, event: Any) -> Change | None:
    after = history.words(field, event)
    before = history.words(field, earlier) if earlier else ""
    if after == before:
        return None
    return Change(str(field.verbose_name), before, after)
