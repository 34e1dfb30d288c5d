"""Tell what is wrong with this installation, in sentences that say what to do."""

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation

from core.enums import DeliveryState
from core.guard.trail.roles import may_rewrite_trail
from core.models import AuditCheck, BackupProof, CalendarYear, Delivery, User
from core.office import health
from core.sealed import ring
from targets.brief.word import OURS, examined, template
from targets.programmes import current
from zone_tracker import readiness
from zone_tracker.readiness import years_to_load

OWED_TOO_LONG = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """One answer of the doctor: fine, or what to do."""

    fine: bool
    text: str


def database() -> Iterator[Finding]:
    """Every migration has run."""
    waiting = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    yield Finding(
        not waiting,
        f"database: {len(waiting)} migrations wait; run `manage.py migrate`" if waiting else "database: up to date",
    )


def database_role() -> Iterator[Finding]:
    """The product needs no rights over the whole server; the embedded one, for trying out, gives them all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        ((is_superuser,),) = cursor.fetchall()
    allowed = not is_superuser or settings.ZONE_DEMO
    advice = "database: the product's role is a superuser; use a PostgreSQL of your own and a plain role"
    yield Finding(allowed, "database: its role is fit" if allowed else advice)


def key() -> Iterator[Finding]:
    """What is sealed can be read: the key in the environment is the one that the data is under."""
    advice = "key: ZONE_IDENTITY_KEY is not the key of the data; nothing sealed can be read or written with it"
    fine = ring.is_key_of_the_data()
    yield Finding(fine, "key: it is the one of the data" if fine else advice)


def planner() -> Iterator[Finding]:
    """PostgreSQL plans as the product asks it to; behind a pooler somebody else has to tell it."""
    with connection.cursor() as cursor:
        for name, wanted in settings.PLANNING.items():
            cursor.execute("SELECT current_setting(%s)", [name])
            ((found,),) = cursor.fetchall()
            hint = "" if found == wanted else f"; run `ALTER DATABASE … SET {name} = {wanted}`"
            yield Finding(found == wanted, f"planner: {name} is {found}{hint}")


def programme() -> Iterator[Finding]:
    """There is something to track."""
    found = current(timezone.localdate())
    yield Finding(
        found is not None, f"programme: {found.code}" if found else "programme: none; run `manage.py load_facts`"
    )


def calendar() -> Iterator[Finding]:
    """The holidays of this year are loaded, and from November those of the next."""
    today = timezone.localdate()
    needed = years_to_load(today)
    missing = needed - set(CalendarYear.objects.filter(year__in=needed).values_list("year", flat=True))
    for year in sorted(missing):
        yield Finding(
            False,
            f"calendar: no holidays for {year}, its dates are reckoned; "
            "upgrade chinesecalendar and run `manage.py migrate`, or enter them",
        )
    if not missing:
        yield Finding(True, "calendar: holidays loaded")


def worker() -> Iterator[Finding]:
    """Somebody ticks every minute."""
    state = health.report().worker
    hint = "" if state == "ok" else "; start `celery -A zone_tracker worker` and `celery -A zone_tracker beat`"
    yield Finding(state == "ok", f"worker: {state}{hint}")


def instance() -> Iterator[Finding]:
    """This host serves the real database."""
    fine = health.report().instance == health.OK
    yield Finding(fine, "instance: ours" if fine else "instance: a restored copy in quarantine; run `manage.py adopt`")


BACKUP_HINTS = {
    health.OFF: "no backup is configured; set ZONE_BACKUP_DIR",
    health.NEVER: "none was proved yet; the worker does so at 02:30",
    health.LATE: "the last good proof is over 26 hours old; look at the worker's log",
}


def backup() -> Iterator[Finding]:
    """The backup of last night was restored and compared."""
    state = health.report().backup
    last = BackupProof.objects.first() if state == health.FAILED else None
    hint = f"failed; {last.error}" if last else BACKUP_HINTS.get(state, state)
    yield Finding(state == health.OK, f"backup: {hint}")


AUDIT_HINTS = {
    health.NEVER: "never verified yet; the worker does so at 03:00, or run `manage.py audit verify`",
    health.LATE: "last found whole over 26 hours ago; look at the worker's log",
}


def audit() -> Iterator[Finding]:
    """The audit trail was read last night and is as it was written, and the product itself could not change it."""
    state = health.report().audit
    last = AuditCheck.objects.first() if state == health.FAILED else None
    hint = f"not as it was written: {last.error}" if last else AUDIT_HINTS.get(state, state)
    yield Finding(state == health.OK, f"audit trail: {hint}")
    mine = settings.ZONE_DEMO or not may_rewrite_trail()
    advice = "audit trail: the product's role owns it and could rewrite it; run `manage.py app_role` as the owner"
    yield Finding(mine, "audit trail: beyond the reach of the product's role" if mine else advice)


def deliveries() -> Iterator[Finding]:
    """Nothing that is owed has been waiting, and nothing was given up."""
    late = Delivery.objects.exclude(state__in=[DeliveryState.SENT, DeliveryState.DEAD])
    late_count = late.filter(owed_at__lt=timezone.now() - OWED_TOO_LONG).count()
    dead = Delivery.objects.filter(state=DeliveryState.DEAD).count()
    yield Finding(not late_count, f"deliveries: {late_count} messages owed for over 10 minutes")
    yield Finding(not dead, f"deliveries: {dead} messages given up; look at their error in the admin site")


def email() -> Iterator[Finding]:
    """A mail server is configured."""
    yield Finding(settings.EMAIL_ENABLED, "e-mail: on" if settings.EMAIL_ENABLED else "e-mail: off; set EMAIL_URL")


def people() -> Iterator[Finding]:
    """Demo accounts stay in the demo."""
    unsafe = not settings.ZONE_DEMO and User.objects.active().filter(is_example=True).exists()
    yield Finding(not unsafe, "people: demo accounts in production; deactivate them" if unsafe else "people: fine")


def monday() -> Iterator[Finding]:
    """The meeting can be run from here: key projects with somebody responsible, and a leader."""
    fine, said = readiness.monday()
    yield Finding(fine, f"monday: {said}")


def brief_template() -> Iterator[Finding]:
    """The template of the weekly brief, the zone's own where there is one, holds every tag."""
    try:
        with translation.override("en"):
            examined()
    except ValidationError as error:
        yield Finding(False, f"brief: {' '.join(error.messages)}")
    else:
        yield Finding(True, f"brief: {'our template' if template() == OURS else 'the template of the zone'} is fine")


