"""Is the product well? The database decides whether we serve; a silent worker is said aloud."""

import datetime as dt
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.utils import timezone

from core.models import Heartbeat

SILENT_AFTER = dt.timedelta(minutes=3)


@dataclass(frozen=True)
class HealthReport:
    """`worker` is ok, late (last beat over three minutes ago) or never."""

    database: str
    worker: str

    @property
    def serving(self) -> bool:
        return self.database == "ok"

    def as_dict(self) -> dict[str, object]:
        """The JSON of /healthz."""
        status = "down" if not self.serving else "ok" if self.worker == "ok" else "degraded"
        return {"status": status, "checks": {"database": self.database, "worker": self.worker}}


def report(now: dt.datetime | None = None) -> HealthReport:
    """Ask the database, and when the worker last beat."""
    now = now or timezone.now()
    try:
        last = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    except DatabaseError:
        connection.close()
        return HealthReport(database="down", worker="unknown")
    if last is None:
        return HealthReport(database="ok", worker="never")
    return HealthReport(database="ok", worker="ok" if now - last < SILENT_AFTER else "late")


def beat(name: str, *, at: dt.datetime) -> None:
    """Write down that a process lives; the latest moment wins."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})
