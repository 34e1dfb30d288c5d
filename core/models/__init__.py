"""The floor: people, places, the working calendar, notices, deliveries, attachments and the audit trail."""

from core.models.calendar import CalendarYear, Workday
from core.models.freshness import Revision, bumps
from core.models.guard import AuditEvent
from core.models.office import Attachment, Heartbeat
from core.models.people import Department, User, UserQuerySet, ZoneUserManager
from core.models.places import Cluster, Park
from core.models.post import Delivery, Notice, NoticeQuerySet

__all__ = [
    "Attachment",
    "AuditEvent",
    "CalendarYear",
    "Cluster",
    "Delivery",
    "Department",
    "Heartbeat",
    "Notice",
    "NoticeQuerySet",
    "Park",
    "Revision",
    "User",
    "UserQuerySet",
    "Workday",
    "ZoneUserManager",
    "bumps",
]
