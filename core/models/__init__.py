"""The floor: people, places, the working calendar, notices, deliveries, attachments and the audit trail."""

from core.models.accounts import PasswordLink, RoleRequest
from core.models.calendar import CalendarYear, Workday
from core.models.deputies import Deputy
from core.models.ends import HAS_ENDED, HAS_LEFT, follows_merged, held_by_the_active
from core.models.erasable import ERASED, Erasable, Past, erases, says_nothing_more
from core.models.erasures import DECIDES, Erasure
from core.models.freshness import Revision, bumps
from core.models.guard import AuditCheck, AuditEvent, AuditNoise, AuditSeal
from core.models.jobs import MOST_TRIES, ImportBatch, ImportRow, Job
from core.models.keys import IdentityKey
from core.models.naming import ByNameQuerySet
from core.models.office import Attachment, BackupProof, Heartbeat, Instance
from core.models.people import Department, User, UserQuerySet, ZoneUserManager, labels_of
from core.models.places import Cluster, Park
from core.models.plain import OnceAsSeen, looking_like, refuse_lookalikes
from core.models.post import Delivery, Notice, NoticeQuerySet
from core.models.readings import reading_of, written
from core.models.secret_links import LINK_LIVES, OneTimeLink, OneTimeLinkQuerySet, SecretLink, hash_of
from core.models.sources import Source, on_each_write
from core.models.taps import Tapped
from core.models.ticks import AT_ONCE, Round, Ticked, begins_anew
from core.models.trail import TrailContext, tracked
from core.models.views import SavedView

__all__ = [
    "AT_ONCE",
    "DECIDES",
    "ERASED",
    "HAS_ENDED",
    "HAS_LEFT",
    "LINK_LIVES",
    "MOST_TRIES",
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
    "Deputy",
    "Erasable",
    "Erasure",
    "Heartbeat",
    "IdentityKey",
    "ImportBatch",
    "ImportRow",
    "Instance",
    "Job",
    "Notice",
    "NoticeQuerySet",
    "OnceAsSeen",
    "OneTimeLink",
    "OneTimeLinkQuerySet",
    "Park",
    "PasswordLink",
    "Past",
    "Revision",
    "RoleRequest",
    "Round",
    "SavedView",
    "SecretLink",
    "Source",
    "Tapped",
    "Ticked",
    "TrailContext",
    "User",
    "UserQuerySet",
    "Workday",
    "ZoneUserManager",
    "begins_anew",
    "bumps",
    "erases",
    "follows_merged",
    "hash_of",
    "held_by_the_active",
    "labels_of",
    "looking_like",
    "on_each_write",
    "reading_of",
    "refuse_lookalikes",
    "says_nothing_more",
    "tracked",
    "written",
]
