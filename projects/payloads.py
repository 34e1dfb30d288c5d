"""What the forms hand to the verbs: plain values, checked already."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile

from core.models import Attachment, Department
from projects.enums import DeclaredLamp


@dataclass(frozen=True)
class MilestoneRow:
    """A node as the plan form sends it. `pk` is None for a new one; `rank` only orders."""

    rank: int
    name: str
    kind: str
    planned_on: dt.date
    actual_on: dt.date | None = None
    pk: int | None = None


@dataclass(frozen=True)
class UpdateContent:
    """What one saving of a weekly update says. Milestones map a node's key to its actual date.

    `photos` are new uploads, `kept_photos` were stored with an earlier, refused press of the same button.
    """

    done: str = ""
    next: str = ""
    investment_wan: Decimal = Decimal(0)
    declared: str = DeclaredLamp.GREEN
    unchanged: bool = False
    blocker: str = ""
    department: Department | None = None
    resolved: tuple[int, ...] = ()
    milestones: Mapping[int, dt.date] = field(default_factory=dict)
    photos: tuple[UploadedFile, ...] = ()
    kept_photos: tuple[Attachment, ...] = ()