BRIEF_FONTS = ("仿宋_GB2312|FangSong|仿宋", "方正小标宋|FZXiaoBiaoSong", "黑体|SimHei", "楷体|KaiTi", "宋体|SimSun")


def fonts() -> Iterator[Finding]:
    """Where LibreOffice converts, the fonts of official documents are there; Word brings its own."""
    office, listing = shutil.which("soffice"), shutil.which("fc-list")
    if not (office and listing):
        return
    found = subprocess.run([listing, ":", "family"], capture_output=True, text=True, check=False).stdout
    missing = [names.partition("|")[0] for names in BRIEF_FONTS if not any(name in found for name in names.split("|"))]
    said = f"LibreOffice has no {', '.join(missing)}; it puts others in their place, Word does not"
    yield Finding(True, f"fonts: {said}" if missing else "fonts: those of official documents are there")


EXAMINATIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    database,
    database_role,
    key,
    planner,
    programme,
    calendar,
    worker,
    instance,
    backup,
    audit,
    deliveries,
    email,
    people,
    monday,
    brief_template,
    fonts,
)


class Command(BaseCommand):
    """`manage.py doctor`: exit 1 when something needs attention."""

    help = "Tell what is wrong with this installation and what to do."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        findings = [finding for examine in EXAMINATIONS for finding in examine()]
        for finding in findings:
            self.stdout.write(f"{'ok  ' if finding.fine else 'LOOK'}  {finding.text}")
        wrong = sum(not finding.fine for finding in findings)
        if wrong:
            raise CommandError(f"{wrong} of {len(findings)} findings need attention.")
