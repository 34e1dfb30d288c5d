"""What is asked of a whole demo: whether two are the same, and whether one runs ahead of its day."""

import datetime as dt
import hashlib

from django.apps import apps
from django.db import models

from core.models import AuditEvent, AuditSeal, IdentityKey, Notice, Revision, Round
from core.sealed.columns import SealedColumn
from enterprises.models import (
    LiaisonAssignment,
    MonthlyFigures,
    PlanEntry,
    Request,
    RequestChange,
    Visit,
    VisitHandoff,
)
from finance.models import CreditLine, Drawdown
from projects.models import Blocker, Milestone, Project, StageChange, Update
from talent.models import Talent
from zone_tracker.demo import load as demo

CLOCKWORK = (Revision, Round, AuditEvent, AuditSeal, IdentityKey)


def digest() -> str:
    """A hash of every row of ours; left out are history, with its times, and the numbers that every write moves."""
    rows = hashlib.sha256()
    for label in demo.OURS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model in CLOCKWORK or (model._meta.model_name.endswith("event") and hasattr(model, "pgh_id")):
                continue
            columns = [each for each in model._meta.concrete_fields if not isinstance(each, SealedColumn)]
            fields = [field.attname for field in columns]  # what is sealed is another text each time
            for row in model._default_manager.order_by("pk").values_list(*fields):
                rows.update(f"{model._meta.label}{row!r}".encode())
    return rows.hexdigest()


def lying_ahead(today: dt.date, now: dt.datetime) -> list[str]:
    """The columns in which something that has happened is dated later than the demo's moment."""
    dated: list[tuple[type[models.Model], str, dt.date]] = [
        (Update, "submitted_at", now),
        (Visit, "created_at", now),
        (RequestChange, "at", now),
        (Request, "raised_at", now),
        (VisitHandoff, "taken_at", now),
        (Blocker, "resolved_at", now),
        (Notice, "created_at", now),
        (Notice, "read_at", now),
        (Visit, "on", today),
        (Request, "done_on", today),
        (MonthlyFigures, "reported_on", today),
        (Talent, "recognised_on", today),
        (Talent, "arrived_on", today),
        (PlanEntry, "recognised_on", today),
        (PlanEntry, "entered_on", today),
        (CreditLine, "granted_on", today),
        (Drawdown, "on", today),
        (Milestone, "actual_on", today),
        (StageChange, "on", today),
        (Project, "key_listed_on", today),
        (LiaisonAssignment, "starts_on", today),
    ]
    return [
        f"{model.__name__}.{field}"
        for model, field, limit in dated
        if model._default_manager.filter(**{f"{field}__gt": limit}).exists()
    ]
