"""Making a demo: the facts of the article moved around a day, then the invented rows, all in one transaction."""

import datetime as dt
from dataclasses import dataclass

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from pghistory.models import Context

from core.enums import Role
from core.guard.demo_accounts import DEMO_LOGINS, DEMO_PASSWORD
from core.guard.trail.histories import histories, take_baseline
from core.models import CalendarYear, IdentityKey, Revision, User, Workday
from core.models.trail import emptying
from enterprises.models import FirmStanding, VisitTier, WorkingSpan
from projects.models import PlanTemplate, Standing, TemplateNode
from talent.models import HeadSpan
from targets import facts
from targets.models import Programme
from zone_tracker.demo import (
    attraction,
    care,
    chains,
    figures,
    firms,
    gathering,
    lives,
    market,
    money,
    notices,
    people,
    plans,
    projects,
    rhythm,
    service,
    talents,
    then,
    wanted,
    weekly,
)
from zone_tracker.demo.scale import build as further_zones
from zone_tracker.demo.setting import Setting, shift_for
from zone_tracker.models import DemoLoad

OURS = ("core", "enterprises", "projects", "talent", "finance", "targets", "zone_tracker")
# What migrate seeded, the revisions, whose numbers no process may meet twice, and the key.
SEEDED = (CalendarYear, Workday, PlanTemplate, TemplateNode, VisitTier, WorkingSpan)
SEEDED_HISTORIES = [history for history in histories().values() if history.model in SEEDED]
KEPT = (Revision, IdentityKey, *SEEDED, *(history.event_model for history in SEEDED_HISTORIES))


class NotOursError(Exception):
    """The database holds something that is no demo; nothing was touched. The message is one sentence."""


@dataclass(frozen=True)
class Demo:
    """What a loading made: invented rows by kind."""

    counts: dict[str, int]


def existing() -> DemoLoad | None:
    """The demo that this database holds."""
    return DemoLoad.objects.first()


@transaction.atomic
def load(*, today: dt.date, seed: int, scale: int) -> Demo:
    """Load the facts and the invented rows into an empty database. Raises NotOursError when it is not empty."""
    if existing():
        raise NotOursError("the demo is already there")
    refuse_foreign()
    facts.load(facts.FACTS, shift_years=shift_for(today))
    Programme.objects.update(is_example=True)
    programme = Programme.objects.get()
    setting = Setting.make(today=today, seed=seed, programme=programme)
    found = people.build(setting)
    written = firms.build(setting, found)
    figures.build(setting, found, written)
    undertakings = projects.build(setting, found, written)
    weekly.build(setting, found, undertakings)
    rhythm.build(setting, found, undertakings)
    lives.build(setting, found, undertakings)
    attraction.build(setting, found, undertakings)
    plans.build(setting, found, written)
    chains.build(setting, written)
    service.build(setting, found, written)
    talents.build(setting, found, written)
    wanted.build(setting, found)
    care.build(setting)
    gathering.build(setting)
    money.build(setting, found, written)
    market.build(setting, found)
    notices.build(setting, found)
    notices.stand_in(setting, found)
    further_zones.build(setting, found, scale=scale)
    _settle(setting, scale=scale)
    then.build(setting, found)
    DemoLoad.objects.create(made_for=today, seed=seed, scale=scale)
    return Demo(counts=_counts())


@transaction.atomic
def load_facts_only() -> None:
    """The facts with their real dates, and the demo's administrator to look at them; twice changes nothing.

    Raises NotOursError where a demo with invented rows was loaded.
    """
    if existing():
        raise NotOursError("this database holds a demo with invented rows; use an empty one")
    facts.load(facts.FACTS)
    username = DEMO_LOGINS[Role.ADMIN]
    if not User.objects.filter(username=username).exists():
        User.objects.create_user(
            username, password=DEMO_PASSWORD, name=str(Role.ADMIN.label), roles=[Role.ADMIN], is_example=True
        )


def _settle(setting: Setting, *, scale: int) -> None:
    """What rests on all rows together, when they are there. PostgreSQL counts a larger demo anew before it is asked."""
    if scale > 1:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        FirmStanding.objects.recount()
        HeadSpan.objects.recount()
        Standing.objects.begin_missing()
        Revision.objects.move_all()
    Standing.objects.renew_due(setting.now)


def refuse_foreign() -> None:
    """Raise NotOursError when the database holds a programme or people that no demo brought."""
    if Programme.objects.exists():
        raise NotOursError("this database already holds a programme; load the demo into an empty database")
    if User.objects.exists():
        raise NotOursError("this database already has users; load the demo into an empty database")


@transaction.atomic
def load_anew(*, today: dt.date, seed: int, scale: int) -> Demo:
    """Throw the demo away and make another. When that fails the old one is still there."""
    if not existing():
        refuse_foreign()
    _empty()
    for history in SEEDED_HISTORIES:
        take_baseline(history)  # its lines went with the rest of the trail
    return load(today=today, seed=seed, scale=scale)


def _empty() -> None:
    """Empty every table of ours, with its history, in one statement."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    tables = {model._meta.db_table for model in [*models, LogEntry, Session, Context] if model not in KEPT}
    names = ", ".join(connection.ops.quote_name(table) for table in sorted(tables))
    connection.check_constraints()  # PostgreSQL truncates no table with deferred checks still to come
    with emptying(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY")


def _counts() -> dict[str, int]:
    """Rows of the larger kinds."""
    kinds = (
        "core.User",
        "projects.Project",
        "projects.Update",
        "enterprises.Enterprise",
        "enterprises.Visit",
        "enterprises.Request",
        "enterprises.MonthlyFigures",
        "talent.Talent",
        "finance.CreditLine",
    )
    models = [apps.get_model(kind) for kind in kinds]
    return {model.__name__: model._default_manager.count() for model in models}
