"""Is the product well? The database decides whether we serve; what else is wrong is said."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils import timezone

from core.models import AuditCheck, BackupProof, Heartbeat, IdentityKey
from core.office import instance
from core.sealed import ring

SILENT_AFTER = dt.timedelta(minutes=3)
PROVED_WITHIN = dt.timedelta(hours=26)
OK, LATE, NEVER, FAILED, OFF, QUARANTINE, UNKNOWN = "ok", "late", "never", "failed", "off", "quarantine", "unknown"
OTHER = "other"


@dataclass(frozen=True)
class HealthReport:
    """`worker` is ok, late (last beat over three minutes ago) or never; `instance` ok or quarantine; `backup` and
    `audit` ok, late (last found good over 26 hours ago), failed or never; `backup` is off where none is configured.
    `key` is other where ZONE_IDENTITY_KEY is not the key of the data; only administrators are told that it is this.
    """

    database: str
    worker: str = UNKNOWN
    instance: str = UNKNOWN
    backup: str = UNKNOWN
    audit: str = UNKNOWN
    key: str = UNKNOWN

    @property
    def serving(self) -> bool:
        return self.database == OK

    @property
    def well(self) -> bool:
        """Whether nobody need look."""
        calm = self.backup not in (FAILED, LATE) and self.audit not in (FAILED, LATE)
        return self.worker == OK and self.instance == OK and self.key != OTHER and calm

    def as_dict(self, *, whole: bool = True) -> dict[str, object]:
        """The JSON of /healthz; the `whole` of it is for administrators."""
        status = "down" if not self.serving else OK if self.well else "degraded"
        checks = asdict(self)
        if not whole:
            del checks["key"]
        return {"status": status, "checks": checks}


def report(now: dt.datetime | None = None) -> HealthReport:
    """Ask the database: when the worker last beat, whose it is, and how its last backup went."""
    now = now or timezone.now()
    try:
        copy = instance.in_quarantine()
        whose = QUARANTINE if copy else OK
        return HealthReport(OK, _state_of_worker(now), whose, state_of_backup(now), state_of_audit(now), state_of_key())
    except DatabaseError:
        connection.close()
        return HealthReport(database="down")


def _state_of_worker(now: dt.datetime) -> str:
    last = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    if last is None:
        return NEVER
    return OK if now - last < SILENT_AFTER else LATE


def state_of_backup(now: dt.datetime) -> str:
    """How the nightly proof stands: what went wrong last comes before what is long ago."""
    if not settings.ZONE_BACKUP_DIR:
        return OFF
    return _state_of(BackupProof.objects.all(), now)


def state_of_key() -> str:
    """Whether what is sealed is under the key in the environment. One query; writes nothing."""
    kept = IdentityKey.objects.values_list("fingerprint", flat=True).first()
    return OK if kept in (None, ring.fingerprint()) else OTHER


def state_of_audit(now: dt.datetime) -> str:
    """How the nightly verification of the audit trail stands."""
    return _state_of(AuditCheck.objects.all(), now)


def _state_of(proofs: QuerySet[Any], now: dt.datetime) -> str:
    last = proofs.values_list("at", "ok").first()
    if last is None:
        return NEVER
    at, ok = last
    if not ok:
        return FAILED
    return OK if now - at <= PROVED_WITHIN else LATE


def beat(name: str, *, at: dt.datetime) -> None:
    """Write down that a process lives; the latest moment wins."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})
