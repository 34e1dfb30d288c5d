"""历史: who changed what, read from the rows that the database's own triggers wrote."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from pghistory.models import Context

from core.kernel import figures, history
from core.models import Attachment, User
from projects.enums import CommitmentKind, LifeAct
from projects.models import (
    AfterCareItem,
    Blocker,
    Commitment,
    CommitmentReading,
    FirmChange,
    KeyListEntry,
    LifeChange,
    Milestone,
    Paper,
    Project,
    ProjectMerge,
    ProjectQuerySet,
    Update,
    UpdatePhoto,
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
        "entry",
    ]
)
TRACKED = (  # a table, and the column of its events that names the project
    (Project, "pgh_obj"),
    (Milestone, "project"),
    (Update, "project"),
    (Blocker, "project"),
    (AfterCareItem, "project"),
)
BESIDE = {  # few rows: they come with the project, as JSON
    YearPlan: "plans_saved",
    Commitment: "commitments_saved",
    Paper: "papers_saved",
    UpdatePhoto: "photos_saved",
    LifeChange: "turns_saved",
    FirmChange: "firms_saved",
    ProjectMerge: "merges_saved",
    KeyListEntry: "listings_saved",
}
# What is told of a row whose other columns the project tells itself.
ONLY: dict[type[models.Model], tuple[str, ...]] = {
    LifeChange: ("on", "until", "cause", "reason", "evidence", "state", "note"),
    FirmChange: ("on", "reason"),
    ProjectMerge: ("reason",),
    KeyListEntry: ("outcome", "reason"),
}
# To the project, where it is not called so.
LINKS: dict[type[models.Model], str] = {UpdatePhoto: "update_of__project", ProjectMerge: "kept"}
FILES: dict[
    type[models.Model], dict[str, str]
] = {  # what else is read with a row that keeps a file; of its own columns only the file is told
    Paper: {"file_name": "attachment__name"},
    UpdatePhoto: {"file_name": "attachment__name", "iso_week": "update_of__period__iso_week"},
}
NAMED_BY: dict[type[models.Model], list[str]] = {Update: ["period"]}  # hidden columns that the entry's head speaks of


CORRECTED: dict[type[models.Model], str] = {  # the route where a row is corrected
    FirmChange: "projects:firm_change_correct",
    ProjectMerge: "projects:merge_correct",
}


@dataclass(frozen=True)
class Change:
    """One field before and after; `before` is empty when the row is new, `after` says what it was when it went."""

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
    deleted: bool
    changes: list[Change]
    corrected_at: str = ""  # the page on which its row is corrected, for who may


def with_events(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Load with each project what was saved of the few rows beside it."""
    return projects.annotate(**{name: _as_json(model) for model, name in BESIDE.items()})


def _as_json(model: type[models.Model]) -> ArraySubquery:
    events = model.pgh_event_model.objects.filter(**{LINKS.get(model, "project"): OuterRef("pk")}).order_by("pgh_id")
    columns = {field.attname: field.attname for field in events.model._meta.concrete_fields}
    return ArraySubquery(
        events.values(row=JSONObject(**columns, **FILES.get(model, {}), metadata="pgh_context__metadata"))
    )


def history_of(project: Project, user: User) -> list[Entry]:
    """Every saving and deletion of the project and of what hangs on it: nodes, updates with photos, blockers, plans,
    promises, after-care, papers; and why it turned, changed its firm, took another one in, or left the key list.

    The latest first. Savings that changed nothing that people see are left out. The project was loaded `with_events`.
    """
    saved: list[tuple[type[models.Model], Iterable[Any]]]
    saved = [(model, _events(model, **{link: project.pk})) for model, link in TRACKED]
    kinds = {row["pgh_obj_id"]: CommitmentKind(row["kind"]).label for row in project.commitments_saved}  # gone ones too
    saved.append((CommitmentReading, _events(CommitmentReading, commitment__in=kinds)))
    saved += [(model, [_restored(model, row) for row in getattr(project, name)]) for model, name in BESIDE.items()]

    def may(event: Any) -> bool:  # an event names who recorded the row; those of a merged project have moved
        return project.merged_into_id is None and user.has_perm("projects.correct_record", event)

    entries = [entry for model, events in saved for entry in _entries(model, events, kinds, project.code, may)]
    return sorted(entries, key=lambda entry: (entry.at, entry.order), reverse=True)


def _events(model: type[models.Model], **of_the_project: Any) -> Iterable[Any]:
    events = model.pgh_event_model.objects.filter(**of_the_project).select_related("pgh_context")
    related = [field.name for field in _told(model) if field.is_relation]
    return events.select_related(*related, *NAMED_BY.get(model, [])).order_by("pgh_id")


def _restored(model: type[models.Model], row: dict[str, Any]) -> Any:
    """An event that came as JSON, as it is when it is read by itself."""
    columns = model.pgh_event_model._meta.concrete_fields
    event = model.pgh_event_model(**{field.attname: field.to_python(row[field.attname]) for field in columns})
    event.pgh_context = event.pgh_context_id and Context(pk=event.pgh_context_id, metadata=row["metadata"])
    if model in FILES:
        event.attachment, event.iso_week = Attachment(name=row["file_name"]), row.get("iso_week")
    return event


def _told(model: type[models.Model]) -> list[models.Field]:
    """The columns that people see."""
    fields = [field for field in model._meta.concrete_fields if field.name not in HIDDEN]
    if model in ONLY:
        return [field for field in fields if field.name in ONLY[model]]
    return [field for field in fields if field.name == "attachment"] if model in FILES else fields


def _entries(
    model: type[models.Model], events: Iterable[Any], kinds: dict[int, Any], code: str, may: Callable[[Any], bool]
) -> Iterable[Entry]:
    fields, people = _told(model), history.people()
    before: dict[int, Any] = {}
    for event in events:
        deleted = event.pgh_label == "delete"
        earlier = None if deleted else before.get(event.pgh_obj_id)
        before[event.pgh_obj_id] = event
        changes = [change for field in fields if (change := _change(field, earlier, event))]
        if changes:
            who = people.get(history.actor(event), "")
            created, what = earlier is None and not deleted, _subject(model, event, kinds)
            at = reverse(CORRECTED[model], args=[code, event.pgh_obj_id]) if model in CORRECTED and may(event) else ""
            yield Entry(event.pgh_created_at, event.pgh_id, who, what, created, deleted, changes, at)


def _subject(model: type[models.Model], event: Any, kinds: dict[int, Any]) -> str:
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
        return _("兑现情况：%(kind)s") % {"kind": kinds[event.commitment_id]}
    if model is LifeChange:
        return str(LifeAct(event.act).label)
    if model is UpdatePhoto:
        return _("%(week)s照片") % {"week": figures.week_name(event.iso_week)}
    return str(model._meta.verbose_name)


def _change(field: models.Field, earlier: Any, event: Any) -> Change | None:
    after = history.words(field, event)
    before = history.words(field, earlier) if earlier else ""
    if after == before:
        return None
    return Change(str(field.verbose_name), before, after)
