"""Canaries: words that stand nowhere else, and who made them."""

import datetime as dt
import io
import itertools
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from PIL import Image

from core.models import Attachment, User

_numbers = itertools.count(1)


def canary() -> str:
    """A word that stands nowhere else."""
    return f"zqx{next(_numbers)}x"


@dataclass
class Maker:
    """Makes rows whose text fields carry canaries of their own, on one day; `leader` decides what leaders decide."""

    leader: User
    now: dt.datetime = field(default_factory=timezone.now)
    canaries: dict[str, models.Model] = field(default_factory=dict)

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.now)

    def marked(self, model: type[models.Model], *fields: str, owner: models.Model | None = None, **rest: Any) -> Any:
        """A row whose named fields each carry a canary; what shows one shows the row, or its owner."""
        words = {name: canary() for name in fields}
        row = model._default_manager.create(**words, **rest)
        self.canaries |= dict.fromkeys(words.values(), owner or row)
        return row

    def word_of(self, owner: models.Model) -> str:
        """A canary for a row that is made by hand; what shows it shows the owner."""
        self.canaries[word := canary()] = owner
        return word


def paper(by: User, name: str) -> Attachment:
    """A stored paper of this name."""
    made = Attachment(name=name, kind="pdf", sha256="0" * 64, uploaded_by=by, uploaded_at=timezone.now())
    made.file.save(f"{uuid.uuid4()}.pdf", ContentFile(b"%PDF-1.7 zone"))
    made.save()
    return made


def photo(by: User) -> Attachment:
    """A stored photo."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "steelblue").save(buffer, "JPEG")
    made = Attachment(name="现场.jpg", sha256="0" * 64, uploaded_by=by, uploaded_at=timezone.now())
    made.file.save(f"{uuid.uuid4()}.jpg", ContentFile(buffer.getvalue()))
    made.save()
    return made
