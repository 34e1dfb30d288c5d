"""The floor: people, places, the working calendar, notices, deliveries, attachments and the audit trail."""

from core.models.calendar import CalendarYear, Workday
from core.models.freshness import Revision, bumps
from core.models.guard import AuditCheck, AuditEvent, AuditNoise, AuditSeal
from core.models.naming import ByNameQuerySet
from core.models.office import Attachment, BackupProof, Heartbeat, Instance
from core.models.people import Department, User, UserQuerySet, ZoneUserManager
from core.models.places import Cluster, Park
from core.models.post import Delivery, Notice, NoticeQuerySet
from core.models.sources import Source, on_each_write
from core.models.ticks import AT_ONCE, Round, Ticked, begins_anew
from core.models.trail import TrailContext, tracked

__all__ = [
    "AT_ONCE",
    "Attachment",
    "AuditCheck",
    "AuditEvent",
    "AuditNoise",
    "AuditSeal",
    "BackupProof",
    "ByNameQuerySet",
    "CalendarYear",
    "Cluster",
    "Delivery",
    "Department",
    "Heartbeat",
    "Instance",
    "Notice",
    "NoticeQuerySet",
    "Park",
    "Revision",
    "Round",
    "Source",
    "Ticked",
    "TrailContext",
    "User",
    "UserQuerySet",
    "Workday",
    "ZoneUserManager",
    "begins_anew",
    "bumps",
    "on_each_write",
    "tracked",
]
